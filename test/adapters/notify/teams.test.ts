import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTeamsNotifier } from "../../../src/adapters/notify/teams.ts";
import type { Notifier } from "../../../src/ports/notifier.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";
import type { HttpFault } from "../../servers/http-faults.ts";
import type { TeamsServer } from "../../servers/teams.ts";
import { startTeamsServer } from "../../servers/teams.ts";
import { everyWordOf, failureOf } from "./delivery-failure.ts";

const workflow = "/workflows/6f0a11d2/triggers/manual/paths/invoke?api-version=1&sig=s1gn4tur3-9z";
const card = { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: "§ 2" }] };
const message = { channel: "teams", to: "legal-team", card } as const;

let server: TeamsServer;
let notifier: Notifier;
beforeEach(async () => {
  server = await startTeamsServer();
  const endpoints = new Map([
    ["legal-team", { url: `${server.origin}${workflow}`, secrets: [] }],
    ["other", { url: `${server.origin}/other`, secrets: [] }],
  ]);
  notifier = createTeamsNotifier({ endpoints, clock: createFakeClock(), timeoutMs: 400 });
});
afterEach(async () => {
  await notifier[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

describe("createTeamsNotifier", () => {
  it("posts the card in its envelope to the workflow of that name", async () => {
    expect(await notifier.send(message)).toBe("202");
    expect(server.cards).toMatchObject([{ path: workflow, card }]);
  });

  it("refuses a card that Teams would not show, at 28 KB with its envelope, unsent", async () => {
    const send = (length: number) =>
      notifier.send({ ...message, card: { ...card, fallbackText: "é".repeat(length) } });
    const spare = 28 * 1024 - (await send(0).then(() => server.cards[0]?.bytes ?? 0));
    await send(Math.floor(spare / 2));
    expect(server.cards).toHaveLength(2);
    const error = await failureOf(send(Math.floor(spare / 2) + 1));
    expect(error.kind).toBe("refused");
    expect(server.requests).toBe(2);
  });

  it.each([
    [{ kind: "status", status: 429, retryAfter: "17" }, "rate-limited", 17_000],
    [{ kind: "status", status: 429 }, "rate-limited", undefined],
    [{ kind: "status", status: 401 }, "misconfigured", undefined],
    [{ kind: "status", status: 404 }, "gone", undefined],
    [{ kind: "status", status: 400 }, "refused", undefined],
    [{ kind: "status", status: 504 }, "temporary", undefined],
    [{ kind: "hang-up" }, "temporary", undefined],
    [{ kind: "silence" }, "temporary", undefined],
  ] satisfies [HttpFault, string, number | undefined][])(
    "takes %j for %s",
    async (fault, kind, retryAfterMs) => {
      server.setFault(fault);
      const error = await failureOf(notifier.send(message));
      expect([error.kind, error.retryAfterMs]).toEqual([kind, retryAfterMs]);
    },
  );

  it("fails for one workflow and goes on for another", async () => {
    server.setFault((path) => (path === workflow ? { kind: "status", status: 403 } : null));
    const error = await failureOf(notifier.send(message));
    expect([error.kind, error.isOfTarget]).toEqual(["misconfigured", true]);
    expect(await notifier.send({ ...message, to: "other" })).toBe("202");
  });

  it("lets a card for a workflow that nobody configured wait", async () => {
    const error = await failureOf(notifier.send({ ...message, to: "elsewhere" }));
    expect([error.kind, error.isOfTarget]).toEqual(["misconfigured", true]);
    expect(error.message).toBe('CLAUSEWATCH_ENDPOINTS names no teams endpoint "elsewhere"');
  });

  it("connects to each workflow to verify it, and starts none", async () => {
    await notifier.verify();
    expect(server.requests).toBe(0);
    await server[Symbol.asyncDispose]();
    const { message: words } = await failureOf(notifier.verify());
    expect(words).toMatch(/^teams legal-team: .*ECONNREFUSED.*; teams other: .*ECONNREFUSED/);
    server = await startTeamsServer();
  });

  it("repeats the signature of the workflow's address nowhere", async () => {
    server.setFault({ kind: "status", status: 401, words: `no such ${workflow} s1gn4tur3-9z` });
    const words = everyWordOf(await failureOf(notifier.send(message)));
    expect(words).not.toMatch(/s1gn4tur3|6f0a11d2/);
  });
});
