import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasCorpus } from "../replay/corpus.ts";
import { fit } from "./fit.ts";
import { readMaterial } from "./material.ts";

// npm run train: learns the weights anew from the corpus and this folder's labels. The same
// material gives the same bytes.

if (hasCorpus()) {
  const { labelled } = readMaterial();
  const weights = fit(labelled);
  const path = join(import.meta.dirname, "../../src/core/classify/weights.json");
  writeFileSync(path, `${JSON.stringify(weights)}\n`);
  process.stdout.write(
    `${labelled.length} labelled edits and clauses → weights ${weights.version}\n`,
  );
}
