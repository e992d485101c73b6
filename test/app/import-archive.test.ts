import { describe, expect, it } from "vitest";
import { importArchive } from "../../src/app/import-archive.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { Archive, ArchivedVersion } from "../../src/ports/archive.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";

const termsId = "acme-ai/terms-of-service";

/** The n-th day's version of Acme.AI's terms. */
function version(
  day: number,
  text: string,
  fields: Partial<ArchivedVersion> = {},
): ArchivedVersion {
  return {
    serviceName: "Acme.AI",
    termsType: "Terms of Service",
    text,
    recordedAt: parseInstant(`2024-01-0${day}T00:00:00Z`),
    isTechnical: false,
    ...fields,
  };
}

function createArchive(versions: readonly ArchivedVersion[]): Archive {
  return {
    async *listVersions() {
      yield* versions;
    },
    async [Symbol.asyncDispose]() {},
  };
}

const mild = "# Terms\n\nYou may use the service for any purpose.\n";
const strict = "# Terms\n\nYou may not use the service to train competing models.\n";

describe("importArchive", () => {
  it("takes versions over with their dates, in a chain", async () => {
    await using store = createMemoryStore();
    await importArchive({ store, archive: createArchive([version(1, mild), version(2, strict)]) });
    const [second, first] = await store.listVersions(termsId);
    expect(second).toMatchObject({
      previousId: first?.id,
      origin: "import",
      extractorVersion: 0,
      fetchedAt: "2024-01-02T00:00:00.000Z",
    });
    expect(first?.previousId).toBeNull();
  });

  it("records what changed when it changed, and alerts nobody", async () => {
    await using store = createMemoryStore();
    const archive = createArchive([version(1, mild), version(2, strict)]);
    expect(await importArchive({ store, archive })).toEqual({
      documents: 1,
      versions: 2,
      added: 2,
      changes: 1,
    });
    expect(await store.listChanges({ minMateriality: "noise" })).toMatchObject([
      { termsId, detectedAt: "2024-01-02T00:00:00.000Z", reversalOf: null },
    ]);
    expect(await store.listOutbox({ limit: 10 })).toEqual([]);
  });

  it("adds nothing the second time", async () => {
    await using store = createMemoryStore();
    const archive = createArchive([version(1, mild), version(2, strict)]);
    await importArchive({ store, archive });
    expect(await importArchive({ store, archive })).toMatchObject({ added: 0, changes: 0 });
    expect(await store.listVersions(termsId)).toHaveLength(2);
  });

  it("goes on where an earlier archive ended", async () => {
    await using store = createMemoryStore();
    const versions = [version(1, mild), version(2, strict), version(3, `${strict}\nNew clause.\n`)];
    await importArchive({ store, archive: createArchive(versions.slice(0, 2)) });
    const result = await importArchive({ store, archive: createArchive(versions) });
    expect(result).toMatchObject({ added: 1, changes: 1 });
  });

  it("names the version whose wording returns", async () => {
    await using store = createMemoryStore();
    const versions = [version(1, mild), version(2, strict), version(3, mild)];
    await importArchive({ store, archive: createArchive(versions) });
    const first = (await store.listVersions(termsId)).at(-1);
    expect(await store.listChanges({ minMateriality: "noise" })).toMatchObject([
      { reversalOf: first?.id },
      { reversalOf: null },
    ]);
  });

  it("names the version whose wording of a clause returns", async () => {
    await using store = createMemoryStore();
    const versions = [version(1, mild), version(2, strict), version(3, `${mild}\nNew clause.\n`)];
    await importArchive({ store, archive: createArchive(versions) });
    const first = (await store.listVersions(termsId)).at(-1);
    const [last, before] = await store.listChanges({ minMateriality: "noise" });
    expect(last).toMatchObject({
      reversalOf: null,
      returns: [{ start: mild.indexOf("You"), versionId: first?.id, seenAt: first?.fetchedAt }],
    });
    expect(before).not.toHaveProperty("returns");
  });

  it("reports no change where the archive's own rules changed", async () => {
    await using store = createMemoryStore();
    const versions = [version(1, mild), version(2, strict, { isTechnical: true })];
    const result = await importArchive({ store, archive: createArchive(versions) });
    expect(result).toMatchObject({ added: 2, changes: 0 });
  });

  it("reports no change where the words stay the same", async () => {
    await using store = createMemoryStore();
    const versions = [version(1, mild), version(2, mild.replace("service", "**service**"))];
    const result = await importArchive({ store, archive: createArchive(versions) });
    expect(result).toMatchObject({ added: 2, changes: 0 });
  });

  it("reports no change where a page could not be had for a while, nor when it can again", async () => {
    await using store = createMemoryStore();
    const broken = "This page isn't available\n----\n\nTry again, or come back later.\n";
    const versions = [version(1, mild), version(2, broken), version(3, mild)];
    const result = await importArchive({ store, archive: createArchive(versions) });
    expect(result).toMatchObject({ added: 3, changes: 0 });
  });

  it("compares what follows an unreachable page with what stood before it", async () => {
    await using store = createMemoryStore();
    const broken = "This page isn't available\n----\n\nTry again, or come back later.\n";
    const versions = [version(1, mild), version(2, broken), version(3, strict)];
    await importArchive({ store, archive: createArchive(versions) });
    const [third, , first] = await store.listVersions(termsId);
    expect(await store.listChanges({ minMateriality: "noise" })).toMatchObject([
      { beforeId: first?.id, afterId: third?.id },
    ]);
  });

  it("keeps documents apart", async () => {
    await using store = createMemoryStore();
    const other = { termsType: "Privacy Policy" };
    const versions = [version(1, mild), version(1, mild, other), version(2, strict, other)];
    const result = await importArchive({ store, archive: createArchive(versions) });
    expect(result).toMatchObject({ documents: 2, changes: 1 });
    expect(await store.listVersions("acme-ai/privacy-policy")).toHaveLength(2);
  });

  it("gives a service whose name has no Latin letters an id of its own", async () => {
    await using store = createMemoryStore();
    const archive = createArchive([version(1, mild, { serviceName: "文心一言" })]);
    await importArchive({ store, archive });
    const [terms] = await store.listTermsStatus();
    expect(terms?.id).toMatch(/^[0-9a-f]{12}\/terms-of-service$/);
  });

  it("stops when told to", async () => {
    await using store = createMemoryStore();
    const archive = createArchive([version(1, mild)]);
    const stopped = importArchive({ store, archive }, AbortSignal.abort());
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
    expect(await store.listTermsStatus()).toEqual([]);
  });
});
