import { createRoute, z } from "@hono/zod-openapi";
import { retryDeliveries } from "../../app/retry-deliveries.ts";
import { isDigest } from "../../model/digest.ts";
import { notificationStates, notificationSubjects } from "../../model/notification.ts";
import { channels } from "../../model/subscription.ts";
import type { OutboxEntry } from "../../ports/outbox-store.ts";
import { defineEndpoint } from "./endpoint.ts";
import { linkNext } from "./link.ts";
import { listOf, pagingQuery, toNewestPage } from "./paging.ts";
import { answerProblem, describeProblems } from "./problem.ts";
import { digest, instant, json } from "./schemas.ts";

const deliverySchema = z
  .strictObject({
    id: digest,
    subject: z.enum(notificationSubjects),
    subjectId: digest.meta({ description: "Of the change, or of the incident." }),
    subscriptionId: z.string(),
    channel: z.enum(channels),
    target: z.string(),
    state: z.enum(notificationStates),
    createdAt: instant,
    nextAttemptAt: instant.meta({ description: "Of one that is pending." }),
    attempts: z
      .array(
        z.strictObject({
          attempt: z.int(),
          at: instant,
          outcome: z.enum(["delivered", "retried", "failed"]),
          response: z.string().meta({ description: "The channel’s answer, or what went wrong." }),
        }),
      )
      .readonly()
      .meta({ description: "Oldest first." }),
  })
  .meta({ id: "Delivery", description: "One alert to one reader, and what became of it." });

const listRoute = createRoute({
  method: "get",
  path: "/deliveries",
  operationId: "listDeliveries",
  tags: ["Operations"],
  summary: "Who was told, and what became of it",
  description: "Newest first.",
  request: {
    query: z.strictObject({
      state: z.enum(notificationStates).optional(),
      channel: z.enum(channels).optional(),
      target: z.string().optional().meta({ description: "To this address, channel or endpoint." }),
      subscription: z.string().optional().meta({ description: "Of this subscription, by id." }),
      document: z.string().optional().meta({ description: "About this document, by id." }),
      ...pagingQuery,
    }),
  },
  responses: { 200: json(listOf(deliverySchema), "Deliveries.") },
});

export const listDeliveries = defineEndpoint({ access: "admin" }, listRoute, (api) => async (c) => {
  const query = c.req.valid("query");
  const { state, channel, target, subscription, document, limit, cursor } = query;
  const before = cursor?.[0];
  const entries = await api.web.store.listOutbox({
    ...(state !== undefined && { state }),
    ...(channel !== undefined && { channel }),
    ...(target !== undefined && { target }),
    ...(subscription !== undefined && { subscriptionId: subscription }),
    ...(document !== undefined && { termsId: document }),
    ...(before !== undefined && isDigest(before) && { before }),
    limit: limit + 1,
  });
  const list = toNewestPage(entries.map(toDelivery), limit);
  linkNext(api, c, list.next);
  return c.json(list, 200);
});

const retryRoute = createRoute({
  method: "post",
  path: "/deliveries/{id}/retry",
  operationId: "retryDelivery",
  tags: ["Operations"],
  summary: "Try a delivery again",
  description:
    "One that failed, or waits for another try, goes out with the next round. Noted in the audit log.",
  request: { params: z.strictObject({ id: digest }) },
  responses: {
    200: json(deliverySchema, "The delivery as it stands now."),
    ...describeProblems(404, 409),
  },
});

export const retryDelivery = defineEndpoint({ access: "admin" }, retryRoute, (api) => async (c) => {
  const { store, clock } = api.web;
  const viewer = c.get("viewer");
  const entry = await store.findNotification(c.req.valid("param").id);
  if (entry === undefined || viewer === null)
    return answerProblem(c, 404, { detail: "No delivery has this id." });
  const now = clock.now();
  const { refused } = await retryDeliveries(store, [entry], {
    now,
    isDryRun: false,
    audit: {
      at: now,
      actor: viewer.name,
      action: "retried-delivery",
      subject: entry.id,
      detail: `the ${entry.subject} of ${entry.subscriptionId} on ${entry.channel}`,
    },
  });
  const [refusal] = refused;
  if (refusal !== undefined) return answerProblem(c, 409, { detail: `Not tried: ${refusal.why}.` });
  const after = await store.findNotification(entry.id);
  return c.json(toDelivery(after ?? entry), 200);
});

function toDelivery(entry: OutboxEntry): z.output<typeof deliverySchema> {
  const { id, subject, subjectId, subscriptionId, channel, target, state } = entry;
  const { createdAt, nextAttemptAt, deliveries } = entry;
  return {
    id,
    subject,
    subjectId,
    subscriptionId,
    channel,
    target,
    state,
    createdAt,
    nextAttemptAt,
    attempts: deliveries.map(({ attempt, at, outcome, response }) => {
      return { attempt, at, outcome, response };
    }),
  };
}
