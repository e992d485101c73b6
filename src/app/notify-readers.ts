import { toChangeNotification } from "../core/match.ts";
import type { Matcher } from "../core/match/matcher.ts";
import type { MatchedTerms } from "../core/match/reading.ts";
import type { TermsChange } from "../model/change.ts";
import type { ChangeKeys } from "../model/filter-key.ts";
import type { Instant } from "../model/instant.ts";
import type { Notification } from "../model/notification.ts";
import type { MatchedFilter, SubscriptionFilter } from "../model/subscription.ts";
import type { SubscriptionStore } from "../ports/subscription-store.ts";

/**
 * Gives the filters that let a change through, in the order of their numbers; those who have subscribed by them are
 * found where the change is recorded. Its cost goes by the filters that may let the change through, not by all there
 * are, nor by how many share them.
 */
export async function listMatched(
  store: Pick<SubscriptionStore, "listFilters">,
  matcher: Matcher,
  { change, terms }: { readonly change: TermsChange; readonly terms: MatchedTerms },
): Promise<MatchedFilter[]> {
  const judge = (filters: readonly SubscriptionFilter[]) => matcher.match(change, terms, filters);
  return listJudged(store, { keys: matcher.toKeys(change, terms), judge });
}

export interface Judged {
  readonly change: TermsChange;
  readonly keys: ChangeKeys;
  /** For each filter, what of the change it asks for; null for nothing. */
  readonly judge: (filters: readonly SubscriptionFilter[]) => readonly (readonly number[] | null)[];
}

/**
 * Gives the notifications that those are owed whose filters a judge lets through, by their filters and ids; none for
 * those whose target is suppressed. All of them are held at once.
 */
export async function notifyJudged(
  store: Pick<SubscriptionStore, "listFilters" | "listRecipients">,
  judged: Judged,
  now: Instant,
): Promise<Notification[]> {
  const matched = await listJudged(store, judged);
  const wanted = new Map(matched.map(({ filterId, changeIndexes }) => [filterId, changeIndexes]));
  const recipients = await store.listRecipients([...wanted.keys()]);
  return recipients.map((recipient) =>
    toChangeNotification(judged.change, recipient, wanted.get(recipient.filterId) ?? [], now),
  );
}

async function listJudged(
  store: Pick<SubscriptionStore, "listFilters">,
  { keys, judge }: Omit<Judged, "change">,
): Promise<MatchedFilter[]> {
  const candidates = await store.listFilters(keys);
  const judged = judge(candidates.map(({ filter }) => filter));
  return candidates.flatMap(({ filterId }, at) => {
    const changeIndexes = judged[at] ?? null;
    return changeIndexes === null ? [] : [{ filterId, changeIndexes }];
  });
}
