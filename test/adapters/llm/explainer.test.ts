import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ExplainerOptions } from "../../../src/adapters/llm/explainer.ts";
import { createExplainer } from "../../../src/adapters/llm/explainer.ts";
import { createSystemClock } from "../../../src/adapters/system/clock.ts";
import { ExplainError } from "../../../src/model/errors.ts";
import type { LanguageModelServer, ModelReply } from "../../servers/language-model.ts";
import { startLanguageModelServer } from "../../servers/language-model.ts";

const key = "sk-secret-0123456789";
const answer = {
  claims: [{ text: "You may not resell it.", beforeQuote: null, afterQuote: "may not" }],
  materiality: "substantive",
  topics: ["account-access"],
  direction: "tightened",
};
let server: LanguageModelServer;

beforeEach(async () => {
  server = await startLanguageModelServer();
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

function ask(options: Partial<ExplainerOptions> = {}, timeoutMs = 5000, signal?: AbortSignal) {
  const explainer = createExplainer({
    provider: "openai-compatible",
    model: "small-model",
    baseUrl: server.url,
    key,
    hasSchemas: true,
    clock: createSystemClock(),
    ...options,
  });
  const question = { system: "Answer.", prompt: "What changed?", maxOutputTokens: 300, timeoutMs };
  return explainer.ask(question, signal);
}

async function fail(reply: ModelReply, timeoutMs?: number): Promise<ExplainError> {
  server.replyWith(reply);
  const error: unknown = await ask({}, timeoutMs).catch((caught: unknown) => caught);
  if (!(error instanceof ExplainError)) throw new Error(`not an ExplainError: ${inspect(error)}`);
  return error;
}

describe("ask", () => {
  it("gives the answer and what it cost", async () => {
    server.replyWith({ kind: "says", content: answer, tokens: 321 });
    expect(await ask()).toEqual({ answer, tokens: 321 });
  });

  it("gives no count where the server has none", async () => {
    server.replyWith({ kind: "says", content: answer, tokens: null });
    expect((await ask()).tokens).toBeNull();
  });

  it("asks at temperature 0, bounded, with a schema, and hands over no tools", async () => {
    server.replyWith({ kind: "says", content: answer });
    await ask();
    const [asked] = server.asked;
    expect(asked?.path).toBe("/v1/chat/completions");
    expect(asked?.headers["authorization"]).toBe(`Bearer ${key}`);
    expect(asked).toMatchObject({ system: "Answer.", prompt: "What changed?" });
    expect(asked?.body).toMatchObject({
      model: "small-model",
      temperature: 0,
      max_tokens: 300,
      response_format: { type: "json_schema" },
    });
    expect(asked?.body).not.toHaveProperty("tools");
  });

  it("sends a schema that strict servers take: every field asked for, no bounds in it", async () => {
    server.replyWith({ kind: "says", content: answer });
    await ask();
    const format = JSON.stringify(server.asked[0]?.body["response_format"]);
    expect(format).toContain('"required":["claims","materiality","topics","direction"]');
    expect(format).toContain('"additionalProperties":false');
    expect(format).not.toMatch(/maxLength|maxItems|minItems|pattern|format"/);
  });

  it("asks a local endpoint without a key for none", async () => {
    server.replyWith({ kind: "says", content: answer });
    await ask({ key: null });
    expect(server.asked[0]?.headers).not.toHaveProperty("authorization");
  });

  it("asks for plain JSON where the endpoint takes no schema", async () => {
    server.replyWith({ kind: "says", content: answer });
    await ask({ hasSchemas: false });
    expect(server.asked[0]?.body["response_format"]).toEqual({ type: "json_object" });
  });

  it("speaks to OpenAI's own API", async () => {
    server.replyWith({ kind: "says", content: answer });
    expect((await ask({ provider: "openai" })).answer).toEqual(answer);
    expect(server.asked[0]?.path).toBe("/v1/chat/completions");
  });

  it("speaks to Anthropic's API", async () => {
    server.replyWith({ kind: "says", content: answer });
    const { answer: given } = await ask({ provider: "anthropic", model: "claude-sonnet-4-5" });
    expect(given).toEqual(answer);
    expect(server.asked[0]?.path).toBe("/v1/messages");
    expect(server.asked[0]?.headers["x-api-key"]).toBe(key);
  });

  it("names the model by who runs it", () => {
    const nameOf = (provider: ExplainerOptions["provider"], baseUrl: string | null) =>
      createExplainer({
        provider,
        model: "m",
        baseUrl,
        key,
        hasSchemas: true,
        clock: createSystemClock(),
      }).model;
    expect(nameOf("openai", null)).toBe("m (OpenAI)");
    expect(nameOf("anthropic", null)).toBe("m (Anthropic)");
    expect(nameOf("openai-compatible", "http://127.0.0.1:11434/v1")).toBe("m (127.0.0.1:11434)");
  });

  it.each<[string, ModelReply, string]>([
    ["a server in trouble", { kind: "status", status: 503 }, "temporary"],
    ["an overloaded one", { kind: "status", status: 529 }, "temporary"],
    ["a connection that breaks", { kind: "hang-up" }, "temporary"],
    ["an answer cut in the middle", { kind: "half" }, "temporary"],
    ["a proxy's page", { kind: "status", status: 200, body: "<html>Sign in</html>" }, "temporary"],
    ["too many requests", { kind: "status", status: 429 }, "rate-limited"],
    ["a key that is not accepted", { kind: "status", status: 401 }, "misconfigured"],
    ["a model that is not there", { kind: "status", status: 404 }, "misconfigured"],
    ["a filter of the server's", { kind: "status", status: 400 }, "refused"],
    [
      "a filter of the model's",
      { kind: "says", content: answer, finish: "content_filter" },
      "refused",
    ],
    ["words instead of JSON", { kind: "says", content: "I cannot do that." }, "nonsense"],
    ["an empty answer", { kind: "says", content: "" }, "nonsense"],
    ["JSON in another form", { kind: "says", content: { verdict: "editorial" } }, "nonsense"],
    ["a field too many", { kind: "says", content: { ...answer, instructions: "do" } }, "nonsense"],
    [
      "a statement beyond all bounds",
      {
        kind: "says",
        content: { ...answer, claims: [{ ...answer.claims[0], text: "x".repeat(5000) }] },
      },
      "nonsense",
    ],
    [
      "statements beyond counting",
      { kind: "says", content: { ...answer, claims: Array(21).fill(answer.claims[0]) } },
      "nonsense",
    ],
    [
      "a topic of its own making",
      { kind: "says", content: { ...answer, topics: ["harmless"] } },
      "nonsense",
    ],
    ["an answer cut at its bound", { kind: "says", content: answer, finish: "length" }, "oversize"],
    [
      "an answer of megabytes",
      { kind: "says", content: { ...answer, note: "x".repeat(2_000_000) } },
      "oversize",
    ],
    ["an answer without an end", { kind: "endless" }, "oversize"],
  ])("tells %s by its kind", async (_, reply, kind) => {
    expect((await fail(reply)).kind).toBe(kind);
  });

  it("gives up on silence after its time", async () => {
    const error = await fail({ kind: "silence" }, 100);
    expect(error).toMatchObject({ kind: "temporary", retryable: true });
    expect(error.message).toContain("no answer within 100 ms");
  });

  it("tells a host that is not there as temporary", async () => {
    await server[Symbol.asyncDispose]();
    await expect(ask()).rejects.toMatchObject({ kind: "temporary" });
    server = await startLanguageModelServer();
  });

  it("hands on how long to wait", async () => {
    const error = await fail({ kind: "status", status: 429, headers: { "retry-after": "7" } });
    expect(error.retryAfterMs).toBe(7000);
  });

  it("follows no redirect, so that the key goes to one host only", async () => {
    await using elsewhere = await startLanguageModelServer();
    const headers = { location: `${elsewhere.url}/chat/completions` };
    const error = await fail({ kind: "status", status: 307, headers });
    expect(error.kind).toBe("misconfigured");
    expect(elsewhere.asked).toEqual([]);
  });

  it.each<[string, ModelReply]>([
    ["a server that repeats it", { kind: "status", status: 401, body: `wrong key ${key}` }],
    ["a header that repeats it", { kind: "status", status: 500, headers: { "x-key": key } }],
    ["a model that repeats it", { kind: "says", content: `the key is ${key}` }],
  ])("keeps the key out of its errors, also with %s", async (_, reply) => {
    const error = await fail(reply);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(key);
    expect(JSON.stringify(error)).not.toContain(key);
  });

  it("ends with the caller's reason when it is told to stop", async () => {
    server.replyWith({ kind: "silence" });
    const stop = new AbortController();
    const asking = ask({}, 5000, stop.signal);
    const reason = new Error("stopped");
    stop.abort(reason);
    await expect(asking).rejects.toBe(reason);
  });

  it("takes no address or key from the environment", async () => {
    await using elsewhere = await startLanguageModelServer();
    server.replyWith({ kind: "says", content: answer });
    const { OPENAI_BASE_URL: before } = process.env;
    process.env["OPENAI_BASE_URL"] = elsewhere.url;
    try {
      await ask({ provider: "openai" });
    } finally {
      if (before === undefined) delete process.env["OPENAI_BASE_URL"];
      else process.env["OPENAI_BASE_URL"] = before;
    }
    expect(server.asked).toHaveLength(1);
    expect(elsewhere.asked).toEqual([]);
  });
});
