import { findTopicWords, toParts } from "../core/topics/name-topics.ts";
import type { OwnTopics } from "../core/topics/own-topics.ts";
import type { ChangeHead } from "../model/change.ts";
import type { ClauseChange } from "../model/comparison.ts";
import type { Store } from "../ports/store.ts";

/** A recorded clause change that a topic would have been found in. */
export interface HistoryMatch {
  readonly change: ChangeHead;
  readonly clause: ClauseChange;
  /** 0–1. */
  readonly probability: number;
  /** The words that it rests on. */
  readonly words: readonly string[];
}

export interface HistoryMatches {
  /** Clause changes asked. */
  readonly asked: number;
  /** Likeliest first, the same words once; not more than asked for. */
  readonly matches: readonly HistoryMatch[];
  /** Of which there are. */
  readonly found: number;
}

/**
 * Gives where in recorded history a topic would have been found; records nothing. Lead-ins are not
 * recorded, so that a list item alone may be found less often here than it will be from now on.
 * Holds one change at a time.
 * @param own the one topic asked about
 */
export async function matchHistory(
  store: Store,
  own: OwnTopics,
  options: { readonly limit: number; readonly signal?: AbortSignal },
): Promise<HistoryMatches> {
  const best = new Map<string, HistoryMatch>();
  let asked = 0;
  for (const head of await store.listChangeHeads({})) {
    options.signal?.throwIfAborted();
    const recorded = await store.findChange(head.id);
    for (const clause of recorded?.comparison.changes ?? []) {
      if (clause.materiality === "noise") continue;
      asked += 1;
      const [match] = own.match(toParts(clause, ""));
      if (match === undefined) continue;
      const text = (clause.after ?? clause.before)?.text ?? "";
      const words = findTopicWords(clause, match).map(({ start, end }) => text.slice(start, end));
      if ((best.get(text)?.probability ?? 0) >= match.probability) continue;
      best.set(text, { change: head, clause, probability: match.probability, words });
    }
  }
  const matches = [...best.values()].toSorted(
    (one, other) =>
      other.probability - one.probability || (one.change.id < other.change.id ? -1 : 1),
  );
  return { asked, found: matches.length, matches: matches.slice(0, options.limit) };
}
