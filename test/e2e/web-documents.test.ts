import type { Browser, BrowserContextOptions, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listViolations } from "./axe.ts";
import type { ServedHistory } from "./served-history.ts";
import { serveHistory } from "./served-history.ts";
import type { Visit } from "./web-browser.ts";
import { launchBrowser, phone, visit } from "./web-browser.ts";

let browser: Browser;
let served: ServedHistory;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchBrowser(), serveHistory()]);
});

afterAll(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

const ways = [
  ["on a desk, in the dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
  ["without script, on a phone", { javaScriptEnabled: false, ...phone }],
] as const;

interface Visited extends Visit {
  readonly hasScript: boolean;
}

async function start(options: BrowserContextOptions): Promise<Visited> {
  return { ...(await visit(browser, options)), hasScript: options.javaScriptEnabled ?? true };
}

/** Everything that is wrong with the page that is open, as machines see it; axe waits for timers, which are script. */
async function check({ page, look, faults, hasScript }: Visited): Promise<void> {
  await look();
  if (!hasScript) return;
  faults.push(...(await listViolations(page)).map((one) => `${page.url()}: ${one}`));
}

/** Without what the browser says of an answer that is a refusal. */
function faultsOf({ faults }: Visited): readonly string[] {
  return faults.filter((fault) => !/status of 400/.test(fault));
}

/** On a phone forms and contents wait behind their names. */
async function unfold(page: Page, name: "Filter" | "Contents"): Promise<void> {
  if ((page.viewportSize()?.width ?? 0) < 700) await page.getByText(name, { exact: true }).click();
}

describe.each(ways)("documents and changes, %s", (_, options) => {
  it("answer what terms said about competing models on a day, by clicks", async () => {
    await using visited = await start(options);
    const { page } = visited;
    await page.goto(served.origin);
    await page.getByRole("link", { name: "Documents", exact: true }).click();
    await check(visited);
    const provider = page.locator("section.provider", { hasText: "Halcyon AI" });
    await provider.getByRole("link", { name: "Commercial Terms" }).click();
    await check(visited);
    expect(await page.locator("svg a").count()).toBe(7);
    expect(await page.locator("ol.versions > li").count()).toBe(8);
    await page.getByLabel("Day", { exact: true }).fill("2025-09-01");
    await page.getByRole("button", { name: "Read it" }).click();
    expect(page.url()).toBe(`${served.origin}/documents/halcyon-ai/commercial-terms/at/2025-09-01`);
    await check(visited);
    await unfold(page, "Contents");
    await page
      .getByRole("navigation", { name: "Contents" })
      .getByRole("link", { name: "Restrictions" })
      .click();
    await check(visited);
    expect(await page.locator(":target").textContent()).toContain("Restrictions");
    const clause = page.locator("article li", { hasText: "competes with ours" });
    expect(await clause.textContent()).toContain(
      "to train, develop or improve any model or product",
    );
    await page.getByRole("link", { name: "Compare with the latest text" }).click();
    await page.waitForLoadState();
    expect(page.url()).toMatch(/\/compare\/[0-9a-f]{64}\/[0-9a-f]{64}$/);
    expect(faultsOf(visited)).toEqual([]);
  });

  it("narrow changes down by a form whose state is in the address", async () => {
    await using visited = await start(options);
    const { page } = visited;
    await page.goto(served.origin);
    await check(visited);
    await unfold(page, "Filter");
    await page.getByLabel("Topic").selectOption("customer-data-training");
    await page.getByLabel("Direction").selectOption("loosened");
    await page.getByLabel("From", { exact: true }).fill("2025-01-01");
    await page.getByLabel("To", { exact: true }).fill("2025-12-31");
    await page.getByRole("button", { name: "Show" }).click();
    expect(new URL(page.url()).search).toBe(
      "?topic=customer-data-training&direction=loosened&since=2025-01-01&until=2025-12-31",
    );
    await check(visited);
    expect(await page.locator(".gist").count()).toBe(2);
    expect(await page.locator(".count").textContent()).toContain("2 changes.");
    expect(await page.locator(".extract ins").first().isVisible()).toBe(true);
    await page.getByRole("link", { name: /^Better for customers/ }).click();
    await page.getByRole("link", { name: "Remove all" }).click();
    expect(page.url()).toBe(`${served.origin}/`);
    await page.goto(`${served.origin}/?since=soon`);
    await check(visited);
    expect(await page.getByRole("alert").textContent()).toContain("Not a date");
    expect(faultsOf(visited)).toEqual([]);
  });

  it("lead from the picture and from two days to what changed", async () => {
    await using visited = await start(options);
    const { page } = visited;
    const document = `${served.origin}/documents/halcyon-ai/commercial-terms`;
    await page.goto(document);
    const mark = page.locator("svg a").first();
    await mark.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/changes\/[0-9a-f]{64}$/);
    await page.goto(document);
    await page.getByLabel("From", { exact: true }).fill("2024-01-01");
    await page.getByLabel("To", { exact: true }).fill("2025-12-31");
    await page.getByRole("button", { name: "Compare" }).click();
    await page.waitForLoadState();
    expect(page.url()).toMatch(/\/compare\/[0-9a-f]{64}\/[0-9a-f]{64}$/);
    await page.goto(`${document}/compare?from=2024-01-01&to=2024-02-01`);
    await check(visited);
    expect(await page.locator("h1").textContent()).toBe("Nothing changed");
    expect(faultsOf(visited)).toEqual([]);
  });
});
