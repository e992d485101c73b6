import type { Instant } from "../../model/instant.ts";

/** What a record's place among its document's others depends on. */
interface Recorded {
  readonly recordedAt: Instant;
  /** The archive read again what it had already, by new rules of its own. */
  readonly isTechnical: boolean;
}

/**
 * Gives a document's records in the order in which its texts stood; dates never run backwards in it.
 *
 * Records of new text go by their dates: histories were merged and rewritten since. A technical upgrade
 * stays behind the record that it read again, and stands from then on at the earliest: it carries the date of the
 * snapshot it was made of, which may be months older than the text it follows.
 *
 * @param committed in the order of the commits, ancestors first
 */
export function orderDocument<Entry extends Recorded>(
  committed: readonly Entry[],
): readonly Entry[] {
  const groups: { readonly at: Instant; readonly entries: Entry[] }[] = [];
  for (const entry of committed) {
    const group = groups.at(-1);
    if (entry.isTechnical && group !== undefined) group.entries.push(entry);
    else groups.push({ at: entry.recordedAt, entries: [entry] });
  }
  const ordered = groups.toSorted((one, other) => compare(one.at, other.at));
  return ordered.flatMap(({ entries }, index) => {
    const next = ordered[index + 1]?.at;
    let latest = entries[0]?.recordedAt;
    return entries.map((entry) => {
      // An upgrade dated after the record that follows it was only committed before that one.
      const capped = next !== undefined && entry.recordedAt > next ? next : entry.recordedAt;
      latest = latest !== undefined && capped < latest ? latest : capped;
      return { ...entry, recordedAt: latest };
    });
  });
}

function compare(one: Instant, other: Instant): number {
  return one < other ? -1 : +(one > other);
}
