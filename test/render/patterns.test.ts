import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const folder = resolve(import.meta.dirname, "../../src/render");

/** Gives what regular expressions of a source look back for without a bound: from each place, to the beginning. */
function findUnboundedLooks(source: string): string[] {
  return [...source.matchAll(/\(\?<[=!]/g)].flatMap(({ index }) => {
    const look = source.slice(index, endOfGroup(source, index));
    const bare = look.replaceAll(/\\./g, "_").replaceAll(/\[[^\]]*\]/g, "_");
    return /[*+]|\{\d+,\}/.test(bare) ? [look] : [];
  });
}

/** Where the group that opens there ends. */
function endOfGroup(source: string, start: number): number {
  let depth = 0;
  let isInClass = false;
  for (let at = start; at < source.length; at += 1) {
    const character = source[at];
    if (character === "\\") at += 1;
    else if (isInClass) isInClass = character !== "]";
    else if (character === "[") isInClass = true;
    else if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return source.length;
}

describe("findUnboundedLooks", () => {
  it.each([
    [String.raw`/(?<=\[[^\][]*)\]/`, 1],
    [String.raw`/(?<!a{2,})b/`, 1],
    [String.raw`/(?<=\p{M}{6})\p{M}+/`, 0],
    [String.raw`/(?<=[+*(]|^)x*/`, 0],
  ])("finds in %s as many as there are", (source, count) => {
    expect(findUnboundedLooks(source)).toHaveLength(count);
  });
});

describe("patterns of the renderers", () => {
  it("look back a few characters at most, so that reading a text takes time by its length alone", () => {
    const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
    expect(files.length).toBeGreaterThan(50);
    const found = files.flatMap((file) =>
      findUnboundedLooks(readFileSync(join(folder, file), "utf8")).map((look) => `${file} ${look}`),
    );
    expect(found).toEqual([]);
  });
});
