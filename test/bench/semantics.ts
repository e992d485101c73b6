import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareVersions } from "../../src/core/compare.ts";
import { sharedDir } from "../replay/corpus.ts";
import type { LabelledChange } from "../training/changes.ts";
import { toFamily, toFolds } from "../training/families.ts";
import { toWeights } from "../training/fit.ts";
import { readMaterial } from "../training/material.ts";

const foldCount = 6;

/**
 * Judges every labelled change with weights that were learned from other provider families alone,
 * and prints how the answers score.
 */
export function benchSemantics(): void {
  const { changes, labelled } = readMaterial();
  const folds = toFolds(countPassages(changes), foldCount);
  const answers = new Map<string, string>();
  for (const fold of folds) {
    const weights = toWeights(
      labelled.filter(({ family }) => family === undefined || !fold.has(family)),
    );
    for (const { id, document, before, after } of changes)
      if (fold.has(toFamily(document)))
        answers.set(id, JSON.stringify({ id, ...compareVersions(before, after, { weights }) }));
  }
  console.log(
    `semantics: each family judged by weights learned from the others, ${foldCount} folds`,
  );
  console.log(score(changes.map(({ id }) => answers.get(id) ?? "")));
}

function countPassages(changes: readonly LabelledChange[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { document, items } of changes) {
    const family = toFamily(document);
    counts.set(family, (counts.get(family) ?? 0) + items.length);
  }
  return counts;
}

/** What the corpus's own measure says of answers. */
function score(answers: readonly string[]): string {
  const dir = mkdtempSync(join(tmpdir(), "clausewatch-semantics-"));
  try {
    const file = join(dir, "answers.jsonl");
    writeFileSync(file, `${answers.join("\n")}\n`);
    const script = join(sharedDir, "tools/score.mjs");
    return execFileSync(process.execPath, [script, "--answers", file, "--worst", "0"]).toString();
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
