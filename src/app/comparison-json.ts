import { readTiming } from "../core/dates/timing.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { Store } from "../ports/store.ts";
import { toExplanationJson } from "../render/explanation-json.ts";
import type { ChangeJson } from "./change-json.ts";
import { loadExplanations } from "./explain-due.ts";
import type { LoadedComparison } from "./load-comparison.ts";

/** A text of a comparison, by what proves which one it is. */
interface TextJson {
  readonly termsId: TermsId;
  readonly serviceName: string;
  readonly termsType: string;
  readonly versionId: Digest;
  /** SHA-256 of the text. */
  readonly digest: Digest;
  /** When it was first seen. */
  readonly seenAt: Instant;
}

/** A comparison of any two versions for programs, with the fields of a recorded change. */
export interface ComparisonJson extends Omit<ChangeJson, "id"> {
  /** Of the recorded change; null where the two are no neighbours. */
  readonly id: Digest | null;
  readonly texts: { readonly before: TextJson; readonly after: TextJson };
}

/** Gives a comparison with what is worked out of it; of a document's own later version, also how it stands to the clock. */
export async function loadComparisonJson(
  store: Store,
  loaded: LoadedComparison,
  { isExplaining }: { readonly isExplaining: boolean },
): Promise<ComparisonJson> {
  const { before, after, terms, termsBefore, comparison, change } = loaded;
  const isLater = before.termsId === after.termsId && before.fetchedAt <= after.fetchedAt;
  const timing = isLater
    ? readTiming(comparison, { seenAt: after.fetchedAt, beforeSeenAt: before.fetchedAt })
    : null;
  const json: ComparisonJson = {
    id: change?.id ?? null,
    termsId: after.termsId,
    beforeId: before.id,
    afterId: after.id,
    detectedAt: change?.detectedAt ?? after.fetchedAt,
    reversalOf: change?.reversalOf ?? null,
    comparison,
    ...(change?.returns && { returns: change.returns }),
    timing,
    texts: { before: toText(termsBefore, before), after: toText(terms, after) },
  };
  if (!isExplaining) return json;
  const explanations = await loadExplanations(store, comparison.changes);
  return { ...json, explanations: toExplanationJson(comparison, explanations) };
}

function toText(
  { id, serviceName, termsType }: LoadedComparison["terms"],
  version: LoadedComparison["after"],
): TextJson {
  return {
    termsId: id,
    serviceName,
    termsType,
    versionId: version.id,
    digest: version.digest,
    seenAt: version.fetchedAt,
  };
}
