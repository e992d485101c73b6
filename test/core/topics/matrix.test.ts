import { describe, expect, it } from "vitest";
import type { TopicMatrix } from "../../../src/core/topics/matrix.ts";
import { stanceIn, toMatrix } from "../../../src/core/topics/matrix.ts";
import { toPeriods } from "../../../src/core/topics/periods.ts";
import type { ClauseSpell } from "../../../src/model/clause-spell.ts";
import { parseInstant } from "../../../src/model/instant.ts";
import { createSpell, createTopicTerms, dayOf } from "./topic-samples.ts";

const topic = "competing-development";
const periods = toPeriods(dayOf("2024-01-15"), parseInstant("2025-02-10T00:00:00Z"));
const acme = "acme/terms";
const policy = "acme/policy";

function matrixOf(
  spells: readonly ClauseSpell[],
  documents: readonly (readonly [id: string, day: string])[] = [[acme, "2024-01-15"]],
): TopicMatrix {
  const terms = documents.map(([id, day]) => createTopicTerms(id, day));
  return toMatrix(topic, { terms, spells, periods });
}

function cellsOf(matrix: TopicMatrix): readonly string[] {
  return (
    matrix.rows[0]?.cells.map(({ said, turn }) => (turn === null ? said : `${said} ${turn}`)) ?? []
  );
}

describe("toMatrix", () => {
  it("tells what stood on the last day of each quarter", () => {
    const matrix = matrixOf([
      createSpell(acme, "qualified", { from: "2024-05-01", until: "2024-11-02" }),
      createSpell(acme, "strict", { from: "2024-11-02" }),
    ]);
    expect(cellsOf(matrix)).toEqual([
      "silent",
      "qualified harder",
      "qualified",
      "strict harder",
      "strict",
    ]);
  });

  it("tells a document that is not known yet from one that is silent", () => {
    const matrix = matrixOf(
      [createSpell(acme, "strict", { from: "2024-08-01" })],
      [[acme, "2024-08-01"]],
    );
    expect(cellsOf(matrix)).toEqual(["unknown", "unknown", "strict", "strict", "strict"]);
  });

  it("counts what ends with a quarter to it", () => {
    const matrix = matrixOf([
      createSpell(acme, "strict", { from: "2024-02-01", until: "2024-04-01" }),
      createSpell(acme, "lenient", { from: "2024-04-01" }),
    ]);
    expect(cellsOf(matrix).slice(0, 2)).toEqual(["strict", "lenient softer"]);
  });

  it("takes the hardest of a provider's documents, and names those that said something", () => {
    const matrix = matrixOf(
      [
        createSpell(acme, "lenient", { from: "2024-01-15" }),
        createSpell(policy, "strict", { from: "2024-09-01" }),
      ],
      [
        [acme, "2024-01-15"],
        [policy, "2024-09-01"],
        ["acme/privacy", "2024-01-15"],
      ],
    );
    expect(cellsOf(matrix)).toEqual(["lenient", "lenient", "strict", "strict", "strict"]);
    expect(matrix.rows[0]?.documents.map(({ id }) => id)).toEqual([policy, acme]);
  });

  it("takes what a document said when it became known for no turn", () => {
    const documents = [
      [acme, "2024-01-15"],
      [policy, "2024-09-01"],
    ] as const;
    const known = matrixOf([createSpell(policy, "strict", { from: "2024-09-01" })], documents);
    expect(cellsOf(known)).toEqual(["silent", "silent", "strict", "strict", "strict"]);
    const later = matrixOf([createSpell(policy, "strict", { from: "2024-09-20" })], documents);
    expect(cellsOf(later)).toEqual(["silent", "silent", "strict harder", "strict", "strict"]);
  });

  it("says since when a restriction has stood without a gap", () => {
    const reworded = [
      createSpell(acme, "strict", { from: "2024-03-01", until: "2024-06-01" }),
      createSpell(acme, "qualified", { from: "2024-06-01" }),
    ];
    expect(matrixOf(reworded).rows[0]).toMatchObject({
      restrictedSince: dayOf("2024-03-01"),
      isFromFirst: false,
    });
    const [first, second] = reworded;
    const parted = [first, second && { ...second, from: dayOf("2024-07-01") }].flatMap(
      (spell) => spell ?? [],
    );
    expect(matrixOf(parted).rows[0]?.restrictedSince).toBe(dayOf("2024-07-01"));
  });

  it("says that a restriction may be older than what is known", () => {
    const matrix = matrixOf([createSpell(acme, "strict", { from: "2024-01-15" })]);
    expect(matrix.rows[0]?.isFromFirst).toBe(true);
  });

  it("puts the hardest first, and counts providers that never said anything as they become known", () => {
    const matrix = matrixOf(
      [
        createSpell("bolt/terms", "strict", { from: "2024-02-01" }),
        createSpell(acme, "lenient", { from: "2024-01-15" }),
      ],
      [
        [acme, "2024-01-15"],
        ["bolt/terms", "2024-01-20"],
        ["calm/terms", "2024-08-01"],
      ],
    );
    expect(matrix.rows.map(({ serviceName }) => serviceName)).toEqual(["bolt", "acme"]);
    expect(matrix.silent).toEqual(["calm"]);
    expect(matrix.silentKnown).toEqual([0, 0, 1, 1, 1]);
  });
});

describe("stanceIn", () => {
  it("gives the stance of that topic, of several", () => {
    const spell: ClauseSpell = {
      ...createSpell(acme, "strict", { from: "2024-01-15" }),
      topics: ["ip-ownership", topic],
      stances: ["lenient", "strict"],
    };
    expect(stanceIn(spell, topic)).toBe("strict");
    expect(stanceIn(spell, "ip-ownership")).toBe("lenient");
  });
});
