import type { TermsChange } from "../../src/model/change.ts";
import type { ClauseChange } from "../../src/model/comparison.ts";
import type { Store } from "../../src/ports/store.ts";
import { hour, sampleChange, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { createChange } from "../render/sample.ts";

/** A document that changed at that hour. */
export interface Recorded {
  readonly termsId: string;
  readonly at: number;
  readonly changes: readonly ClauseChange[];
  readonly fields?: Parameters<typeof createChange>[1];
}

/** Puts changes into a store and gives them, in their order. */
export async function recordHistory(
  store: Store,
  history: readonly Recorded[],
): Promise<readonly TermsChange[]> {
  const recorded: TermsChange[] = [];
  for (const { termsId, at, changes, fields } of history) {
    const before = sampleVersion(`before ${at}`, hour(at - 1), null, { termsId });
    const after = sampleVersion(`after ${at}`, hour(at), before, { termsId });
    const { comparison } = createChange(changes, fields);
    const change = sampleChange(before, after, comparison);
    await store.importHistory(sampleTerms(termsId), [before, after], [change]);
    recorded.push(change);
  }
  return recorded;
}
