import { toChangeNotification } from "../core/match.ts";
import type { Matcher } from "../core/match/matcher.ts";
import type { MatchedTerms } from "../core/match/reading.ts";
import type { TermsChange } from "../model/change.ts";
import type { ChangeKeys } from "../model/filter-key.ts";
import type { Instant } from "../model/instant.ts";
import type { Notification } from "../model/notification.ts";
import type { SubscriptionFilter } from "../model/subscription.ts";
import type { SubscriptionStore } from "../ports/subscription-store.ts";

/** What finds those who are told, of all who have subscribed. */
export type Readers = Pick<SubscriptionStore, "listFilters" | "listRecipients">;

/**
 * Gives the notifications that readers are owed about a change, by their filters and ids; none for those whose target
 * is suppressed. Its cost goes by the filters that may let the change through, not by all there are.
 */
export async function notifyReaders(
  store: Readers,
  matcher: Matcher,
  { change, terms }: { readonly change: TermsChange; readonly terms: MatchedTerms },
  now: Instant,
): Promise<Notification[]> {
  const judge = (filters: readonly SubscriptionFilter[]) => matcher.match(change, terms, filters);
  return notifyJudged(store, { change, keys: matcher.toKeys(change, terms), judge }, now);
}

export interface Judged {
  readonly change: TermsChange;
  readonly keys: ChangeKeys;
  /** For each filter, what of the change it asks for; null for nothing. */
  readonly judge: (filters: readonly SubscriptionFilter[]) => readonly (readonly number[] | null)[];
}

/** Gives the notifications for those whose filters a judge lets through, as `notifyReaders` does. */
export async function notifyJudged(
  store: Readers,
  { change, keys, judge }: Judged,
  now: Instant,
): Promise<Notification[]> {
  const candidates = await store.listFilters(keys);
  const judged = judge(candidates.map(({ filter }) => filter));
  const wanted = new Map(
    candidates.flatMap(({ filterId }, at) => {
      const changeIndexes = judged[at] ?? null;
      return changeIndexes === null ? [] : [[filterId, changeIndexes] as const];
    }),
  );
  const recipients = await store.listRecipients([...wanted.keys()]);
  return recipients.map((recipient) =>
    toChangeNotification(change, recipient, wanted.get(recipient.filterId) ?? [], now),
  );
}
