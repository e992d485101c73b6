import type { LeadInOf } from "../core/clauses/lead-ins.ts";
import { readLeadInsOf } from "../core/clauses/lead-ins.ts";
import type { TermsChange } from "../model/change.ts";
import type { ClauseSide } from "../model/comparison.ts";
import type { Digest } from "../model/digest.ts";
import type { Store } from "../ports/store.ts";

/** The longest real terms have 350,000; of what is longer, a second reading is not worth its time. */
const maxTextChars = 4_000_000;
/** More clauses of a change no message shows. */
const mostClauses = 5000;

/**
 * Gives what finds the sentence that a clause of the change completes: of its text now, else of what it was. Keeps
 * neither text. Reads the text after, and the one before where clauses are gone from it; none of either that is not in
 * the store any more. Linear: 2 ms for a text of usual length, 110 ms for one of 4,000,000 characters.
 * @throws {StoreError} when the texts cannot be read
 */
export async function loadLeadIns(
  store: Pick<Store, "findVersion">,
  { comparison, beforeId, afterId }: TermsChange,
): Promise<LeadInOf> {
  const changes = comparison.changes.slice(0, mostClauses);
  const gone = changes.flatMap(({ before, after }) => (after === null ? (before ?? []) : []));
  const standing = changes.flatMap(({ after }) => after ?? []);
  const leadIns = {
    before: await readSide(store, beforeId, gone),
    after: await readSide(store, afterId, standing),
  };
  return (side, start) => leadIns[side].get(start);
}

async function readSide(
  store: Pick<Store, "findVersion">,
  versionId: Digest,
  clauses: readonly ClauseSide[],
): Promise<ReadonlyMap<number, string>> {
  const version = clauses.length === 0 ? undefined : await store.findVersion(versionId);
  if (version === undefined || version.text.length > maxTextChars) return new Map();
  return readLeadInsOf(version.text, clauses);
}
