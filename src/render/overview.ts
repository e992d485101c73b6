import type { Timing } from "../core/dates/timing.ts";
import { rankClauseChanges } from "../core/rank.ts";
import type { ClauseChange, Comparison, StatedDate } from "../model/comparison.ts";
import { directions } from "../model/topic.ts";
import type { Materiality } from "../model/topic.ts";
import { toDefinitionRemarks } from "./definitions.ts";
import { toDay } from "./labels.ts";
import { toReason } from "./reasons.ts";
import { toTimeLines } from "./timing.ts";
import { toVisibleLine } from "./visible.ts";

/** Gives what a reader is told of a whole comparison before its clauses, a line each. */
export function toOverview(comparison: Comparison, timing: Timing | null): string[] {
  const { changes, continuity, replaced, dates } = comparison;
  return [
    toVisibleLine(comparison.summary),
    ...(replaced ? ["DOCUMENT REPLACED: most of the earlier text is gone."] : []),
    ...toTimeLines(comparison, timing),
    ...toDefinitionRemarks(comparison).map(
      ({ label, value }) => `${label === "Defined term" ? label.toUpperCase() : label}: ${value}.`,
    ),
    ...toDateLine("Last updated", dates.lastUpdated),
    ...toDateLine("Effective", dates.effective),
    ...(changes.length === 0
      ? []
      : [
          [toDirections(changes), `${Math.round(continuity * 100)} % of the clauses survive`]
            .filter((part) => part !== "")
            .join("; "),
        ].map((line) => `${line}.`)),
  ];
}

function toDateLine(label: string, { before, after }: StatedDate): string[] {
  if (before === null && after === null) return [];
  if (before === after) return [`${label}: ${toDay(after ?? "")} (unchanged)`];
  const from = before === null ? "none" : toDay(before);
  return [`${label}: ${from} → ${after === null ? "none" : toDay(after)}`];
}

/** `4 tightened, 1 loosened, 6 neutral`; empty where none has a direction. */
function toDirections(changes: readonly ClauseChange[]): string {
  return directions
    .flatMap((direction) => {
      const count = changes.filter((change) => change.direction === direction).length;
      return count === 0 ? [] : [`${count} ${direction}`];
    })
    .join(", ");
}

// Fewer than this are read in a minute, in whatever order.
const minimumToOrder = 4;
const mostFirst = 3;

/** Gives the numbers of the changes to read first; none where there are but a few. */
export function toFirstToRead(shown: readonly ClauseChange[]): number[] {
  if (shown.length < minimumToOrder) return [];
  return rankClauseChanges(shown)
    .slice(0, mostFirst)
    .map((index) => index + 1);
}

const mostReasons = 4;

/** `Editorial, not shown: 7 (only a heading 3; other words that say the same 4)`, for what is summed up only. */
export function toSumOf(changes: readonly ClauseChange[], materiality: Materiality): string | null {
  const summed = changes.filter((change) => change.materiality === materiality);
  if (summed.length === 0) return null;
  const byReason = Map.groupBy(summed, ({ cues }) => cues[0]?.why ?? "");
  const reasons = [...byReason]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(
      ([why, held]) => `${toVisibleLine(toReason(why), 80) || "no reason recorded"} ${held.length}`,
    );
  const told = reasons.slice(0, mostReasons);
  const more = reasons.length > told.length ? "; other" : "";
  const name = materiality === "noise" ? "Noise" : "Editorial";
  return `${name}, not shown: ${summed.length} (${told.join("; ")}${more}).`;
}
