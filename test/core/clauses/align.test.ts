import { describe, expect, it } from "vitest";
import { alignClauses } from "../../../src/core/clauses/align.ts";
import { segmentClauses } from "../../../src/core/clauses/segment.ts";
import type { Segmented } from "../../../src/core/clauses/unit.ts";
import { createProfiles, findCandidates } from "../../../src/core/clauses/similarity.ts";

function toSide(text: string): Segmented {
  return { text, clauses: segmentClauses(text) };
}

function align(before: string, after: string): readonly string[] {
  return alignClauses(toSide(before), toSide(after)).edits.map(
    (edit) => `${edit.kind}: ${edit.before?.text ?? "–"} → ${edit.after?.text ?? "–"}`,
  );
}

const one = "The customer pays all invoices within thirty days of receipt.";
const two = "The provider encrypts stored records with keys it rotates yearly.";
const three = "Either party may end this agreement for material breach by the other.";

describe("alignClauses", () => {
  it("pairs a renumbered clause with its old self", () => {
    expect(align(`1. ${one}\n2. ${two}`, `1. ${three}\n2. ${one}\n3. ${two}`)).toEqual([
      `added: – → 1. ${three}`,
      `modified: 1. ${one} → 2. ${one}`,
      `modified: 2. ${two} → 3. ${two}`,
    ]);
  });

  it("says that a clause moved, not that it went and came", () => {
    expect(align([one, two, three].join("\n\n"), [three, one, two].join("\n\n"))).toEqual([
      `moved: ${three} → ${three}`,
    ]);
  });

  it("says that a clause moved though it also changed", () => {
    const changed = three.replace("material breach", "any material breach");
    expect(align([one, two, three].join("\n\n"), [changed, one, two].join("\n\n"))).toEqual([
      `moved: ${three} → ${changed}`,
    ]);
  });

  it("says that a clause was split", () => {
    const edits = align(`${one} ${two}`, `${one}\n\n${two}`);
    expect(edits).toEqual([`split: ${one} ${two} → ${one}\n\n${two}`]);
  });

  it("says that clauses were merged", () => {
    const edits = align(`${three}\n\n${one}\n\n${two}`, `${three}\n\n${one} ${two}`);
    expect(edits).toEqual([`merged: ${one}\n\n${two} → ${one} ${two}`]);
  });

  it("pairs a reworded clause by the gap it stands in", () => {
    const before = `${one}\n\nUsers receive notice by post before fees rise.\n\n${two}`;
    const after = `${one}\n\nBefore fees rise, notice goes out to our users.\n\n${two}`;
    expect(align(before, after)).toEqual([
      "modified: Users receive notice by post before fees rise. → Before fees rise, notice goes out to our users.",
    ]);
  });

  it("pairs what differs in its date alone, among others like it", () => {
    const rows = (first: string, second: string): string =>
      `| Acme | ${first} |\n| Bolt | 30 days |\n\n${one}\n\nUpdated: ${second}`;
    expect(align(rows("May 4, 2025", "June 9, 2025"), rows("July 1, 2026", "May 2, 2026"))).toEqual(
      [
        "modified: | Acme | May 4, 2025 | → | Acme | July 1, 2026 |",
        "modified: Updated: June 9, 2025 → Updated: May 2, 2026",
      ],
    );
  });

  it("pairs a renamed section by its number and place", () => {
    const text = (title: string): string => `## 1. Scope\n\n${one}\n\n## 2. ${title}\n\n${two}`;
    expect(align(text("Plugins"), text("Connected applications"))).toEqual([
      "modified: ## 2. Plugins → ## 2. Connected applications",
    ]);
  });

  it("pairs a line with the heading it became", () => {
    const before = `Do not spread misinformation\n\n${one}\n\n${two}`;
    const after = `${one}\n\n${two}\n\n## Do not create or spread misinformation`;
    expect(align(before, after)).toEqual([
      "moved: Do not spread misinformation → ## Do not create or spread misinformation",
    ]);
  });

  it("keeps a heading apart from the clause that took its name", () => {
    const before = `## Location information\n\n${one}`;
    const after = `${one}\n\n* Location information: where the service asks, we collect your location`;
    expect(align(before, after).map((edit) => edit.split(":")[0])).toEqual(["removed", "added"]);
  });

  it("pairs a clause with little in common by its title", () => {
    const before = `${one}\n\n**Retention.** Backups vanish within a month of your departure.\n\n${two}`;
    const after = `${one}\n\n${three}\n\n${two}\n\n**Retention.** Accounting needs invoices for seven years, so a copy of each stays.`;
    expect(align(before, after).map((edit) => edit.split(":")[0])).toEqual(["added", "moved"]);
  });

  it("pairs a clause that moved far and lost half of its words, as nothing else is like it", () => {
    const before = `You may connect a watchdog that reports outages of the cluster to your operators.\n\n${one}\n\n${two}\n\n${three}`;
    const after = `${one}\n\n${two}\n\n${three}\n\nCustomers may connect a watchdog that tells operators when the cluster fails.`;
    expect(align(before, after).map((edit) => edit.split(":")[0])).toEqual(["moved"]);
  });

  it("keeps clauses apart that share nothing", () => {
    expect(align(`${one}\n\n${two}`, `${one}\n\nMinors under thirteen cannot register.`)).toEqual([
      `removed: ${two} → –`,
      "added: – → Minors under thirteen cannot register.",
    ]);
  });

  it("lists a removal where it stood", () => {
    expect(
      align([one, two, three].join("\n\n"), [one, `${three} Now.`].join("\n\n")).map(
        (edit) => edit.split(":")[0],
      ),
    ).toEqual(["removed", "modified"]);
  });

  it("pairs repeated rows in their order", () => {
    expect(align("| a |\n| a |\n| b |", "| a |\n| a |\n| a |\n| b |")).toEqual([
      "added: – → | a |",
    ]);
  });
});

describe("findCandidates", () => {
  it("looks at eight at most for each clause, however alike all are", () => {
    const words = Array.from({ length: 60 }, (_, at) => ["shared", "words", "here", `own${at}`]);
    const { left, right } = createProfiles(words, words);
    const found = findCandidates(left, right);
    expect(Math.max(...found.map((list) => list.length))).toBe(8);
  });

  it("follows no feature that stands nearly everywhere", () => {
    const words = Array.from({ length: 300 }, () => ["the", "same", "clause", "again"]);
    const { left, right } = createProfiles(words, words);
    const found = findCandidates(left, right);
    expect(found.every((list) => list.length === 0)).toBe(true);
  });
});
