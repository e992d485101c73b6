import { assertNever } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import type { AlertDigest } from "./alert.ts";
import { renderDigestEmail } from "./digest-email.ts";
import { renderDigestSlack } from "./digest-slack.ts";
import { renderDigestTeams } from "./digest-teams.ts";
import { renderDigestConsole } from "./digest-text.ts";
import type { TextOptions } from "./text.ts";
import { renderWebhookDigest } from "./webhook.ts";

/** Renders a digest for the channel that its notifications are for. */
export function renderDigest(digest: AlertDigest, options: TextOptions = {}): Message {
  const { channel } = digest.alerts[0].notification;
  switch (channel) {
    case "email":
      return renderDigestEmail(digest);
    case "slack":
      return renderDigestSlack(digest);
    case "teams":
      return renderDigestTeams(digest);
    case "webhook":
      return renderWebhookDigest(digest);
    case "console":
      return renderDigestConsole(digest, options);
    default:
      return assertNever(channel);
  }
}
