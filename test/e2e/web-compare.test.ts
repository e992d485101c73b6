import type { Browser, BrowserContextOptions, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WebStore } from "../../src/ports/web-store.ts";
import { hour, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { listViolations } from "./axe.ts";
import type { ServedHistory } from "./served-history.ts";
import { serveHistory } from "./served-history.ts";
import type { Visit } from "./web-browser.ts";
import { launchBrowser, phone, visit, visitAt } from "./web-browser.ts";

let browser: Browser;
let served: ServedHistory;
/** From the first text of the commercial terms to the last. */
let comparison = "";
/** Of 150 fees that rose. */
let long = "";

const desk = { viewport: { width: 1280, height: 800 } } as const;
const termsId = "halcyon-ai/commercial-terms";

async function record(store: WebStore): Promise<void> {
  const versions = await store.listVersions(termsId);
  comparison = `/compare/${versions.at(-1)?.id}/${versions[0]?.id}`;
  const fees = Array.from({ length: 150 }, (_, at) => `Fee ${at} is ${at} dollars a month.`);
  const termsOfFees = "long/terms-of-service";
  const cheap = sampleVersion(fees.join("\n\n"), hour(1), null, { termsId: termsOfFees });
  const text = fees.map((fee) => fee.replace(" dollars", "0 dollars")).join("\n\n");
  const dear = sampleVersion(text, hour(2), cheap, { termsId: termsOfFees });
  await store.importHistory(sampleTerms(termsOfFees), [cheap, dear], []);
  long = `/compare/${cheap.id}/${dear.id}`;
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

/** The number of the change that has the focus; null where none has. */
async function focusedNumber(page: Page): Promise<number | null> {
  const heading = page.locator("article.clause:focus h4");
  return (await heading.count()) === 0 ? null : parseInt((await heading.textContent()) ?? "", 10);
}

async function isFocusSeen(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return bottom > 0 && top < innerHeight && outlineStyle !== "none" && outlineWidth !== "0px";
  })()`);
}

const plain = ["", "?view=side&show=all&weights=all&list=importance"];

describe("the page of a comparison", () => {
  it.each([
    ["on a desk", desk, [...plain, "?view=side", "?show=all"]],
    ["on a desk, in the dark", { ...desk, colorScheme: "dark" }, plain],
    ["on a phone", phone, plain],
  ] as const)("has nothing in anybody's way, %s", async (_, options, views) => {
    await using visited = await visit(browser, options);
    const { page, look } = visited;
    for (const view of views) {
      await page.goto(`${served.origin}${comparison}${view}`);
      await page.evaluate(
        `for (const one of document.querySelectorAll("details")) one.open = true;`,
      );
      await look();
      expect(await listViolations(page)).toEqual([]);
    }
    expect(visited.faults).toEqual([]);
  });

  it("is walked by keys alone", async () => {
    await using visited = await open(comparison);
    const { page } = visited;
    const said = page.locator("[data-step-said]");
    const walk: (number | null)[] = [];
    for (const key of ["n", "n", "p", "n", "n", "]", "["]) {
      await page.keyboard.press(key);
      walk.push(await focusedNumber(page));
      expect(await isFocusSeen(page)).toBe(true);
    }
    // Of the sections, the first two have a change each, and the last has two.
    expect(walk).toEqual([1, 2, 1, 2, 3, 4, 3]);
    await expect.poll(() => said.textContent()).toMatch(/^Change 3 of 5\. 3\. Changed clause/);
    expect(await page.locator("[data-step-place]").textContent()).toBe("3 of 5");
    expect(new URL(page.url()).hash).toBe(
      await page.locator(":focus").evaluate((one) => `#${one.id}`),
    );
    await page.keyboard.press("n");
    await page.keyboard.press("n");
    await page.keyboard.press("n");
    await expect.poll(() => said.textContent()).toBe("This is the last change.");
    expect(await focusedNumber(page)).toBe(5);

    // From a change on, Tab leads into it.
    await page.keyboard.press("Tab");
    expect(await page.locator("article.clause :focus").count()).toBe(1);
    expect(await isFocusSeen(page)).toBe(true);
    await page.keyboard.press("?");
    expect(await page.getByText("next change").isVisible()).toBe(true);
    await page.keyboard.press("?");
    expect(await page.getByText("next change").isVisible()).toBe(false);
    expect(visited.faults).toEqual([]);
  });

  it("leaves keys alone while somebody types, holds a modifier, or has switched them off", async () => {
    await using visited = await open(comparison);
    const { page } = visited;
    await page.keyboard.press("Control+n");
    await page.keyboard.press("Alt+n");
    expect(await focusedNumber(page)).toBeNull();
    await page.getByText("Cite this", { exact: true }).click();
    await page.locator("#cite-text").focus();
    await page.keyboard.press("n");
    expect(await focusedNumber(page)).toBeNull();
    await page.getByRole("button", { name: "Keys", exact: true }).click();
    await page.getByRole("button", { name: "Switch the keys off" }).click();
    await page.keyboard.press("n");
    expect(await focusedNumber(page)).toBeNull();
    await page.getByRole("button", { name: "Switch the keys on" }).click();
    // From the foot of the page, the way back leads to the last one.
    await page.keyboard.press("p");
    expect(await focusedNumber(page)).toBe(5);
  });

  it("is reached from the skip link to its last change by Tab and Enter", async () => {
    await using visited = await open(comparison);
    const { page } = visited;
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    for (let at = 0; at < 60; at++) {
      await page.keyboard.press("Tab");
      if ((await page.locator(":focus").textContent())?.trim().startsWith("5. ") === true) break;
      expect(await isFocusSeen(page)).toBe(true);
    }
    await page.keyboard.press("Enter");
    expect(await focusedNumber(page)).toBe(5);
  });

  it("leads a shared address to its change, which the keys go on from", async () => {
    await using visited = await open(comparison);
    const { page } = visited;
    const fourth = await page.getByRole("link", { name: /^4\. / }).getAttribute("href");
    await page.goto("about:blank");
    await page.goto(`${served.origin}${comparison}${fourth}`);
    expect(await page.locator("article.clause:target").count()).toBe(1);
    await page.keyboard.press("n");
    expect(await focusedNumber(page)).toBe(5);
  });

  it("goes on by key where a part ends", async () => {
    await using visited = await open(long);
    const { page } = visited;
    await page.locator("article.clause").last().focus();
    await page.keyboard.press("n");
    await page.waitForURL(/part=2/);
    expect(await focusedNumber(page)).toBe(101);
    await page.keyboard.press("p");
    await page.waitForURL((url) => !url.search.includes("part"));
    expect(await focusedNumber(page)).toBe(100);
  });

  it.each([
    ["on a desk", desk],
    ["on a phone", phone],
  ])("goes from change to change by links without script, %s", async (_, options) => {
    await using visited = await open(comparison, { ...options, javaScriptEnabled: false });
    const { page, look } = visited;
    await look();
    expect(await page.locator("[data-step-bar]").isVisible()).toBe(false);
    const numbers: string[] = [];
    const first = page.locator("article.clause").first();
    await first.getByRole("link", { name: "Next" }).click();
    for (let at = 0; at < 4; at++) {
      const card = page.locator("article.clause:target");
      numbers.push((await card.locator(".steps span").textContent()) ?? "");
      const next = card.getByRole("link", { name: "Next" });
      if ((await next.count()) > 0) await next.click();
    }
    expect(numbers).toEqual(["2 of 5", "3 of 5", "4 of 5", "5 of 5"]);

    await page.getByRole("link", { name: "Side by side" }).click();
    await page.getByRole("link", { name: "All (9)" }).click();
    await page.getByRole("link", { name: "Everything" }).click();
    await page.getByRole("link", { name: "By importance" }).click();
    expect(new URL(page.url()).search).toBe("?view=side&show=all&weights=all&list=importance");
    expect(await page.locator("article.clause").count()).toBe(9);
    expect(visited.faults).toEqual([]);
  });

  it("shows what is hidden when asked, and says how much it is", async () => {
    await using visited = await open(comparison);
    const { page } = visited;
    expect(await page.locator(".hidden-changes").textContent()).toContain(
      "3 editorial and 1 of the page",
    );
    await page.getByRole("link", { name: "Show them too" }).click();
    expect(await page.locator("article.clause").count()).toBe(9);
    expect(await page.locator(".hidden-changes").count()).toBe(0);
  });

  it("aligns both sides on a desk however far it is scrolled, and stacks them on a phone", async () => {
    await using wide = await open(`${comparison}?view=side`);
    const tops = (page: Page): Promise<readonly number[]> =>
      page
        .locator(".sides")
        .nth(2)
        .locator("> div")
        .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().top)));
    for (const by of [0, 300, 500]) {
      await wide.page.mouse.wheel(0, by);
      const [before, after] = await tops(wide.page);
      expect(before).toBe(after);
    }
    await using narrow = await open(`${comparison}?view=side`, phone);
    const [before = 0, after = 0] = await tops(narrow.page);
    expect(after).toBeGreaterThan(before);
    expect(await narrow.page.locator(".sides .side").first().isVisible()).toBe(true);
  });

  it("unfolds what did not change, and keeps the place when it is shown in another way", async () => {
    await using visited = await open(`${comparison}?show=all`);
    const { page } = visited;
    const fold = page.locator("details.fold", { hasText: "1. The Service" });
    expect(await fold.locator("p").first().isVisible()).toBe(false);
    await fold.locator("summary").click();
    expect(await fold.locator("p").first().isVisible()).toBe(true);
    await page.keyboard.press("n");
    const { hash } = new URL(page.url());
    await page.getByRole("link", { name: "Side by side" }).click();
    expect(new URL(page.url()).hash).toBe(hash);
    expect(await page.locator("article.clause:target").count()).toBe(1);
  });

  it("links a moved clause both ways", async () => {
    await using visited = await open(comparison);
    const { page } = visited;
    await page.getByRole("link", { name: "Moved from" }).click();
    const origin = page.locator(".departed:target");
    expect(await origin.textContent()).toContain("stood here");
    await origin.getByRole("link").click();
    expect(await page.locator("article.clause:target").textContent()).toContain("Moved from");
  });

  it("swaps, and leads to the recorded changes on the way and back", async () => {
    await using visited = await open(comparison);
    const { page } = visited;
    await page.getByRole("link", { name: "Swap before and after" }).click();
    expect(await page.getByText("The newer text first").isVisible()).toBe(true);
    await page.goBack();
    await page.getByText("The recorded changes on the way").click();
    await page.getByRole("link", { name: "18 Feb 2025" }).click();
    await page.getByRole("link", { name: "Compare the two texts" }).click();
    expect(await page.locator("h1").textContent()).toMatch(/from 2.Sep.2024 to 18.Feb.2025/);
    expect(visited.faults).toEqual([]);
  });
});
