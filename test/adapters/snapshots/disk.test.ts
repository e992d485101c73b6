import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDiskSnapshots } from "../../../src/adapters/snapshots/disk.ts";
import { digestOf } from "../../../src/model/digest.ts";

const bytes = new TextEncoder().encode("<p>You may not resell the service.</p>".repeat(200));
const digest = digestOf(bytes);

let dir = "";
let path = "";

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "clausewatch-snapshots-"));
  path = join(dir, digest.slice(0, 2), digest.slice(2, 4), `${digest}.zst`);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe("createDiskSnapshots", () => {
  it("gives back the bytes it was given, by their digest", async () => {
    const snapshots = await createDiskSnapshots({ dir });
    expect(await snapshots.put(bytes)).toBe(digest);
    expect(Buffer.from(await snapshots.get(digest))).toEqual(Buffer.from(bytes));
  });

  it("takes no bytes at all", async () => {
    const snapshots = await createDiskSnapshots({ dir });
    const empty = await snapshots.put(new Uint8Array());
    expect(await snapshots.get(empty)).toHaveLength(0);
  });

  it("does not write the same bytes again", async () => {
    const snapshots = await createDiskSnapshots({ dir });
    await snapshots.put(bytes);
    const before = await stat(path);
    await snapshots.put(bytes);
    expect((await stat(path)).ino).toBe(before.ino);
  });

  it("leaves one whole file when the same bytes come twice at once", async () => {
    const snapshots = await createDiskSnapshots({ dir });
    await Promise.all([snapshots.put(bytes), snapshots.put(bytes)]);
    expect(await readdir(dirname(path))).toEqual([`${digest}.zst`]);
    expect(await snapshots.get(digest)).toHaveLength(bytes.length);
  });

  it("knows what it has", async () => {
    const snapshots = await createDiskSnapshots({ dir });
    expect(await snapshots.has(digest)).toBe(false);
    await snapshots.put(bytes);
    expect(await snapshots.has(digest)).toBe(true);
  });

  it("measures compressed bytes and files", async () => {
    const snapshots = await createDiskSnapshots({ dir });
    await snapshots.put(bytes);
    expect(await snapshots.measure()).toEqual({ files: 1, bytes: (await stat(path)).size });
  });

  it("says when there is none", async () => {
    const snapshots = await createDiskSnapshots({ dir });
    await expect(snapshots.get(digest)).rejects.toMatchObject({ kind: "missing" });
  });

  it("finds every single flipped byte", async () => {
    const snapshots = await createDiskSnapshots({ dir });
    await snapshots.put(bytes);
    const frame = await readFile(path);
    for (let index = 0; index < frame.length; index += 1) {
      const damaged = Buffer.from(frame);
      damaged[index] = (damaged[index] ?? 0) ^ 0x10;
      await writeFile(path, damaged);
      const read = await snapshots.get(digest).then(
        (found) => digestOf(found),
        (error: unknown) => error,
      );
      // A bit that decoding does not look at leaves the bytes as they were.
      if (read !== digest) expect(read).toMatchObject({ name: "StoreError", kind: "corrupt" });
    }
    await writeFile(path, frame.subarray(0, -5));
    await expect(snapshots.get(digest)).rejects.toMatchObject({ kind: "corrupt" });
  });

  it("replaces a file that it found damaged when the same bytes come again", async () => {
    const snapshots = await createDiskSnapshots({ dir });
    await snapshots.put(bytes);
    await writeFile(path, "damage");
    await expect(snapshots.get(digest)).rejects.toMatchObject({ kind: "corrupt" });
    await snapshots.put(bytes);
    expect(digestOf(await snapshots.get(digest))).toBe(digest);
  });

  it("sweeps temporary files older than a day, and no younger one", async () => {
    await (await createDiskSnapshots({ dir })).put(bytes);
    const [old, young] = [`${path}.old.tmp`, `${path}.young.tmp`] as const;
    for (const stray of [old, young]) await writeFile(stray, "half");
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    await utimes(old, twoDaysAgo, twoDaysAgo);
    await createDiskSnapshots({ dir });
    expect((await readdir(dirname(path))).toSorted()).toEqual([
      `${digest}.zst`,
      `${digest}.zst.young.tmp`,
    ]);
  });

  it("names a folder that it cannot use", async () => {
    const file = join(dir, "file");
    await writeFile(file, "");
    await expect(createDiskSnapshots({ dir: join(file, "below") })).rejects.toMatchObject({
      name: "StoreError",
      kind: "io",
    });
  });
});
