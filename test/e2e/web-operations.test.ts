import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Digest } from "../../src/model/digest.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { listViolations } from "./axe.ts";
import { heldUrl, holdAnswer, keepHeldBytes } from "./held-answer.ts";
import type { ServedHistory } from "./served-history.ts";
import { serveHistory } from "./served-history.ts";
import { launchBrowser, phone, visit } from "./web-browser.ts";

const password = "correct horse battery";

let browser: Browser;
let served: ServedHistory;
/** The check whose answer was held back. */
let heldId: Digest;

async function record(store: WebStore): Promise<void> {
  heldId = await holdAnswer(store);
}

beforeAll(async () => {
  browser = await launchBrowser();
  served = await serveHistory({ env: { CLAUSEWATCH_ADMIN_PASSWORD: password }, record });
  const { workspace } = served;
  await keepHeldBytes(workspace.dir);
  await workspace.write("watchlist/halcyon-ai.json", {
    name: "Halcyon AI",
    terms: { "Acceptable Use Policy": { fetch: heldUrl } },
  });
}, 60_000);

afterAll(async () => {
  await served?.[Symbol.asyncDispose]();
  await browser?.close();
});

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
      `/operations/quarantines/${heldId}`,
      `/operations/quarantines/${heldId}?show=difference`,
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
