import { statSync } from "node:fs";
import Database from "better-sqlite3";
import type { SqliteDatabase, SqliteStatement } from "kysely";
import { StoreError } from "../../../model/errors.ts";
import { guard } from "./errors.ts";

/** `synchronous=FULL` as the pragma reports it. */
const fullSync = 2;

/** More different statements than the store has; multi-row inserts of varying width would else pile up. */
const maxStatements = 200;

export function openDatabase(path: string, busyTimeoutMs: number): Database.Database {
  return guard(path, () => {
    const database = new Database(path, { timeout: busyTimeoutMs });
    try {
      prepareConnection(database, path);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

function prepareConnection(database: Database.Database, path: string): void {
  database.pragma("journal_mode = WAL");
  database.pragma("foreign_keys = ON");
  // better-sqlite3 is built to open databases in WAL mode with NORMAL, which may lose a committed alert
  // when the power fails. It is a setting of the connection: a reopened database starts at NORMAL again.
  database.pragma("synchronous = FULL");
  const settings = {
    journal_mode: database.pragma("journal_mode", { simple: true }),
    foreign_keys: database.pragma("foreign_keys", { simple: true }),
    synchronous: database.pragma("synchronous", { simple: true }),
  };
  if (
    settings.journal_mode !== "wal" ||
    settings.foreign_keys !== 1 ||
    settings.synchronous !== fullSync
  ) {
    throw new StoreError(
      "io",
      `database ${path}: settings did not take (${JSON.stringify(settings)}); it needs a local disk`,
    );
  }
}

/** The database as Kysely's driver uses it: statements kept, failures named, transactions that begin with the write lock. */
export function toKyselyDatabase(database: Database.Database, path: string): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  const opened = identify(path);
  return {
    close: () => database.close(),
    prepare(sql) {
      // A transaction that begins as a reader and turns to writing may fail at once, whatever the
      // timeout, if another process wrote in between. @see https://sqlite.org/lang_transaction.html
      if (sql === "begin") {
        requireSame(path, opened);
        return this.prepare("begin immediate");
      }
      // SQLite itself rolls back on a full disk; a second rollback would hide why.
      if (sql === "rollback" && !database.inTransaction) return nothing;
      const kept = statements.get(sql);
      if (kept !== undefined) return kept;
      const statement = guardStatement(
        guard(path, () => database.prepare(sql)),
        path,
      );
      if (statements.size >= maxStatements) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
}

/** What tells a file from another of the same name; null for none. */
function identify(path: string): string | null {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev} ${stats.ino}`;
}

/**
 * A file that was deleted or replaced while it is open takes everything that is written, and is gone when it is closed.
 * @throws {StoreError} where there is not the file that was opened
 */
function requireSame(path: string, opened: string | null): void {
  if (opened === identify(path)) return;
  throw new StoreError(
    "corrupt",
    `database ${path}: it was deleted or replaced while it was open: put it back, then start again`,
  );
}

const nothing: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

function guardStatement(statement: Database.Statement, path: string): SqliteStatement {
  return {
    reader: statement.reader,
    all: (parameters) => guard(path, () => statement.all(parameters)),
    run: (parameters) => guard(path, () => statement.run(parameters)),
    iterate: (parameters) => guard(path, () => statement.iterate(parameters)),
  };
}
