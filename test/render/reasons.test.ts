import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { compareVersions } from "../../src/core/compare.ts";
import { compareNorms } from "../../src/core/deontic/compare.ts";
import { topics } from "../../src/model/topic.ts";
import { findReason, toReason } from "../../src/render/reasons.ts";
import { readCorpusPairs, readFixturePairs } from "../core/text-pairs.ts";

const core = resolve(import.meta.dirname, "../../src/core");
const files = [
  ...["classify", "deontic", "terms"].flatMap((folder) =>
    readdirSync(join(core, folder), { withFileTypes: true })
      // What models read has names too, and these are told to nobody.
      .filter((file) => file.name.endsWith(".ts") && !file.name.endsWith("-features.ts"))
      .map((file) => join(folder, file.name)),
  ),
  "dates/moved.ts",
];

/** Words with hyphens that are no reasons. */
const others: ReadonlySet<string> = new Set<string>(topics);

/** The codes that a source writes out: every literal with a hyphen, single words after `why:`, furniture's phrases. */
function listWritten(file: string): string[] {
  const code = readFileSync(join(core, file), "utf8").replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, "");
  const hyphened = code.matchAll(/"([a-z]+(?:-[a-z]+)+)"/g);
  const single = code.matchAll(/\b(?:why: |likely\()"([a-z]+)"/g);
  const furniture = file.endsWith("furniture.ts") ? code.matchAll(/return "([a-z ]+)"/g) : [];
  return [...hyphened, ...single, ...furniture]
    .map(([, why = ""]) => why.replaceAll(" ", "-"))
    .filter((why) => !others.has(why));
}

describe("findReason", () => {
  it.each(files)("has words for every code that %s writes", (file) => {
    expect(listWritten(file).filter((why) => findReason(why) === undefined)).toEqual([]);
  });

  it("finds the codes that it is to have words for", () => {
    const written = files.flatMap(listWritten);
    expect(written).toEqual(
      expect.arrayContaining([
        "heading-alone",
        "tracker-row-detail",
        "page-furniture",
        "number-changed",
        "effective-date-moved",
        "rewording",
      ]),
    );
  });

  it.each([
    ["We keep it for 30 days.", "We keep it for 90 days."],
    ["You may resell it.", "You may not resell it."],
    ["You must tell us.", "You must tell us, unless a law forbids it."],
    ["We will notify you.", "We will use reasonable efforts to notify you."],
    ["We share data with vendors.", "We share data with vendors and advertisers."],
    ["The provider is liable up to $500.", "The provider is liable up to $100."],
  ])("has words for what becomes of the norms of “%s”", (before, after) => {
    const whys = compareNorms({ text: before }, { text: after }).map(({ why }) => why);
    expect(whys.length).toBeGreaterThan(0);
    expect(whys.filter((why) => findReason(why) === undefined)).toEqual([]);
  });

  it("has words for every reason given over real changes", () => {
    const pairs = [...readFixturePairs(), ...readCorpusPairs().slice(0, 30)];
    const whys = new Set(
      pairs.flatMap(([, before, after]) =>
        compareVersions(before, after).changes.flatMap((change) => [
          ...change.cues.map(({ why }) => why),
          ...compareNorms(change.before ?? undefined, change.after ?? undefined).map(
            ({ why }) => why,
          ),
        ]),
      ),
    );
    expect([...whys].filter((why) => findReason(why) === undefined)).toEqual([]);
  }, 30_000);
});

describe("toReason", () => {
  it("reads a code of another version as words all the same", () => {
    expect(toReason("some-older-code")).toBe("some older code");
  });
});
