import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { compareVersions } from "../../src/core/compare.ts";
import { judgementVersion } from "../../src/core/judgement-version.ts";
import type { ClauseChange, Comparison } from "../../src/model/comparison.ts";
import { toNotation } from "./diff/notation.ts";

const folder = resolve(import.meta.dirname, "../changes");
const slugs = readdirSync(folder).toSorted();

function read(slug: string, name: string): string {
  return readFileSync(join(folder, slug, name), "utf8");
}

/** A change with a considered answer, as a person wrote it down. */
interface Considered extends Pick<Comparison, "materiality" | "replaced" | "silent" | "dates"> {
  readonly changes: readonly (Pick<
    ClauseChange,
    "kind" | "materiality" | "topics" | "direction"
  > & { readonly difference: string })[];
}

/** What must be as considered, word for word; topics and directions beside it are learned. */
function toCertain({ materiality, replaced, silent, dates, changes }: Considered): unknown {
  return {
    materiality,
    replaced,
    silent,
    dates,
    changes: changes.map(({ kind, difference, materiality: judged }) => ({
      kind,
      difference,
      materiality: judged,
    })),
  };
}

function toConsidered(comparison: Comparison): Considered {
  return {
    ...comparison,
    changes: comparison.changes.map((change) => ({
      ...change,
      difference: toNotation(change.spans),
    })),
  };
}

const opposites: Readonly<Record<string, string>> = {
  tightened: "loosened",
  loosened: "tightened",
};

describe("compareVersions", () => {
  it.each(slugs)("judges %s as considered", (slug) => {
    const answer = toConsidered(compareVersions(read(slug, "before.md"), read(slug, "after.md")));
    const expected: Considered = JSON.parse(read(slug, "expected.json"));
    expect(toCertain(answer)).toEqual(toCertain(expected));
  });

  it.each(slugs)("finds what %s is about, and never takes it for its opposite", (slug) => {
    const { changes } = compareVersions(read(slug, "before.md"), read(slug, "after.md"));
    const expected: Considered = JSON.parse(read(slug, "expected.json"));
    for (const [at, considered] of expected.changes.entries()) {
      const change = changes[at];
      if (considered.materiality !== "substantive") continue;
      expect(change?.topics).toEqual(expect.arrayContaining(considered.topics.slice(0, 1)));
      expect(change?.direction).not.toBe(opposites[considered.direction ?? ""] ?? "none");
    }
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
