import { describe, expect, it } from "vitest";
import { listMatched, notifyJudged } from "../../src/app/notify-readers.ts";
import { createMatcher } from "../../src/core/match/matcher.ts";
import type { Subscription } from "../../src/model/subscription.ts";
import { hour, sampleTerms, subscribeToAll, termsId } from "../contract/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";
import { createChange, createClauseChange } from "../render/sample.ts";

const change = createChange([
  createClauseChange("Fees are due in <del>ten</del><ins>thirty</ins> days.", {
    topics: ["pricing-payment"],
    direction: "loosened",
  }),
  createClauseChange("You may <ins>not </ins>resell access.", { topics: ["account-access"] }),
]);

async function list(subscriptions: readonly Subscription[]) {
  await using store = createMemoryStore();
  await store.putFileSubscriptions(subscriptions);
  const about = { change, terms: sampleTerms(termsId) };
  return listMatched(store, createMatcher(), about);
}

describe("listMatched", () => {
  it("gives each filter once, whoever shares it, and the clause changes that it asks for", async () => {
    const matched = await list([
      subscribeToAll("a", { rhythm: "daily" }),
      subscribeToAll("b"),
      subscribeToAll("c", { topics: ["pricing-payment"] }),
      subscribeToAll("d", { words: ["resale"] }),
    ]);
    expect(matched.map(({ changeIndexes }) => changeIndexes)).toEqual([[1, 0], [0]]);
    expect(new Set(matched.map(({ filterId }) => filterId)).size).toBe(2);
  });

  it("gives nothing where nobody asked", async () => {
    expect(await list([subscribeToAll("a", { services: ["bolt"] })])).toEqual([]);
  });
});

describe("notifyJudged", () => {
  it("gives each reader what the judge lets the filter have, and when to be told", async () => {
    await using store = createMemoryStore();
    await store.putFileSubscriptions([
      subscribeToAll("a", { rhythm: "daily" }),
      subscribeToAll("b"),
      subscribeToAll("c", { topics: ["pricing-payment"] }),
    ]);
    const notifications = await notifyJudged(
      store,
      {
        change,
        keys: createMatcher().toKeys(change, sampleTerms(termsId)),
        judge: (filters) => filters.map(({ topics }) => (topics.length === 0 ? [1] : null)),
      },
      hour(9),
    );
    expect(notifications).toMatchObject([
      { subscriptionId: "a", rhythm: "daily", changeIndexes: [1], target: "a@example.com" },
      { subscriptionId: "b", rhythm: "instant", changeIndexes: [1], createdAt: hour(9) },
    ]);
    expect(notifications[0]).toMatchObject({ subject: "change", subjectId: change.id });
  });
});
