import { join } from "node:path";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openGitArchive } from "../../src/adapters/archive/git-archive.ts";
import { importArchive } from "../../src/app/import-archive.ts";
import { indexClauses } from "../../src/app/index-clauses.ts";
import { noOwnTopics } from "../../src/core/topics/own-topics.ts";
import type { Archive } from "../../src/ports/archive.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { hasCorpus, sharedDir } from "../replay/corpus.ts";
import type { ServedHistory } from "./served-history.ts";
import { serveHistory } from "./served-history.ts";
import { launchBrowser } from "./web-browser.ts";

/** Documents of the corpus that the questions are about; all of it takes a minute to read. */
const documents = new Set([
  "Claude.ai/Commercial Terms",
  "ChatGPT/Acceptable Use Policy",
  "ChatGPT/Terms of Service",
  "Cursor/Terms of Service",
  "GitHub Copilot/Terms of Service",
  "Replicate/Terms of Service",
]);

function narrow(archive: Archive): Archive {
  return {
    async *listVersions() {
      for await (const version of archive.listVersions())
        if (documents.has(`${version.serviceName}/${version.termsType}`)) yield version;
    },
    [Symbol.asyncDispose]: () => archive[Symbol.asyncDispose](),
  };
}

async function record(store: WebStore): Promise<void> {
  const bundle = join(sharedDir, "corpus/ota-genai-versions.bundle");
  await using archive = narrow(await openGitArchive(bundle));
  await importArchive({ store, archive });
  await indexClauses({ store, ownTopics: noOwnTopics });
}

let browser: Browser;
let served: ServedHistory;

const isHere = hasCorpus();

beforeAll(async () => {
  if (!isHere) return;
  browser = await launchBrowser();
  served = await serveHistory({ record });
}, 120_000);

afterAll(async () => {
  await served?.[Symbol.asyncDispose]();
  await browser?.close();
});

async function open(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(served.origin);
  return page;
}

/** By the names that a page's head and lists have for them. */
async function follow(page: Page, ...names: readonly (string | RegExp)[]): Promise<void> {
  for (const name of names)
    await page
      .getByRole("link", typeof name === "string" ? { name, exact: true } : { name })
      .first()
      .click();
}

async function openDocument(page: Page, service: string, type: string): Promise<void> {
  await follow(page, "Documents");
  await page
    .locator("section.provider", { hasText: service })
    .getByRole("link", { name: type })
    .click();
}

describe.skipIf(!isHere)("a researcher, over real history", () => {
  it("reads what Anthropic's commercial terms said about competing models on 1 September 2025", async () => {
    await using page = await open();
    await openDocument(page, "Claude.ai", "Commercial Terms");
    await page.getByLabel("Day", { exact: true }).fill("2025-09-01");
    await page.getByRole("button", { name: "Read it" }).click();
    expect(await page.locator("h1").textContent()).toContain("1 Sep 2025");
    await follow(page, "Trust and Safety; Restrictions");
    const clause = page.locator("article li", { hasText: "competing product or service" }).last();
    expect(await clause.isVisible()).toBe(true);
    expect(await clause.textContent()).toMatch(/train competing AI models/);
  });

  it("finds which providers added a competitor-development restriction in 2025", async () => {
    await using page = await open();
    await follow(page, "Topics", "Building competing models", /^2025 \(\d+\)$/);
    const turns = page.locator("ol.topic-turns > li");
    const cursor = turns.filter({ hasText: "Cursor" });
    expect(await cursor.first().textContent()).toMatch(/19 Jun 2025:\s+Added a restriction/);
    // It had one before.
    expect(await turns.filter({ hasText: "ChatGPT" }).allTextContents()).toEqual([]);
  });

  it("is shown every change that loosened customer-data training last year", async () => {
    await using page = await open();
    await page.getByLabel("Topic").selectOption("customer-data-training");
    await page.getByLabel("Direction").selectOption("loosened");
    await page.getByLabel("From", { exact: true }).fill("2025-01-01");
    await page.getByLabel("To", { exact: true }).fill("2025-12-31");
    await page.getByRole("button", { name: "Show" }).click();
    const said = (await page.locator(".count").textContent()) ?? "";
    const shown = await page.locator(".gist").count();
    expect(shown).toBeGreaterThan(2);
    expect(said).toContain(String(shown));
  });

  it("reads what changed in OpenAI's usage policies between two dates", async () => {
    await using page = await open();
    await openDocument(page, "ChatGPT", "Acceptable Use Policy");
    await page.getByLabel("From", { exact: true }).fill("2025-01-01");
    await page.getByLabel("To", { exact: true }).fill("2025-12-31");
    await page.getByRole("button", { name: "Compare" }).click();
    expect(page.url()).toMatch(/\/compare\/[0-9a-f]{64}\/[0-9a-f]{64}$/);
    expect(await page.locator("article.clause").count()).toBeGreaterThan(5);
    expect(await page.locator("main ins").first().isVisible()).toBe(true);
  });
});
