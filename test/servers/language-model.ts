import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";

/** A request as it came over the wire. */
export interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** The instructions, and the one message of the user. */
  readonly system: string;
  readonly prompt: string;
}

export type ModelReply =
  /** What the model says; anything but text is sent as JSON text. */
  | {
      readonly kind: "says";
      readonly content: unknown;
      readonly finish?: string;
      readonly tokens?: number | null;
    }
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Never answers; or answers and never ends. */
  | { readonly kind: "silence" }
  | { readonly kind: "half" }
  | { readonly kind: "hang-up" }
  | { readonly kind: "endless" };

export interface LanguageModelServer extends AsyncDisposable {
  /** With `/v1`. */
  readonly url: string;
  readonly host: string;
  readonly asked: readonly Asked[];
  /** From now on; by the request and how many came before it. */
  replyWith(decide: ModelReply | ((asked: Asked, count: number) => ModelReply)): void;
}

/** Speaks `POST /v1/chat/completions` (and Anthropic's `/v1/messages`) on port 0, and fails as told. */
export async function startLanguageModelServer(): Promise<LanguageModelServer> {
  const asked: Asked[] = [];
  let decide: (asked: Asked, count: number) => ModelReply = () => ({
    kind: "says",
    content: { claims: [], materiality: "substantive", topics: [], direction: "neutral" },
  });
  const server = createServer(async (request, response) => {
    const body = parseObject(await readText(request));
    const path = request.url ?? "";
    const one = { path, headers: request.headers, body, ...readMessages(body) };
    const count = asked.push(one) - 1;
    send(response, decide(one, count), path.endsWith("/messages"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    url: `http://${host}/v1`,
    host,
    asked,
    replyWith: (next) => void (decide = typeof next === "function" ? next : () => next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, reply: ModelReply, isAnthropic: boolean): void {
  switch (reply.kind) {
    case "silence":
      return;
    case "hang-up":
      response.destroy();
      return;
    case "half":
      response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
      response.write('{"id":"1","choices":[');
      setImmediate(() => response.destroy());
      return;
    case "endless": {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"id":"');
      const pour = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", pour).on("error", () => {});
      pour();
      return;
    }
    case "status":
      response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
      response.end(reply.body ?? JSON.stringify({ error: { message: "as told", type: "test" } }));
      return;
    default: {
      const { content, finish = "stop", tokens = 150 } = reply;
      const text = typeof content === "string" ? content : JSON.stringify(content);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(
        JSON.stringify(
          isAnthropic ? toMessage(text, finish, tokens) : toCompletion(text, finish, tokens),
        ),
      );
    }
  }
}

function toCompletion(content: string, finish: string, tokens: number | null) {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "test",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: finish }],
    ...(tokens !== null && {
      usage: { prompt_tokens: tokens - 50, completion_tokens: 50, total_tokens: tokens },
    }),
  };
}

function toMessage(text: string, finish: string, tokens: number | null) {
  return {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "test",
    content: [{ type: "text", text }],
    stop_reason: finish === "stop" ? "end_turn" : finish,
    stop_sequence: null,
    usage: { input_tokens: (tokens ?? 50) - 50, output_tokens: 50 },
  };
}

function readMessages(body: Readonly<Record<string, unknown>>) {
  const messages = Array.isArray(body["messages"]) ? body["messages"] : [];
  const textOf = (role: string) =>
    messages
      .filter((message: { role?: unknown }) => message.role === role)
      .map((message: { content?: unknown }) => toText(message.content))
      .join("\n");
  return { system: textOf("system") || toText(body["system"]), prompt: textOf("user") };
}

/** Content as text, or as parts that have some. */
function toText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: { text?: unknown }) => (typeof part.text === "string" ? part.text : ""))
    .join("");
}

function parseObject(text: string): Record<string, unknown> {
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}
