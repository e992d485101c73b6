import type { SourceContent } from "../core/extract/content.ts";
import type { SourceDocument } from "../model/declaration.ts";
import { StoreError } from "../model/errors.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Log } from "../ports/log.ts";
import type { SnapshotStore } from "../ports/snapshot-store.ts";

/** A snapshot, its bytes, and the source document that it is an answer of. */
export interface Kept {
  readonly source: SourceDocument;
  readonly snapshot: Snapshot;
  readonly bytes: Uint8Array;
}

/** Gives what extraction reads. */
export function toContent({ source, snapshot, bytes }: Kept): SourceContent {
  return {
    source,
    bytes,
    contentType: snapshot.headers["content-type"],
    finalUrl: snapshot.finalUrl,
  };
}

/**
 * Gives the bytes of a snapshot, or undefined where they are damaged or gone: one bad file concerns one terms, which
 * can do without it, and must not stop the others.
 * @throws {StoreError} where the disk itself cannot be read
 */
export async function findBytes(
  { snapshots, log }: { readonly snapshots: SnapshotStore; readonly log: Log },
  { termsId, digest }: Snapshot,
): Promise<Uint8Array | undefined> {
  try {
    return await snapshots.get(digest);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.kind !== "corrupt" && error.kind !== "missing") throw error;
    log.error("a kept snapshot cannot be read", { termsId, digest, kind: error.kind });
    return undefined;
  }
}
