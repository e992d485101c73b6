import type { Kysely } from "kysely";
import { toChangeNotification } from "../../core/match.ts";
import type { TermsChange } from "../../model/change.ts";
import type { Instant } from "../../model/instant.ts";
import type { MatchedFilter } from "../../model/subscription.ts";
import { addNotifications } from "./notifications.ts";
import { readRecipients } from "./recipients.ts";
import type { Tables } from "./tables.ts";

export interface MatchedChange {
  readonly change: TermsChange;
  readonly matched: readonly MatchedFilter[];
}

/**
 * Writes what each reader is owed, within the transaction that records the change: whoever is told has subscribed and
 * may be written to at that moment. However many they are, they are held in memory a page at a time.
 */
export async function tellReaders(
  db: Kysely<Tables>,
  { change, matched }: MatchedChange,
  now: Instant,
): Promise<void> {
  const wanted = new Map(matched.map(({ filterId, changeIndexes }) => [filterId, changeIndexes]));
  for await (const page of readRecipients(db, [...wanted.keys()])) {
    const notifications = page.map((recipient) =>
      toChangeNotification(change, recipient, wanted.get(recipient.filterId) ?? [], now),
    );
    await addNotifications(db, notifications);
  }
}
