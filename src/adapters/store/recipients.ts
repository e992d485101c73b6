import type { Kysely } from "kysely";
import { sql } from "kysely";
import { channels, rhythms } from "../../model/subscription.ts";
import type { Recipient } from "../../model/subscription.ts";
import { parseMember } from "./columns.ts";
import type { SubscriptionRow } from "./filter-tables.ts";
import { atOnce, toList } from "./filters.ts";
import type { Tables } from "./tables.ts";

// Some 2 MB; a filter has one or two who have subscribed by it, or very many.
const pageSize = 10_000;

export type FilterRecipient = Recipient & { readonly filterId: number };

/**
 * Those who have subscribed by these filters and may be written to, by filter and id, a page at a time.
 * @param atMost how many a page holds @default 10,000
 */
export async function* readRecipients(
  db: Kysely<Tables>,
  filterIds: readonly number[],
  atMost = pageSize,
): AsyncGenerator<readonly FilterRecipient[], void, void> {
  const sorted = filterIds.toSorted((one, other) => one - other);
  let at = 0;
  // All ids come after it.
  let after = "";
  while (at < sorted.length) {
    const asked = sorted.slice(at, after === "" ? at + atOnce : at + 1);
    const page = await readPage(db, asked, { after, atMost });
    yield page;
    const last = page[atMost - 1];
    at += last === undefined ? asked.length : asked.indexOf(last.filterId);
    after = last?.id ?? "";
  }
}

async function readPage(
  db: Kysely<Tables>,
  filterIds: readonly number[],
  { after, atMost }: { readonly after: string; readonly atMost: number },
): Promise<readonly FilterRecipient[]> {
  const query = sql<Omit<SubscriptionRow, "source">>`
    select filter_id as "filterId", id, channel, target, rhythm from subscriptions as own
    where filter_id in ${toList(filterIds)} and id > ${after}
      and (source = 'file' or id not in (select id from subscriptions where source = 'file'))
      and not exists (
        select 1 from suppressions
        where suppressions.channel = own.channel and suppressions.target = own.target
          and (subscription_id = '' or subscription_id = own.id))
    order by filter_id, id limit ${atMost}`;
  // As they are named here: mapping names would cost as much as all the rest for each row.
  const { rows } = await query.execute(db.withoutPlugins());
  return rows.map((row) => ({ filterId: row.filterId, ...toRecipient(row) }));
}

export function toRecipient({
  id,
  channel,
  target,
  rhythm,
}: Pick<SubscriptionRow, "id" | "channel" | "target" | "rhythm">): Recipient {
  return {
    id,
    channel: parseMember(channels, channel, "subscriptions.channel"),
    target,
    rhythm: parseMember(rhythms, rhythm, "subscriptions.rhythm"),
  };
}
