import type { Digest } from "../model/digest.ts";

/** Bytes under their SHA-256, compressed; never edited. */
export interface SnapshotStore {
  /** Durable (file and folder synced) when it resolves; the same bytes again cost nothing. */
  put(bytes: Uint8Array): Promise<Digest>;
  /** @throws {StoreError} kind `missing`, or `corrupt` when the bytes do not hash to their name */
  get(digest: Digest): Promise<Uint8Array>;
  has(digest: Digest): Promise<boolean>;
  /** Sum of compressed bytes and number of files, by walking the folder. */
  measure(): Promise<{ readonly files: number; readonly bytes: number }>;
}
