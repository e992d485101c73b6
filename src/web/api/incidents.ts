import { createRoute, z } from "@hono/zod-openapi";
import type { Incident } from "../../model/incident.ts";
import { channelIncidentKinds, isTermsIncident, termsIncidentKinds } from "../../model/incident.ts";
import { channels } from "../../model/subscription.ts";
import { toDocumentName } from "./document-name.ts";
import { defineEndpoint } from "./endpoint.ts";
import { linkNext } from "./link.ts";
import { listOf, pagingQuery, toPage } from "./paging.ts";
import { digest, documentName, instant, json } from "./schemas.ts";

const incidentSchema = z
  .strictObject({
    id: digest,
    kind: z.enum([...termsIncidentKinds, ...channelIncidentKinds]),
    fault: z.string().meta({ example: "login-wall" }),
    detail: z.string(),
    openedAt: instant,
    closedAt: instant.nullable().meta({ description: "Null while it lasts." }),
    document: documentName
      .nullable()
      .meta({ description: "The document in trouble; null where it is a channel." }),
    channel: z
      .strictObject({ channel: z.enum(channels), target: z.string() })
      .nullable()
      .meta({ description: "The channel in trouble; its target is empty where it is all of it." }),
  })
  .meta({ id: "Incident", description: "Something that an operator should see to." });

const route = createRoute({
  method: "get",
  path: "/incidents",
  operationId: "listIncidents",
  tags: ["Operations"],
  summary: "What went wrong with watching or telling",
  description: "Newest first.",
  request: {
    query: z.strictObject({
      open: z
        .enum(["true", "false"])
        .default("false")
        .meta({ description: "`true`: those alone that last." }),
      ...pagingQuery,
    }),
  },
  responses: { 200: json(listOf(incidentSchema), "Incidents.") },
});

export const listIncidents = defineEndpoint({ access: "admin" }, route, (api) => async (c) => {
  const { open, ...paging } = c.req.valid("query");
  const { store, outlines } = api.web;
  const { terms } = await outlines.read();
  const incidents = await store.listIncidents({ open: open === "true" });
  const toItem = (incident: Incident): z.output<typeof incidentSchema> => {
    const { id, kind, fault, detail, openedAt, closedAt } = incident;
    const fields = { id, kind, fault, detail, openedAt, closedAt };
    if (!isTermsIncident(incident)) {
      const { channel, target } = incident;
      return { ...fields, document: null, channel: { channel, target } };
    }
    const own = terms.get(incident.termsId);
    return { ...fields, document: own ? toDocumentName(api, own) : null, channel: null };
  };
  const list = toPage(incidents.map(toItem), paging, {
    placeOf: ({ id, openedAt }) => [openedAt, id],
    isDescending: true,
  });
  linkNext(api, c, list.next);
  return c.json(list, 200);
});
