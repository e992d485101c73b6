import type Database from "better-sqlite3";
import type { HistoryStamp } from "../../../ports/history-stamp.ts";
import { guard } from "./errors.ts";

/**
 * The version of the data says whether another connection has committed, the count of rows whether this one has
 * written. @see https://sqlite.org/pragma.html#pragma_data_version
 */
export function createHistoryStamp(database: Database.Database, path: string): HistoryStamp {
  const ownChanges = guard(path, () => database.prepare("select total_changes()").pluck());
  return {
    async readWriteStamp() {
      return guard(path, () => {
        const version = database.pragma("data_version", { simple: true });
        return `${String(version)} ${String(ownChanges.get())}`;
      });
    },
  };
}
