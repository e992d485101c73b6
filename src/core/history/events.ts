import type { ChangeEvent, ChangeSign, SignedChange } from "../../model/change-event.ts";
import type { TermsChange } from "../../model/change.ts";
import type { ClauseChange, Span } from "../../model/comparison.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOfFields } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import { toMs } from "../../model/instant.ts";
import { toPlain, toWords } from "../clauses/plain.ts";
import { signVariantPart } from "./variants.ts";

/**
 * How far apart the same change of two documents may be seen, a week. In an imported archive of 108 documents 20 events
 * have two of them, never more than two days apart; a week leaves room for a page that cannot be had for some days.
 */
export const eventWindowMs = 7 * 86_400_000;

// So few changed words may be changed alike by chance ("or" for "and"); then the clauses must read alike too.
const tellingWords = 6;
// With so many words in common, documents of two services are one provider's: in the same archive 15 of the 20 events
// are of two services of one company, and none is of two companies.
const providerWords = 12;

/**
 * Gives what a change is known by: the words that its substantive clause changes took out and put in,
 * clause by clause, whatever their order; null for one that has none, and for one that moved clauses only.
 */
export function signChange(changes: readonly ClauseChange[]): ChangeSign | null {
  const signs = changes
    .filter(({ materiality }) => materiality === "substantive")
    .map(signClause)
    .filter((sign) => sign !== null);
  if (signs.length === 0) return null;
  const digests = signs.map(({ digest }) => digest);
  return {
    digest: digestOfFields(...digests.toSorted((one, other) => (one < other ? -1 : 1))),
    words: signs.reduce((sum, { words }) => sum + words, 0),
  };
}

/**
 * Gives what is told of a change, by these of its clause changes, in so far as documents can have it in common; null
 * where that is not all that is told: of a whole text, and of what is not substantive.
 * @param event that it is part of: of one in several languages no words can be the same
 */
export function signTold(
  { comparison, reversalOf }: Pick<TermsChange, "comparison" | "reversalOf">,
  changeIndexes: readonly number[],
  event?: ChangeEvent,
): Digest | null {
  const { changes, replaced } = comparison;
  const chosen = changeIndexes.flatMap((at) => changes[at] ?? []);
  const isWholeText = replaced || reversalOf !== null;
  if (isWholeText || chosen.some(({ materiality }) => materiality !== "substantive")) return null;
  if (event && isInSeveralLanguages(event)) return signVariantPart(changes, changeIndexes);
  return signChange(chosen)?.digest ?? null;
}

/** Whether an event was joined by other signs than its words. */
export function isInSeveralLanguages({ changes }: ChangeEvent): boolean {
  return changes.some(({ sign }) => sign.digest !== changes[0]?.sign.digest);
}

/** Gives one event of changes that belong together, the first seen first; each change once. */
export function joinEvents(changes: readonly SignedChange[]): ChangeEvent | undefined {
  const unique = new Map(changes.map((change) => [change.id, change]));
  const [first, ...others] = [...unique.values()].toSorted(byTime);
  return first && { id: toEventId(first.id), changes: [first, ...others] };
}

/**
 * Gives the events that changes belong to, the first seen first; every change is in exactly one. The
 * first change of a kind begins an event, and the same change of another terms joins it within the
 * window: of the same service, or of any where enough words say so. Linear but for sorting.
 */
export function groupChanges(
  changes: readonly SignedChange[],
  windowMs: number = eventWindowMs,
): readonly ChangeEvent[] {
  const events: { id: Digest; at: Instant; changes: SignedChange[] }[] = [];
  const open = new Map<string, typeof events>();
  for (const change of changes.toSorted(byTime)) {
    const key = toKey(change);
    const alike = open.get(key) ?? [];
    const recent = alike.filter(({ at }) => toMs(change.detectedAt) - toMs(at) <= windowMs);
    const event = recent.find((one) =>
      one.changes.every((other) => other.termsId !== change.termsId),
    );
    if (event) event.changes.push(change);
    else {
      const begun = { id: toEventId(change.id), at: change.detectedAt, changes: [change] };
      events.push(begun);
      recent.push(begun);
    }
    open.set(key, recent);
  }
  return events.map(({ id, changes: all }) => ({ id, changes: all }));
}

/** What two changes must have in common to be one event. */
function toKey({ serviceId, sign }: SignedChange): string {
  return sign.words < providerWords ? `${serviceId} ${sign.digest}` : sign.digest;
}

function toEventId(firstChangeId: Digest): Digest {
  return digestOfFields("event", firstChangeId);
}

function byTime(one: SignedChange, other: SignedChange): number {
  if (one.detectedAt !== other.detectedAt) return one.detectedAt < other.detectedAt ? -1 : 1;
  return one.id < other.id ? -1 : +(one.id > other.id);
}

/** Null where no word went or came. */
function signClause({ spans, before, after }: ClauseChange): ChangeSign | null {
  const removed = wordsOf(spans, "removed");
  const added = wordsOf(spans, "added");
  if (removed.length + added.length === 0) return null;
  const isTelling = removed.length + added.length >= tellingWords;
  const clause = isTelling ? [] : toWords(toPlain((after ?? before)?.text ?? ""));
  return {
    digest: digestOfFields(removed.join(" "), added.join(" "), clause.join(" ")),
    words: Math.max(removed.length + added.length, clause.length),
  };
}

function wordsOf(spans: readonly Span[], op: Span["op"]): readonly string[] {
  return spans.filter((span) => span.op === op).flatMap(({ text }) => toWords(toPlain(text)));
}
