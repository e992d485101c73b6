import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/core/learn/train.ts";
import { joinKeys, toFilterKeys } from "../../../src/core/match/keys.ts";
import { createMatcher } from "../../../src/core/match/matcher.ts";
import { digestOf } from "../../../src/model/digest.ts";
import type { ChangeKeys } from "../../../src/model/filter-key.ts";
import type { SubscriptionFilter } from "../../../src/model/subscription.ts";
import { changeMarks, wholeFilter } from "../../../src/model/subscription.ts";
import { directions, materialities } from "../../../src/model/topic.ts";
import { createChange, createClauseChange } from "../../render/sample.ts";

const terms = {
  id: "acme/terms-of-service",
  serviceId: "acme",
  termsType: "Terms of Service",
  tags: ["eu", "frontier"],
};
const clauses = [
  createClauseChange("You may <ins>not </ins>resell **model** outputs, C++ or $100 fees.", {
    topics: ["account-access", "output-training"],
    direction: "mixed",
  }),
  createClauseChange("<del>Fees are due in ten days.</del>", {
    topics: ["pricing-payment"],
    direction: "loosened",
  }),
  createClauseChange("The <del>Terms</del><ins>Agreement</ins> (as amended<ins>!</ins>).", {
    materiality: "editorial",
    direction: null,
  }),
];

function isFound(filter: SubscriptionFilter, { scopes, aspects }: ChangeKeys): boolean {
  return toFilterKeys(filter).some(
    ({ scope, aspect }) => scopes.includes(scope) && (aspects?.includes(aspect) ?? true),
  );
}

/** Filters of every kind, most of them narrow, so that some match and most do not. */
function drawFilter(random: () => number): SubscriptionFilter {
  const pick = <T>(from: readonly T[], share: number): T[] =>
    from.filter(() => random() < share / from.length);
  const one = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  return {
    services: pick(["acme", "bolt"], 0.5),
    termsTypes: pick(["Terms of Service", "Privacy Policy"], 0.5),
    documents: pick(["acme/terms-of-service", "bolt/terms-of-service"], 0.3),
    tags: pick(["eu", "us"], 0.3),
    topics: pick(["account-access", "pricing-payment", "indemnity", "other"], 0.7),
    directions: pick(directions, 0.7),
    minMateriality: one(materialities) ?? "noise",
    marks: pick(changeMarks, 0.3),
    effectiveWithinDays: one([null, null, 3, 60]) ?? null,
    words: pick(
      ["not", "outputs", "fees are due", "may not resell", "C++", "amended", "$100"],
      0.9,
    ),
    pattern: one([null, null, "resell", "(?i)FEES", "zebra"]) ?? null,
    clauseWatch: [],
  };
}

describe("toKeys", () => {
  it("has a key of each of two thousand filters that let the change through", () => {
    const random = createRandom(41);
    const filters = Array.from({ length: 2_000 }, () => drawFilter(random));
    const changes = [
      createChange(clauses),
      createChange(clauses, { silent: true }),
      createChange(clauses, { replaced: true }),
      createChange(clauses, { reversalOf: digestOf("before") }),
    ];
    for (const change of changes) {
      const keys = createMatcher().toKeys(change, terms);
      const matches = createMatcher().match(change, terms, filters);
      const through = filters.filter((_, at) => matches[at] !== null);
      expect(through.length).toBeGreaterThan(50);
      expect(through.filter((filter) => !isFound(filter, keys))).toEqual([]);
    }
  });

  it("leaves filters aside that ask for other terms, topics, weight or words", () => {
    const keys = createMatcher().toKeys(createChange(clauses), terms);
    const others: Partial<SubscriptionFilter>[] = [
      { services: ["bolt"] },
      { services: ["acme"], termsTypes: ["Privacy Policy"] },
      { documents: ["acme/privacy-policy"] },
      { tags: ["us"] },
      { topics: ["indemnity"] },
      { topics: ["pricing-payment"], directions: ["tightened"] },
      { topics: ["other"], minMateriality: "substantive" },
      { marks: ["silent"] },
      { words: ["zebra"] },
    ];
    expect(others.filter((own) => isFound({ ...wholeFilter, ...own }, keys))).toEqual([]);
  });
});

describe("toFilterKeys", () => {
  it("keeps a filter of hundreds of services and topics under few keys", () => {
    const services = Array.from({ length: 300 }, (_, at) => `service-${at}`);
    const topics = ["indemnity", "indemnity", "other"] as const;
    expect(toFilterKeys({ ...wholeFilter, services, topics })).toHaveLength(2);
    const few = toFilterKeys({ ...wholeFilter, services: services.slice(0, 60), topics });
    expect(few).toHaveLength(60);
  });
});

describe("joinKeys", () => {
  it("asks for any aspect where one of the changes does", () => {
    const plain = createMatcher().toKeys(createChange(clauses), terms);
    const replaced = createMatcher().toKeys(createChange(clauses, { replaced: true }), terms);
    expect(joinKeys([plain, plain])).toEqual(plain);
    expect(joinKeys([plain, replaced])).toEqual(replaced);
  });
});
