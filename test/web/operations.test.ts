import { describe, expect, it } from "vitest";
import { createNotification } from "../../src/model/notification.ts";
import { digestOf } from "../../src/model/digest.ts";
import type { Digest } from "../../src/model/digest.ts";
import { hostileTexts } from "../render/hostile.ts";
import { findInvalidParts } from "./page-faults.ts";
import { signIn } from "./signed-in.ts";
import type { Watched } from "./watched.ts";
import { createWatched, renderCollapsed } from "./watched.ts";

async function readWords(answer: Response): Promise<string> {
  return (await answer.text()).replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, " ");
}

/** What a page is, which must be valid, and its words. */
async function look(answer: Response): Promise<string> {
  const html = await answer.text();
  expect(findInvalidParts(html)).toEqual([]);
  return readWords(new Response(html));
}

const places = [
  "/operations",
  "/operations/checks",
  "/operations/quarantines",
  "/operations/deliveries",
] as const;

describe("pages of operations", () => {
  it.each(places)("keep %s from everybody but admins", async (place) => {
    await using watched = await createWatched();
    expect((await watched.web.get(place)).status).toBe(303);
    expect((await signIn(watched.web, "ana", "reviewer").get(place)).status).toBe(403);
    expect((await watched.admin.get(place)).status).toBe(200);
  });

  it("show what is wrong first, then what was done, then what comes", async () => {
    await using watched = await createWatched();
    const quiet = await look(await watched.admin.get("/operations"));
    expect(quiet).toMatch(/Search is behind with 1 document .*First version .*Checked next/);
    expect(quiet).not.toContain("held back The last answer");
    await watched.hold(renderCollapsed());
    const words = await look(await watched.admin.get("/operations"));
    expect(words).toMatch(
      /1 document held back .*Northwind AI · Acceptable Use Policy, since .*collapsed.* Look at it/,
    );
  });

  it("say when nothing watches", async () => {
    await using watched = await createWatched();
    watched.crawl.clock.advance(10 * 86_400_000);
    const words = await look(await watched.admin.get("/operations"));
    expect(words).toContain("1 stale document");
    expect(words).toContain("1 check is overdue by an hour");
  });

  it("list every check, by document and outcome", async () => {
    await using watched = await createWatched();
    await watched.hold(renderCollapsed());
    const all = await look(await watched.admin.get("/operations/checks"));
    expect(all).toMatch(/Held back Northwind AI .*First version Northwind AI/);
    const held = await look(await watched.admin.get("/operations/checks?outcome=first"));
    expect(held).not.toContain("Look at it");
    const none = await look(await watched.admin.get("/operations/checks?terms=no/such"));
    expect(none).toContain("No check is like this.");
    expect((await watched.admin.get("/operations/checks?outcome=fine")).status).toBe(400);
  });
});

describe("GET /operations/quarantines/:checkId", () => {
  const hostile = `<script>alert(1)</script><img src="https://evil.example/x.png" onerror="alert(2)">
    <form action="https://evil.example/"><input name="password"></form>`;

  it("shows why it was held, and the page in a frame that may do nothing", async () => {
    await using watched = await createWatched();
    const { id } = await watched.hold(renderCollapsed(hostile));
    const list = await look(await watched.admin.get("/operations/quarantines"));
    expect(list).toContain("Northwind AI · Acceptable Use Policy Look at it");
    const answer = await watched.admin.get(`/operations/quarantines/${id}`);
    expect(answer.headers.get("Content-Security-Policy")).toContain("frame-src 'self'");
    const html = await answer.text();
    expect(findInvalidParts(html)).toEqual([]);
    expect(html).toMatch(/<iframe[^>]*\ssandbox\s/);
    expect(html).toContain(`src="/operations/quarantines/${id}/pages/0"`);
  });

  it("gives the page under a policy of its own", async () => {
    await using watched = await createWatched();
    const { id } = await watched.hold(renderCollapsed(hostile));
    const answer = await watched.admin.get(`/operations/quarantines/${id}/pages/0`);
    const policy = answer.headers.get("Content-Security-Policy") ?? "";
    expect(policy.split("; ").map((rule) => rule.replace(/'sha256-.*'/, "'sha256-…'"))).toEqual([
      "sandbox",
      "default-src 'none'",
      "style-src 'sha256-…'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ]);
    expect(answer.headers.get("X-Frame-Options")).toBe("SAMEORIGIN");
    expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    const html = await answer.text();
    expect(html).toContain("<h2>4. Liability</h2>");
    expect(html).not.toMatch(/alert|evil|<form|<script/);
  });

  it("lets no other page be framed", async () => {
    await using watched = await createWatched();
    const { headers } = await watched.admin.get("/operations");
    expect(headers.get("X-Frame-Options")).toBe("DENY");
    expect(headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("Content-Security-Policy")).not.toContain("frame-src");
  });

  it("shows the text that was read, and how it differs from what stands", async () => {
    await using watched = await createWatched();
    const { id } = await watched.hold(renderCollapsed());
    const at = `/operations/quarantines/${id}`;
    expect(await look(await watched.admin.get(`${at}?show=text`))).toContain(
      "Our liability is limited",
    );
    const words = await look(await watched.admin.get(`${at}?show=difference`));
    expect(words).toContain("You may not");
    expect(words).toContain("Clause removed");
  });

  it.each(["0".repeat(64), "x", "%00"])("knows nothing of %s", async (id) => {
    await using watched = await createWatched();
    expect((await watched.admin.get(`/operations/quarantines/${id}`)).status).toBe(404);
  });
});

describe("POST /operations/quarantines/:checkId/accept", () => {
  const confirmed = { confirmed: "yes" };

  it("takes the answer for the next version, once it is confirmed", async () => {
    await using watched = await createWatched();
    const { id, termsId } = await watched.hold(renderCollapsed());
    const at = `/operations/quarantines/${id}/accept`;
    expect((await watched.admin.post(at)).headers.get("Location")).toBe(at);
    expect(await look(await watched.admin.get(at))).toContain("Accept as version?");
    const words = await look(await watched.admin.post(at, confirmed));
    expect(words).toContain("Accepted Changed. Subscribers are told with the next delivery.");
    const [check] = await watched.store.listChecks(termsId, 1);
    expect(check?.outcome).toBe("changed");
    const told = await watched.store.listOutbox({ state: "pending", limit: 10 });
    expect(told.map(({ subject, target }) => `${subject} to ${target}`)).toContain(
      "change to counsel@example.com",
    );
    expect(await watched.store.listAudit({ limit: 1, before: null })).toMatchObject([
      { actor: "root", action: "accepted-version", subject: id },
    ]);
  });

  it("says so while a crawl is at work, and changes nothing", async () => {
    await using watched = await createWatched();
    const { id } = await watched.hold(renderCollapsed());
    await using crawling = await watched.lock.acquire("crawl");
    expect(crawling).not.toBeNull();
    const answer = await watched.admin.post(`/operations/quarantines/${id}/accept`, confirmed);
    expect(answer.status).toBe(409);
    expect(await look(answer)).toContain("A crawl is at work");
    expect(await watched.store.listAudit({ limit: 1, before: null })).toEqual([]);
  });

  it("takes nothing but what was looked at", async () => {
    await using watched = await createWatched();
    const { id, termsId } = await watched.hold(renderCollapsed());
    await watched.hold(renderCollapsed("<p>Something else again.</p>"));
    const answer = await watched.admin.post(`/operations/quarantines/${id}/accept`, confirmed);
    expect(answer.status).toBe(409);
    expect(await look(answer)).toContain("Checked again since");
    expect((await watched.store.listChecks(termsId, 1))[0]?.outcome).toBe("quarantined");
    const page = await look(await watched.admin.get(`/operations/quarantines/${id}`));
    expect(page).toContain("nothing to decide here any more");
  });
});

describe("pages of deliveries", () => {
  /** A delivery that failed for good; gives its id. */
  async function fail(watched: Watched, response = "550 no such user"): Promise<Digest> {
    const { clock, store } = { clock: watched.crawl.clock, store: watched.store };
    await watched.hold(renderCollapsed());
    const now = clock.now();
    const options = { now, limit: 1, leaseMs: 1000, leaseToken: "x", channel: "email" } as const;
    const [claimed] = await store.claimNotifications(options);
    if (claimed === undefined) throw new Error("nothing is owed");
    const delivery = {
      notificationId: claimed.id,
      attempt: 1,
      at: now,
      outcome: "failed",
      response,
      messageDigest: null,
    } as const;
    await store.recordDelivery(claimed, delivery, null);
    return claimed.id;
  }

  it("show each with its attempts", async () => {
    await using watched = await createWatched();
    await fail(watched);
    const words = await look(await watched.admin.get("/operations/deliveries?state=failed"));
    expect(words).toContain("Failed E-mail operator@example.com");
    expect(words).toContain("failed: 550 no such user");
    const none = await look(await watched.admin.get("/operations/deliveries?channel=slack"));
    expect(none).toContain("No delivery is like this.");
    const overview = await look(await watched.admin.get("/operations"));
    expect(overview).toContain("1 delivery failed for good");
  });

  it("try one again, and stay on the list", async () => {
    await using watched = await createWatched();
    const id = await fail(watched);
    const answer = await watched.admin.post("/operations/deliveries/retry", {
      id,
      state: "failed",
      page: "1",
    });
    expect(answer.headers.get("Location")).toBe("/operations/deliveries?state=failed");
    expect(await watched.store.findNotification(id)).toMatchObject({ state: "pending" });
    expect(await watched.store.listAudit({ limit: 1, before: null })).toMatchObject([
      { actor: "root", action: "retried-delivery", subject: id },
    ]);
  });

  it("say why one is not tried again, and what is not written to any more", async () => {
    await using watched = await createWatched();
    const id = await fail(watched);
    await watched.store.putSuppression({
      channel: "email",
      target: "operator@example.com",
      subscriptionId: null,
      reason: "bounced",
      detail: "550 no such user",
      at: watched.crawl.clock.now(),
    });
    const words = await look(await watched.admin.post("/operations/deliveries/retry", { id }));
    expect(words).toContain("Not tried again: E-mail operator@example.com: not sent");
    expect(words).toContain("Not written to any more");
    expect(await watched.store.findNotification(id)).toMatchObject({ state: "failed" });
    expect(await watched.store.listAudit({ limit: 1, before: null })).toEqual([]);
  });

  it("show whatever others wrote as text alone", async () => {
    await using watched = await createWatched();
    const { store } = watched;
    await fail(watched, hostileTexts.map(([, text]) => text).join(" "));
    const now = watched.crawl.clock.now();
    const [incident] = await store.listIncidents({ open: true });
    const notifications = hostileTexts.map(([, text]) =>
      createNotification({
        subject: "incident",
        subjectId: incident?.id ?? digestOf("none"),
        subscriptionId: text,
        channel: "webhook",
        target: text,
        changeIndexes: [],
        createdAt: now,
      }),
    );
    await store.recordIncidents([], [], now, notifications);
    for (const place of [...places, "/operations/deliveries?page=2"]) {
      const html = await (await watched.admin.get(place)).text();
      expect(findInvalidParts(html)).toEqual([]);
      expect(html).not.toMatch(
        /<(?:script>|img|svg|iframe|meta http-equiv|style>|form action=https)/i,
      );
    }
  });
});
