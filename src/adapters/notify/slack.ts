import type { ChatPostMessageArguments, Logger } from "@slack/web-api";
import { LogLevel, WebClient } from "@slack/web-api";
import type { Notifier } from "../../ports/notifier.ts";
import { toDeliveryError } from "./slack-errors.ts";

export interface SlackNotifierOptions {
  /** Of a bot, with the scope `chat:write`. */
  readonly token: string;
  /** @default "https://slack.com/api/" */
  readonly apiUrl?: string | null;
  /** For one call. @default 30,000 */
  readonly timeoutMs?: number;
}

/** Posts to Slack channels; retries and waiting are the outbox's. */
export function createSlackNotifier(options: SlackNotifierOptions): Notifier {
  const { token, apiUrl } = options;
  const client = new WebClient(token, {
    ...(typeof apiUrl === "string" && { slackApiUrl: apiUrl.replace(/\/?$/, "/") }),
    // The library would retry in memory for half an hour: a crash then loses the alert.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeoutMs ?? 30_000,
    logger: silence,
  });

  return {
    channel: "slack",
    async send(message, { signal } = {}) {
      if (message.channel !== "slack") throw new TypeError(`not for Slack: ${message.channel}`);
      signal?.throwIfAborted();
      const posted = {
        channel: message.to,
        text: message.text,
        blocks: message.blocks,
        // Nothing that a provider writes is looked up, linked or previewed.
        parse: "none",
        link_names: false,
        unfurl_links: false,
        unfurl_media: false,
      } as unknown as ChatPostMessageArguments;
      try {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, not a window's
        const answer = await client.chat.postMessage(posted);
        return `posted ${answer.ts ?? ""} in ${answer.channel ?? message.to}`;
      } catch (error) {
        throw toDeliveryError(error, `Slack: message to ${message.to}`, [token]);
      }
    },
    async verify(signal) {
      signal?.throwIfAborted();
      try {
        await client.auth.test();
      } catch (error) {
        throw toDeliveryError(error, "Slack: auth.test", [token]);
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** The library's own log writes requests to the console; what matters of them is in the error. */
const silence: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
