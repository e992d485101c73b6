import type { LeadInOf } from "../core/clauses/lead-ins.ts";
import type { Timing } from "../core/dates/timing.ts";
import type { Explanations } from "../core/explain/explanation.ts";
import type { ClauseChange, Comparison } from "../model/comparison.ts";
import type { Materiality } from "../model/topic.ts";
import { isAtLeast } from "../model/topic.ts";
import { renderClause } from "./clause-block.ts";
import { sureFrom } from "./labels.ts";
import { paint } from "./colour.ts";
import { findLeadIn } from "./lead-in.ts";
import { placeChanges } from "./sections.ts";
import { toFirstToRead, toOverview, toSumOf } from "./overview.ts";
import { wrap } from "./wrap.ts";

export interface ComparisonOptions {
  /** Terminal colours, beside the marks and never instead of them. @default false */
  readonly hasColour?: boolean;
  /** Characters that a line holds before it is wrapped. @default 80 */
  readonly width?: number;
  /** Weaker changes are summed up, but for those that nobody should rely on. @default "substantive" */
  readonly min?: Materiality;
  /** How the comparison stands to the clock. @default unknown */
  readonly timing?: Timing | null;
  /** What a language model says of the clauses. @default none */
  readonly explanations?: Explanations;
  /** Gives the sentence that a clause completes, by its side and offset. @default none is known */
  readonly leadInOf?: LeadInOf;
}

/**
 * Gives a comparison for a terminal: an overview, then the changes that matter in the order of the document,
 * section by section, then what was left out, by number and reason. Ends with a line break.
 */
export function renderComparison(comparison: Comparison, options: ComparisonOptions = {}): string {
  const { hasColour = false, width = 80, min = "substantive", timing = null } = options;
  const isShown = (change: ClauseChange): boolean =>
    isAtLeast(change.materiality, min) ||
    (change.materiality === "editorial" && change.confidence < sureFrom);
  const shown = comparison.changes.filter(isShown);
  const placed = placeChanges(comparison.changes, isShown);
  const [summary = "", ...facts] = toOverview(comparison, timing);
  const first = toFirstToRead(shown);
  const head = [
    paint(wrap(summary, width), "bold", hasColour),
    ...facts.map((fact) => wrap(fact, width)),
    ...(first.length === 0 ? [] : [`Read first: ${first.join(", ")}.`]),
    ...(shown.length === 0 ? [] : ["", paint(wrap(legend, width), "dim", hasColour)]),
  ].join("\n");
  const blocks = placed.flatMap((place, at) => {
    const last = placed[at - 1];
    const leadIn = findLeadIn(place.change, options.leadInOf);
    const isUnderLast = last !== undefined && last.path === place.path;
    const isSaid = isUnderLast && findLeadIn(last.change, options.leadInOf) === leadIn;
    return [
      ...(isUnderLast ? [] : [renderSection(place.path, { hasColour, width })]),
      renderClause(place.change, at + 1, {
        hasColour,
        width,
        leadIn: isSaid ? "" : leadIn,
        pathBefore: place.pathBefore,
        explanations: options.explanations,
      }),
    ];
  });
  const left = comparison.changes.filter((change) => !isShown(change));
  const sums = [toSumOf(left, "editorial"), toSumOf(left, "noise")].filter((sum) => sum !== null);
  const foot =
    sums.length === 0
      ? []
      : [[...sums, "--all shows them."].map((sum) => wrap(sum, width)).join("\n")];
  return `${[head, ...blocks, ...foot].join("\n\n")}\n`;
}

const legend = "[-removed-] {+added+}; - and + before the lines of whole clauses";

/** The headings above the changes that follow, and a rule to the end of the line. */
function renderSection(
  path: string,
  { hasColour, width }: { readonly hasColour: boolean; readonly width: number },
): string {
  const title = wrap(`── ${path === "" ? "Under no heading" : path}`, width);
  const last = title.slice(title.lastIndexOf("\n") + 1);
  return paint(`${title} ${"─".repeat(Math.max(2, width - last.length - 1))}`, "bold", hasColour);
}
