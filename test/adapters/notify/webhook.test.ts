import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Endpoint } from "../../../src/adapters/notify/http-post.ts";
import type { WebhookNotifierOptions } from "../../../src/adapters/notify/webhook.ts";
import { createWebhookNotifier } from "../../../src/adapters/notify/webhook.ts";
import type { Notifier } from "../../../src/ports/notifier.ts";
import type { FakeClock } from "../../fakes/fake-clock.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";
import { createTestCertificate } from "../../servers/certificate.ts";
import type { HttpFault } from "../../servers/http-faults.ts";
import type { WebhookServer } from "../../servers/webhook.ts";
import { startWebhookServer } from "../../servers/webhook.ts";
import { everyWordOf, failureOf } from "./delivery-failure.ts";

const createSecret = () => `whsec_${randomBytes(32).toString("base64")}`;
const oldSecret = createSecret();
const newSecret = createSecret();
const address = "/hooks/legal-4f1c9e?key=k3y-of-the-path";
const message = {
  channel: "webhook",
  to: "legal",
  id: "5b2c",
  body: '{"type":"change.detected","data":{"text":"§ 2 — “not”"}}',
} as const;

let server: WebhookServer;
let clock: FakeClock;
let notifiers: Notifier[];
beforeEach(async () => {
  server = await startWebhookServer({ secret: oldSecret });
  // The published library verifies by the machine's clock.
  clock = createFakeClock(new Date().toISOString());
  notifiers = [];
});
afterEach(async () => {
  for (const notifier of notifiers) await notifier[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

function create(endpoint: Partial<Endpoint> = {}, options: Partial<WebhookNotifierOptions> = {}) {
  const legal = { url: `${server.origin}${address}`, secrets: [oldSecret], ...endpoint };
  const endpoints = new Map([["legal", legal]]);
  const notifier = createWebhookNotifier({ endpoints, clock, timeoutMs: 5000, ...options });
  notifiers.push(notifier);
  return notifier;
}

/** What somebody who listened in would send again. */
function toSigned(headers: Readonly<Record<string, string>>): Record<string, string> {
  const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
  return Object.fromEntries(names.map((name) => [name, headers[name] ?? ""]));
}

async function failureUnder(fault: HttpFault, timeoutMs = 5000) {
  server.setFault(fault);
  return failureOf(create({}, { timeoutMs }).send(message));
}

describe("createWebhookNotifier", () => {
  it("posts the body as it is, signed so that the published library verifies it", async () => {
    expect(await create().send(message)).toBe("200 taken");
    expect(server.taken).toMatchObject([
      {
        path: address,
        id: message.id,
        timestamp: Math.floor(Date.parse(clock.now()) / 1000),
        body: message.body,
        headers: { "content-type": "application/json; charset=utf-8", "user-agent": "Clausewatch" },
      },
    ]);
  });

  it.each([
    ["the old secret", oldSecret],
    ["the new secret", newSecret],
  ])("is verified by a receiver that knows %s, while both are current", async (_, secret) => {
    server.setSecret(secret);
    await create({ secrets: [newSecret, oldSecret] }).send(message);
    expect(server.taken).toHaveLength(1);
    expect(server.taken[0]?.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
  });

  it("is misconfigured, this endpoint alone, where the receiver knows neither secret", async () => {
    server.setSecret(newSecret);
    const error = await failureOf(create().send(message));
    expect([error.kind, error.isOfTarget]).toEqual(["misconfigured", true]);
    expect(error.message).toContain("HTTP status 401");
    expect(server.refused).toEqual(["No matching signature found"]);
  });

  it("is not taken with another body, id or time under its signature", async () => {
    await create().send(message);
    const headers = server.taken[0]?.headers ?? {};
    const post = async (changed: Record<string, string>, body: string = message.body) => {
      const sent = { ...toSigned(headers), ...changed };
      return (await fetch(server.origin, { method: "POST", headers: sent, body })).status;
    };
    expect(await post({ "webhook-id": "another" })).toBe(401);
    expect(await post({}, '{"type":"another"}')).toBe(401);
    const later = String(Number(headers["webhook-timestamp"]) + 1);
    expect(await post({ "webhook-timestamp": later })).toBe(401);
    expect(server.taken).toHaveLength(1);
  });

  it("is not taken twice when somebody replays it", async () => {
    await create().send(message);
    const headers = toSigned(server.taken[0]?.headers ?? {});
    await fetch(server.origin, { method: "POST", headers, body: message.body });
    expect(server.taken).toHaveLength(1);
    expect(server.repeated).toEqual([message.id]);
  });

  it("is refused once it is old", async () => {
    clock.advance(-6 * 60_000);
    expect((await failureOf(create().send(message))).kind).toBe("misconfigured");
    expect(server.refused).toEqual(["Message timestamp too old"]);
  });

  it("signs the time of each attempt and keeps the id, so that a repetition is known for one", async () => {
    const notifier = create();
    server.setFault({ kind: "hang-up-after" });
    expect((await failureOf(notifier.send(message))).kind).toBe("temporary");
    server.setFault(null);
    clock.advance(60_000);
    expect(await notifier.send(message)).toBe("200 taken before");
    expect(server.taken).toHaveLength(1);
  });

  it.each([
    [400, "refused"],
    [409, "refused"],
    [413, "refused"],
    [422, "refused"],
    [401, "misconfigured"],
    [403, "misconfigured"],
    [404, "gone"],
    [410, "gone"],
    [408, "temporary"],
    [500, "temporary"],
    [502, "temporary"],
    [429, "rate-limited"],
  ] as const)(
    "takes status %d for %s, and tells it with the server's words",
    async (status, kind) => {
      const error = await failureUnder({ kind: "status", status, words: "try\r\nelsewhere\u0007" });
      expect(error.kind).toBe(kind);
      expect(error.message).toMatch(
        new RegExp(`^webhook legal: HTTP status ${status}: .*try elsewhere$`),
      );
      expect(server.requests).toBe(1);
    },
  );

  it.each([
    [429, "30", 30_000],
    [429, "Sun, 06 Nov 2050 08:49:37 GMT", 37_000],
    [429, "Sun, 06 Nov 1994 08:49:37 GMT", 0],
    [429, "soon", undefined],
    [429, "-1", undefined],
    [503, "120", 120_000],
  ])("waits as a %d with Retry-After %j asks", async (status, retryAfter, waitMs) => {
    clock.set("2050-11-06T08:49:00Z");
    const error = await failureUnder({ kind: "status", status, retryAfter });
    expect(error.retryAfterMs).toBe(waitMs);
  });

  it.each([301, 302, 303, 307, 308])(
    "does not follow a redirect of status %d, to a private address or any",
    async (status) => {
      await using inside = await startWebhookServer({ secret: oldSecret });
      const to = `${inside.origin}/inside`;
      const error = await failureUnder({ kind: "redirect", status, to });
      expect([error.kind, error.isOfTarget]).toEqual(["misconfigured", true]);
      expect(error.message).toContain("redirects are not followed");
      expect([server.requests, inside.requests]).toEqual([1, 0]);
    },
  );

  it.each([[{ kind: "hang-up" }], [{ kind: "silence" }], [{ kind: "hang-up-after" }]] as const)(
    "takes %j for temporary",
    async (fault) => {
      expect((await failureUnder(fault, 400)).kind).toBe("temporary");
      expect(server.requests).toBe(1);
    },
  );

  it("says how long it waited for a server that is silent", async () => {
    const { message: words } = await failureUnder({ kind: "silence" }, 300);
    expect(words).toBe("webhook legal: no answer within 300 ms");
  });

  it("takes a server that is not there for temporary", async () => {
    const notifier = create();
    await server[Symbol.asyncDispose]();
    const error = await failureOf(notifier.send(message));
    expect(error.kind).toBe("temporary");
    expect(error.message).toContain("ECONNREFUSED");
    server = await startWebhookServer({ secret: oldSecret });
  });

  it("counts a message as delivered by its status, whatever comes of the answer's body", async () => {
    server.setFault({ kind: "endless-body" });
    expect((await create().send(message)).length).toBeLessThan(400);
    server.setFault({ kind: "slow-body" });
    const again = { ...message, id: "another" };
    expect(await create({}, { timeoutMs: 400 }).send(again)).toBe("200 taken");
  });

  it("goes on over a new connection when the kept one was closed", async () => {
    const notifier = create();
    await notifier.send(message);
    server.setFault({ kind: "hang-up" });
    await failureOf(notifier.send({ ...message, id: "2" }));
    server.setFault(null);
    expect(await notifier.send({ ...message, id: "3" })).toBe("200 taken");
  });

  it("refuses a body beyond its bound in bytes before anything is sent", async () => {
    const maxBytes = Buffer.byteLength(message.body) - 1;
    const error = await failureOf(create({}, { maxBytes }).send(message));
    expect([error.kind, error.isOfTarget]).toEqual(["refused", false]);
    expect(server.requests).toBe(0);
  });

  it.each([
    ["an endpoint that nobody configured", "elsewhere", {}],
    ["an endpoint without a secret", "legal", { secrets: [] }],
  ])("lets the message to %s wait, and those to others go on", async (_, to, endpoint) => {
    const error = await failureOf(create(endpoint).send({ ...message, to }));
    expect([error.kind, error.isOfTarget]).toEqual(["misconfigured", true]);
    expect(error.message).toContain(to);
    expect(server.requests).toBe(0);
  });

  it("does not begin once the signal has aborted", async () => {
    const sent = create().send(message, { signal: AbortSignal.abort() });
    await expect(sent).rejects.toThrow("abort");
    expect(server.requests).toBe(0);
  });
});

describe("createWebhookNotifier, over TLS", () => {
  it("delivers where the certificate holds", async () => {
    const tls = await createTestCertificate();
    await using safe = await startWebhookServer({ secret: oldSecret, tls });
    const url = `${safe.origin}${address}`;
    const notifier = create({ url }, { ca: tls.cert });
    await notifier.verify();
    expect(safe.requests, "verifying posts nothing").toBe(0);
    expect(await notifier.send(message)).toBe("200 taken");
  });

  it("says nothing to a server whose certificate nobody vouches for", async () => {
    const tls = await createTestCertificate();
    await using safe = await startWebhookServer({ secret: oldSecret, tls });
    const notifier = create({ url: `${safe.origin}${address}` });
    const error = await failureOf(notifier.send(message));
    expect([error.kind, error.isOfTarget]).toEqual(["misconfigured", true]);
    expect((await failureOf(notifier.verify())).message).toMatch(/webhook legal: .*certificate/);
    expect(safe.requests).toBe(0);
  });

  it("is misconfigured where the server speaks no TLS", async () => {
    const url = server.origin.replace("http:", "https:");
    expect((await failureOf(create({ url }).send(message))).kind).toBe("misconfigured");
  });
});

describe("createWebhookNotifier, its secrets", () => {
  const base64 = oldSecret.slice("whsec_".length);
  const secrets = [oldSecret, base64, address, "legal-4f1c9e", "k3y-of-the-path"];
  // A server may repeat all that it was sent, in any dress.
  const echo = [...secrets, encodeURIComponent(address), encodeURIComponent(base64)].join(" ");

  it.each([
    { kind: "status", status: 400, words: echo },
    { kind: "status", status: 401, words: echo },
    { kind: "status", status: 500, words: echo },
    { kind: "redirect", status: 302, to: `/elsewhere?${address}` },
    { kind: "hang-up" },
    { kind: "silence" },
  ] satisfies HttpFault[])("are in no word of the error under %j", async (fault) => {
    const words = everyWordOf(await failureUnder(fault, 300));
    expect(words).toContain("webhook legal");
    for (const secret of secrets) expect(words).not.toContain(secret);
  });

  it("are in no word of the error for a server that is not there", async () => {
    const notifier = create();
    await server[Symbol.asyncDispose]();
    const refused = everyWordOf(await failureOf(notifier.send(message)));
    const verified = everyWordOf(await failureOf(notifier.verify()));
    server = await startWebhookServer({ secret: oldSecret });
    for (const secret of secrets) expect(refused + verified).not.toContain(secret);
  });

  it("are in no answer that is kept as the delivery's response", async () => {
    await using echoing = await startWebhookServer({ secret: oldSecret });
    const body = JSON.stringify({ echo });
    echoing.setFault({ kind: "status", status: 200, words: echo });
    const notifier = create({ url: `${echoing.origin}${address}` });
    const response = await notifier.send({ ...message, body });
    expect(response).toMatch(/^200 …/);
    for (const secret of secrets) expect(response).not.toContain(secret);
  });
});

describe("Webhook, the published library", () => {
  it("refuses what a receiver of ours would, which these tests rest on", () => {
    const webhook = new Webhook(oldSecret);
    const headers = {
      "webhook-id": "1",
      "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
      "webhook-signature": "v1,bm90IGl0",
    };
    expect(() => webhook.verify("{}", headers)).toThrow("No matching signature found");
  });
});
