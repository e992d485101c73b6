import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { CamelCasePlugin, Kysely, SqliteDialect } from "kysely";
import { StoreError } from "../../../model/errors.ts";
import type { WebStore } from "../../../ports/web-store.ts";
import { createClauseIndex } from "../clause-index.ts";
import { createAccountStore } from "../account-store.ts";
import { createAuditLog } from "../audit.ts";
import { openStore } from "../open.ts";
import { createOperationsStore } from "../operations.ts";
import { createReviewStore } from "../reviews.ts";
import type { Tables } from "../tables.ts";
import { findVersionId } from "../versions.ts";
import { prepareClauseWords, sqliteClauseWords } from "./clause-words.ts";
import { openDatabase, toKyselyDatabase } from "./connection.ts";
import { createHistoryStamp } from "./history-stamp.ts";

export interface SqliteStoreOptions {
  /** The database's file; made, with its folder, when absent. */
  readonly path: string;
  /**
   * How long a statement waits for another process's transaction; the process stands still meanwhile.
   * @default 10000
   */
  readonly busyTimeoutMs?: number;
}

export async function createSqliteStore(options: SqliteStoreOptions): Promise<WebStore> {
  const { path, busyTimeoutMs = 10_000 } = options;
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (cause) {
    throw new StoreError("io", `cannot make the folder of database ${path}`, { cause });
  }
  const database = openDatabase(path, busyTimeoutMs);
  try {
    const db = new Kysely<Tables>({
      dialect: new SqliteDialect({ database: toKyselyDatabase(database, path) }),
      plugins: [new CamelCasePlugin()],
    });
    const store = await openStore(db, {
      bytes: "blob",
      counting: (column) => column.autoIncrement(),
    });
    await prepareClauseWords(db);
    return {
      ...store,
      ...createClauseIndex(db, sqliteClauseWords),
      ...createReviewStore(db),
      ...createOperationsStore(db),
      ...createAccountStore(db),
      ...createAuditLog(db),
      findVersionId: (idOrPrefix) => findVersionId(db, idOrPrefix),
      ...createHistoryStamp(database, path),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}
