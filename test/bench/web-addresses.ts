import type { Digest } from "../../src/model/digest.ts";
import { topics } from "../../src/model/topic.ts";
import type { TermsStatus } from "../../src/model/terms.ts";
import type { Version } from "../../src/model/version.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { addresses } from "../../src/web/addresses.ts";

/** Addresses of one kind of page, in no order that matters. */
export interface PageKind {
  readonly name: string;
  readonly addresses: readonly string[];
  /** Promised for the 95th percentile of its first bytes. */
  readonly promisedMs: number;
}

const promisedMs = 50;
/** The first comparison of two arbitrary texts. */
const promisedComparisonMs = 300;
const most = 100;

const searches = [
  "training",
  "compete",
  "“competing products”",
  '"develop models that compete"',
  "arbitration",
  "opt out",
  "reverse engineer",
  '"reverse engineer" -open',
  "children 13",
  "third parties",
  "retention 30 days",
  "benchmark",
  "refund",
  "governing law california",
  "indemnify",
  "subprocessors",
  "export control sanctions",
  "liability -indirect",
  '"as is"',
  "intellectual property outputs",
  "delete your data",
  "terminate without notice",
  "customer content train",
  '"class action"',
  "api keys",
  "automated decision",
  "biometric",
  "weapons",
  "political campaigns",
  "resell",
];

/** Gives the addresses of every kind of page over the history that a store holds; the same for the same history. */
export async function listPageKinds(store: WebStore): Promise<readonly PageKind[]> {
  const documents = await store.listTermsStatus();
  const changes = await store.listChanges({ minMateriality: "substantive", limit: most });
  const spells = await store.listClauseSpells({ topic: "competing-development" });
  const pairs = await listEnds(store, documents);
  const firstDays = await listFirstDays(store, documents);
  const days = ["2024-06-01", "2025-03-01", "2025-09-01"];
  const kind = (name: string, all: readonly string[], ms = promisedMs): PageKind => ({
    name,
    addresses: [...new Set(all)].slice(0, most),
    promisedMs: ms,
  });
  const services = [...new Set(documents.map(({ serviceId }) => serviceId))];
  return [
    kind("home", [
      addresses.home(),
      ...topics.map((topic) => addresses.home({ topic })),
      ...services.map((service) => addresses.home({ service })),
      addresses.home({ direction: "loosened", topic: "customer-data-training" }),
    ]),
    kind(
      "change",
      changes.map(({ id }) => addresses.change(id)),
    ),
    kind("documents", [
      addresses.documents(),
      ...services.map((service) => addresses.documents({ service })),
    ]),
    kind(
      "document",
      documents.map(({ id }) => addresses.document(id)),
    ),
    kind(
      "text at a day",
      documents.flatMap(({ id }) =>
        days
          .filter((day) => day > (firstDays.get(id) ?? day))
          .map((day) => addresses.textAt(id, day)),
      ),
    ),
    kind(
      "version",
      pairs.map(([before]) => addresses.version(before)),
    ),
    kind(
      "recorded comparison",
      changes.map(({ beforeId, afterId }) => addresses.comparison(beforeId, afterId)),
    ),
    kind(
      "comparison, first to last",
      pairs.map((pair) => addresses.comparison(...pair)),
      promisedComparisonMs,
    ),
    kind(
      "clauses",
      documents.map(({ id }) => addresses.clauses(id)),
    ),
    kind(
      "clause",
      spells.map(({ termsId, clauseId }) => addresses.clause(termsId, clauseId)),
    ),
    kind("topics", [addresses.topics()]),
    kind(
      "topic",
      topics.map((topic) => addresses.topic(topic)),
    ),
    kind(
      "search",
      searches.map((q) => addresses.search({ q })),
    ),
    kind(
      "search at a day",
      searches.map((q) => addresses.search({ q, at: "2025-03-01" })),
    ),
  ];
}

/** When each document was first seen: of the days before, there is no text. */
async function listFirstDays(
  store: WebStore,
  documents: readonly TermsStatus[],
): Promise<ReadonlyMap<string, string>> {
  const days = new Map<string, string>();
  for (const { id } of documents) {
    const first = (await store.listVersions(id)).at(-1);
    if (first !== undefined) days.set(id, first.fetchedAt.slice(0, 10));
  }
  return days;
}

/** The first and the last version of each document that has several. */
async function listEnds(
  store: WebStore,
  documents: readonly TermsStatus[],
): Promise<readonly (readonly [before: Digest, after: Digest])[]> {
  const pairs: (readonly [Digest, Digest])[] = [];
  for (const { id } of documents) {
    const versions = await store.listVersions(id);
    const [first, last] = [versions.at(-1), versions[0]];
    if (first && last && first.digest !== last.digest) pairs.push([first.id, last.id]);
  }
  return pairs;
}

/** The two longest texts that one document had: what takes longest of all that readers are likely to ask for. */
export async function findLongestPair(
  store: WebStore,
): Promise<readonly [before: Digest, after: Digest]> {
  const lengths = new Map<Digest, { readonly version: Version; readonly length: number }>();
  for (const { id } of await store.listTermsStatus()) {
    for (const version of await store.listVersions(id)) {
      if (lengths.has(version.digest)) continue;
      const length = (await store.findVersion(version.id))?.text.length ?? 0;
      lengths.set(version.digest, { version, length });
    }
  }
  const [longest, ...others] = [...lengths.values()].toSorted(
    (one, other) => other.length - one.length,
  );
  const next = others.find(({ version }) => version.termsId === longest?.version.termsId);
  if (!longest || !next) throw new Error("the history holds no document with two texts");
  const pair = [longest.version, next.version].toSorted((one, other) =>
    one.fetchedAt < other.fetchedAt ? -1 : 1,
  );
  return [pair[0]?.id ?? longest.version.id, pair[1]?.id ?? next.version.id];
}
