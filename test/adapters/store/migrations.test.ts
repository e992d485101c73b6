import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSqliteStore } from "../../../src/adapters/store/sqlite/store.ts";
import { createAlertLoader } from "../../../src/app/load-alert.ts";
import type { OutboxEntry } from "../../../src/ports/outbox-store.ts";
import type { Store } from "../../../src/ports/store.ts";
import { renderMessage } from "../../../src/render/message.ts";
import {
  hour,
  sampleChange,
  sampleIncident,
  sampleNotification,
  sampleTerms,
  sampleVersion,
  termsId,
} from "../../contract/samples.ts";

/** A database of schema 5, as the program wrote it before channels had incidents, and the rows of its outbox. */
const schema = await readFile(join(import.meta.dirname, "schema-5.sql"), "utf8");
const before = sampleVersion("one", hour(1));
const after = sampleVersion("two", hour(2), before);
const change = sampleChange(before, after);
const closed = { ...sampleIncident(hour(1)), closedAt: hour(2) };
const open = sampleIncident(hour(3));
const [told, failed, waiting] = [
  sampleNotification(closed, "operators/email/ops@example.org", hour(1), "ops@example.org"),
  sampleNotification(change, "gone", hour(2)),
  sampleNotification(change, "reader", hour(2)),
] as const;

let dir: string;
let path: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "clausewatch-schema-"));
  path = join(dir, "clausewatch.db");
  createOldDatabase();
});
afterEach(() => rm(dir, { recursive: true }));

/** Adds a row by column name, as SQL text: nothing of today's program has a part in it. */
function add(database: Database.Database, table: string, row: Record<string, unknown>): void {
  const names = Object.keys(row);
  const values = names.map((name) => `@${name}`);
  database.prepare(`insert into ${table} (${names.join()}) values (${values.join()})`).run(row);
}

function createOldDatabase(): void {
  const database = new Database(path);
  database.exec(schema);
  add(database, "schema_version", { number: 5 });
  const terms = sampleTerms();
  add(database, "terms", {
    id: terms.id,
    service_id: terms.serviceId,
    service_name: terms.serviceName,
    terms_type: terms.termsType,
    tags: JSON.stringify(terms.tags),
    urls: JSON.stringify(terms.urls),
  });
  for (const version of [before, after]) {
    add(database, "texts", { digest: version.digest, body: zstdCompressSync(version.text) });
    add(database, "versions", {
      id: version.id,
      terms_id: termsId,
      previous_id: version.previousId,
      digest: version.digest,
      fingerprint: version.fingerprint,
      extractor_version: 1,
      declaration_digest: version.declarationDigest,
      fetched_at: version.fetchedAt,
      origin: "crawl",
    });
  }
  add(database, "changes", {
    id: change.id,
    terms_id: termsId,
    before_id: before.id,
    after_id: after.id,
    detected_at: change.detectedAt,
    materiality_rank: 2,
    comparison: zstdCompressSync(JSON.stringify(change.comparison)),
  });
  for (const { id, kind, fault, detail, openedAt, closedAt } of [closed, open]) {
    const times = { opened_at: openedAt, closed_at: closedAt };
    add(database, "incidents", { id, terms_id: termsId, kind, fault, detail, ...times });
  }
  const states = [
    [told, "delivered", 2],
    [failed, "failed", 1],
    [waiting, "pending", 1],
  ] as const;
  for (const [notification, state, attempts] of states) {
    add(database, "notifications", {
      id: notification.id,
      subject: notification.subject,
      subject_id: notification.subjectId,
      terms_id: termsId,
      subscription_id: notification.subscriptionId,
      channel: notification.channel,
      target: notification.target,
      change_indexes: JSON.stringify(notification.changeIndexes),
      created_at: notification.createdAt,
      state,
      attempts,
      next_attempt_at: hour(5),
    });
  }
  const deliveries = [
    [told, 1, "retried", "451 later"],
    [told, 2, "delivered", "250 taken"],
    [failed, 1, "failed", "554 no"],
    [waiting, 1, "retried", "421 busy"],
  ] as const;
  for (const [{ id }, attempt, outcome, response] of deliveries) {
    const row = { notification_id: id, attempt, at: hour(3 + attempt), outcome, response };
    add(database, "deliveries", row);
  }
  database.close();
}

async function listMessageIds(store: Store): Promise<string[]> {
  const load = createAlertLoader(store, { mailDomain: "alerts.example.com" });
  const ids: string[] = [];
  for (const notification of [waiting, failed, told]) {
    const alert = await load(notification);
    const message = alert && renderMessage(alert);
    if (message?.channel === "email") ids.push(message.messageId);
  }
  return ids;
}

describe("a database of schema 5", () => {
  it("keeps every notification with its attempts, in the order of writing", async () => {
    await using store = await createSqliteStore({ path });
    const attempt = (
      { id }: { id: OutboxEntry["id"] },
      count: number,
      rest: readonly [string, string],
    ) => ({
      notificationId: id,
      attempt: count,
      at: hour(3 + count),
      outcome: rest[0],
      response: rest[1],
      messageDigest: null,
    });
    expect(await store.listOutbox({ limit: 10 })).toEqual([
      {
        ...waiting,
        state: "pending",
        attempts: 1,
        nextAttemptAt: hour(5),
        deliveries: [attempt(waiting, 1, ["retried", "421 busy"])],
      },
      {
        ...failed,
        state: "failed",
        attempts: 1,
        nextAttemptAt: hour(5),
        deliveries: [attempt(failed, 1, ["failed", "554 no"])],
      },
      {
        ...told,
        state: "delivered",
        attempts: 2,
        nextAttemptAt: hour(5),
        deliveries: [
          attempt(told, 1, ["retried", "451 later"]),
          attempt(told, 2, ["delivered", "250 taken"]),
        ],
      },
    ]);
  });

  it("keeps its incidents, open and closed", async () => {
    await using store = await createSqliteStore({ path });
    expect(await store.listIncidents({ open: false })).toEqual([open, closed]);
    expect((await store.getTermsState(termsId)).openIncidents).toEqual([open]);
  });

  it("keeps the names of its mails, and the start of their threads", async () => {
    await using store = await createSqliteStore({ path });
    const ids = [waiting, failed, told].map(({ id }) => `<${id.slice(0, 40)}@alerts.example.com>`);
    expect(await listMessageIds(store)).toEqual(ids);
    expect(await store.findThreadStart(termsId, told.target)).toBe(told.id);
  });

  it("goes on with what waits", async () => {
    await using store = await createSqliteStore({ path });
    const claim = { limit: 10, leaseMs: 60_000, leaseToken: "x" };
    const claimed = await store.claimNotifications({ ...claim, now: hour(5) });
    expect(claimed).toMatchObject([{ id: waiting.id, attempts: 1, rhythm: "instant", hold: null }]);
    expect(await store.retryNotifications([failed.id], hour(5))).toBe(1);
  });

  it("has no reference that leads nowhere, and numbers new rows after the old", async () => {
    await (await createSqliteStore({ path }))[Symbol.asyncDispose]();
    const database = new Database(path);
    expect(database.pragma("foreign_key_check")).toEqual([]);
    expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
    const sequences = database
      .prepare("select name, seq from sqlite_sequence where name in ('incidents', 'notifications')")
      .all();
    database.close();
    expect(sequences).toEqual(
      expect.arrayContaining([
        { name: "incidents", seq: 2 },
        { name: "notifications", seq: 3 },
      ]),
    );
  });

  it("still refuses rows that refer to nothing", async () => {
    await (await createSqliteStore({ path }))[Symbol.asyncDispose]();
    const database = new Database(path);
    database.pragma("foreign_keys = on");
    const orphan = { notification_id: "none", attempt: 1, at: hour(1), outcome: "x", response: "" };
    expect(() => add(database, "deliveries", orphan)).toThrow("FOREIGN KEY");
    database.close();
  });
});
