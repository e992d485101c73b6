import { describe, expect, it } from "vitest";
import { matchSubscriptions, notifyOperators } from "../../src/core/match.ts";
import type { ClauseChange } from "../../src/model/comparison.ts";
import { digestOf } from "../../src/model/digest.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { Subscription } from "../../src/model/subscription.ts";
import { subscribeToAll } from "../contract/samples.ts";
import { createChange, createClauseChange } from "../render/sample.ts";

const now = parseInstant("2026-02-01T00:00:00Z");
const terms = {
  id: "acme/terms-of-service",
  serviceId: "acme",
  termsType: "Terms of Service",
  tags: ["frontier", "eu"],
};

const competing = createClauseChange("You may <ins>not </ins>compete.", {
  topics: ["competing-development"],
  direction: "tightened",
});
const pricing = createClauseChange("Fees are due in <del>10</del><ins>20</ins> days.", {
  topics: ["pricing-payment"],
  direction: "loosened",
});
const typo = createClauseChange("<del>Teh</del><ins>The</ins> end.", {
  materiality: "editorial",
  direction: null,
});

function subscribe(filter: Partial<Subscription> = {}): Subscription {
  return subscribeToAll("legal", filter);
}

function indexesFor(
  changes: readonly ClauseChange[],
  filter: Partial<Subscription>,
  fields: Parameters<typeof createChange>[1] = {},
): readonly number[] | undefined {
  const [notification] = matchSubscriptions(
    createChange(changes, fields),
    terms,
    [subscribe(filter)],
    now,
  );
  return notification?.changeIndexes;
}

describe("matchSubscriptions", () => {
  it("names the clause changes that were asked for, most important first", () => {
    expect(indexesFor([typo, pricing, competing], {})).toEqual([2, 1]);
  });

  it.each([
    { services: ["acme"] },
    { services: ["other", "acme"] },
    { termsTypes: ["Terms of Service"] },
    { tags: ["eu"] },
    { topics: ["competing-development"] },
    { directions: ["tightened"] },
    { services: ["acme"], tags: ["eu"], topics: ["competing-development"] },
  ] satisfies Partial<Subscription>[])("lets %j through", (filter) => {
    expect(indexesFor([competing], filter)).toEqual([0]);
  });

  it.each([
    { services: ["acme-labs"] },
    { termsTypes: ["Privacy Policy"] },
    { tags: ["us"] },
    { topics: ["pricing-payment"] },
    { directions: ["loosened"] },
    { services: ["acme"], tags: ["us"] },
  ] satisfies Partial<Subscription>[])("holds %j back", (filter) => {
    expect(indexesFor([competing], filter)).toBeUndefined();
  });

  it("asks that topic and direction hold for the same clause", () => {
    const filter = { topics: ["pricing-payment"], directions: ["tightened"] } as const;
    expect(indexesFor([competing, pricing], filter)).toBeUndefined();
  });

  it("holds editorial changes back unless they are asked for", () => {
    expect(indexesFor([typo], {})).toBeUndefined();
    expect(indexesFor([typo], { minMateriality: "editorial" })).toEqual([0]);
  });

  it("gives a mixed change to those who asked for what tightens", () => {
    const mixed = createClauseChange("a <ins>b</ins>", { direction: "mixed" });
    expect(indexesFor([mixed], { directions: ["tightened"] })).toEqual([0]);
    expect(indexesFor([mixed], { directions: ["neutral"] })).toBeUndefined();
  });

  it("tells everybody who follows the terms of a replaced document", () => {
    expect(indexesFor([typo], { topics: ["indemnity"] }, { replaced: true })).toEqual([]);
    expect(indexesFor([typo], { services: ["other"] }, { replaced: true })).toBeUndefined();
  });

  it("tells of a reversal whatever its weight, within the topics asked for", () => {
    const reversal = { reversalOf: digestOf("before") };
    expect(indexesFor([typo], {}, reversal)).toEqual([]);
    expect(indexesFor([typo], { topics: ["indemnity"] }, reversal)).toBeUndefined();
    const filter = { topics: ["pricing-payment"], directions: ["tightened"] } as const;
    expect(indexesFor([pricing], filter, reversal)).toEqual([]);
  });

  it("gives each subscription its own notification, with the same id each time", () => {
    const subscriptions = [subscribe({ id: "a" }), subscribe({ id: "b" })];
    const first = matchSubscriptions(createChange([competing]), terms, subscriptions, now);
    const again = matchSubscriptions(createChange([competing]), terms, subscriptions, now);
    expect(new Set(first.map(({ id }) => id)).size).toBe(2);
    expect(again).toEqual(first);
  });
});

describe("notifyOperators", () => {
  it("gives each operator a notification of the incident", () => {
    const incident = {
      id: digestOf("incident"),
      termsId: terms.id,
      kind: "quarantined",
      fault: "login-wall",
      detail: "",
      openedAt: now,
      closedAt: null,
    } as const;
    const operators = [
      { channel: "email", target: "a@example.com" },
      { channel: "email", target: "b@example.com" },
    ] as const;
    const notifications = notifyOperators(incident, operators, now);
    expect(notifications.map(({ target }) => target)).toEqual(["a@example.com", "b@example.com"]);
    expect(new Set(notifications.map(({ id }) => id)).size).toBe(2);
    expect(notifications[0]?.subject).toBe("incident");
  });
});
