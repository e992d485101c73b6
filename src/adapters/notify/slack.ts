import type { ChatPostMessageArguments, Logger } from "@slack/web-api";
import { LogLevel, WebClient } from "@slack/web-api";
import type { JsonObject } from "../../model/message.ts";
import type { Notifier } from "../../ports/notifier.ts";
import { toDeliveryError } from "./slack-errors.ts";
import type { SlackProgress } from "./slack-progress.ts";
import { parseSlackProgress } from "./slack-progress.ts";

export interface SlackNotifierOptions {
  /** Of a bot, with the scope `chat:write`. */
  readonly token: string;
  /** @default "https://slack.com/api/" */
  readonly apiUrl?: string | null;
  /** For one call. @default 30,000 */
  readonly timeoutMs?: number;
}

interface Part {
  readonly text: string;
  readonly blocks: readonly JsonObject[];
}

/**
 * Posts to Slack channels; retries and waiting are the outbox's. The first part of a message is posted to the channel,
 * the others into its thread; each that Slack took is on record before the next, so that an attempt that ends between
 * two of them, as Slack's limit of about one message a second makes likely, is taken up there.
 */
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

  async function post(channel: string, { text, blocks }: Part, threadTs: string | undefined) {
    const posted = {
      channel,
      text,
      blocks,
      ...(threadTs !== undefined && { thread_ts: threadTs }),
      // Nothing that a provider writes is looked up, linked or previewed.
      parse: "none",
      link_names: false,
      unfurl_links: false,
      unfurl_media: false,
    } as unknown as ChatPostMessageArguments;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, not a window's
    return client.chat.postMessage(posted);
  }

  return {
    channel: "slack",
    async send(message, { signal, progress, keepProgress } = {}) {
      if (message.channel !== "slack") throw new TypeError(`not for Slack: ${message.channel}`);
      signal?.throwIfAborted();
      const parts: readonly Part[] = [message, ...message.replies];
      let done: SlackProgress | null = parseSlackProgress(progress ?? null);
      for (const [index, part] of parts.entries()) {
        if (index < (done?.parts ?? 0)) continue;
        const which = parts.length > 1 ? `, part ${index + 1} of ${parts.length}` : "";
        try {
          const answer = await post(done?.channel ?? message.to, part, done?.ts);
          done = {
            // A thread is found by the channel's id, whatever name it was asked for by.
            channel: done?.channel ?? answer.channel ?? message.to,
            ts: done?.ts ?? answer.ts ?? "",
            parts: index + 1,
          };
        } catch (error) {
          throw toDeliveryError(error, `Slack: message to ${message.to}${which}`, [token]);
        }
        if (parts.length > 1) await keepProgress?.(JSON.stringify(done));
      }
      const replies = parts.length > 1 ? `, ${parts.length - 1} replies` : "";
      return `posted ${done?.ts ?? ""} in ${done?.channel ?? message.to}${replies}`;
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
