import type { Browser, BrowserContextOptions, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexClauses } from "../../src/app/index-clauses.ts";
import { noOwnTopics } from "../../src/core/topics/own-topics.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { hour, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { hostileTexts } from "../render/hostile.ts";
import { listViolations } from "./axe.ts";
import type { ServedHistory } from "./served-history.ts";
import { serveHistory } from "./served-history.ts";
import type { Visit } from "./web-browser.ts";
import { launchBrowser, phone, visitAt } from "./web-browser.ts";

let browser: Browser;
let served: ServedHistory;

const desk = { viewport: { width: 1280, height: 800 } } as const;
const evil = "evil/terms-of-service";
const commercial = "/documents/halcyon-ai/commercial-terms";

/** A provider whose name, headings and clauses try to break out of the page, in two wordings each. */
async function record(store: WebStore): Promise<void> {
  const texts = hostileTexts.map(([, said]) => said.toWellFormed());
  const write = (end: string): string =>
    [`# ${texts[0]}`, ...texts.map((said) => `Zebra ${said} ${end}`)].join("\n\n");
  const one = sampleVersion(write("before"), hour(1), null, { termsId: evil });
  const other = sampleVersion(write("after"), hour(2), one, { termsId: evil });
  const terms = sampleTerms(evil, { serviceName: "<img src=x onerror=alert(1)>" });
  await store.importHistory(terms, [one, other], []);
  await indexClauses({ store, ownTopics: noOwnTopics });
}

beforeAll(async () => {
  [browser, served] = await Promise.all([launchBrowser(), serveHistory({ record })]);
});

afterAll(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

const open = (address: string, options: BrowserContextOptions = desk): Promise<Visit> =>
  visitAt(browser, `${served.origin}${address}`, options);

async function readMarks(page: Page): Promise<readonly string[]> {
  return page.locator(".hit mark").allTextContents();
}

describe("searching", () => {
  it.each([
    ["on a desk", desk, true],
    ["on a desk, in the dark", { ...desk, colorScheme: "dark" }, true],
    ["on a phone", phone, true],
    ["on a phone, without script", { ...phone, javaScriptEnabled: false }, false],
  ] as const)(
    "has nothing in anybody's way, nor have the pages of clauses, %s",
    async (_, options, hasScript) => {
      await using visited = await open("/search", options);
      const { page, look } = visited;
      const paths = [
        "/search",
        "/search?q=fees&at=2025-01-01",
        "/search?q=zzz",
        `${commercial}/clauses`,
      ];
      for (const path of paths) {
        await page.goto(`${served.origin}${path}`);
        await page.evaluate(
          `for (const one of document.querySelectorAll("details")) one.open = true;`,
        );
        await look();
        expect(hasScript ? await listViolations(page) : []).toEqual([]);
      }
      await page.getByRole("link", { name: /^use Output to train/ }).click();
      await page.waitForURL(/\/clauses\/[0-9a-f]{64}$/);
      await look();
      expect(hasScript ? await listViolations(page) : []).toEqual([]);
      expect(visited.faults).toEqual([]);
    },
  );

  it("leads by keyboard alone from words to a clause, its life and its text, without script", async () => {
    await using visited = await open("/", { ...desk, javaScriptEnabled: false });
    const { page } = visited;
    await page.getByRole("link", { name: "Search", exact: true }).press("Enter");
    await page.getByRole("searchbox").fill('"model or product" competing');
    await page.keyboard.press("Enter");
    await page.waitForURL(/\?q=/);
    expect(page.url()).toBe(`${served.origin}/search?q=%22model+or+product%22+competing`);
    expect(await readMarks(page)).toEqual(["model or product", "competes"]);
    await page
      .getByRole("link", { name: "Halcyon AI · Commercial Terms", exact: true })
      .press("Enter");
    await page.waitForURL(/\/clauses\/[0-9a-f]{64}$/);
    const story = await page.locator(".events").innerText();
    expect(story).toMatch(/20 Nov 2023\s+First seen[^]*18 Feb 2025\s+Reworded/);
    expect(await page.locator(".events ins").first().innerText()).toContain("access or use");
    await page.getByRole("link", { name: "The text of 18 Feb 2025", exact: true }).press("Enter");
    await page.waitForURL(/\/versions\/[0-9a-f]{64}#c-\d+$/);
    expect(await page.locator(":target").innerText()).toContain("model or product");
    expect(visited.faults).toEqual([]);
  });

  it("answers what commercial terms said about competing models on 2025-09-01", async () => {
    await using visited = await open("/search", { ...phone, javaScriptEnabled: false });
    const { page } = visited;
    await page.getByRole("searchbox").fill("competes model");
    await page.getByText("When and where", { exact: true }).click();
    await page.getByLabel("As it stood on").fill("2025-09-01");
    await page.getByLabel("Provider").selectOption({ label: "Halcyon AI" });
    await page.getByLabel("Type of document").selectOption("Commercial Terms");
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForURL(/at=2025-09-01/);
    const [words] = await page.locator(".hit .words").allInnerTexts();
    expect(words).toMatch(/^You may not, and may not let others: .* competes with ours/);
    expect(await page.locator(".count").innerText()).toContain("1 clause as of 1 Sep 2025");
  });

  it("runs nothing that a provider or a reader wrote", async () => {
    await using visited = await open("/search?q=zebra");
    const { page, look } = visited;
    const reader = encodeURIComponent(`"><script>alert(1)</script> onload=alert(1) zebra`);
    const links = await page.locator(".hit h3 a").all();
    const lives = await Promise.all(links.slice(0, 4).map((link) => link.getAttribute("href")));
    const paths = [`/search?q=${reader}`, `/documents/${evil}/clauses`, ...lives];
    page.on("dialog", (dialog) => visited.faults.push(`dialog: ${dialog.message()}`));
    for (const path of paths) {
      await page.goto(`${served.origin}${path}`);
      await look();
    }
    expect(lives).toHaveLength(4);
    expect(visited.faults).toEqual([]);
  });
});
