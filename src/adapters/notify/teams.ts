import type { Notifier } from "../../ports/notifier.ts";
import { findEndpoint, verifyEndpoints } from "./endpoints.ts";
import type { Endpoint, HttpPostOptions } from "./http-post.ts";
import { createHttpPost } from "./http-post.ts";

export interface TeamsNotifierOptions extends HttpPostOptions {
  /** By name. */
  readonly endpoints: ReadonlyMap<string, Endpoint>;
}

/**
 * Bytes that Teams takes of a message, envelope included. A workflow answers before it posts the card: one that is too
 * large would be accepted, and never be seen.
 * @see https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
const maxBytes = 28 * 1024;

/**
 * Posts adaptive cards to workflows that begin with "When a Teams webhook request is received". Such a workflow has no
 * response action: it answers 202 as soon as it has been called, 401 or 403 where the signature in its address does not
 * hold, 404 where it was deleted, 429 where it is called too often.
 * @see https://learn.microsoft.com/en-us/azure/connectors/connectors-native-reqres ("returns a 202 ACCEPTED")
 * @see https://learn.microsoft.com/en-us/connectors/teams/ (the trigger)
 */
export function createTeamsNotifier(options: TeamsNotifierOptions): Notifier {
  const { endpoints } = options;
  const http = createHttpPost(options);
  return {
    channel: "teams",
    async send(message, { signal } = {}) {
      if (message.channel !== "teams") throw new TypeError(`not for Teams: ${message.channel}`);
      signal?.throwIfAborted();
      const { to, card } = message;
      const endpoint = findEndpoint("teams", endpoints, to);
      return http.post(`Teams ${to}`, endpoint, { body: toTeamsBody(card), maxBytes });
    },
    verify: (signal) => verifyEndpoints("teams", { endpoints, http, signal }),
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}

/** The envelope that the trigger's workflow templates look for cards in. */
function toTeamsBody(card: unknown): string {
  const attachment = { contentType: "application/vnd.microsoft.card.adaptive", content: card };
  return JSON.stringify({ type: "message", attachments: [attachment] });
}
