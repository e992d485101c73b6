import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import { createChangeOutlines } from "../../src/app/change-outlines.ts";
import type { PastEvent } from "../../src/app/past-alerts.ts";
import { createPastAlerts } from "../../src/app/past-alerts.ts";
import { createPastList } from "../../src/app/past-list.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { SubscriptionFilter } from "../../src/model/subscription.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { toStory } from "../../src/render/story.ts";
import { recordInventedHistory } from "../invented-history.ts";
import { createClauseChange } from "../render/sample.ts";
import { recordHistory } from "./history.ts";

let store: WebStore;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "clausewatch-past-"));
  store = await createSqliteStore({ path: join(dir, "past.db") });
  await recordInventedHistory(store);
  await recordHistory(store, [
    { termsId: "ember/a", at: 3, changes: [shared] },
    { termsId: "ember/b", at: 9, changes: [shared] },
  ]);
});

afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await rm(dir, { recursive: true });
});

const shared = createClauseChange(
  "You may <del>use</del><ins>neither use, copy, sell nor hand on to any competitor</ins> it.",
  { topics: ["competing-development"] },
);

const filters: readonly (readonly [string, Partial<SubscriptionFilter>])[] = [
  ["everything of substance", {}],
  ["whatever there is", { minMateriality: "noise" }],
  ["a topic", { topics: ["competing-development"] }],
  ["a topic and a direction", { topics: ["customer-data-training"], directions: ["loosened"] }],
  ["a provider", { services: ["halcyon-ai"], minMateriality: "editorial" }],
  ["a type", { termsTypes: ["Acceptable Use Policy"] }],
  ["silent changes", { marks: ["silent"] }],
  ["words", { words: ["arbitration"] }],
  ["a pattern", { pattern: "compet(e|ing)" }],
];

const toKnown = ({ change, ...rest }: PastEvent) => ({ id: change.id, ...rest });

describe("createPastList", () => {
  it.each(filters)("lists what past alerts are of, for %s", async (_, asked) => {
    const filter = { ...wholeFilter, ...asked };
    const query = { filter, since: null };
    const list = createPastList(store, createChangeOutlines(store));
    const listed = (await list.list(query)).map(toKnown);
    const told: unknown[] = [];
    for await (const event of createPastAlerts(store).events(query)) told.push(toKnown(event));
    expect(listed).toEqual(told);
    expect(listed.length).toBeGreaterThan(0);
  });

  it("keeps to the time that is asked for", async () => {
    const list = createPastList(store, createChangeOutlines(store));
    const since = parseInstant("2025-01-01");
    const until = parseInstant("2025-09-15T06:00:00Z");
    const events = await list.list({ filter: wholeFilter, since, until });
    const days = events.map(({ updatedAt }) => updatedAt.slice(0, 10));
    expect(days).toEqual(["2025-08-19", "2025-06-30", "2025-04-03", "2025-02-18"]);
  });

  it("tells of an event as its alert does", async () => {
    const list = createPastList(store, createChangeOutlines(store));
    const past = createPastAlerts(store);
    const events = await list.list({ filter: wholeFilter, since: null });
    for (const event of events) {
      const [own, told] = [
        await list.load(event, wholeFilter),
        await past.load(event, wholeFilter),
      ];
      expect(own && toStory(own)).toEqual(told && toStory(told));
    }
    expect(events.filter(({ change }) => change.termsId.startsWith("ember/"))).toHaveLength(1);
  });
});
