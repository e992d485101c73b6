import { digestOfFields } from "../model/digest.ts";
import type { Message } from "../model/message.ts";
import type { IncidentAlert } from "./alert.ts";
import { isOfTerms } from "./incident-story.ts";
import { cutText, takeUrls } from "./webhook-bounds.ts";
import { renderWebhookEvent, toWebhookTerms } from "./webhook.ts";

/** A sentence or two, and perhaps what a server answered. */
const maxDetail = 2000;
const maxUrlBytes = 4000;

/**
 * Gives incidents of one operator as one event: `incident.opened` where one of them is open, else `incident.closed`;
 * each says for itself when it opened and closed. Id and time are the notifications', the same at every attempt.
 */
export function renderIncidentWebhook(
  alerts: readonly [IncidentAlert, ...IncidentAlert[]],
): Extract<Message, { channel: "webhook" }> {
  const [{ notification }, ...others] = alerts;
  const ids = alerts.map((alert) => alert.notification.id);
  const isAnyOpen = alerts.some(({ incident }) => incident.closedAt === null);
  const times = alerts.map((alert) => alert.notification.createdAt).toSorted();
  return renderWebhookEvent(
    notification.target,
    others.length === 0 ? notification.id : digestOfFields(...ids),
    {
      type: isAnyOpen ? "incident.opened" : "incident.closed",
      timestamp: times.at(-1) ?? notification.createdAt,
      data: { incidents: alerts.map(toIncidentJson) },
    },
  );
}

function toIncidentJson(alert: IncidentAlert) {
  const { id, kind, fault, detail, openedAt, closedAt } = alert.incident;
  const common = { kind, fault, detail: cutText(detail, maxDetail), openedAt, closedAt };
  const ids = { notificationId: alert.notification.id, incidentId: id };
  if (isOfTerms(alert)) {
    const urls = takeUrls(alert.terms.urls, maxUrlBytes);
    const terms = { ...toWebhookTerms(alert.terms), urls };
    return { ...ids, ...common, terms, channel: null };
  }
  const { channel, target } = alert.incident;
  return { ...ids, ...common, terms: null, channel: { channel, target } };
}
