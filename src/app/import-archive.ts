import { findErrorPart } from "../core/assess/error-part.ts";
import { compareVersions } from "../core/compare.ts";
import { toClockKey } from "../core/dates/silence.ts";
import type { LineWords } from "../core/extract/fingerprint.ts";
import { fingerprintOf } from "../core/extract/fingerprint.ts";
import { createPastWordings } from "../core/history/returns.ts";
import type { OwnTopics } from "../core/topics/own-topics.ts";
import { noOwnTopics } from "../core/topics/own-topics.ts";
import type { TermsChange } from "../model/change.ts";
import { createTermsChange } from "../model/change.ts";
import type { Comparison } from "../model/comparison.ts";
import { digestOf } from "../model/digest.ts";
import type { Digest } from "../model/digest.ts";
import type { Terms } from "../model/terms.ts";
import { toTermsSlug } from "../model/terms-type.ts";
import type { Version } from "../model/version.ts";
import { createVersion } from "../model/version.ts";
import type { Archive, ArchivedVersion } from "../ports/archive.ts";
import type { Store } from "../ports/store.ts";

export interface ImportContext {
  readonly archive: Archive;
  readonly store: Store;
  /** Topics that a team added. @default none */
  readonly ownTopics?: OwnTopics;
}

export interface ImportResult {
  readonly documents: number;
  /** In the archive; a text that follows itself counts once. */
  readonly versions: number;
  /** Versions that were not here before. */
  readonly added: number;
  /** Changes that came with them. */
  readonly changes: number;
}

/**
 * Takes another archive's history over, with its dates; alerts nobody. One transaction per document, so that
 * an import that was cut off goes on where it stood, and one repeated adds nothing and compares nothing.
 * Linear in the versions that are new; holds one document's texts at a time.
 */
export async function importArchive(
  deps: ImportContext,
  signal?: AbortSignal,
): Promise<ImportResult> {
  let total: ImportResult = { documents: 0, versions: 0, added: 0, changes: 0 };
  for await (const document of groupByDocument(deps.archive.listVersions())) {
    signal?.throwIfAborted();
    const one = await importDocument(deps, document, signal);
    total = {
      documents: total.documents + 1,
      versions: total.versions + one.versions,
      added: total.added + one.added,
      changes: total.changes + one.changes,
    };
  }
  return total;
}

async function importDocument(
  { store, ownTopics = noOwnTopics }: ImportContext,
  document: readonly [ArchivedVersion, ...ArchivedVersion[]],
  signal: AbortSignal | undefined,
): Promise<Omit<ImportResult, "documents">> {
  const terms = toTerms(document[0]);
  const stored = await store.listVersions(terms.id);
  const known = new Set(stored.map((version) => version.id));
  // Texts come and go between a few wordings: each is read, and each pair compared, once.
  const fingerprints = new Map(stored.map((version) => [version.digest, version.fingerprint]));
  const lines: LineWords = new Map();
  const comparisons = new Map<string, Comparison>();
  const chain: Version[] = [];
  // Those whose text can be the terms: a page that could not be had is nobody's change.
  const whole: Version[] = [];
  const changes: TermsChange[] = [];
  const seen = new Map<Digest, Digest>();
  const past = createPastWordings();
  let pastCount = 0;
  for (const archived of document) {
    signal?.throwIfAborted();
    const previous = chain.at(-1);
    const version = toVersion(terms.id, archived, previous, { fingerprints, lines });
    if (version.digest === previous?.digest) continue;
    chain.push(version);
    if (findErrorPart(version.text) !== undefined) continue;
    const before = whole.at(-1);
    whole.push(version);
    // A known version came with its change, in one transaction.
    const isChange = before !== undefined && before.fingerprint !== version.fingerprint;
    if (isChange && !archived.isTechnical && !known.has(version.id)) {
      const at = version.fetchedAt;
      const clock = toClockKey(before.text, version.text, at);
      const pair = `${before.digest} ${version.digest} ${clock}`;
      const comparison =
        comparisons.get(pair) ?? compareVersions(before.text, version.text, { at, ownTopics });
      comparisons.set(pair, comparison);
      for (const { id, fetchedAt, text, digest } of whole.slice(pastCount, -1)) {
        past.add({ id, seenAt: fetchedAt, text, digest });
      }
      pastCount = whole.length - 1;
      const reversalOf = seen.get(version.fingerprint) ?? null;
      // Where the whole text returns, that says it all.
      const returns = reversalOf === null ? past.findReturns(comparison) : [];
      changes.push(
        createTermsChange({
          termsId: terms.id,
          beforeId: before.id,
          afterId: version.id,
          detectedAt: version.fetchedAt,
          reversalOf,
          comparison,
          ...(returns.length > 0 && { returns }),
        }),
      );
    }
    seen.set(version.fingerprint, version.id);
  }
  const versions = chain.filter((version) => !known.has(version.id));
  const added = versions.length === 0 ? 0 : await store.importHistory(terms, versions, changes);
  return { versions: chain.length, added, changes: changes.length };
}

async function* groupByDocument(
  versions: AsyncIterable<ArchivedVersion>,
): AsyncGenerator<readonly [ArchivedVersion, ...ArchivedVersion[]]> {
  let group: [ArchivedVersion, ...ArchivedVersion[]] | undefined;
  for await (const version of versions) {
    const isSame =
      group?.[0].serviceName === version.serviceName && group[0].termsType === version.termsType;
    if (group !== undefined && isSame) {
      group.push(version);
    } else {
      if (group !== undefined) yield group;
      group = [version];
    }
  }
  if (group !== undefined) yield group;
}

function toTerms({ serviceName, termsType }: ArchivedVersion): Terms {
  const serviceId = toSlug(serviceName);
  const id = `${serviceId}/${toSlug(termsType)}`;
  return { id, serviceId, serviceName, termsType, tags: [], urls: [] };
}

/** A name in another script leaves no letters for a slug. */
function toSlug(name: string): string {
  return toTermsSlug(name) || digestOf(name).slice(0, 12);
}

/** What was read of a document's texts, and need not be read again. */
interface KnownWords {
  /** By the digests of the texts. */
  readonly fingerprints: Map<Digest, Digest>;
  readonly lines: LineWords;
}

function toVersion(
  termsId: string,
  { text, recordedAt }: ArchivedVersion,
  previous: Version | undefined,
  { fingerprints, lines }: KnownWords,
): Version {
  const digest = digestOf(text);
  const fingerprint = fingerprints.get(digest) ?? fingerprintOf(text, lines);
  fingerprints.set(digest, fingerprint);
  return createVersion({
    termsId,
    previousId: previous?.id ?? null,
    text,
    digest,
    fingerprint,
    extractorVersion: 0,
    declarationDigest: digestOf(""),
    snapshotIds: [],
    fetchedAt: recordedAt,
    origin: "import",
  });
}
