import { retryDeliveries } from "../../app/retry-deliveries.ts";
import { isDigest } from "../../model/digest.ts";
import type { OutboxEntry } from "../../ports/outbox-store.ts";
import { addresses } from "../addresses.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import { readForm } from "../forms.ts";
import { parseDeliveryQuery } from "../record-query.ts";
import type { DeliveryQuery } from "../record-query.ts";
import type { RetryNote } from "../views/deliveries-page.ts";
import { renderDeliveriesPage } from "../views/deliveries-page.ts";
import { refuseList } from "./refused-list.ts";
import type { Route } from "./route.ts";

const pageSize = 25;

/** What is owed to whom, what became of it, and another try. */
export function deliveryRoutes(web: Web): readonly Route[] {
  return [
    {
      path: "/operations/deliveries",
      access: "admin",
      get: async (c) => {
        const query = parseDeliveryQuery(c.req.query());
        return query === null
          ? refuseList(web, c, addresses.deliveries())
          : answerDeliveries(web, c, { query, note: null });
      },
    },
    { path: "/operations/deliveries/retry", access: "admin", post: (c) => takeRetry(web, c) },
  ];
}

async function answerDeliveries(
  web: Web,
  c: Request,
  { query, note }: { readonly query: DeliveryQuery; readonly note: RetryNote | null },
): Promise<Response> {
  const { state, channel, terms, target, page } = query;
  const entries = await web.store.listOutbox({
    ...(state !== undefined && { state }),
    ...(channel !== undefined && { channel }),
    ...(terms !== undefined && { termsId: terms }),
    ...(target !== undefined && { target }),
    limit: pageSize + 1,
    offset: (page - 1) * pageSize,
  });
  const statuses = await web.store.listTermsStatus();
  const changes = await web.outlines.read();
  const view = {
    viewer: c.get("viewer"),
    query,
    note,
    entries: entries.slice(0, pageSize),
    hasOlder: entries.length > pageSize,
    suppressions: await web.store.listSuppressions(),
    terms: new Map(statuses.map((status) => [status.id, status])),
    titleOf: (id: string) => changes.byId.get(id as OutboxEntry["subjectId"])?.change.termsId,
  };
  return answer(c, renderDeliveriesPage(web.paths, view));
}

/** Those named by the form, as many as a page has; ends on the list that it came from, which says what came of it. */
async function takeRetry(web: Web, c: Request): Promise<Response> {
  const [viewer, fields] = [c.get("viewer"), await readForm(c)];
  const given = Object.fromEntries([...(fields ?? [])].map(([name, [value]]) => [name, value]));
  const query = parseDeliveryQuery(given);
  if (viewer === null || fields === null || query === null)
    return refuseList(web, c, addresses.deliveries());
  const entries: OutboxEntry[] = [];
  for (const id of (fields.get("id") ?? []).slice(0, pageSize)) {
    const entry = isDigest(id) ? await web.store.findNotification(id) : undefined;
    if (entry !== undefined) entries.push(entry);
  }
  const now = web.clock.now();
  const [first] = entries;
  const plan = await retryDeliveries(web.store, entries, {
    now,
    isDryRun: false,
    audit: {
      at: now,
      actor: viewer.name,
      action: "retried-delivery",
      subject: first?.id ?? "",
      detail: entries.length === 1 ? "1 delivery" : `${entries.length} deliveries`,
    },
  });
  if (plan.refused.length > 0) return answerDeliveries(web, c, { query, note: plan });
  c.header("Cache-Control", "no-store");
  const { page, ...rest } = query;
  const back = addresses.deliveries({ ...rest, page: page === 1 ? null : page });
  return c.redirect(web.paths.to(back), 303);
}
