import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import type { Inbox } from "../../src/demo/inbox.ts";
import { startInbox } from "../../src/demo/inbox.ts";
import type { Site } from "../servers/site.ts";
import { renderTerms, startSite } from "../servers/site.ts";
import type { Workspace } from "./workspace.ts";
import { createWorkspace } from "./workspace.ts";

const kills = 50;
const providers = ["alder", "birch", "cedar", "dogwood", "elm", "fir"];

let site: Site;
let inbox: Inbox;
let before: Workspace;

/** A folder in which every provider's first version is recorded, and nothing is owed. */
beforeAll(async () => {
  site = await startSite();
  inbox = await startInbox();
  before = await createWorkspace();
  await before.write("clausewatch.json", {
    confirmDelayMs: 0,
    fetch: { allowHosts: [site.host], minGapMs: 0 },
    smtp: { host: "127.0.0.1", port: inbox.port, from: "clausewatch@example.com" },
    logLevel: "silent",
  });
  await before.write("subscriptions.json", {
    subscriptions: [{ id: "counsel", channel: "email", to: "counsel@example.com" }],
  });
  for (const provider of providers) {
    site.set(`/${provider}`, renderTerms(provider));
    await before.write(`watchlist/${provider}.json`, {
      name: provider,
      terms: { "Acceptable Use Policy": { fetch: `${site.origin}/${provider}` } },
    });
  }
  const first = await before.run("crawl");
  expect(first.err).toContain(`${providers.length} for the first time`);
  expect(first.code).toBe(0);
  // From here on every provider forbids something more.
  for (const provider of providers) {
    site.set(`/${provider}`, renderTerms(provider, ["develop models that compete with ours;"]));
  }
});

afterAll(async () => {
  await before?.[Symbol.asyncDispose]();
  await inbox?.[Symbol.asyncDispose]();
  await site?.[Symbol.asyncDispose]();
});

/** Everything that must not depend on whether a crawl was killed: no ids or times in it. */
async function readState(workspace: Workspace) {
  await using store = await createSqliteStore({
    path: join(workspace.dir, "snapshots/clausewatch.db"),
  });
  const terms = await store.listTermsStatus();
  const changes = await store.listChanges({ minMateriality: "noise" });
  const outbox = await store.listOutbox({ limit: 1000 });
  return {
    terms: terms.map(({ id, versionCount }) => `${id} ${versionCount}`).toSorted(),
    changes: changes
      .map(({ termsId, comparison }) => `${termsId}: ${comparison.summary}`)
      .toSorted(),
    outbox: outbox
      .map(({ state, target, subject }) => `${state} ${subject} to ${target}`)
      .toSorted(),
  };
}

/** A repeatable stream of numbers from 0 to 1 (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe("a crawl that is killed", () => {
  it(
    `ends in the same state after the next one, at ${kills} random moments`,
    { timeout: 900_000 },
    async () => {
      const undisturbed = await before.copy();
      const startedAt = performance.now();
      await undisturbed.run("crawl");
      const durationMs = performance.now() - startedAt;
      const expected = await readState(undisturbed);
      await undisturbed[Symbol.asyncDispose]();
      expect(expected.changes).toHaveLength(providers.length);
      expect(expected.outbox).toEqual(
        providers.map(() => "delivered change to counsel@example.com"),
      );

      const random = createRandom(20_261_121);
      let killed = 0;
      let repeats = 0;
      for (let round = 0; round < kills; round += 1) {
        await using workspace = await before.copy();
        const mailsBefore = inbox.mails.length;
        const { child, ended } = workspace.start("crawl");
        // Half of the moments by the clock, half at an event: the n-th request, and a little after it.
        if (round % 2 === 0) await delay(random() * durationMs);
        else await untilRequest(Math.ceil(random() * providers.length * 2), ended, random() * 60);
        child.kill("SIGKILL");
        if ((await ended).signal === "SIGKILL") killed += 1;

        const second = await workspace.run("crawl");
        expect(second.code, second.err).toBe(0);
        expect(await readState(workspace)).toEqual(expected);
        const ids = inbox.mails.slice(mailsBefore).map(({ messageId }) => messageId);
        expect(new Set(ids).size, "each alert reached the mail server").toBe(providers.length);
        // A mail that was taken just before the kill may be sent again, under the same Message-ID.
        expect(ids.length - providers.length).toBeLessThanOrEqual(1);
        repeats += ids.length - providers.length;
      }
      process.stderr.write(
        `${killed} of ${kills} crawls died by SIGKILL; ${repeats} mails repeated\n`,
      );
      expect(killed).toBeGreaterThan(kills / 2);
    },
  );
});

async function untilRequest(count: number, ended: Promise<unknown>, thenMs: number): Promise<void> {
  let seen = 0;
  await Promise.race([
    ended,
    new Promise<void>((resolve) => {
      site.onRequest(() => {
        seen += 1;
        if (seen === count) resolve();
      });
    }),
  ]);
  await delay(thenMs);
}
