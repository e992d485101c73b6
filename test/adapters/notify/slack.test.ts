import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSlackNotifier } from "../../../src/adapters/notify/slack.ts";
import type { DeliveryError } from "../../../src/model/errors.ts";
import { renderSlack } from "../../../src/render/slack.ts";
import { createClauseChange, createSampleAlert } from "../../render/sample.ts";
import type { SlackFault, SlackServer } from "../../servers/slack.ts";
import { startSlackServer } from "../../servers/slack.ts";
import { failureOf } from "./delivery-failure.ts";

const token = "not-a-real-token-7d2f";
const change = createClauseChange("You may <del>always </del><ins>not </ins>compete & <win>.");
const message = renderSlack(createSampleAlert([change], { channel: "slack", target: "C0LEGAL" }));

let server: SlackServer;
beforeEach(async () => {
  server = await startSlackServer({ token });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

function create(options: { readonly token?: string; readonly timeoutMs?: number } = {}) {
  return createSlackNotifier({ token, apiUrl: server.url, ...options });
}

async function failureUnder(fault: SlackFault, timeoutMs = 5000): Promise<DeliveryError> {
  server.setFault(fault);
  return failureOf(create({ timeoutMs }).send(message));
}

describe("createSlackNotifier", () => {
  it("posts the blocks to the channel, with nothing looked up or previewed", async () => {
    const response = await create().send(message);
    expect(response).toBe("posted 1700000000.000001 in C0LEGAL");
    expect(server.messages[0]?.blocks).toEqual(message.blocks);
    expect(server.messages[0]?.text).toBe(message.text);
    expect(server.messages[0]?.fields).toMatchObject({
      channel: "C0LEGAL",
      parse: "none",
      link_names: "false",
      unfurl_links: "false",
      unfurl_media: "false",
    });
  });

  it("obeys the wait that Slack names, and does not try again by itself", async () => {
    const error = await failureUnder({ kind: "rate-limited", retryAfter: "30" });
    expect([error.kind, error.retryAfterMs, error.retryable]).toEqual([
      "rate-limited",
      30_000,
      true,
    ]);
    expect(server.calls).toEqual(["chat.postMessage"]);
  });

  it.each([
    { kind: "rate-limited", retryAfter: null },
    { kind: "rate-limited", retryAfter: "soon" },
    { kind: "error", error: "ratelimited" },
  ] satisfies SlackFault[])("waits a minute for %j, which names no time", async (fault) => {
    const error = await failureUnder(fault);
    expect([error.kind, error.retryAfterMs]).toEqual(["rate-limited", 60_000]);
  });

  it.each([
    ["invalid_blocks", "refused"],
    ["channel_not_found", "refused"],
    ["is_archived", "refused"],
    ["not_in_channel", "refused"],
    ["msg_too_long", "refused"],
    ["invalid_auth", "misconfigured"],
    ["token_revoked", "misconfigured"],
    ["missing_scope", "misconfigured"],
    ["internal_error", "temporary"],
    ["fatal_error", "temporary"],
  ])("takes %s for %s, and names it", async (name, kind) => {
    const error = await failureUnder({ kind: "error", error: name });
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(name);
    expect(server.calls).toHaveLength(1);
  });

  it.each([
    [{ kind: "status", status: 503 }, "temporary"],
    [{ kind: "status", status: 404 }, "misconfigured"],
    [{ kind: "hang-up" }, "temporary"],
    [{ kind: "silence" }, "temporary"],
  ] as const)("takes %j for %s", async (fault, kind) => {
    expect((await failureUnder(fault, 300)).kind).toBe(kind);
    expect(server.calls).toHaveLength(1);
  });

  it("takes a server that is not there for temporary", async () => {
    const notifier = create();
    await server[Symbol.asyncDispose]();
    expect((await failureOf(notifier.send(message))).kind).toBe("temporary");
    server = await startSlackServer({ token });
  });

  it("is refused blocks that break Slack's limits, and is told which", async () => {
    const blocks = [{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }];
    const error = await failureOf(create().send({ ...message, blocks }));
    expect(error.kind).toBe("refused");
    expect(error.message).toContain("invalid_blocks; /blocks/0: 151 characters");
  });

  it("checks its token without posting, and repeats it nowhere", async () => {
    await create().verify();
    const error = await failureOf(create({ token: "wrong-token-99" }).verify());
    expect(error.kind).toBe("misconfigured");
    expect(error.message).not.toContain("wrong-token-99");
    expect(server.messages).toHaveLength(0);
  });
});
