import type { Digest } from "../../src/model/digest.ts";
import { digestOf } from "../../src/model/digest.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { SnapshotStore } from "../../src/ports/snapshot-store.ts";

export function createMemorySnapshots(): SnapshotStore {
  const kept = new Map<Digest, Uint8Array>();
  return {
    async put(bytes) {
      const digest = digestOf(bytes);
      kept.set(digest, bytes.slice());
      return digest;
    },
    async get(digest) {
      const bytes = kept.get(digest);
      if (!bytes) throw new StoreError("missing", `no snapshot ${digest}`);
      return bytes;
    },
    has: async (digest) => kept.has(digest),
    async measure() {
      const bytes = [...kept.values()].reduce((sum, each) => sum + each.byteLength, 0);
      return { files: kept.size, bytes };
    },
  };
}
