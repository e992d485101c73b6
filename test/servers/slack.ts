import type { IncomingMessage, ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import type { FaultPlan } from "./faults.ts";
import { pickFault } from "./faults.ts";
import { listen } from "./listening.ts";

export type SlackFault =
  | { readonly kind: "rate-limited"; readonly retryAfter: string | null }
  /** Of the API, at status 200; with a `Retry-After` where one is named. */
  | { readonly kind: "error"; readonly error: string; readonly retryAfter?: string }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "redirect"; readonly to: string }
  | { readonly kind: "silence" }
  | { readonly kind: "hang-up" }
  /** The message is posted, and the connection reset before the answer. */
  | { readonly kind: "hang-up-after" };

export interface PostedMessage {
  readonly channel: string;
  readonly ts: string;
  /** The first message of the thread that it was posted into; null for none. */
  readonly threadTs: string | null;
  readonly text: string;
  readonly blocks: readonly Record<string, unknown>[];
  readonly fields: Readonly<Record<string, string>>;
}

export interface SlackServer extends AsyncDisposable {
  readonly url: string;
  /** Messages taken. */
  readonly messages: readonly PostedMessage[];
  /** Calls answered in any way. */
  readonly calls: readonly string[];
  /** For every call from now on, by the channel that is posted to; empty for other calls. */
  setFault(plan: FaultPlan<SlackFault>): void;
}

/** Speaks `chat.postMessage` and `auth.test` on port 0, refuses what Slack refuses, and fails as told. */
export async function startSlackServer({ token }: { token: string }): Promise<SlackServer> {
  const messages: PostedMessage[] = [];
  const calls: string[] = [];
  const threads = new Set<string>();
  let plan: FaultPlan<SlackFault> = null;

  function answer(method: string, form: URLSearchParams): unknown {
    if (method === "auth.test") return { ok: true, team: "Test", user: "clausewatch" };
    if (method !== "chat.postMessage") return { ok: false, error: "unknown_method" };
    const blocks = JSON.parse(form.get("blocks") ?? "[]") as Record<string, unknown>[];
    const problems = findBlockProblems(blocks);
    if (problems.length > 0) {
      return { ok: false, error: "invalid_blocks", response_metadata: { messages: problems } };
    }
    if (isTooLong(blocks)) return { ok: false, error: "msg_blocks_too_long" };
    const text = form.get("text") ?? "";
    if (text.length > maxTextChars) return { ok: false, error: "msg_too_long" };
    const asked = form.get("channel") ?? "";
    const channel = toChannelId(asked);
    const threadTs = form.get("thread_ts");
    // A thread is of one channel, which only the id names here, as only it does at Slack.
    if (threadTs !== null && !threads.has(`${asked} ${threadTs}`)) {
      return { ok: false, error: "thread_not_found" };
    }
    const ts = `1700000000.${String(messages.length + 1).padStart(6, "0")}`;
    if (threadTs === null) threads.add(`${channel} ${ts}`);
    const fields = Object.fromEntries(form);
    messages.push({ channel: asked, ts, threadTs, text, blocks, fields });
    return { ok: true, channel, ts };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await readText(request));
    const method = (request.url ?? "").replace("/api/", "");
    calls.push(method);
    const fault = pickFault(plan, form.get("channel") ?? "");
    switch (fault?.kind) {
      case "silence":
        return;
      case "hang-up":
        request.socket.resetAndDestroy();
        return;
      case "rate-limited": {
        const retry = fault.retryAfter === null ? {} : { "retry-after": fault.retryAfter };
        response.writeHead(429, retry).end(JSON.stringify({ ok: false, error: "ratelimited" }));
        return;
      }
      case "status":
        response.writeHead(fault.status).end("not Slack's words");
        return;
      case "redirect":
        response.writeHead(307, { location: fault.to }).end();
        return;
      default:
    }
    response.setHeader("content-type", "application/json");
    if (fault?.kind === "error" && fault.retryAfter !== undefined) {
      response.setHeader("retry-after", fault.retryAfter);
    }
    const isKnown = request.headers.authorization === `Bearer ${token}`;
    const refusal = isKnown ? fault?.kind === "error" && fault.error : "invalid_auth";
    const json = refusal ? { ok: false, error: refusal } : answer(method, form);
    if (fault?.kind === "hang-up-after") request.socket.resetAndDestroy();
    else response.end(JSON.stringify(json));
  }

  const { origin, [Symbol.asyncDispose]: dispose } = await listen(handle);
  return {
    url: `${origin}/api/`,
    messages,
    calls,
    setFault(next) {
      plan = next;
    },
    [Symbol.asyncDispose]: dispose,
  };
}

/** `text` beside blocks is for notifications; more is cut off. @see https://docs.slack.dev/changelog/2018-truncating-really-long-messages */
const maxTextChars = 40_000;

/**
 * Characters of all texts together, and of all blocks as JSON, below what Slack has been seen to refuse, in words that
 * name no number.
 * @see https://github.com/slackapi/bolt-js/issues/2867
 */
const maxBlockTextChars = 11_000;
const maxBlockChars = 16_000;

function isTooLong(blocks: readonly Record<string, unknown>[]): boolean {
  const chars = listTexts(blocks).reduce((sum, { text }) => sum + text.length, 0);
  return chars > maxBlockTextChars || JSON.stringify(blocks).length > maxBlockChars;
}

/** A channel may be asked for by its name, and is answered by its id. */
function toChannelId(channel: string): string {
  if (/^[CDGU][A-Z0-9]{6,}$/.test(channel)) return channel;
  return `C0${channel.toUpperCase().replaceAll(/[^A-Z0-9]/g, "")}`;
}

/**
 * Gives what Slack would refuse blocks for: counts, lengths, empty texts, and markup that is not a
 * plain link of ours.
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export function findBlockProblems(blocks: readonly Record<string, unknown>[]): string[] {
  const problems: string[] = [];
  if (blocks.length > 50) problems.push(`${blocks.length} blocks`);
  for (const [at, block] of blocks.entries()) {
    const type = String(block["type"]);
    if (!["header", "section", "context", "rich_text", "divider"].includes(type)) {
      problems.push(`/blocks/${at}: unsupported type ${type}`);
    }
    const elements = block["elements"];
    if (Array.isArray(elements) && elements.length === 0)
      problems.push(`/blocks/${at}: no elements`);
    if (type === "context" && Array.isArray(elements) && elements.length > 10) {
      problems.push(`/blocks/${at}: more than 10 elements`);
    }
    for (const text of listTexts(block)) {
      const limit = type === "header" ? 150 : 3000;
      if (text.text.length > limit) problems.push(`/blocks/${at}: ${text.text.length} characters`);
      if (text.text.length === 0) problems.push(`/blocks/${at}: empty text`);
      if (!text.text.isWellFormed()) problems.push(`/blocks/${at}: unpaired surrogate`);
      const isLive = text.type === "mrkdwn" && /<(?!https?:\/\/[^<>|\s]+>)/.test(text.text);
      if (isLive) problems.push(`/blocks/${at}: markup that is not a link`);
    }
  }
  return problems;
}

/** Every text of a block, however deep. */
export function listTexts(value: unknown): { readonly type: string; readonly text: string }[] {
  if (Array.isArray(value)) return value.flatMap(listTexts);
  if (typeof value !== "object" || value === null) return [];
  const { type, text } = value as { type?: unknown; text?: unknown };
  if (typeof text === "string") return [{ type: String(type), text }];
  return Object.values(value).flatMap(listTexts);
}
