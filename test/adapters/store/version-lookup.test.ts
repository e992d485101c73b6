import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createSqliteStore } from "../../../src/adapters/store/sqlite/store.ts";
import type { Digest } from "../../../src/model/digest.ts";
import { hour, sampleTerms, sampleVersion } from "../../contract/samples.ts";

const dir = await mkdtemp(join(tmpdir(), "clausewatch-lookup-"));
afterAll(() => rm(dir, { recursive: true, force: true }));

describe("findVersionId", () => {
  it("knows a version by all of its id or the first digits of it", async () => {
    await using store = await createSqliteStore({ path: join(dir, "one.db") });
    const version = sampleVersion("one", hour(1), null, {});
    await store.importHistory(sampleTerms(), [version], []);
    const asked = [version.id, version.id.slice(0, 6), version.id.slice(0, 5), "000000", "%%%%%%"];
    expect(await Promise.all(asked.map((one) => store.findVersionId(one)))).toEqual([
      version.id,
      version.id,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("knows none by digits that several share", async () => {
    await using store = await createSqliteStore({ path: join(dir, "several.db") });
    const versions = ["a", "b"].map((end, at) => ({
      ...sampleVersion(end, hour(at), null, {}),
      id: `${"0".repeat(63)}${end}` as Digest,
    }));
    await store.importHistory(sampleTerms(), versions, []);
    expect(await store.findVersionId("000000")).toBeUndefined();
    expect(await store.findVersionId("0".repeat(63) + "b")).toBe(versions[1]?.id);
  });
});
