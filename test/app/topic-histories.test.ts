import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import { indexClauses } from "../../src/app/index-clauses.ts";
import { loadTopic } from "../../src/app/load-topic.ts";
import { createTopicHistories } from "../../src/app/topic-histories.ts";
import { parseInstant } from "../../src/model/instant.ts";
import { noOwnTopics } from "../../src/core/topics/own-topics.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { sampleSnapshot, sampleTerms } from "../contract/samples.ts";
import { recordInventedHistory } from "../invented-history.ts";

const topic = "competing-development";
let dir: string;
let store: WebStore;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "clausewatch-topics-"));
  store = await createSqliteStore({ path: join(dir, "topics.db") });
  await recordInventedHistory(store);
  await indexClauses({ store, ownTopics: noOwnTopics });
});

afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await rm(dir, { recursive: true, force: true });
});

/** The store, and how often clauses were read from it. */
function countReadings(): { readonly counted: WebStore; readonly readings: () => number } {
  let readings = 0;
  const counted: WebStore = {
    ...store,
    listClauseSpells(filter) {
      readings += 1;
      return store.listClauseSpells(filter);
    },
  };
  return { counted, readings: () => readings };
}

describe("createTopicHistories", () => {
  it("gives what the store holds, and reads it once while that stands", async () => {
    const { counted, readings } = countReadings();
    const histories = createTopicHistories(counted);
    const [first, second] = [await histories.load(topic), await histories.load(topic)];
    expect([first, second.spells === first.spells, readings()]).toEqual([
      await loadTopic(store, topic),
      true,
      1,
    ]);
    expect(first.spells.length).toBeGreaterThan(0);
  });

  it("reads nothing again after a writing that is nothing to topics", async () => {
    const { counted, readings } = countReadings();
    const histories = createTopicHistories(counted);
    await histories.load(topic);
    const [own] = await store.listTermsStatus();
    await store.putSnapshot(sampleSnapshot("<p>Be fair.</p>", parseInstant("2026-01-01"), own?.id));
    await histories.load(topic);
    expect(readings()).toBe(1);
  });

  it("reads again once a document is called otherwise, or its index is made anew", async () => {
    const { counted, readings } = countReadings();
    const histories = createTopicHistories(counted);
    const [own] = (await histories.load(topic)).terms;
    const id = own?.id ?? "";
    await store.putTerms([sampleTerms(id, { serviceName: "Renamed" })]);
    const renamed = await histories.load(topic);
    expect(renamed.terms.find((one) => one.id === id)?.serviceName).toBe("Renamed");
    const [indexed] = await store.listIndexedTerms();
    if (indexed === undefined) throw new Error("nothing is indexed");
    await store.putClauseIndex({
      ...indexed,
      madeBy: "other rules",
      spells: [],
      lives: [],
      outlines: [],
    });
    const others = (await histories.load(topic)).spells;
    expect([others.some(({ termsId }) => termsId === indexed.termsId), readings()]).toEqual([
      false,
      3,
    ]);
  });
});
