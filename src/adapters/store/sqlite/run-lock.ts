import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { StoreError } from "../../../model/errors.ts";
import type { RunLock } from "../../../ports/run-lock.ts";
import { guard } from "./errors.ts";

export interface RunLockOptions {
  /** Folder of the lock files `<name>.lock`; made when absent. */
  readonly dir: string;
}

/**
 * A lock of the operating system's, by way of an exclusive transaction on an empty database: the kernel gives
 * it back when the holder dies, which a file with a process id in it does not. The files stay where they are.
 */
export function createRunLock(options: RunLockOptions): RunLock {
  return {
    async acquire(name) {
      const path = join(options.dir, `${name}.lock`);
      const database = guard(path, () => {
        mkdirSync(options.dir, { recursive: true });
        return new Database(path, { timeout: 0 });
      });
      try {
        guard(path, () => database.exec("begin exclusive"));
      } catch (error) {
        database.close();
        if (error instanceof StoreError && error.kind === "locked") return null;
        throw error;
      }
      return {
        async [Symbol.asyncDispose]() {
          database.close();
        },
      };
    },
  };
}
