import { describe, expect, it } from "vitest";
import { notifyReaders } from "../../src/app/notify-readers.ts";
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

async function notify(subscriptions: readonly Subscription[]) {
  await using store = createMemoryStore();
  await store.putFileSubscriptions(subscriptions);
  const about = { change, terms: sampleTerms(termsId) };
  return notifyReaders(store, createMatcher(), about, hour(9));
}

describe("notifyReaders", () => {
  it("gives each reader the clause changes of the filter, and when to be told", async () => {
    const notifications = await notify([
      subscribeToAll("a", { rhythm: "daily" }),
      subscribeToAll("b"),
      subscribeToAll("c", { topics: ["pricing-payment"] }),
      subscribeToAll("d", { words: ["resale"] }),
    ]);
    expect(
      notifications.map(({ subscriptionId, rhythm, changeIndexes }) => [
        subscriptionId,
        rhythm,
        changeIndexes,
      ]),
    ).toEqual([
      ["a", "daily", [1, 0]],
      ["b", "instant", [1, 0]],
      ["c", "instant", [0]],
    ]);
    expect(notifications[0]).toMatchObject({
      subject: "change",
      subjectId: change.id,
      target: "a@example.com",
      createdAt: hour(9),
    });
  });

  it("gives nothing where nobody asked", async () => {
    expect(await notify([subscribeToAll("a", { services: ["bolt"] })])).toEqual([]);
  });
});
