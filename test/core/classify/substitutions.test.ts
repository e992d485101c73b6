import { describe, expect, it } from "vitest";
import { findSubstitutions, toSubstitution } from "../../../src/core/classify/substitutions.ts";
import { alignClauses } from "../../../src/core/clauses/align.ts";
import { segmentClauses } from "../../../src/core/clauses/segment.ts";
import { toSides } from "../diff/notation.ts";

function listRenames(...notations: readonly string[]): readonly string[] {
  const { before, after } = toSides(notations.join("\n\n"));
  return [
    ...findSubstitutions(
      alignClauses(
        { text: before, clauses: segmentClauses(before) },
        { text: after, clauses: segmentClauses(after) },
      ),
    ),
  ];
}

describe("findSubstitutions", () => {
  it("finds a name that was replaced twice in a short text", () => {
    expect(
      listRenames(
        "You may use <del>Quillmark</del><ins>Inkwell</ins> for your own work.",
        "We may suspend <del>Quillmark</del><ins>Inkwell</ins> for repairs at night.",
      ),
    ).toEqual(["quillmark → inkwell"]);
  });

  it("finds a plan of a brand that was renamed once, and has left the text", () => {
    expect(
      listRenames(
        "This covers Quillmark <del>Team</del><ins>Business</ins> and other plans of ours.",
      ),
    ).toEqual(["team → business"]);
  });

  it("finds a term in lower case only at its third use", () => {
    const swap = "<del>user content</del><ins>your uploads</ins>";
    const clauses = [
      `We host ${swap} on servers of our own.`,
      `You keep all rights in ${swap} that you send.`,
      `We delete ${swap} when you close the account.`,
    ];
    expect(listRenames(...clauses.slice(0, 2))).toEqual([]);
    expect(listRenames(...clauses)).toHaveLength(1);
  });

  it("joins singular and plural, with and without an article", () => {
    expect(toSubstitution("the Agents", "Assistants")).toBe(
      toSubstitution("Agent", "an Assistant"),
    );
  });

  it("reads a rename that the text itself defines", () => {
    expect(
      listRenames(
        "<ins>Inkwell Studio (formerly Quillmark Desk) is our editor.</ins>",
        "You may use the editor for your own work.",
      ),
    ).toContain("quillmark desk → inkwell studio");
  });

  it.each([
    [
      "a phrase that still stands elsewhere",
      "Quillmark <del>Team</del><ins>Business</ins> is covered.\n\nQuillmark Team has its own rules.\n\nQuillmark Team is for schools.",
    ],
    [
      "a company that becomes another",
      "Write to <del>Ember</del><ins>Cinder</ins> AB by post.\n\nThe shop of <del>Ember</del><ins>Cinder</ins> AB is in Lund.",
    ],
    [
      "a state that shares a word with another",
      "The law of New <del>York</del><ins>Jersey</ins> governs all of this.",
    ],
    [
      "a permission that becomes a duty",
      "You <del>may</del><ins>must</ins> pay.\n\nWe <del>may</del><ins>must</ins> ask.\n\nThey <del>may</del><ins>must</ins> go.",
    ],
    [
      "numbers",
      "Within <del>30</del><ins>60</ins> days.\n\nAfter <del>30</del><ins>60</ins> days.\n\nUp to <del>30</del><ins>60</ins> days.",
    ],
  ])("takes no rename for %s", (_, notation) => {
    expect(listRenames(notation)).toEqual([]);
  });
});
