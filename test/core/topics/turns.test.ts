import { describe, expect, it } from "vitest";
import { listTurns } from "../../../src/core/topics/turns.ts";
import type { ClauseSpell } from "../../../src/model/clause-spell.ts";
import { createSpell, createTopicTerms } from "./topic-samples.ts";

const acme = "acme/terms";
const terms = [createTopicTerms(acme, "2024-01-15"), createTopicTerms("acme/policy", "2024-01-15")];

function told(spells: readonly ClauseSpell[]): readonly string[] {
  return listTurns("competing-development", { terms, spells }).map(
    ({ at, kind, terms: { id }, elsewhere }) =>
      `${at.slice(0, 10)} ${id} ${kind}${elsewhere === undefined ? "" : ` beside ${elsewhere.id}`}`,
  );
}

describe("listTurns", () => {
  it("tells how a restriction came, grew, shrank and went, newest first", () => {
    expect(
      told([
        createSpell(acme, "qualified", { from: "2024-03-01", until: "2024-05-01" }),
        createSpell(acme, "strict", { from: "2024-05-01", until: "2024-07-01" }),
        createSpell(acme, "qualified", { from: "2024-07-01", until: "2024-09-01", wording: "new" }),
        createSpell(acme, "lenient", { from: "2024-09-01" }),
      ]),
    ).toEqual([
      "2024-09-01 acme/terms dropped",
      "2024-07-01 acme/terms loosened",
      "2024-05-01 acme/terms tightened",
      "2024-03-01 acme/terms added",
    ]);
  });

  it("takes what stood in the first known version for older than it", () => {
    expect(told([createSpell(acme, "strict", { from: "2024-01-15" })])).toEqual([
      "2024-01-15 acme/terms first-seen",
    ]);
  });

  it("takes a reworded restriction of the same stance for no turn", () => {
    expect(
      told([
        createSpell(acme, "strict", { from: "2024-03-01", until: "2024-05-01" }),
        createSpell(acme, "strict", { from: "2024-05-01", wording: "in other words" }),
      ]),
    ).toEqual(["2024-03-01 acme/terms added"]);
  });

  it("passes over a short gap after which the same words return", () => {
    const spells = (back: string) => [
      createSpell(acme, "strict", { from: "2024-03-01", until: "2024-05-01" }),
      createSpell(acme, "strict", { from: back }),
    ];
    expect(told(spells("2024-05-20"))).toEqual(["2024-03-01 acme/terms added"]);
    expect(told(spells("2024-10-01"))).toEqual([
      "2024-10-01 acme/terms added",
      "2024-05-01 acme/terms dropped",
      "2024-03-01 acme/terms added",
    ]);
  });

  it("names another document of the provider that had it already", () => {
    expect(
      told([
        createSpell("acme/policy", "strict", { from: "2024-01-15" }),
        createSpell(acme, "strict", { from: "2024-03-01" }),
      ]),
    ).toContain("2024-03-01 acme/terms added beside acme/policy");
  });

  it("says nothing of clauses that restrict nothing", () => {
    expect(told([createSpell(acme, "mentions", { from: "2024-03-01" })])).toEqual([]);
  });
});
