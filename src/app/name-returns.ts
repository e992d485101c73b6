import { createPastWordings } from "../core/history/returns.ts";
import type { CheckRecord } from "../model/check-record.ts";
import { StoreError } from "../model/errors.ts";
import type { Log } from "../ports/log.ts";
import type { Store } from "../ports/store.ts";
import { toChain } from "./trace-clauses.ts";

/**
 * Gives the record with the clauses named whose earlier wording returns with its change. Reads the
 * terms' earlier versions where there is a change to tell of, some 5 ms each. An old text that is
 * damaged or gone costs the names alone: it must not stop what is new from being recorded.
 * @throws {StoreError} where the store itself cannot be read
 */
export async function nameReturns(
  { store, log }: { readonly store: Store; readonly log: Log },
  record: CheckRecord,
): Promise<CheckRecord> {
  const { change } = record;
  // Where the whole text returns, that says it all.
  if (!change || change.reversalOf !== null || change.comparison.changes.length === 0) {
    return record;
  }
  const past = createPastWordings();
  try {
    for (const { id, fetchedAt, digest } of toChain(await store.listVersions(change.termsId))) {
      const version = await store.findVersion(id);
      if (version) past.add({ id, seenAt: fetchedAt, text: version.text, digest });
    }
    // The base as today's rules read it, where it is recorded only now.
    for (const { id, fetchedAt, text, digest } of record.versions) {
      if (id !== change.afterId) past.add({ id, seenAt: fetchedAt, text, digest });
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.kind !== "corrupt" && error.kind !== "missing") throw error;
    log.error("an earlier text cannot be read", { termsId: change.termsId, kind: error.kind });
    return record;
  }
  const returns = past.findReturns(change.comparison);
  return returns.length === 0 ? record : { ...record, change: { ...change, returns } };
}
