import type { Stats } from "node:fs";
import { randomUUID } from "node:crypto";
import { glob, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { constants, zstdCompress, zstdDecompress } from "node:zlib";
import { digestOf } from "../../model/digest.ts";
import type { Digest } from "../../model/digest.ts";
import { StoreError } from "../../model/errors.ts";
import type { SnapshotStore } from "../../ports/snapshot-store.ts";

export interface DiskSnapshotsOptions {
  /** Snapshots lie in it as `ab/cd/<digest>.zst`; made when absent. */
  readonly dir: string;
}

/** Whoever wrote a temporary file this old has died over it. */
const strayAfterMs = 24 * 60 * 60 * 1000;

/** Bytes on disk; opening it sweeps what crashed writers left behind. */
export async function createDiskSnapshots(options: DiskSnapshotsOptions): Promise<SnapshotStore> {
  const { dir } = options;
  const pathOf = (digest: Digest): string =>
    join(dir, digest.slice(0, 2), digest.slice(2, 4), `${digest}.zst`);
  /** Found damaged by `get`: the same bytes again replace them. */
  const damaged = new Set<Digest>();
  await guard(dir, () => mkdir(dir, { recursive: true }));
  await guard(dir, () => sweepStrays(dir));

  return {
    async put(bytes) {
      const digest = digestOf(bytes);
      const path = pathOf(digest);
      if (!damaged.has(digest) && (await statOf(path)) !== undefined) return digest;
      const frame = await compress(bytes);
      await guard(path, () => writeDurably(dir, path, frame));
      damaged.delete(digest);
      return digest;
    },

    async get(digest) {
      const path = pathOf(digest);
      const frame = await guard(path, () => readFile(path));
      const bytes = await decompress(frame).catch((cause: unknown) => {
        damaged.add(digest);
        throw corrupt(path, cause);
      });
      if (digestOf(bytes) === digest) return bytes;
      damaged.add(digest);
      throw corrupt(path);
    },

    async has(digest) {
      return (await statOf(pathOf(digest))) !== undefined;
    },

    async measure() {
      let files = 0;
      let bytes = 0;
      for await (const name of glob("??/??/*.zst", { cwd: dir })) {
        const found = await statOf(join(dir, name));
        if (found === undefined) continue;
        files += 1;
        bytes += found.size;
      }
      return { files, bytes };
    },
  };
}

/**
 * Level 9: on 81 real captures (25.6 MB) it gives 45.9 kB each in 3 ms; level 3 gives 50.7 kB in 1 ms, level 19
 * 43.2 kB in 70 ms. The checksum is for readers without us: most flipped bits decode to other text unnoticed.
 */
async function compress(bytes: Uint8Array): Promise<Uint8Array> {
  const params = {
    [constants.ZSTD_c_compressionLevel]: 9,
    [constants.ZSTD_c_checksumFlag]: 1,
    [constants.ZSTD_c_contentSizeFlag]: 1,
  };
  return promisify(zstdCompress)(bytes, { params });
}

async function decompress(frame: Uint8Array): Promise<Uint8Array> {
  return promisify(zstdDecompress)(frame);
}

/** After it resolves the file survives a power failure, whole; before, there is none under its name. */
async function writeDurably(dir: string, path: string, content: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const isNewFolder = (await mkdir(folder, { recursive: true })) !== undefined;
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await using file = await open(temporary, "wx");
    await file.writeFile(content);
    await file.sync();
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
  if (!isNewFolder) return;
  await syncFolder(dirname(folder));
  await syncFolder(dir);
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, "r");
  await handle.sync();
}

async function sweepStrays(dir: string): Promise<void> {
  for await (const name of glob("??/??/*.tmp", { cwd: dir })) {
    const path = join(dir, name);
    const found = await statOf(path);
    // Wall time, not the program's clock: it is compared with what the file system noted.
    if (found !== undefined && Date.now() - found.mtimeMs > strayAfterMs) {
      await rm(path, { force: true });
    }
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw toStoreError(path, error);
  }
}

async function guard<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toStoreError(path, error);
  }
}

function toStoreError(path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined || error instanceof StoreError) return error;
  if (code === "ENOENT") {
    return new StoreError("missing", `no snapshot ${path}`, { cause: error });
  }
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new StoreError("full", `no space left for snapshot ${path}: free some`, {
      cause: error,
    });
  }
  return new StoreError("io", `snapshot ${path}: ${code}`, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

function corrupt(path: string, cause?: unknown): StoreError {
  return new StoreError(
    "corrupt",
    `snapshot ${path} does not hold the bytes of its name; restore it from a backup`,
    { cause },
  );
}
