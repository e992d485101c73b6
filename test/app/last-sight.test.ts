import { describe, expect, it } from "vitest";
import { findLastSight } from "../../src/app/last-sight.ts";
import { addMs } from "../../src/model/instant.ts";
import { hour, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";

const weekMs = 7 * 86_400_000;

async function storeImported() {
  const store = createMemoryStore();
  const text = sampleVersion("You may not resell.", hour(1), null, { origin: "import" });
  await store.importHistory(sampleTerms(), [text], []);
  return store;
}

describe("findLastSight", () => {
  it("ends with the last text of an archive, after which nothing is known", async () => {
    const store = await storeImported();
    const now = addMs(hour(1), weekMs + 1);
    expect(await findLastSight(store, now)).toEqual({ at: addMs(hour(1), 1), isCurrent: false });
  });

  it("is now where texts were seen lately, or none is there", async () => {
    const store = await storeImported();
    const now = addMs(hour(1), weekMs);
    expect(await findLastSight(store, now)).toEqual({ at: now, isCurrent: true });
    expect(await findLastSight(createMemoryStore(), now)).toEqual({ at: now, isCurrent: true });
  });
});
