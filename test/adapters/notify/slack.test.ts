import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSlackNotifier } from "../../../src/adapters/notify/slack.ts";
import type { DeliveryError } from "../../../src/model/errors.ts";
import { renderSlack } from "../../../src/render/slack.ts";
import { createClauseChange, createSampleAlert } from "../../render/sample.ts";
import type { SlackFault, SlackServer } from "../../servers/slack.ts";
import { startSlackServer } from "../../servers/slack.ts";
import { everyWordOf, failureOf } from "./delivery-failure.ts";

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
    ["msg_blocks_too_long", "refused"],
    ["msg_too_long", "refused"],
    ["channel_not_found", "gone"],
    ["is_archived", "gone"],
    ["user_disabled", "gone"],
    ["not_in_channel", "misconfigured"],
    ["restricted_action", "misconfigured"],
    ["invalid_auth", "misconfigured"],
    ["token_revoked", "misconfigured"],
    ["missing_scope", "misconfigured"],
    ["thread_not_found", "refused"],
    ["org_login_required", "temporary"],
    ["internal_error", "temporary"],
    ["fatal_error", "temporary"],
  ])("takes %s for %s, and names it", async (name, kind) => {
    const error = await failureUnder({ kind: "error", error: name });
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(name);
    expect(server.calls).toHaveLength(1);
  });

  it.each([
    ["not_in_channel", true],
    ["restricted_action_read_only_channel", true],
    ["token_revoked", false],
  ])("says of %s whether it is of the channel posted to alone: %j", async (name, isOfTarget) => {
    const error = await failureUnder({ kind: "error", error: name });
    expect(error.isOfTarget).toBe(isOfTarget);
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

  it("waits as `ratelimited` asks where it names a time", async () => {
    const fault = { kind: "error", error: "ratelimited", retryAfter: "12" } as const;
    expect((await failureUnder(fault)).retryAfterMs).toBe(12_000);
  });

  it("calls a redirect misconfigured, and does not follow it with the token", async () => {
    await using elsewhere = await startSlackServer({ token });
    const fault = { kind: "redirect", to: `${elsewhere.url}chat.postMessage` } as const;
    expect((await failureUnder(fault)).kind).toBe("misconfigured");
    expect(elsewhere.calls).toEqual([]);
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

  it("is refused a message that is too long as a whole", async () => {
    const text = { type: "plain_text", text: "x".repeat(2900) };
    const blocks = Array.from({ length: 4 }, () => ({ type: "section", text }));
    const error = await failureOf(create().send({ ...message, blocks }));
    expect(error.message).toContain("msg_blocks_too_long");
  });

  it("checks its token without posting, and repeats it nowhere", async () => {
    await create().verify();
    const error = await failureOf(create({ token: "wrong-token-99" }).verify());
    expect(error.kind).toBe("misconfigured");
    expect(everyWordOf(error)).not.toContain("wrong-token-99");
    expect(server.messages).toHaveLength(0);
  });
});

describe("createSlackNotifier, for a message of several parts", () => {
  const reply = (text: string) => ({ text, blocks: [] });
  const long = { ...message, replies: [reply("second"), reply("third")] };

  /** One attempt, going on from what the last one left; gives what this one leaves. */
  async function attempt(progress: string | null, to = "C0LEGAL") {
    let left = progress;
    const keepProgress = async (next: string) => {
      left = next;
    };
    const sent = create().send({ ...long, to }, { progress, keepProgress });
    const outcome = await sent.catch((error: unknown) => error);
    return { outcome, left };
  }

  it("posts the first to the channel and the others into its thread, in order", async () => {
    const { outcome } = await attempt(null, "#ai-terms");
    expect(outcome).toBe("posted 1700000000.000001 in C0AITERMS, 2 replies");
    expect(server.messages.map(({ channel, threadTs, text }) => [channel, threadTs, text])).toEqual(
      [
        ["#ai-terms", null, message.text],
        ["C0AITERMS", "1700000000.000001", "second"],
        ["C0AITERMS", "1700000000.000001", "third"],
      ],
    );
  });

  it("has each part on record before it posts the next", async () => {
    const seen: [number, string][] = [];
    const keepProgress = async (progress: string) => {
      seen.push([server.messages.length, progress]);
    };
    await create().send(long, { keepProgress });
    const at = (parts: number) => ({ channel: "C0LEGAL", ts: "1700000000.000001", parts });
    expect(seen.map(([count, progress]) => [count, JSON.parse(progress)])).toEqual([
      [1, at(1)],
      [2, at(2)],
      [3, at(3)],
    ]);
  });

  it("goes on after a limit in the middle where it stopped, and posts no part twice", async () => {
    let calls = 0;
    server.setFault(() => {
      calls += 1;
      return calls === 2 ? { kind: "rate-limited", retryAfter: "1" } : null;
    });
    const first = await attempt(null);
    expect(first.outcome).toMatchObject({ kind: "rate-limited", retryAfterMs: 1000 });
    expect((first.outcome as DeliveryError).message).toContain("part 2 of 3");
    const second = await attempt(first.left);
    expect(second.outcome).toBe("posted 1700000000.000001 in C0LEGAL, 2 replies");
    expect(server.messages.map(({ text }) => text)).toEqual([message.text, "second", "third"]);
  });

  it("posts nothing more where only the record of the end was lost", async () => {
    const { left } = await attempt(null);
    expect((await attempt(left)).outcome).toBe("posted 1700000000.000001 in C0LEGAL, 2 replies");
    expect(server.messages).toHaveLength(3);
  });

  it("begins anew from a record that it cannot read", async () => {
    const progress = '{"channel":"C0LEGAL","parts":1}';
    expect((await attempt(progress)).outcome).toContain("2 replies");
    expect(server.messages).toHaveLength(3);
  });

  it("keeps no record of a message that is one part", async () => {
    const kept: string[] = [];
    await create().send(message, { keepProgress: async (next) => void kept.push(next) });
    expect(kept).toEqual([]);
  });

  it("goes no further when its progress cannot be recorded", async () => {
    const keepProgress = () => Promise.reject(new Error("the store is full"));
    await expect(create().send(long, { keepProgress })).rejects.toThrow("the store is full");
    expect(server.messages).toHaveLength(1);
  });
});

describe("createSlackNotifier, its token", () => {
  it.each([
    { kind: "error", error: `bad ${token}` },
    { kind: "status", status: 500 },
    { kind: "rate-limited", retryAfter: null },
    { kind: "hang-up" },
    { kind: "silence" },
  ] satisfies SlackFault[])("is in no word of the error under %j", async (fault) => {
    const words = everyWordOf(await failureUnder(fault, 300));
    expect(words).toContain("Slack: message to C0LEGAL");
    expect(words).not.toContain(token);
  });
});
