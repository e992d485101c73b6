import type { ClauseChange } from "../../model/comparison.ts";
import type { Digest } from "../../model/digest.ts";
import type { Lineage } from "./thread.ts";

/**
 * Gives for each clause change of the version the id of its clause, in their order; null for one whose
 * wording, number and place stayed (new link targets), and where the version is not of this history.
 */
export function identifyClauses(
  { versions, threads }: Lineage,
  versionId: Digest,
  changes: readonly ClauseChange[],
): readonly (Digest | null)[] {
  const version = versions.findIndex(({ id }) => id === versionId);
  const standing = new Map<number, Digest>();
  const gone = new Map<number, Digest>();
  for (const { id, steps } of threads) {
    const step = steps.find((one) => one.version === version);
    if (step?.after) standing.set(step.after.start, id);
    else if (step?.before) gone.set(step.before.start, id);
  }
  return changes.map(({ before, after }) => {
    const found = after ? standing.get(after.start) : gone.get(before?.start ?? -1);
    return found ?? null;
  });
}
