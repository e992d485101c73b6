import { rankClauseChanges } from "../core/rank.ts";
import type { TermsChange } from "../model/change.ts";
import type { ClauseChange, ClauseSide } from "../model/comparison.ts";
import type { Instant } from "../model/instant.ts";
import type { Materiality } from "../model/topic.ts";
import { toGist } from "./story.ts";

/** What is known of a change without the words of its clauses: small enough to keep all of history at hand. */
export interface ChangeOutline {
  /** Its clauses have no words, headings, spans and reasons; it is judged, dated and counted as the whole one is. */
  readonly change: TermsChange;
  /** What happened, to a reader of all that is substantive, else of all. */
  readonly gist: string;
  /** Clause changes of each weight. */
  readonly clauses: Readonly<Record<Materiality, number>>;
  /** Words taken out and put in, but for noise. */
  readonly words: { readonly removed: number; readonly added: number };
}

/** An outline with what other records say of its change. */
export interface PlacedOutline extends ChangeOutline {
  /** When the text before was first seen. */
  readonly beforeSeenAt: Instant;
  /** When the wording that returned was first seen; null unless the change is a reversal. */
  readonly reversedToSeenAt: Instant | null;
}

export function toChangeOutline(change: TermsChange): ChangeOutline {
  const { changes } = change.comparison;
  const clauses = { noise: 0, editorial: 0, substantive: 0 };
  const words = { removed: 0, added: 0 };
  for (const { materiality, spans } of changes) {
    clauses[materiality] += 1;
    if (materiality === "noise") continue;
    for (const { op, text } of spans) if (op !== "same") words[op] += countWords(text);
  }
  return {
    change: withoutWords(change),
    gist: toGist({ change, chosen: choose(change) }),
    clauses,
    words,
  };
}

/** As the page of a change does. */
function choose({ comparison: { changes } }: TermsChange): readonly ClauseChange[] {
  const ranked = rankClauseChanges(changes).flatMap((index) => changes[index] ?? []);
  const substantive = ranked.filter(({ materiality }) => materiality === "substantive");
  return substantive.length > 0 ? substantive : ranked;
}

function withoutWords(change: TermsChange): TermsChange {
  const { comparison } = change;
  const { definitions: _definitions, ...kept } = comparison;
  return {
    ...change,
    comparison: {
      ...kept,
      changes: comparison.changes.map((one) => ({
        ...one,
        before: one.before && toPlace(one.before),
        after: one.after && toPlace(one.after),
        spans: [],
        cues: [],
      })),
    },
  };
}

/** Where it stands is how a clause whose wording has returned is found. */
function toPlace({ start, end }: ClauseSide): ClauseSide {
  return { text: "", path: [], start, end };
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
