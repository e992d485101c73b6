import { join } from "node:path";
import { openGitArchive } from "../../src/adapters/archive/git-archive.ts";
import { importArchive } from "../../src/app/import-archive.ts";
import { groupChanges, signChange } from "../../src/core/history/events.ts";
import type { TermsChange } from "../../src/model/change.ts";
import type { SignedChange } from "../../src/model/change-event.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";
import { sharedDir } from "../replay/corpus.ts";

/** Two texts of a document, one recorded after the other. */
export interface RecordedPair {
  /** "Service/Terms type". */
  readonly document: string;
  readonly before: string;
  readonly after: string;
}

/** A change as the import recorded it, with the texts it lies between. */
export interface RecordedChange {
  readonly document: string;
  readonly before: string;
  readonly after: string;
  readonly change: TermsChange;
  /** Whoever subscribed would have heard of it: substantive, and no wording that had stood before. */
  readonly isAlert: boolean;
  /** The same for changes that are one event. */
  readonly eventId: string;
}

/** All that an import of the corpus's bundle leaves behind. */
export interface ImportedHistory {
  readonly documents: number;
  readonly versions: number;
  readonly pairs: readonly RecordedPair[];
  readonly changes: readonly RecordedChange[];
}

/** Imports the corpus's bundle as a user would, into memory. */
export async function importBundle(): Promise<ImportedHistory> {
  await using archive = await openGitArchive(join(sharedDir, "corpus/ota-genai-versions.bundle"));
  await using store = createMemoryStore();
  const names = new Map<string, string>();
  const { documents, versions } = await importArchive({
    store,
    archive: {
      listVersions: () => archive.listVersions(),
      [Symbol.asyncDispose]: async () => {},
    },
  });
  for (const { id, serviceName, termsType } of await store.listTermsStatus())
    names.set(id, `${serviceName}/${termsType}`);
  const recorded = await store.listChanges({ minMateriality: "noise", limit: Infinity });
  const events = toEvents(recorded);
  const changes: RecordedChange[] = [];
  for (const change of recorded) {
    changes.push({
      document: names.get(change.termsId) ?? change.termsId,
      before: (await store.findVersion(change.beforeId))?.text ?? "",
      after: (await store.findVersion(change.afterId))?.text ?? "",
      change,
      isAlert: isAlert(change),
      eventId: events.get(change.id) ?? change.id,
    });
  }
  const pairs: RecordedPair[] = [];
  for (const [termsId, document] of names) {
    let previous: string | undefined;
    for (const { id } of (await store.listVersions(termsId)).toReversed()) {
      const text = (await store.findVersion(id))?.text ?? "";
      if (previous !== undefined) pairs.push({ document, before: previous, after: text });
      previous = text;
    }
  }
  return { documents, versions, pairs, changes };
}

function isAlert({ comparison, reversalOf }: TermsChange): boolean {
  return reversalOf === null && (comparison.materiality === "substantive" || comparison.replaced);
}

/** For each change that is part of an event, the event's id. */
function toEvents(changes: readonly TermsChange[]): ReadonlyMap<string, string> {
  const signed = changes.flatMap(({ id, termsId, detectedAt, comparison }): SignedChange[] => {
    const sign = signChange(comparison.changes);
    if (sign === null) return [];
    return [{ id, termsId, serviceId: termsId.split("/")[0] ?? "", detectedAt, sign }];
  });
  return new Map(
    groupChanges(signed).flatMap((event) => event.changes.map(({ id }) => [id, event.id] as const)),
  );
}
