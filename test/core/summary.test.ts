import { describe, expect, it } from "vitest";
import { toPlain } from "../../src/core/clauses/plain.ts";
import { compareVersions } from "../../src/core/compare.ts";
import { summarize } from "../../src/core/summary.ts";
import type { ClauseChange, Span } from "../../src/model/comparison.ts";
import { readCorpusPairs, readFixturePairs } from "./text-pairs.ts";

/** A substantive change whose first reason rests on `cue`, where that is given. */
function change(spans: readonly Span[], path: readonly string[], cue?: string): ClauseChange {
  const side = (left: Span["op"]) => {
    const text = spans.map(({ op, text: part }) => (op === left ? "" : part)).join("");
    return text === "" ? null : { text, path, start: 0, end: text.length };
  };
  const [before, after] = [side("added"), side("removed")];
  const start = (after ?? before)?.text.indexOf(cue ?? "") ?? 0;
  return {
    kind: before === null ? "added" : after === null ? "removed" : "modified",
    before,
    after,
    spans,
    materiality: "substantive",
    topics: ["other"],
    direction: "tightened",
    confidence: 0.9,
    cues:
      cue === undefined
        ? []
        : [{ side: after === null ? "before" : "after", start, end: start + cue.length, why: "x" }],
  };
}

const same = (text: string): Span => ({ op: "same", text });
const added = (text: string): Span => ({ op: "added", text });
const removed = (text: string): Span => ({ op: "removed", text });

const banned = change(
  [same("4.2 You may "), added("not "), same("resell the outputs.")],
  ["4. Use"],
);

describe("summarize", () => {
  it("says where a word turned a clause around, and quotes it", () => {
    expect(summarize([banned])).toBe(
      "4. Use, 4.2: “may” → “may not” in “You may not resell the outputs.” 1 substantive change.",
    );
  });

  it("shows what stood there and what stands there now", () => {
    const spans = [same("We keep logs for "), removed("30"), added("90"), same(" days.")];
    expect(summarize([change(spans, ["Retention"])])).toBe(
      "Retention: “30” → “90” in “We keep logs for 90 days.” 1 substantive change.",
    );
  });

  it.each([
    [[same("Vendors"), added(", such as Birch"), same(" may help.")], "adds “such as Birch”"],
    [[same("With "), removed("prior written "), same("consent.")], "drops “prior written”"],
    [[added("(b) train a model;")], "Use, (b): new “train a model;”"],
    [[removed("* We delete it.")], "Use: gone “We delete it.”"],
    [[added("| Birch | Hosting |")], "new “Birch | Hosting”"],
  ])("tells of %j", (spans, told) => {
    expect(summarize([change(spans, ["Use"])])).toContain(told);
  });

  it("picks the stretch that the judgement rests on", () => {
    const spans = [
      added("Please note: "),
      same("you have "),
      removed("60"),
      added("10"),
      same(" days."),
    ];
    expect(summarize([change(spans, ["Use"], "10")])).toContain("“60” → “10”");
  });

  it("counts what it does not quote, by section", () => {
    const others = ["Fees", "Fees", "Privacy"].map((heading) =>
      change([added(`A long new clause about nothing else but ${heading} and more`)], [heading]),
    );
    expect(summarize([banned, ...others, { ...banned, materiality: "noise" }])).toMatch(
      /2 more: 1 in Fees, 1 in Privacy\. 5 changes: 4 substantive, 1 noise\.$/,
    );
  });

  it("tells an edit that several clauses share once", () => {
    expect(summarize([banned, banned])).toMatch(/outputs\.” 1 more in 4\. Use\. 2 substantive/);
  });

  it("says where a clause under no heading stands", () => {
    const bare = change([added("We may change this page.")], []);
    expect(summarize([banned, bare])).toContain("; under no heading: new “We may");
  });

  it("counts only, where another document stands now", () => {
    const gone = change([removed("All of it.")], ["Use"]);
    expect(summarize([gone, gone, banned], { replaced: true })).toBe(
      "2 clauses gone, 0 new. 3 substantive changes.",
    );
  });

  it("quotes nothing that does not stand in a clause that changed, and stays short", () => {
    for (const [name, before, after] of [
      ...readFixturePairs(),
      ...readCorpusPairs().slice(0, 50),
    ]) {
      const { summary, changes } = compareVersions(before, after);
      const clauses = changes.flatMap((one) =>
        [one.before, one.after].map((side) => toPlain(side?.text ?? "")),
      );
      const text = clauses.join("\n");
      for (const [, quote = ""] of summary.matchAll(/“([^”]*)”/g))
        expect(text, name).toContain(quote.replaceAll(/^…|…$/g, "").trim());
      expect(summary.length, name).toBeLessThanOrEqual(500);
    }
  }, 30_000);
});
