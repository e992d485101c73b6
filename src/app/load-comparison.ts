import { compareVersions } from "../core/compare.ts";
import type { OwnTopics } from "../core/topics/own-topics.ts";
import { noOwnTopics } from "../core/topics/own-topics.ts";
import type { TermsChange } from "../model/change.ts";
import { toChangeId } from "../model/change.ts";
import type { Comparison } from "../model/comparison.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import { StoreError } from "../model/errors.ts";
import type { Terms } from "../model/terms.ts";
import type { Version } from "../model/version.ts";
import type { Store } from "../ports/store.ts";
import { createBoundedCache } from "./bounded-cache.ts";

/** Two versions and what differs between them, as they were asked for: `before` may be the newer one. */
export interface LoadedComparison {
  /** What `after` is a version of. */
  readonly terms: Terms;
  /** What `before` is a version of: another document where two documents are compared. */
  readonly termsBefore: Terms;
  readonly before: Version;
  readonly after: Version;
  readonly comparison: Comparison;
  /** As it was recorded, where the two are neighbours; else null. */
  readonly change: TermsChange | null;
}

export interface ComparisonsOptions {
  /** Topics that a team added. @default none */
  readonly ownTopics?: OwnTopics;
  /** Whether a terms' page lists entries. @default none does */
  readonly isListOf?: (termsId: TermsId) => boolean;
  /** Upper bound of what comparisons that were computed take in memory, as far as that can be told. @default 64 MB */
  readonly maxKeptBytes?: number;
}

/** Compares any two versions in the store. */
export interface Comparisons {
  /**
   * Gives the recorded comparison of two neighbours, else one that is computed: of the same two once, however many ask
   * at the same time, and not again while it is kept. Undefined where one of the two is not in the store. Computing
   * takes some hundred milliseconds for the longest texts.
   * @throws {StoreError} when the store cannot be read
   */
  load(beforeId: Digest, afterId: Digest): Promise<LoadedComparison | undefined>;
  /** Whether that would take no computing: the comparison is recorded or kept, or there is nothing to compare. */
  isAtHand(beforeId: Digest, afterId: Digest): Promise<boolean>;
}

const megabyte = 1024 * 1024;
/** Whether two versions are neighbours is asked with every page of a comparison. */
const maxRecordedBytes = megabyte;
const bytesOfRecorded = 256;

export function createComparisons(
  store: Pick<Store, "findVersion" | "findChange" | "listTermsLike">,
  options: ComparisonsOptions = {},
): Comparisons {
  const { ownTopics = noOwnTopics, isListOf = () => false } = options;
  const computed = createBoundedCache<Comparison>(
    options.maxKeptBytes ?? 64 * megabyte,
    ({ changes }) => sizeOf(changes),
  );

  const recorded = createBoundedCache<boolean>(maxRecordedBytes, () => bytesOfRecorded);

  async function isRecorded(beforeId: Digest, afterId: Digest): Promise<boolean> {
    const after = await store.findVersion(afterId);
    if (after === undefined || beforeId === afterId) return true;
    const id = toChangeId({ termsId: after.termsId, beforeId, afterId });
    return (await store.findChange(id)) !== undefined;
  }

  function compute(before: Version, after: Version): Promise<Comparison> {
    // Ids cover texts and times, and what is compared never changes: nothing that is kept grows stale.
    return computed.get(toKey(before.id, after.id), async () =>
      compareVersions(before.text, after.text, {
        isList: before.termsId === after.termsId && isListOf(after.termsId),
        at: after.fetchedAt,
        ownTopics,
      }),
    );
  }

  return {
    async isAtHand(beforeId, afterId) {
      const key = toKey(beforeId, afterId);
      return computed.has(key) || recorded.get(key, () => isRecorded(beforeId, afterId));
    },
    async load(beforeId, afterId) {
      const before = await store.findVersion(beforeId);
      const after = beforeId === afterId ? before : await store.findVersion(afterId);
      if (before === undefined || after === undefined) return undefined;
      const terms = await getTerms(store, after.termsId);
      const isOne = before.termsId === after.termsId;
      const termsBefore = isOne ? terms : await getTerms(store, before.termsId);
      const change = await store.findChange(toChangeId({ termsId: terms.id, beforeId, afterId }));
      const comparison = change?.comparison ?? (await compute(before, after));
      return { terms, termsBefore, before, after, comparison, change: change ?? null };
    },
  };
}

function toKey(beforeId: Digest, afterId: Digest): string {
  return `${beforeId} ${afterId}`;
}

async function getTerms(store: Pick<Store, "listTermsLike">, id: TermsId): Promise<Terms> {
  const terms = (await store.listTermsLike(id)).find((one) => one.id === id);
  if (terms === undefined) throw new StoreError("missing", `terms ${id} is gone from the database`);
  return terms;
}

/** What each weighs beside its text: its object, its spans' and its cues'. */
const bytesOfComparison = 2_000;
const bytesOfChange = 1_000;
const bytesOfChar = 2;

function sizeOf(changes: Comparison["changes"]): number {
  let chars = 0;
  for (const { before, after, spans } of changes) {
    chars += (before?.text.length ?? 0) + (after?.text.length ?? 0);
    for (const { text } of spans) chars += text.length;
  }
  return bytesOfComparison + changes.length * bytesOfChange + chars * bytesOfChar;
}
