import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseService } from "../../core/declaration.ts";
import type { Declaration } from "../../model/declaration.ts";
import type { Issue } from "../../model/errors.ts";
import { DeclarationError } from "../../model/errors.ts";
import { readJsonFile } from "./json-file.ts";

export interface LoadedWatchlist {
  /** By service id, then in the order of the terms type list. */
  readonly declarations: readonly Declaration[];
  /** What is wrong with the files that were left out. */
  readonly issues: readonly Issue[];
}

/**
 * Reads every `<service id>.json` of a folder; folders in it and other files are left alone.
 * A file that cannot be used is left out whole and reported, and stops no other.
 */
export async function loadWatchlist(dir: string): Promise<LoadedWatchlist> {
  const declarations: Declaration[] = [];
  const issues: Issue[] = [];
  for (const name of await listFiles(dir, issues)) {
    const file = await readJsonFile(join(dir, name), name);
    if (file.kind === "unreadable") {
      issues.push(file.issue);
      continue;
    }
    try {
      declarations.push(...parseService(name.slice(0, -".json".length), file.json).declarations);
    } catch (error) {
      if (!(error instanceof DeclarationError)) throw error;
      issues.push(...error.issues);
    }
  }
  return { declarations, issues };
}

async function listFiles(dir: string, issues: Issue[]): Promise<string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    const names = entries
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => entry.name)
      .filter((name) => name.endsWith(".json"));
    if (names.length === 0) issues.push({ path: dir, message: "holds no <service>.json" });
    // By code unit, so that the order is the same whatever the machine's language.
    return names.toSorted();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    issues.push({ path: dir, message: `the watchlist cannot be read: ${reason}` });
    return [];
  }
}
