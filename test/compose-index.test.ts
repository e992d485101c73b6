import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createSqliteStore } from "../src/adapters/store/sqlite/store.ts";
import { indexInThread } from "../src/compose-index.ts";
import { noOwnTopics } from "../src/core/topics/own-topics.ts";
import { recordInventedHistory } from "./invented-history.ts";

describe("indexInThread", () => {
  it("indexes in a thread what another connection has open, and starts none where nothing is due", async () => {
    const dir = await mkdtemp(join(tmpdir(), "clausewatch-thread-"));
    try {
      const path = join(dir, "index.db");
      await using store = await createSqliteStore({ path });
      await recordInventedHistory(store);
      const work = { store, path, ownTopics: noOwnTopics };
      const never = new AbortController().signal;
      await indexInThread(work, never);
      const before = await store.readWriteStamp();
      await indexInThread(work, never);
      expect((await store.listClauseSpells({})).length).toBeGreaterThan(80);
      expect(await store.readWriteStamp()).toBe(before);
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
      const work = { store, path, ownTopics: noOwnTopics };
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
});
