import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Real captures lie beside the project and are never part of it. */
export const sharedDir = join(import.meta.dirname, "../../../shared");

export const replayDir = join(sharedDir, "corpus/replay");

/** Whether the corpus is there; says so aloud when it is not, as a skipped test must not look like a passed one. */
export function hasCorpus(): boolean {
  if (existsSync(join(replayDir, "manifest.json"))) return true;
  process.stderr.write(
    "SKIPPED: the corpus of real captures is not beside the project (../shared)\n",
  );
  return false;
}

/** Where another archive's text of the same captures changed. */
export interface ReferenceChange {
  readonly after: string;
  readonly by: string;
  readonly text: "new" | "seen before";
}

/** By document. */
export function readReferenceChanges(): Readonly<Record<string, readonly ReferenceChange[]>> {
  return JSON.parse(readFileSync(join(replayDir, "changes.json"), "utf8"));
}
