import Database from "better-sqlite3";
import { StoreError } from "../../../model/errors.ts";
import type { StoreErrorKind } from "../../../model/errors.ts";

/** Primary result codes that are not our bug; extended ones begin with them. @see https://sqlite.org/rescode.html */
const kinds: readonly (readonly [code: string, kind: StoreErrorKind, advice: string])[] = [
  ["SQLITE_CONSTRAINT_FOREIGNKEY", "missing", "a row names another that is not recorded"],
  ["SQLITE_FULL", "full", "the disk is full: free some space"],
  // The index of the log beside the database could not be made larger; it is 32 kB, so nothing else explains it.
  ["SQLITE_IOERR_SHMSIZE", "full", "the disk is full: free some space"],
  ["SQLITE_CORRUPT", "corrupt", "the file is damaged: restore it from a backup"],
  ["SQLITE_NOTADB", "corrupt", "the file is not a database: move it away or restore a backup"],
  ["SQLITE_BUSY", "locked", "another process holds it: try again later"],
  ["SQLITE_LOCKED", "locked", "another connection holds it: try again later"],
  ["SQLITE_IOERR", "io", "reading or writing failed: look at the disk"],
  ["SQLITE_CANTOPEN", "io", "it cannot be opened: look at the folder and its permissions"],
  ["SQLITE_READONLY", "io", "it cannot be written: look at its permissions"],
  ["SQLITE_PERM", "io", "access is denied: look at its permissions"],
];

/** Runs something on the database at `path`; known failures become a `StoreError`, others pass whole. */
export function guard<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    const known = kinds.find(([code]) => error.code.startsWith(code));
    if (known === undefined) throw error;
    throw new StoreError(known[1], `database ${path}: ${known[2]} (${error.code})`, {
      cause: error,
    });
  }
}
