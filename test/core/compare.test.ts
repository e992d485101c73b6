import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { compareVersions } from "../../src/core/compare.ts";
import { judgementVersion } from "../../src/core/judgement-version.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import { toNotation } from "./diff/notation.ts";

const folder = resolve(import.meta.dirname, "../changes");
const slugs = readdirSync(folder).toSorted();

function read(slug: string, name: string): string {
  return readFileSync(join(folder, slug, name), "utf8");
}

/** What of a comparison a person has considered: all but offsets, confidence and cues. */
function toConsidered(comparison: Comparison): unknown {
  const { materiality, replaced, silent, dates, changes } = comparison;
  return {
    materiality,
    replaced,
    silent,
    dates,
    changes: changes.map(({ kind, spans, ...change }) => ({
      kind,
      difference: toNotation(spans),
      materiality: change.materiality,
      topics: change.topics,
      direction: change.direction,
    })),
  };
}

describe("compareVersions", () => {
  it.each(slugs)("judges %s as considered", (slug) => {
    const comparison = compareVersions(read(slug, "before.md"), read(slug, "after.md"));
    expect(toConsidered(comparison)).toEqual(JSON.parse(read(slug, "expected.json")));
  });

  it("says that nothing differs", () => {
    expect(compareVersions("Same.", "Same.")).toEqual({
      schemaVersion: 1,
      materiality: "none",
      summary: "Nothing differs.",
      continuity: 1,
      replaced: false,
      dates: {
        lastUpdated: { before: null, after: null },
        effective: { before: null, after: null },
      },
      notices: { before: [], after: [] },
      silent: false,
      undated: false,
      changes: [],
      definitions: [],
      judgedBy: judgementVersion,
    });
  });

  it("quotes the change that matters most and counts the rest", () => {
    const { summary } = compareVersions(
      read("competing-use-banned", "before.md"),
      read("competing-use-banned", "after.md"),
    );
    expect(summary).toContain(
      "2. Your use: new “use the Services or their outputs to develop models that compete",
    );
    expect(summary).toMatch(/\d substantive/);
  });

  it("takes a page of entries for what it is", () => {
    const before =
      "# News\n\n## Model A retires in May\n\n## We opened an office in Oslo\n\nOur team in Norway grows this year.";
    const after = "# News\n\n## Model C is withdrawn today\n\n## Model A retires in May";
    const { changes } = compareVersions(before, after, { isList: true });
    expect(changes.map(({ kind, materiality }) => `${kind} ${materiality}`)).toEqual([
      "added substantive",
      "removed noise",
      "removed noise",
    ]);
  });

  it("points at the words that a judgement rests on", () => {
    const { changes } = compareVersions("We keep logs for 30 days.", "We keep logs for 90 days.");
    const cues = changes[0]?.cues.filter((cue) => cue.why === "number-changed") ?? [];
    expect(cues.map((cue) => changes[0]?.[cue.side]?.text.slice(cue.start, cue.end))).toEqual([
      "30",
      "90",
    ]);
  });
});
