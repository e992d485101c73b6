import { assertNever } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import type { Alert, IncidentAlert } from "./alert.ts";
import { renderConsole } from "./console.ts";
import { renderEmail } from "./email.ts";
import { renderIncidentConsole, renderIncidentEmail, renderIncidentSlack } from "./incident.ts";
import { renderSlack } from "./slack.ts";
import { renderTeams } from "./teams.ts";
import { renderWebhook } from "./webhook.ts";

export interface MessageOptions {
  /** For the console alone. @default false */
  readonly hasColour?: boolean;
}

/** Renders an alert for the channel that its notification is for. */
export function renderMessage(alert: Alert | IncidentAlert, options: MessageOptions = {}): Message {
  const { channel } = alert.notification;
  switch (channel) {
    case "email":
      return alert.kind === "change" ? renderEmail(alert) : renderIncidentEmail(alert);
    case "slack":
      return alert.kind === "change" ? renderSlack(alert) : renderIncidentSlack(alert);
    case "teams":
      if (alert.kind === "change") return renderTeams(alert);
      throw new TypeError(`incidents are not told on ${channel} yet`);
    case "webhook":
      if (alert.kind === "change") return renderWebhook(alert);
      throw new TypeError(`incidents are not told on ${channel} yet`);
    case "console":
      return alert.kind === "change"
        ? renderConsole(alert, options)
        : renderIncidentConsole(alert, options);
    default:
      return assertNever(channel);
  }
}
