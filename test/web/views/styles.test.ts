import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { styles } from "../../../src/web/views/styles.ts";

const folder = new URL("../../../src/web/", import.meta.url);
/** With stylesheets of their own: what is printed, and what stands in a frame. */
const elsewhere = /(?:styles|print-document|capture-frame)\.ts$/;
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !elsewhere.test(name))
  .map((name) => readFileSync(new URL(name, folder), "utf8"));
const markup = sources.join("\n");

const named = new Set([...styles.matchAll(/\.([a-z][a-z0-9-]*)/g)].map(([, name = ""]) => name));

/** Names as they stand in the markup; the rest of one that is put together is not known here. */
function listUsed(): readonly string[] {
  return [...markup.matchAll(/class="([^"$]*)/g)].flatMap(([, names = ""]) =>
    names.split(/\s+/).filter((name) => name !== "" && !name.endsWith("-")),
  );
}

/** `is-stricter` may be put together from `stricter`. */
function isUsed(name: string): boolean {
  const parts = name.startsWith("is-") ? [name, name.slice(3)] : [name];
  return parts.some((part) => new RegExp(`(?<![\\w-])${part}(?![\\w-])`).test(markup));
}

/** Outside of what holds for paper or for some screens alone. */
function listSelectors(): readonly string[] {
  const selectors: string[] = [];
  let depth = 0;
  for (const [, before = "", brace = ""] of styles.matchAll(/([^{};]*)([{};])/g)) {
    if (brace === "{" && depth === 0 && !before.startsWith("@")) selectors.push(before.trim());
    if (brace !== ";") depth += brace === "{" ? 1 : -1;
  }
  return selectors;
}

describe("styles", () => {
  it("have a rule for each class of a page", () => {
    expect([...new Set(listUsed())].filter((name) => !named.has(name))).toEqual([]);
  });

  it("have no rule for what no page has", () => {
    expect([...named].filter((name) => !isUsed(name))).toEqual([]);
  });

  it("say of nothing twice how it looks", () => {
    const selectors = listSelectors().filter((one) => one !== ":root");
    expect(selectors.filter((one, at) => selectors.indexOf(one) !== at)).toEqual([]);
  });
});
