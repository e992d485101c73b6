import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";

export type SlackFault =
  | { readonly kind: "rate-limited"; readonly retryAfter: string | null }
  | { readonly kind: "error"; readonly error: string }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "silence" }
  | { readonly kind: "hang-up" };

export interface PostedMessage {
  readonly channel: string;
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
  /** For every call from now on; null: none. */
  setFault(fault: SlackFault | null): void;
}

/** Speaks `chat.postMessage` and `auth.test` on port 0, refuses what Slack refuses, and fails as told. */
export async function startSlackServer({ token }: { token: string }): Promise<SlackServer> {
  const messages: PostedMessage[] = [];
  const calls: string[] = [];
  let fault: SlackFault | null = null;

  function answer(method: string, authorization: string, form: URLSearchParams): unknown {
    if (authorization !== `Bearer ${token}`) return { ok: false, error: "invalid_auth" };
    if (fault?.kind === "error") return { ok: false, error: fault.error };
    if (method === "auth.test") return { ok: true, team: "Test", user: "clausewatch" };
    if (method !== "chat.postMessage") return { ok: false, error: "unknown_method" };
    const blocks = JSON.parse(form.get("blocks") ?? "[]") as Record<string, unknown>[];
    const problems = findBlockProblems(blocks);
    if (problems.length > 0) {
      return { ok: false, error: "invalid_blocks", response_metadata: { messages: problems } };
    }
    const channel = form.get("channel") ?? "";
    const message = {
      channel,
      text: form.get("text") ?? "",
      blocks,
      fields: Object.fromEntries(form),
    };
    messages.push(message);
    return { ok: true, channel, ts: `1700000000.${String(messages.length).padStart(6, "0")}` };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await readText(request));
    const method = (request.url ?? "").replace("/api/", "");
    calls.push(method);
    if (fault?.kind === "silence") return;
    if (fault?.kind === "hang-up") {
      request.socket.destroy();
    } else if (fault?.kind === "rate-limited") {
      const retry = fault.retryAfter === null ? {} : { "retry-after": fault.retryAfter };
      response.writeHead(429, retry).end(JSON.stringify({ ok: false, error: "ratelimited" }));
    } else if (fault?.kind === "status") {
      response.writeHead(fault.status).end("not Slack's words");
    } else {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answer(method, request.headers.authorization ?? "", form)));
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/`,
    messages,
    calls,
    setFault(next) {
      fault = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
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
