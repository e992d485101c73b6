import { describe, expect, it } from "vitest";
import { buildFeed } from "../../src/app/build-feed.ts";
import type { FeedRequest } from "../../src/app/feed.ts";
import { readFeed, stampHistory } from "../../src/app/feed.ts";
import { matchSubscriptions } from "../../src/core/match.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import type { SubscriptionFilter } from "../../src/model/subscription.ts";
import type { Store } from "../../src/ports/store.ts";
import type { FeedItem } from "../../src/render/feed-entry.ts";
import { hour, sampleTerms, subscribeToAll } from "../contract/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";
import { createClauseChange } from "../render/sample.ts";
import type { Recorded } from "./history.ts";
import { recordHistory } from "./history.ts";

const competing = createClauseChange(
  "You may <del>use</del><ins>neither use, copy, sell nor hand on to any competitor</ins> it.",
  { topics: ["competing-development"] },
);
const price = createClauseChange("Fees are <del>10</del><ins>20</ins> a month.", {
  topics: ["pricing-payment"],
});
const typo = createClauseChange("A <del>smal</del><ins>small</ins> thing.", {
  topics: ["pricing-payment"],
  materiality: "editorial",
  direction: null,
});

async function createStore(history: readonly Recorded[]): Promise<Store> {
  const store = createMemoryStore();
  await recordHistory(store, history);
  return store;
}

async function read(
  store: Store,
  filter: Partial<SubscriptionFilter> = {},
  request: Partial<FeedRequest> = {},
): Promise<FeedItem[]> {
  const items: FeedItem[] = [];
  const asked = { filter: { ...wholeFilter, ...filter }, since: null, limit: 50, ...request };
  for await (const item of readFeed(store, asked)) items.push(item);
  return items;
}

/** `acme/a at hour 3`, as the entry has it. */
function toPlaces(items: readonly FeedItem[]): string[] {
  return items.map(({ alert }) => `${alert.terms.id} ${alert.change.detectedAt.slice(11, 13)}`);
}

describe("readFeed", () => {
  it("gives the newest first, as many as asked for", async () => {
    const store = await createStore([
      { termsId: "acme/a", at: 3, changes: [competing] },
      { termsId: "acme/b", at: 9, changes: [price] },
      { termsId: "bolt/a", at: 5, changes: [price, competing] },
    ]);
    expect(toPlaces(await read(store))).toEqual(["acme/b 09", "bolt/a 05", "acme/a 03"]);
    expect(toPlaces(await read(store, {}, { limit: 2 }))).toEqual(["acme/b 09", "bolt/a 05"]);
    expect(toPlaces(await read(store, {}, { since: hour(5) }))).toEqual(["acme/b 09", "bolt/a 05"]);
  });

  it.each<[string, Partial<SubscriptionFilter>]>([
    ["everything", {}],
    ["a topic", { topics: ["competing-development"] }],
    ["a service", { services: ["bolt"] }],
    ["a document", { documents: ["acme/a"] }],
    ["editorial changes", { minMateriality: "editorial" }],
    ["words", { words: ["a month", "competitor"] }],
    ["a pattern", { pattern: "sm(al|art)+", minMateriality: "editorial" }],
    ["what is nowhere", { services: ["cedar"] }],
  ])("holds what a subscription to %s would be told", async (_, filter) => {
    const store = createMemoryStore();
    const changes = await recordHistory(store, [
      { termsId: "acme/a", at: 3, changes: [competing, typo] },
      { termsId: "acme/b", at: 5, changes: [typo] },
      { termsId: "bolt/a", at: 7, changes: [typo, price] },
    ]);
    const subscription = subscribeToAll("counsel", filter);
    const told = changes.flatMap((change) =>
      matchSubscriptions(change, sampleTerms(change.termsId), [subscription], hour(9)),
    );
    const items = await read(store, filter);
    expect(items.map(({ alert }) => alert.change.id).toReversed()).toEqual(
      told.map(({ subjectId }) => subjectId),
    );
    expect(items.map(({ alert }) => alert.notification.changeIndexes).toReversed()).toEqual(
      told.map(({ changeIndexes }) => changeIndexes),
    );
  });

  it("tells the same change of several documents once, and names them", async () => {
    const store = await createStore([
      { termsId: "acme/a", at: 3, changes: [competing] },
      { termsId: "acme/b", at: 4, changes: [price] },
      { termsId: "acme/c", at: 5, changes: [competing] },
    ]);
    const items = await read(store);
    expect(toPlaces(items)).toEqual(["acme/a 03", "acme/b 04"]);
    expect(items[0]?.alert.alsoIn?.map(({ terms }) => terms.id)).toEqual(["acme/c"]);
    expect(items[0]?.updatedAt).toBe(hour(5));
  });

  it("keeps an entry's id when another document follows", async () => {
    const store = createMemoryStore();
    await recordHistory(store, [{ termsId: "acme/a", at: 3, changes: [competing] }]);
    const [before] = await read(store);
    await recordHistory(store, [{ termsId: "acme/b", at: 5, changes: [competing] }]);
    const [after, ...others] = await read(store);
    expect([after?.id, others]).toEqual([before?.id, []]);
    expect(after?.updatedAt).toBe(hour(5));
  });

  it("counts an event once towards the limit, begun before `since` or not", async () => {
    const store = await createStore([
      { termsId: "bolt/a", at: 1, changes: [price] },
      { termsId: "acme/a", at: 3, changes: [competing] },
      { termsId: "acme/b", at: 5, changes: [competing] },
    ]);
    expect(toPlaces(await read(store, {}, { limit: 2 }))).toEqual(["acme/a 03", "bolt/a 01"]);
    expect(toPlaces(await read(store, {}, { since: hour(5) }))).toEqual(["acme/a 03"]);
  });

  it("tells by itself a document whose change says more", async () => {
    const more = createClauseChange("<ins>Fees fall due at once and without notice.</ins>", {
      materiality: "editorial",
      direction: null,
    });
    const store = await createStore([
      { termsId: "acme/a", at: 3, changes: [competing] },
      { termsId: "acme/b", at: 5, changes: [competing, more] },
    ]);
    const items = await read(store, { minMateriality: "editorial" });
    expect(toPlaces(items)).toEqual(["acme/b 05", "acme/a 03"]);
    expect(new Set(items.map(({ id }) => id)).size).toBe(2);
  });

  it("leaves out of an event what the filter leaves out", async () => {
    const store = await createStore([
      { termsId: "acme/a", at: 3, changes: [competing] },
      { termsId: "acme/b", at: 5, changes: [competing] },
    ]);
    const [item] = await read(store, { documents: ["acme/b"] });
    expect(item?.alert.terms.id).toBe("acme/b");
  });

  it("begins with the topics that were asked for", async () => {
    const store = await createStore([{ termsId: "acme/a", at: 3, changes: [competing, price] }]);
    const topics = ["pricing-payment", "competing-development"] as const;
    const [item] = await read(store, { topics });
    expect(item?.alert.chosen).toHaveLength(2);
    expect(item?.alert.asked?.topics).toEqual(topics);
  });
});

describe("stampHistory", () => {
  it("changes with history and with nothing else", async () => {
    const store = createMemoryStore();
    await recordHistory(store, [{ termsId: "acme/a", at: 3, changes: [competing] }]);
    const before = await stampHistory(store);
    await store.putSubscription(subscribeToAll("counsel"));
    expect(await stampHistory(store)).toBe(before);
    await store.putTerms([sampleTerms("acme/a", { serviceName: "Acme Incorporated" })]);
    const renamed = await stampHistory(store);
    await recordHistory(store, [{ termsId: "acme/b", at: 5, changes: [price] }]);
    expect(new Set([before, renamed, await stampHistory(store)]).size).toBe(3);
  });
});

describe("buildFeed", () => {
  const request: FeedRequest = { filter: wholeFilter, since: null, limit: 50 };
  const places = { selfUrl: null, homeUrl: null };

  it.each(["atom", "json", "ics"] as const)(
    "gives the same %s whatever the order in which changes were recorded",
    async (format) => {
      const history: Recorded[] = [
        { termsId: "acme/a", at: 3, changes: [competing] },
        { termsId: "acme/b", at: 5, changes: [competing] },
        { termsId: "bolt/a", at: 5, changes: [price] },
      ];
      const one = await buildFeed(await createStore(history), format, request, places);
      const other = await buildFeed(
        await createStore(history.toReversed()),
        format,
        request,
        places,
      );
      expect(one.text).toBe(other.text);
      expect(one.count).toBe(2);
      expect(one.updatedAt).toBe(hour(5));
    },
  );

  it("says what is asked for, and links our pages", async () => {
    const store = await createStore([{ termsId: "acme/a", at: 3, changes: [competing] }]);
    const filter = { ...wholeFilter, topics: ["competing-development"] as const };
    const { text } = await buildFeed(
      store,
      "atom",
      { ...request, filter },
      { ...places, permalinkOf: (id) => `https://watch.example/changes/${id}` },
    );
    expect(text).toContain("substantive changes on building competing models");
    expect(text).toMatch(/<link href="https:\/\/watch\.example\/changes\/[0-9a-f]{64}"\/>/);
  });
});
