import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createSqliteStore } from "../src/adapters/store/sqlite/store.ts";
import { indexInThread } from "../src/compose-index.ts";
import { noOwnTopics } from "../src/core/topics/own-topics.ts";
import { hour, sampleTerms, sampleVersion } from "./contract/samples.ts";
import { recordInventedHistory } from "./invented-history.ts";

describe("indexInThread", () => {
  it("indexes in a thread what another connection has open, and starts none where nothing is due", async () => {
    const dir = await mkdtemp(join(tmpdir(), "clausewatch-thread-"));
    try {
      const path = join(dir, "index.db");
      await using store = await createSqliteStore({ path });
      await recordInventedHistory(store);
      const said: string[] = [];
      const say = (text: string) => void said.push(text);
      const work = { store, path, ownTopics: noOwnTopics, say };
      const never = new AbortController().signal;
      await indexInThread(work, never);
      const before = await store.readWriteStamp();
      await indexInThread(work, never);
      expect((await store.listClauseSpells({})).length).toBeGreaterThan(80);
      expect(await store.readWriteStamp()).toBe(before);
      expect(said).toEqual([]);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });

  it("ends at once when it is told to stop, and goes on from there", async () => {
    const dir = await mkdtemp(join(tmpdir(), "clausewatch-thread-"));
    try {
      const path = join(dir, "index.db");
      await using store = await createSqliteStore({ path });
      await recordInventedHistory(store);
      const work = { store, path, ownTopics: noOwnTopics, say: () => {} };
      const stop = new AbortController();
      const running = indexInThread(work, stop.signal);
      await nextTurn();
      stop.abort();
      await running;
      await indexInThread(work, new AbortController().signal);
      expect((await store.listClauseSpells({})).length).toBeGreaterThan(80);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });

  it("says when it begins and ends what takes longer than a moment", async () => {
    const dir = await mkdtemp(join(tmpdir(), "clausewatch-thread-"));
    try {
      const path = join(dir, "index.db");
      await using store = await createSqliteStore({ path });
      for (let at = 0; at < 12; at++) {
        const terms = sampleTerms(`acme-${at}/terms-of-service`);
        const version = sampleVersion("You may not resell.", hour(at), null, { termsId: terms.id });
        await store.importHistory(terms, [version], []);
      }
      const said: string[] = [];
      const say = (text: string) => void said.push(text);
      const work = { store, path, ownTopics: noOwnTopics, say };
      await indexInThread(work, new AbortController().signal);
      expect(said).toEqual([
        "reading 12 documents clause by clause, for search and topics\n",
        "12 documents are read\n",
      ]);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
