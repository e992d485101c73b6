import { assertNever } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import type { Alert, AlertDigest, IncidentAlert } from "./alert.ts";
import { renderConsole } from "./console.ts";
import { renderDigest } from "./digest-message.ts";
import { renderEmail } from "./email.ts";
import { renderIncident } from "./incident.ts";
import { renderSlack } from "./slack.ts";
import { renderTeams } from "./teams.ts";
import { renderWebhook } from "./webhook.ts";

export interface MessageOptions {
  /** For the console alone. @default false */
  readonly hasColour?: boolean;
}

/** Renders an alert, or a digest of several, for the channel that its notification is for. */
export function renderMessage(
  alert: Alert | IncidentAlert | AlertDigest,
  options: MessageOptions = {},
): Message {
  if (alert.kind === "digest") return renderDigest(alert, options);
  if (alert.kind === "incident") return renderIncident(alert, options);
  const { channel } = alert.notification;
  switch (channel) {
    case "email":
      return renderEmail(alert);
    case "slack":
      return renderSlack(alert);
    case "teams":
      return renderTeams(alert);
    case "webhook":
      return renderWebhook(alert);
    case "console":
      return renderConsole(alert, options);
    default:
      return assertNever(channel);
  }
}
