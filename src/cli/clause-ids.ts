import { traceClauses } from "../app/trace-clauses.ts";
import { identifyClauses } from "../core/history/identify.ts";
import { rankClauseChanges } from "../core/rank.ts";
import type { TermsChange } from "../model/change.ts";
import type { Digest } from "../model/digest.ts";
import { toShortId } from "../render/alert.ts";
import type { Cli, Services } from "./context.ts";

/** The ids of a change's clauses, in the order of its comparison; null where a clause is none to follow. */
export async function listClauseIds(
  cli: Cli,
  { store }: Services,
  { termsId, afterId, comparison }: TermsChange,
): Promise<readonly (Digest | null)[]> {
  const lineage = await traceClauses(store, termsId, { untilId: afterId, signal: cli.signal });
  return identifyClauses(lineage, afterId, comparison.changes);
}

/** Prints them with the numbers that the clauses have in what `show` prints. */
export async function printClauseIds(
  cli: Cli,
  services: Services,
  change: TermsChange,
): Promise<void> {
  const ids = await listClauseIds(cli, services, change);
  cli.io.out(`Clauses, for \`clausewatch history ${change.termsId} --clause <id>\`:\n`);
  for (const [place, index] of rankClauseChanges(change.comparison.changes).entries()) {
    const id = ids[index];
    if (id) cli.io.out(`${String(place + 1).padStart(4)}. ${toShortId(id)}\n`);
  }
}
