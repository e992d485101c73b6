import type { LeadInOf } from "../core/clauses/lead-ins.ts";
import { createLeadIns } from "../core/clauses/lead-ins.ts";
import { segmentClauses } from "../core/clauses/segment.ts";
import type { Explanations } from "../core/explain/explanation.ts";
import type { DocumentRow } from "../core/redline/document.ts";
import { layOutDocument } from "../core/redline/document.ts";
import type { ChangeHead } from "../model/change.ts";
import type { Digest } from "../model/digest.ts";
import { addMs } from "../model/instant.ts";
import type { Store } from "../ports/store.ts";
import { loadExplanations } from "./explain-due.ts";
import type { Comparisons, LoadedComparison } from "./load-comparison.ts";

/** All that the page of a comparison is made of. */
export interface ComparisonPage extends LoadedComparison {
  /** Both texts, read as one. */
  readonly rows: readonly DocumentRow[];
  readonly leadInOf: LeadInOf;
  /** Recorded changes of the document from the one version to the other, oldest first; none where they are neighbours. */
  readonly between: readonly ChangeHead[];
  readonly explanations: Explanations | undefined;
}

export interface ComparisonPageContext {
  readonly store: Store;
  readonly comparisons: Comparisons;
  /** Whether what a language model said is shown. */
  readonly isExplaining: boolean;
}

/** Gives what the page of a comparison is made of; undefined where one of the versions is not in the store. */
export async function loadComparisonPage(
  { store, comparisons, isExplaining }: ComparisonPageContext,
  beforeId: Digest,
  afterId: Digest,
): Promise<ComparisonPage | undefined> {
  const loaded = await comparisons.load(beforeId, afterId);
  if (loaded === undefined) return undefined;
  const { before, after, comparison } = loaded;
  const { changes } = comparison;
  const clauses = { before: segmentClauses(before.text), after: segmentClauses(after.text) };
  return {
    ...loaded,
    rows: layOutDocument({ ...clauses, changes }),
    leadInOf: createLeadIns(clauses),
    between: await listBetween(store, loaded),
    explanations: isExplaining ? await loadExplanations(store, changes) : undefined,
  };
}

async function listBetween(
  store: Store,
  { before, after, change }: LoadedComparison,
): Promise<readonly ChangeHead[]> {
  if (change !== null || before.termsId !== after.termsId) return [];
  const [from, to] = [before.fetchedAt, after.fetchedAt].toSorted();
  if (from === undefined || to === undefined || from === to) return [];
  // What came with the earlier one is not between them, what came with the later one is.
  const heads = await store.listChangeHeads({
    termsId: after.termsId,
    since: addMs(from, 1),
    until: addMs(to, 1),
  });
  return heads.toSorted((one, other) => (one.detectedAt < other.detectedAt ? -1 : 1));
}
