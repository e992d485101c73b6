import type { LineageBuilder } from "../core/history/lineage.ts";
import { createLineage } from "../core/history/lineage.ts";
import { createRecent } from "../core/history/recent.ts";
import type { Lineage } from "../core/history/thread.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import { StoreError } from "../model/errors.ts";
import type { Version } from "../model/version.ts";
import type { Store } from "../ports/store.ts";

/** Pages that alternate show a handful of texts. */
const rememberedTexts = 8;

export interface TraceOptions {
  /** The last version to look at. @default the latest */
  readonly untilId?: Digest;
  readonly signal?: AbortSignal;
  /** Called before each version. */
  readonly pause?: () => Promise<void>;
}

/**
 * Gives the clauses of a terms through all its versions, or as far as one of them. What another archive holds beside ours, from
 * after our first look, is left out: two extractors never agree on every word. Near linear in the
 * versions' length, some 10 ms a version of 80 KB.
 * @throws {StoreError} when the store cannot be read; the signal's reason when it aborts
 */
export async function traceClauses(
  store: Store,
  termsId: TermsId,
  { untilId, signal, pause }: TraceOptions = {},
): Promise<Lineage> {
  const chain = toChain(await store.listVersions(termsId));
  const heads = await store.listChangeHeads({ termsId });
  const changes = new Map(heads.map(({ id, afterId }) => [afterId, id]));
  const lineage: LineageBuilder = createLineage(termsId);
  const getText = createRecent(rememberedTexts, (_: Digest, id: Digest) => readText(store, id));
  for (const [at, version] of chain.entries()) {
    await pause?.();
    signal?.throwIfAborted();
    const changeId = changes.get(version.id) ?? null;
    lineage.add({
      id: version.id,
      seenAt: version.fetchedAt,
      changeId,
      isReread: isReread(version, chain[at - 1], changeId),
      text: await getText(version.digest, version.id),
      digest: version.digest,
    });
    if (version.id === untilId) break;
  }
  return lineage;
}

/** Oldest first; one history of one reader's, as `versions` of the store has them newest first. */
export function toChain(versions: readonly Version[]): readonly Version[] {
  const oldestFirst = versions.toReversed();
  const ownFrom = oldestFirst.find(({ origin }) => origin !== "import")?.fetchedAt;
  if (ownFrom === undefined) return oldestFirst;
  return oldestFirst.filter(({ origin, fetchedAt }) => origin !== "import" || fetchedAt < ownFrom);
}

/** A change of ours is never told as one of theirs. */
function isReread(
  version: Version,
  previous: Version | undefined,
  changeId: Digest | null,
): boolean {
  if (previous === undefined) return false;
  if (version.origin === "upgrade") return true;
  if (previous.origin === "import" && version.origin !== "import") return true;
  // The archive that it is from says that its own rules had changed: no change was recorded.
  return changeId === null && version.fingerprint !== previous.fingerprint;
}

async function readText(store: Store, id: Digest): Promise<string> {
  const version = await store.findVersion(id);
  if (!version) throw new StoreError("missing", `version ${id} is gone from the database`);
  return version.text;
}
