import type { Browser, BrowserContextOptions } from "playwright";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Digest } from "../../src/model/digest.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { hour, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { readParagraphs, resolveChanges } from "../render/docx-reading.ts";
import { hostileTexts } from "../render/hostile.ts";
import { readSavedChanges } from "../render/odt-reading.ts";
import { joinWords, readWords } from "../render/tracked-pair.ts";
import { listViolations } from "./axe.ts";
import type { ServedHistory } from "./served-history.ts";
import { serveHistory } from "./served-history.ts";
import type { Visit } from "./web-browser.ts";
import { launchBrowser, phone, visit } from "./web-browser.ts";
import { convertDocx, provisionWriter } from "./writer.ts";

/** Two texts of a document, and the pages that show what changed between them. */
interface Case {
  readonly before: string;
  readonly after: string;
  readonly comparison: string;
  readonly change: string;
}

let browser: Browser;
let served: ServedHistory;
let hasWriter = false;
/** The commercial terms' first text and their last; their last change; and hostile texts. */
let whole: Case;
let hostile: Case;

const desk = { viewport: { width: 1280, height: 800 } } as const;
const termsId = "halcyon-ai/commercial-terms";
const evilId = "evil/terms-of-service";

async function record(store: WebStore): Promise<void> {
  const versions = await store.listVersions(termsId);
  const [last, first] = [versions[0], versions.at(-1)];
  const [change] = await store.listChanges({ termsId, limit: 1 });
  if (!first || !last || !change) throw new Error("no history");
  whole = { ...(await readCase(store, first.id, last.id)), change: `/changes/${change.id}` };
  const texts = hostileTexts.map(([name, text]) => `## ${name}\n\n${text.toWellFormed()}`);
  const one = sampleVersion(texts.join("\n\n"), hour(1), null, { termsId: evilId });
  const after = texts.map((text) => `${text} You must not object.`).join("\n\n");
  const other = sampleVersion(after, hour(2), one, { termsId: evilId });
  const evil = sampleTerms(evilId, { serviceName: "=1+<img src=x onerror=alert(1)>" });
  await store.importHistory(evil, [one, other], []);
  hostile = await readCase(store, one.id, other.id);
}

async function readCase(store: WebStore, beforeId: Digest, afterId: Digest): Promise<Case> {
  const [before, after] = [await store.findVersion(beforeId), await store.findVersion(afterId)];
  if (!before || !after) throw new Error("no texts");
  return {
    before: before.text,
    after: after.text,
    comparison: `/compare/${beforeId}/${afterId}`,
    change: "",
  };
}

beforeAll(async () => {
  [browser, served, hasWriter] = await Promise.all([
    launchBrowser(),
    serveHistory({ record }),
    provisionWriter(),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

async function open(address: string, options: BrowserContextOptions = desk): Promise<Visit> {
  const visited = await visit(browser, options);
  await visited.page.goto(`${served.origin}${address}`);
  return visited;
}

async function download(address: string): Promise<Uint8Array> {
  const response = await fetch(`${served.origin}${address}`);
  expect([address, response.status]).toEqual([address, 200]);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  return new Uint8Array(await response.arrayBuffer());
}

/** The words of a PDF on one line, without what only joins them. */
async function readPdf(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(bytes);
  const { text } = await extractText(pdf, { mergePages: true });
  const outline = (await pdf.getOutline()) ?? [];
  const words = text.replaceAll("\u2060", "").replaceAll(/\s+/g, " ");
  return { words, pages: pdf.numPages, outline, marks: await pdf.getMarkInfo() };
}

describe("a Word document", () => {
  it("opens in LibreOffice with its insertions and deletions intact", async ({ skip }) => {
    skip(!hasWriter, "LibreOffice (soffice) is not here, and could not be installed");
    const docx = await download(`${whole.comparison}/redline.docx`);
    const saved = readSavedChanges(await convertDocx(docx, "fodt"));
    const tracked = readParagraphs(docx).flatMap(({ runs }) => runs.map(({ op }) => op));
    expect(saved.insertions).toBeGreaterThan(5);
    expect(saved.deletions).toBeGreaterThan(5);
    expect(tracked.filter((op) => op === "added").length).toBeGreaterThan(5);
    expect([...saved.authors]).toEqual(["Halcyon AI"]);
    expect(saved.accepted).toBe(readWords(whole.after).replaceAll("\n", ""));
    expect(saved.rejected).toBe(readWords(whole.before).replaceAll("\n", ""));
  });

  it("of hostile texts opens too, and holds both of them", async ({ skip }) => {
    const docx = await download(`${hostile.comparison}/redline.docx`);
    const paragraphs = readParagraphs(docx);
    const flat = (words: string) => words.replaceAll(/[\s-]/g, "");
    const accepted = joinWords(resolveChanges(paragraphs, "accept"));
    expect(flat(accepted)).toBe(flat(readWords(hostile.after)));
    skip(!hasWriter, "LibreOffice (soffice) is not here, and could not be installed");
    const saved = readSavedChanges(await convertDocx(docx, "fodt"));
    expect(flat(saved.accepted)).toBe(flat(accepted));
    expect([...saved.authors]).toEqual(["=1+<img src=x onerror=alert(1)>"]);
  });
});

describe("a PDF", () => {
  it("holds the redline with its marks, an outline, and at the foot how it is cited", async () => {
    const { words, pages, outline, marks } = await readPdf(
      await download(`${whole.comparison}/redline.pdf`),
    );
    expect(words).toContain("Fees are due within [-30-]{+14+} days of the invoice.");
    expect(words).toMatch(/\{\+[^+]*arbitration in Oslo/);
    expect(words).not.toContain("provides access to language models");
    // The address takes more than a line.
    expect(words.replaceAll(" ", "")).toContain(`${served.origin}${whole.comparison}·retrieved`);
    expect(words).toContain(`1 of ${pages}`);
    expect(marks?.Marked).toBe(true);
    // Chromium drops the blank at which a heading goes on in the next line.
    expect(outline[0]?.title).toMatch(
      /^Commercial ?Terms: ?changes ?from ?4 ?May ?2023 ?to ?21 ?Apr ?2026$/,
    );
  });

  it("of a recorded change is the same, whole if asked", async () => {
    const { words } = await readPdf(await download(`${whole.change}/redline.pdf?show=all`));
    expect(words).toContain("provides access to language models");
    expect(words).toContain("{+");
  });

  it("of hostile texts says them as words", async () => {
    const { words } = await readPdf(await download(`${hostile.comparison}/redline.pdf`));
    expect(words).toContain("<script>alert(1)</script>");
    expect(words).toContain("‹U+202E›");
    expect(words).toContain("{+You must not object.+}");
  });
});

describe("a comparison as JSON", () => {
  it("is the published format, with what proves both texts", async () => {
    const bytes = await download(`${hostile.comparison}/comparison.json`);
    const json = JSON.parse(Buffer.from(bytes).toString());
    expect(json.texts.after.serviceName).toBe("=1+<img src=x onerror=alert(1)>");
    expect(json.comparison.schemaVersion).toBe(1);
    expect(json.comparison.changes.length).toBeGreaterThan(5);
  });
});

describe("the pages that redlines are taken away from", () => {
  it.each([
    ["with script, at a desk", desk],
    ["without script, at a desk", { ...desk, javaScriptEnabled: false }],
    ["with script, on a phone", phone],
    ["without script, on a phone", { ...phone, javaScriptEnabled: false }],
  ])("give files and references %s", async (_, options) => {
    await using visited = await open(whole.change, options);
    const { page, faults, look } = visited;
    await look();
    await page.locator(".cite summary").focus();
    await page.keyboard.press("Enter");
    const cited = await page.getByLabel("As text").inputValue();
    expect(cited).toMatch(/^Halcyon AI, “Commercial Terms: changes from .* SHA-256 of the texts/);
    expect(await page.getByLabel("BibTeX").inputValue()).toMatch(/^@misc\{halcyon-ai-/);
    expect(JSON.parse(await page.getByLabel("CSL-JSON").inputValue())).toHaveLength(1);
    const addresses = await page.evaluate<readonly string[]>(
      `[...document.querySelectorAll(".files a")].map(({ pathname }) => pathname)`,
    );
    expect(addresses).toEqual([
      `${whole.change}/redline.docx`,
      `${whole.change}/redline.pdf`,
      `${whole.change}.json`,
    ]);
    await look();
    expect(faults).toEqual([]);
  });

  it.each([
    ["at a desk", desk],
    ["on a phone", phone],
  ])("have nothing that axe finds %s", async (_, options) => {
    await using visited = await open(whole.change, options);
    await visited.page.locator(".cite summary").click();
    expect(await listViolations(visited.page)).toEqual([]);
  });

  it.each([
    ["a change", () => whole.change],
    ["a comparison", () => whole.comparison],
    ["hostile texts", () => hostile.comparison],
  ])("print %s in black on white, marked in words, also from a dark screen", async (_, toPath) => {
    await using visited = await open(toPath(), { ...desk, colorScheme: "dark" });
    const { page, faults } = visited;
    const { words, pages } = await readPdf(new Uint8Array(await page.pdf({ format: "A4" })));
    expect(words).toMatch(/\{\+ ?\S/);
    expect(words).toContain(`1 of ${pages}`);
    expect(words).toMatch(/Cite this as: .* SHA- ?256 of the texts/);
    expect(words).not.toMatch(/Subscribe|Sign in|Skip to the content/);
    await page.emulateMedia({ media: "print" });
    const colours = await page.evaluate<readonly string[]>(`(() => {
      const found = new Set();
      for (const element of document.querySelectorAll("main, main *")) {
        if (element.closest(".plot, details:not([open]), .on-paper") || !element.checkVisibility()) continue;
        const { color, backgroundColor } = getComputedStyle(element);
        found.add("ink " + color);
        found.add("ground " + backgroundColor);
      }
      return [...found].toSorted();
    })()`);
    expect(colours).toEqual([
      "ground rgb(255, 255, 255)",
      "ground rgba(0, 0, 0, 0)",
      "ink rgb(0, 0, 0)",
    ]);
    expect(faults).toEqual([]);
  });
});
