import { describe, expect, it } from "vitest";
import { createOwnTopics, noOwnTopics } from "../../src/core/topics/own-topics.ts";
import type { OwnTopics } from "../../src/core/topics/own-topics.ts";
import { createTick } from "../../src/daemon/tick.ts";
import { DeclarationError } from "../../src/model/errors.ts";
import type { Declaration } from "../../src/model/declaration.ts";
import type { Issue } from "../../src/model/errors.ts";
import type { OwnTopic } from "../../src/model/own-topic.ts";
import type { Subscription } from "../../src/model/subscription.ts";
import { renderTerms } from "../servers/site.ts";
import { address, createScene, declareTerms } from "../app/scene.ts";
import { createFakeNotifier } from "../fakes/fake-notifier.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const restricted = renderTerms("northwind", ["develop models that compete with ours;"]);

const rivals: OwnTopic = {
  id: "x-rivals",
  covers: "developing models that compete with the provider's",
  examples: ["You may not develop models that compete with ours.", "Building rival models."],
  counterExamples: [],
};

/** A tick over fakes whose files tests edit between two ticks. */
async function createTicking(terms?: unknown) {
  const scene = await createScene(terms === undefined ? {} : { terms });
  const notifier = createFakeNotifier("email");
  const [counsel] = await scene.store.listSubscriptions();
  if (!counsel) throw new Error("no subscriber");
  const files: {
    declarations: readonly Declaration[];
    issues: readonly Issue[];
    subscriptions: readonly Subscription[] | DeclarationError;
    ownTopics: OwnTopics | DeclarationError;
    isLocked: boolean;
  } = {
    declarations: terms === undefined ? [scene.declaration] : declareTerms(terms),
    issues: [],
    subscriptions: [counsel],
    ownTopics: noOwnTopics,
    isLocked: false,
  };
  const crawls: string[][] = [];
  let held = 0;
  const tick = createTick({
    crawl: scene.context,
    deliver: {
      store: scene.store,
      notifiers: new Map([["email", notifier]]),
      clock: scene.clock,
      random: () => 0.5,
      log: scene.context.log,
      options: {},
    },
    lock: {
      async acquire() {
        if (files.isLocked) return null;
        held += 1;
        return { [Symbol.asyncDispose]: async () => void (held -= 1) };
      },
    },
    async loadWatchlist() {
      return files;
    },
    async loadSubscriptionsFile() {
      if (files.subscriptions instanceof DeclarationError) throw files.subscriptions;
      return { subscriptions: [...files.subscriptions], subscribers: [] };
    },
    async loadOwnTopics() {
      if (files.ownTopics instanceof DeclarationError) throw files.ownTopics;
      return files.ownTopics;
    },
    onCrawled: ({ records }) => void crawls.push(records.map(({ check }) => check.termsId)),
  });
  scene.fetcher.answer(address, renderTerms("northwind"));
  return {
    ...scene,
    files,
    notifier,
    crawls,
    held: () => held,
    tickAfter: async (ms: number) => {
      scene.clock.advance(ms);
      await tick(new AbortController().signal);
    },
  };
}

describe("createTick", () => {
  it("checks each terms on its own schedule over thirty days of hourly wake-ups", async () => {
    const other = `${address}/daily`;
    const ticking = await createTicking({
      "Acceptable Use Policy": { fetch: address, schedule: "30 */6 * * *" },
      "Privacy Policy": { fetch: other, schedule: "30 4 * * *" },
    });
    ticking.fetcher.answer(other, renderTerms("northwind"));
    await ticking.tickAfter(0);
    for (let hour = 1; hour <= 30 * 24; hour += 1) await ticking.tickAfter(hourMs);
    const counts = Map.groupBy(ticking.crawls.flat(), (id) => id);
    expect(counts.get("northwind/acceptable-use-policy")).toHaveLength(1 + 30 * 4);
    expect(counts.get("northwind/privacy-policy")).toHaveLength(1 + 30);
  });

  it("catches up after downtime with one check, however many slots were missed", async () => {
    const ticking = await createTicking();
    await ticking.tickAfter(0);
    await ticking.tickAfter(9 * dayMs);
    await ticking.tickAfter(60_000);
    expect(ticking.crawls).toHaveLength(2);
  });

  it("confirms new words at a later tick and then tells the subscriber", async () => {
    const ticking = await createTicking();
    await ticking.tickAfter(0);
    ticking.fetcher.answer(address, restricted);
    await ticking.tickAfter(dayMs);
    expect(ticking.notifier.sent).toHaveLength(0);
    expect(ticking.clock.slept, "a tick waits for nothing").toEqual([]);
    await ticking.tickAfter(59_000);
    expect(ticking.crawls).toHaveLength(2);
    await ticking.tickAfter(2_000);
    expect(ticking.crawls).toHaveLength(3);
    expect(ticking.notifier.sent).toHaveLength(1);
  });

  it("takes up a terms that is added to the watchlist, and leaves one that is removed", async () => {
    const ticking = await createTicking();
    await ticking.tickAfter(0);
    const added = declareTerms({ "Privacy Policy": { fetch: `${address}/new` } });
    ticking.fetcher.answer(`${address}/new`, renderTerms("northwind"));
    ticking.files.declarations = [...ticking.files.declarations, ...added];
    await ticking.tickAfter(60_000);
    expect(ticking.crawls.at(-1)).toEqual(["northwind/privacy-policy"]);
    ticking.files.declarations = added;
    await ticking.tickAfter(2 * dayMs);
    expect(ticking.crawls.at(-1)).toEqual(["northwind/privacy-policy"]);
  });

  it("logs a bad file once when it appears, again when it changes, and goes on with the rest", async () => {
    const ticking = await createTicking();
    const issue = { path: "elm.json: terms", message: "missing" };
    ticking.files.issues = [issue];
    for (let minute = 0; minute < 5; minute += 1) await ticking.tickAfter(60_000);
    expect(ticking.errors).toEqual([["unusable entry", issue]]);
    expect(ticking.crawls).toHaveLength(1);
    ticking.files.issues = [];
    await ticking.tickAfter(60_000);
    ticking.files.issues = [issue];
    await ticking.tickAfter(60_000);
    expect(ticking.errors).toHaveLength(2);
  });

  it("goes on with the subscriptions in force when their file breaks, and says so once", async () => {
    const ticking = await createTicking();
    await ticking.tickAfter(0);
    const issue = { path: "subscriptions.json", message: "not JSON" };
    ticking.files.subscriptions = new DeclarationError([issue]);
    ticking.fetcher.answer(address, restricted);
    await ticking.tickAfter(dayMs);
    await ticking.tickAfter(60_000);
    expect(ticking.errors).toEqual([["unusable entry", issue]]);
    expect(ticking.notifier.sent).toHaveLength(1);
  });

  it("names a topic that is added between two ticks, also while its file is broken later", async () => {
    const ticking = await createTicking();
    await ticking.tickAfter(0);
    ticking.files.ownTopics = createOwnTopics([rivals]);
    ticking.fetcher.answer(address, renderTerms("northwind"));
    await ticking.tickAfter(dayMs);
    const issue = { path: "topics/rivals.json", message: "not JSON" };
    ticking.files.ownTopics = new DeclarationError([issue]);
    ticking.fetcher.answer(address, restricted);
    await ticking.tickAfter(dayMs);
    await ticking.tickAfter(61_000);
    expect(ticking.errors).toEqual([["unusable entry", issue]]);
    const [change] = await ticking.store.listChanges({ topic: rivals.id, minMateriality: "noise" });
    expect(change?.comparison.judgedBy).toContain("+topics-");
  });

  it("leaves the crawl to another process that holds the lock, and takes it up afterwards", async () => {
    const ticking = await createTicking();
    ticking.files.isLocked = true;
    await ticking.tickAfter(0);
    expect(ticking.crawls).toEqual([]);
    expect(ticking.fetcher.requests).toEqual([]);
    ticking.files.isLocked = false;
    await ticking.tickAfter(60_000);
    expect(ticking.crawls).toHaveLength(1);
    expect(ticking.held(), "given back").toBe(0);
  });

  it("delivers what is owed also when nothing is due", async () => {
    const ticking = await createTicking();
    ticking.fetcher.answer(address, renderTerms("northwind"));
    await ticking.crawlAfter(0);
    ticking.fetcher.answer(address, restricted);
    const { changes } = await ticking.crawlAfter(1);
    expect(changes).toHaveLength(1);
    await ticking.tickAfter(60_000);
    expect(ticking.crawls).toEqual([]);
    expect(ticking.notifier.sent).toHaveLength(1);
  });
});
