import { tokenMark } from "../core/kept-message.ts";
import { assertNever } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import { toVisible, toVisibleLine } from "./visible.ts";

/** Said wherever a kept mail is shown that held tokens. */
export const tokenNotice = `“${tokenMark}” stands where a link held a reader's token: tokens are kept nowhere.`;

/** Gives what was sent as people read it: headers, a blank line, the text; JSON where a channel takes that. */
export function renderSentMessage(message: Message): string {
  switch (message.channel) {
    case "email":
      return lines(
        header("To", message.to),
        header("Subject", message.subject),
        header("Message-ID", message.messageId),
        ...(message.references.length > 0
          ? [header("References", message.references.join(" "))]
          : []),
        ...(message.unsubscribeUrl === null
          ? []
          : [header("List-Unsubscribe", `<${message.unsubscribeUrl}>`)]),
        "",
        toVisible(message.text),
      );
    case "slack":
      return lines(
        header("To", message.to),
        header("Text", message.text),
        "",
        toJson(message.blocks),
        ...message.replies.flatMap(({ text, blocks }, at) => [
          "",
          header(`Reply ${at + 1} in its thread`, text),
          "",
          toJson(blocks),
        ]),
      );
    case "teams":
      return lines(header("To", message.to), "", toJson(message.card));
    case "webhook":
      return lines(
        header("To", message.to),
        header("webhook-id", message.id),
        "",
        toVisible(message.body),
      );
    case "console":
      return lines(toVisible(message.text));
    default:
      return assertNever(message);
  }
}

/** Whether tokens that the message held are left out of what is kept. */
export function hasLostTokens(message: Message): boolean {
  return JSON.stringify(message).includes(`/${tokenMark}`);
}

function header(name: string, value: string): string {
  return `${name}: ${toVisibleLine(value)}`;
}

function toJson(value: unknown): string {
  return toVisible(JSON.stringify(value, null, 2));
}

function lines(...parts: readonly string[]): string {
  return `${parts.join("\n").trimEnd()}\n`;
}
