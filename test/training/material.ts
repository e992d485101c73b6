import { readArchive } from "./archive.ts";
import { readChanges, toLabelledEdits } from "./changes.ts";
import type { LabelledChange } from "./changes.ts";
import { readCorpusClauses, readPlacedClauses } from "./clauses.ts";
import { readInventedEdits, toLabelledInventions } from "./invented.ts";
import type { Labelled } from "./labelled.ts";

/** All that can be learned from. */
export interface Material {
  readonly changes: readonly LabelledChange[];
  readonly labelled: readonly Labelled[];
}

/** Gives all that can be learned from, always in the same order; takes some twenty seconds. */
export function readMaterial(): Material {
  const changes = readChanges();
  const archive = readArchive();
  const labelled = [
    ...changes.flatMap(toLabelledEdits),
    ...readPlacedClauses(archive),
    ...readCorpusClauses(archive),
    ...toLabelledInventions(readInventedEdits()),
  ];
  return { changes, labelled };
}
