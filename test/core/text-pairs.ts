import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { hasCorpus, sharedDir } from "../replay/corpus.ts";

export type TextPair = readonly [name: string, before: string, after: string];

const fixtures = resolve(import.meta.dirname, "../changes");
const corpus = join(sharedDir, "corpus/changes");

/** Gives the considered changes of the project's own. */
export function readFixturePairs(): readonly TextPair[] {
  return readdirSync(fixtures).map((slug): TextPair => [
    slug,
    readFileSync(join(fixtures, slug, "before.md"), "utf8"),
    readFileSync(join(fixtures, slug, "after.md"), "utf8"),
  ]);
}

/** Gives the real changes beside the project; none, said aloud, where there is no corpus. */
export function readCorpusPairs(): readonly TextPair[] {
  if (!hasCorpus()) return [];
  const lines = readFileSync(join(corpus, "changes.jsonl"), "utf8").trim().split("\n");
  return lines.map((line): TextPair => {
    const { id, before, after }: Record<"id" | "before" | "after", string> = JSON.parse(line);
    return [
      id,
      readFileSync(join(corpus, before), "utf8"),
      readFileSync(join(corpus, after), "utf8"),
    ];
  });
}
