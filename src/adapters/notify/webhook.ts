import { Webhook } from "standardwebhooks";
import { DeliveryError } from "../../model/errors.ts";
import { toMs } from "../../model/instant.ts";
import type { Notifier } from "../../ports/notifier.ts";
import { findEndpoint, verifyEndpoints } from "./endpoints.ts";
import type { Endpoint, HttpPostOptions } from "./http-post.ts";
import { createHttpPost } from "./http-post.ts";

export interface WebhookNotifierOptions extends HttpPostOptions {
  /** By name. */
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** Of a body. @default 1,000,000: receivers commonly take a megabyte */
  readonly maxBytes?: number;
}

/**
 * Posts JSON to endpoints, signed as Standard Webhooks with each of an endpoint's secrets: a receiver that knows any
 * of them can verify it, so that secrets are changed without a message lost. The time that is signed is the attempt's,
 * for a receiver to refuse what is old; the id is the message's, for it to know what it has had.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function createWebhookNotifier(options: WebhookNotifierOptions): Notifier {
  const { endpoints, clock, maxBytes = 1_000_000 } = options;
  const http = createHttpPost(options);
  return {
    channel: "webhook",
    async send(message, { signal } = {}) {
      if (message.channel !== "webhook") throw new TypeError(`no webhook: ${message.channel}`);
      signal?.throwIfAborted();
      const { to, id, body } = message;
      const endpoint = findEndpoint("webhook", endpoints, to);
      if (endpoint.secrets.length === 0) {
        const words = `webhook ${to}: has no secret to sign with`;
        throw new DeliveryError("misconfigured", words, { isOfTarget: true });
      }
      const sentAt = new Date(toMs(clock.now()));
      const signatures = endpoint.secrets.map((key) => new Webhook(key).sign(id, sentAt, body));
      const headers = {
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1000)),
        "webhook-signature": signatures.join(" "),
      };
      return http.post(`webhook ${to}`, endpoint, { body, maxBytes, headers });
    },
    verify: (signal) => verifyEndpoints("webhook", { endpoints, http, signal }),
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}
