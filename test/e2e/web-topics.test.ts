import type { Browser, BrowserContextOptions } from "playwright";
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
import { launchBrowser, phone, visit, visitAt } from "./web-browser.ts";

let browser: Browser;
let served: ServedHistory;

const desk = { viewport: { width: 1280, height: 800 } } as const;
const restriction = "You may not use Output to train models that compete with our models.";

/** A provider whose name and clauses try to break out of the page, and read as restrictions all the same. */
async function record(store: WebStore): Promise<void> {
  const id = "evil/terms-of-service";
  const text = hostileTexts.map(([, said]) => `${restriction} ${said.toWellFormed()}`).join("\n\n");
  const one = sampleVersion("Nothing yet.", hour(1), null, { termsId: id });
  const other = sampleVersion(text, hour(2), one, { termsId: id });
  const evil = sampleTerms(id, { serviceName: "<img src=x onerror=alert(1)>" });
  await store.importHistory(evil, [one, other], []);
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

const address = "/topics/competing-development";
const narrowed = `${address}?added=2025&service=brightwater`;

describe("the pages of topics", () => {
  it.each([
    ["on a desk", desk, ["/topics", address, narrowed]],
    ["on a desk, in the dark", { ...desk, colorScheme: "dark" }, [address]],
    ["on a phone", phone, ["/topics", address]],
  ] as const)("have nothing in anybody's way, %s", async (_, options, paths) => {
    await using visited = await visit(browser, options);
    const { page, look } = visited;
    for (const path of paths) {
      await page.goto(`${served.origin}${path}`);
      await page.evaluate(
        `for (const one of document.querySelectorAll("details")) one.open = true;`,
      );
      await look();
      expect(await listViolations(page)).toEqual([]);
    }
    expect(visited.faults).toEqual([]);
  });

  it("are whole without script on a phone", async () => {
    await using visited = await open(address, { ...phone, javaScriptEnabled: false });
    await visited.look();
    expect(await visited.page.locator(".matrix tbody tr").count()).toBe(4);
    expect(visited.faults).toEqual([]);
  });

  it("answer by clicks which providers added a competitor-development restriction in 2025", async () => {
    await using visited = await open("/", { ...desk, javaScriptEnabled: false });
    const { page } = visited;
    await page.getByRole("link", { name: "Topics" }).click();
    await page.getByRole("link", { name: "Building competing models" }).click();
    await page.getByRole("link", { name: /^2025 \(\d+\)$/ }).click();
    const turns = page.locator("ol.topic-turns > li");
    expect(await turns.locator("strong").allTextContents()).toEqual([
      "Norrland Models",
      "Brightwater",
    ]);
    expect(await turns.first().textContent()).toMatch(/3 Nov 2025:\s+Added a restriction/);
    await turns.first().getByRole("link", { name: "The change" }).click();
    await page.waitForURL(/\/changes\/[0-9a-f]{64}$/);
    expect(await page.getByRole("main").textContent()).toMatch(/compete with ours/);
  });

  it("lead from a cell to the wording in force then", async () => {
    await using visited = await open(address, {
      ...desk,
      javaScriptEnabled: false,
    });
    const { page } = visited;
    const row = page.getByRole("row").filter({ hasText: "Norrland Models" }).first();
    await row.locator(`a[href*="at=2024-12-31"]`).click();
    await page.waitForURL(/at=2024-12-31#wordings$/);
    const wordings = page.getByRole("region", { name: /^Wordings/ });
    expect(await wordings.textContent()).toContain("including to train other models");
    expect(await wordings.textContent()).toMatch(/□ Yes\s+15 Jan 2024/);
    await page.locator("#filter-at").fill("2025-12-31");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/at=2025-12-31/);
    expect(await wordings.textContent()).toContain("You may not use outputs to train models");
  });

  it("draw how many providers restrict it, and say so to those who do not see it", async () => {
    await using visited = await open(address);
    const { page } = visited;
    const plot = page.getByRole("img", { name: /Providers by what their terms said/ });
    expect(await plot.locator("rect").count()).toBeGreaterThan(10);
    const colours = await page.evaluate<number>(
      `new Set([...document.querySelectorAll(".plot rect")].map((one) => getComputedStyle(one).fill)).size`,
    );
    expect(colours).toBeGreaterThan(2);
  });

  it("keep the first column in sight where the table scrolls by keys on a phone", async () => {
    await using visited = await open(address, phone);
    const { page } = visited;
    const table = page.getByRole("region", { name: "Providers by time" });
    await table.focus();
    for (let times = 0; times < 8; times++) await page.keyboard.press("ArrowRight");
    await expect
      .poll(() =>
        page.evaluate<number>(`document.querySelector(".matrix").parentElement.scrollLeft`),
      )
      .toBeGreaterThan(100);
    const [name, frame] = await Promise.all([
      page.locator(".matrix tbody th").first().boundingBox(),
      table.boundingBox(),
    ]);
    expect(Math.abs((name?.x ?? -99) - (frame?.x ?? 99))).toBeLessThan(3);
  });

  it("run nothing of what a provider writes", async () => {
    await using visited = await visit(browser, desk);
    const { page, faults, look } = visited;
    let dialogs = 0;
    page.on("dialog", (dialog) => {
      dialogs++;
      void dialog.dismiss();
    });
    let shown = 0;
    for (const part of [1, 2]) {
      await page.goto(`${served.origin}${address}?service=evil&part=${part}`);
      await look();
      shown += await page.locator(".topic-wordings tbody tr").count();
      expect(await page.locator("main img, main script, main iframe, main form form").count()).toBe(
        0,
      );
      expect(await listViolations(page)).toEqual([]);
    }
    expect(shown).toBeGreaterThanOrEqual(hostileTexts.length);
    expect([dialogs, faults]).toEqual([0, []]);
    expect(await page.locator(".matrix tbody th").first().textContent()).toContain(
      "<img src=x onerror=alert(1)>",
    );
  });
});
