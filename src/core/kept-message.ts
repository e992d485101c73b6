import { tokenPurposes } from "../model/access-token.ts";
import type { Message } from "../model/message.ts";

/** What stands in a kept mail where a link held a token. */
export const tokenMark = "token-not-kept";

/** The end of an address that a token makes: its purpose, then 32 bytes as base64url. */
const tokenPath = new RegExp(`/(${tokenPurposes.join("|")})/[\\w-]{43}(?![\\w-])`, "g");

/**
 * Gives a message as it is kept for proof: all of it as it was sent, but for the tokens in the links of a mail, which
 * `tokenMark` stands for. Whoever can read the database must not be able to act for a reader. Sent again under fresh
 * tokens, the same mail gives the same result.
 */
export function toKeptMessage(message: Message): Message {
  if (message.channel !== "email") return message;
  const { subject, html, text, unsubscribeUrl } = message;
  return {
    ...message,
    subject: withoutTokens(subject),
    html: withoutTokens(html),
    text: withoutTokens(text),
    unsubscribeUrl: unsubscribeUrl === null ? null : withoutTokens(unsubscribeUrl),
  };
}

function withoutTokens(text: string): string {
  return text.replaceAll(tokenPath, `/$1/${tokenMark}`);
}
