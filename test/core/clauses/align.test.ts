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
    const profiles = createProfiles([...words, ...words]);
    const found = findCandidates(profiles.slice(0, 60), profiles.slice(60));
    expect(Math.max(...found.map((list) => list.length))).toBe(8);
  });

  it("follows no feature that stands nearly everywhere", () => {
    const words = Array.from({ length: 300 }, () => ["the", "same", "clause", "again"]);
    const profiles = createProfiles([...words, ...words]);
    const found = findCandidates(profiles.slice(0, 300), profiles.slice(300));
    expect(found.every((list) => list.length === 0)).toBe(true);
  });
});
