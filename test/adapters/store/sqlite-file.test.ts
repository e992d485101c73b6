import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../../src/adapters/store/sqlite/connection.ts";
import { guard } from "../../../src/adapters/store/sqlite/errors.ts";
import { createSqliteStore } from "../../../src/adapters/store/sqlite/store.ts";
import { wholeFilter } from "../../../src/model/subscription.ts";
import {
  hour,
  sampleChange,
  sampleComparison,
  sampleTerms,
  sampleVersion,
  termsId,
} from "../../contract/samples.ts";

const instant = { rhythm: "instant" } as const;
const dir = await mkdtemp(join(tmpdir(), "clausewatch-sqlite-"));
let count = 0;
let path = "";

beforeEach(() => {
  count += 1;
  path = join(dir, String(count), "clausewatch.db");
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function createClosed(): Promise<void> {
  await using store = await createSqliteStore({ path });
  const version = sampleVersion("one", hour(1));
  const next = sampleVersion("two", hour(2), version);
  const comparison = { ...sampleComparison("substantive"), silent: true };
  const change = sampleChange(version, next, comparison);
  await store.importHistory(sampleTerms(), [version, next], [change]);
}

function editFile(statement: string): void {
  const database = new Database(path);
  database.exec(statement);
  database.close();
}

describe("createSqliteStore", () => {
  it("keeps what it was given when opened again", async () => {
    await createClosed();
    await using store = await createSqliteStore({ path });
    expect(await store.listVersions(termsId)).toHaveLength(2);
  });

  it("writes nothing into a file that was deleted or replaced while it is open", async () => {
    await createClosed();
    await using store = await createSqliteStore({ path });
    const version = sampleVersion("lost", hour(3), null, { termsId: "bolt/usage-policy" });
    const terms = sampleTerms(version.termsId);
    await rename(path, `${path}.away`);
    const gone = store.importHistory(terms, [version], []);
    await expect(gone).rejects.toMatchObject({ kind: "corrupt" });
    await writeFile(path, "another");
    const replaced = store.importHistory(terms, [version], []);
    await expect(replaced).rejects.toThrow(/deleted or replaced while it was open/);
    await rm(path);
    await rename(`${path}.away`, path);
    expect(await store.importHistory(terms, [version], [])).toBe(1);
  });

  it("refuses a database of a newer program", async () => {
    await createClosed();
    editFile("update schema_version set number = 999");
    await expect(createSqliteStore({ path })).rejects.toMatchObject({ kind: "newer-schema" });
  });

  it("brings a database of the first schema up to date and reads what it holds", async () => {
    await createClosed();
    editFile(
      `drop table explanation_queue;
      drop table model_answers;
      drop table model_usage;
      drop table audit_log;
      drop table api_keys;
      drop table sessions;
      drop table accounts;
      drop table clause_spell_topics;
      drop table clause_spells;
      drop table clause_lives;
      drop table clause_indexes;
      drop index checks_by_time;
      drop index checks_by_outcome;
      drop table change_clauses;
      drop table reviews;
      drop table superseded_judgements;
      drop table change_signs;
      drop table sent_messages;
      drop table suppressions;
      drop table subscribers;
      drop table reserved_mails;
      drop table access_tokens;
      drop table subscriptions;
      drop table filter_keys;
      drop table filters;
      create table subscriptions (id, source, channel, target, services, terms_types, tags, topics,
        directions, min_materiality, primary key (id, source));
      insert into subscriptions values ('legal', 'database', 'email', 'legal@example.org',
        '["acme"]', '[]', '[]', '["output-training","x-biometrics"]', '[]', 'editorial');
      insert into subscriptions values ('all', 'file', 'console', '', '[]', '[]', '[]', '[]', '[]',
        'substantive');
      alter table changes drop column judged_by;
      alter table changes drop column returns;
      alter table changes drop column silence;
      update schema_version set number = 1`,
    );
    await using store = await createSqliteStore({ path });
    expect(await store.listChangeHeads({})).toMatchObject([{ termsId, judgedBy: null }]);
    expect(await store.listChanges({ silences: ["silent"] })).toHaveLength(1);
    expect(await store.listChanges({ silences: ["undated"] })).toEqual([]);
    expect(await store.listSubscriptions()).toEqual([
      { ...wholeFilter, id: "all", channel: "console", target: "", ...instant, source: "file" },
      {
        ...wholeFilter,
        id: "legal",
        channel: "email",
        target: "legal@example.org",
        services: ["acme"],
        topics: ["output-training", "x-biometrics"],
        minMateriality: "editorial",
        ...instant,
        source: "database",
      },
    ]);
  });

  it("refuses a file that is no database", async () => {
    await createClosed();
    await writeFile(path, "this is a text, and long enough to be read as a header".repeat(100));
    await expect(createSqliteStore({ path })).rejects.toMatchObject({ kind: "corrupt" });
  });

  it("names damage in a file that was cut", async () => {
    await createClosed();
    await truncate(path, 3 * 4096);
    const opened = createSqliteStore({ path }).then(async (store) => {
      await using held = store;
      return held.listChanges({});
    });
    await expect(opened).rejects.toMatchObject({ name: "StoreError", kind: "corrupt" });
  });

  it.each([
    ["no JSON", "update terms set tags = '[1'", "terms.tags"],
    ["JSON of another shape", "update terms set tags = '[1]'", "terms.tags"],
  ])("names a column that holds %s", async (_, statement, column) => {
    await createClosed();
    editFile(statement);
    await using store = await createSqliteStore({ path });
    await expect(store.listTermsStatus()).rejects.toMatchObject({
      kind: "corrupt",
      message: expect.stringContaining(column),
    });
  });

  it("names a filter that cannot be read", async () => {
    await using store = await createSqliteStore({ path });
    await store.putSubscription({
      ...wholeFilter,
      ...instant,
      id: "legal",
      channel: "console",
      target: "",
      source: "database",
    });
    editFile(`update filters set body = '{"topics":["weather"]}'`);
    await expect(store.listSubscriptions()).rejects.toMatchObject({
      kind: "corrupt",
      message: expect.stringContaining("filters.body of 1"),
    });
  });

  it("never passes a damaged text for a provider's words", async () => {
    await createClosed();
    editFile("update texts set body = (select body from texts order by digest desc limit 1)");
    await using store = await createSqliteStore({ path });
    const texts = Promise.all([
      store.findVersionAt(termsId, hour(1)),
      store.findVersionAt(termsId, hour(2)),
    ]);
    await expect(texts).rejects.toMatchObject({ kind: "corrupt" });
  });

  it("says that another process holds the database", async () => {
    await createClosed();
    await using store = await createSqliteStore({ path, busyTimeoutMs: 0 });
    const other = new Database(path);
    other.exec("begin immediate");
    await expect(store.putTerms([sampleTerms()])).rejects.toMatchObject({ kind: "locked" });
    other.close();
    await expect(store.putTerms([sampleTerms()])).resolves.toBeUndefined();
  });

  it("is whole after its process was killed in mid-writing", { timeout: 60_000 }, async () => {
    const writer = join(import.meta.dirname, "sqlite-writer.ts");
    for (let round = 0; round < 5; round += 1) {
      const child = spawn(process.execPath, [writer, path], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      // Each line stands for a committed record; kill between two that follow, at varying places.
      for (let line = 0; line <= round * 3; line += 1) await once(child.stdout, "data");
      child.kill("SIGKILL");
      await once(child, "close");
    }
    await using store = await createSqliteStore({ path });
    const checks = await store.listChecks(termsId, 10_000);
    const versions = await store.listVersions(termsId);
    const database = new Database(path);
    expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(database.pragma("foreign_key_check")).toEqual([]);
    database.close();
    expect(checks.length).toBeGreaterThanOrEqual(5);
    expect(checks.map((check) => check.versionId)).toEqual(versions.map(({ id }) => id));
    expect(await store.listChanges({ limit: 10_000 })).toHaveLength(versions.length - 1);
    expect(await store.listOutbox({ limit: 10_000 })).toHaveLength(versions.length - 1);
  });
});

describe("openDatabase", () => {
  it("syncs fully also when the database is opened again", async () => {
    await createClosed();
    const database = openDatabase(path, 0);
    expect(database.pragma("synchronous", { simple: true })).toBe(2);
    expect(database.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(database.pragma("foreign_keys", { simple: true })).toBe(1);
    database.close();
  });
});

describe("guard", () => {
  it("says that the disk is full", async () => {
    await createClosed();
    const database = openDatabase(path, 0);
    database.pragma("max_page_count = 1");
    const write = () =>
      guard(path, () =>
        database.prepare("insert into texts values ('x', zeroblob(1000000))").run(),
      );
    expect(write).toThrow(expect.objectContaining({ name: "StoreError", kind: "full" }));
    database.close();
  });

  it("lets a bug of ours through whole", () => {
    const bug = new TypeError("not a function");
    const run = () =>
      guard(path, () => {
        throw bug;
      });
    expect(run).toThrow(bug);
  });
});
