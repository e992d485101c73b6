import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { extractSource } from "../../../src/core/extract/extract.ts";
import type { SourceDocument } from "../../../src/model/declaration.ts";

const folder = join(import.meta.dirname, "../../pages");

/** `UPDATE_PAGES=1` writes what came out; the difference is then read in review. */
const isUpdating = process.env["UPDATE_PAGES"] === "1";

async function extractPage(slug: string): Promise<string> {
  const file = join(folder, slug, "declaration.json");
  const declared = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Partial<SourceDocument>)
    : {};
  const source: SourceDocument = {
    url: "https://example.com/policies",
    select: [],
    remove: [],
    executeClientScripts: undefined,
    ...declared,
  };
  const text = await extractSource({
    source,
    bytes: readFileSync(join(folder, slug, "source.html")),
    contentType: "text/html; charset=utf-8",
    finalUrl: source.url,
  });
  if (isUpdating) writeFileSync(join(folder, slug, "expected.md"), text);
  return text;
}

describe("extractSource on pages", () => {
  it.each(readdirSync(folder))("reads %s as its expected.md says", async (slug) => {
    const text = await extractPage(slug);
    expect(text).toBe(readFileSync(join(folder, slug, "expected.md"), "utf8"));
  });
});
