import { describe, expect, it } from "vitest";
import { compareVersions } from "../../../src/core/compare.ts";
import { layOutDocument } from "../../../src/core/redline/document.ts";
import type { ComparisonLayout } from "../../../src/web/views/comparison-layout.ts";
import { layOutComparison } from "../../../src/web/views/comparison-layout.ts";

type Asked = Parameters<typeof layOutComparison>[1];

function layOut(before: string, after: string, asked: Partial<Asked> = {}): ComparisonLayout {
  const { changes } = compareVersions(before, after);
  const rows = layOutDocument({ before, after, changes });
  return layOutComparison({ rows, changes }, { show: "changes", weights: "substantive", ...asked });
}

/** Each block as a line: under what, what it is, and how much it holds. */
function tell({ blocks, byIndex }: ComparisonLayout): readonly string[] {
  return blocks.map((block) => {
    if (block.kind !== "quiet")
      return `${block.section}: ${block.kind} ${byIndex.get(block.index)?.number}`;
    const changed = block.clauses.filter(({ isChanged }) => isChanged).length;
    return `${block.section}: ${block.clauses.length - changed} quiet, ${changed} hidden`;
  });
}

const before = [
  "## 1. Use",
  "You may resell access to the service.",
  "We shall inform you of the outcome.",
  "## 2. Fees",
  "Fees are due within 30 days of the invoice.",
  "Prices are given without taxes.",
].join("\n\n");
const after = before
  .replace("You may resell", "You may not resell")
  .replace("We shall inform", "We will inform");

describe("layOutComparison", () => {
  it("shows what is of substance, and counts what is not", () => {
    const layout = layOut(before, after);
    expect(tell(layout)).toEqual(["1. Use: change 1"]);
    expect(layout.totals).toEqual({ substantive: 1, editorial: 1, noise: 0 });
  });

  it("shows every change where all are asked for", () => {
    expect(tell(layOut(before, after, { weights: "all" }))).toEqual([
      "1. Use: change 1",
      "1. Use: change 2",
    ]);
  });

  it("shows every change where none is of substance", () => {
    const reworded = before.replace("We shall inform", "We will inform");
    const layout = layOut(before, reworded);
    expect(layout.weights).toBe("all");
    expect(tell(layout)).toEqual(["1. Use: change 1"]);
  });

  it("holds everything under its heading where that is asked for", () => {
    expect(tell(layOut(before, after, { show: "all" }))).toEqual([
      "1. Use: 0 quiet, 0 hidden",
      "1. Use: change 1",
      "1. Use: 0 quiet, 1 hidden",
      "2. Fees: 2 quiet, 0 hidden",
    ]);
  });

  it("gives a change the same address whatever else is shown", () => {
    const [some] = layOut(before, after).shown;
    const [all] = layOut(before, after, { weights: "all", show: "all" }).shown;
    expect(some?.index).toBe(all?.index);
  });

  it("has a place for a clause that moved where it was", () => {
    const moved = "You may resell access to others where we agree in writing.";
    const stay = ["We keep logs for a month.", "Fees are due monthly.", "We may change prices."];
    const [one, other] = [
      [...stay, "## 2. Law", "Norway’s law governs this.", moved],
      [...stay.slice(0, 2), moved, ...stay.slice(2), "## 2. Law", "Norway’s law governs this."],
    ].map((clauses) => ["## 1. Use", ...clauses].join("\n\n"));
    const layout = layOut(one ?? "", other ?? "", { weights: "all" });
    expect(tell(layout)).toEqual(["1. Use: change 1", "2. Law: departed 1"]);
    expect(layout.shown[0]).toMatchObject({ isMoved: true, pathBefore: "2. Law" });
  });

  it("parts what is long, and loses nothing at the joints", () => {
    const clauses = Array.from({ length: 250 }, (_, at) => `Fee ${at} is ${at} dollars a month.`);
    const dearer = clauses.map((clause) => clause.replace(" dollars", "0 dollars"));
    const layout = layOut(clauses.join("\n\n"), dearer.join("\n\n"), { weights: "all" });
    expect(layout.count).toBe(3);
    expect(layout.shown.map(({ number }) => number)).toEqual(
      Array.from(layout.shown, (_, at) => at + 1),
    );
    for (const part of [1, 2, 3])
      expect(layout.shown.filter((one) => one.part === part).length).toBeLessThanOrEqual(100);
  });

  it("parts a long text without changes too", () => {
    const clauses = Array.from({ length: 5000 }, (_, at) => `Clause ${at} stands.`).join("\n\n");
    const layout = layOut(clauses, `${clauses}\n\nYou may not resell access.`, { show: "all" });
    expect(layout.count).toBe(3);
  });
});
