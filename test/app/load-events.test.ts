import { describe, expect, it } from "vitest";
import { loadEvents } from "../../src/app/load-events.ts";
import { eventWindowMs } from "../../src/core/history/events.ts";
import type { TermsChange } from "../../src/model/change.ts";
import { addMs } from "../../src/model/instant.ts";
import { hour, sampleChange, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";
import { createChange, createClauseChange } from "../render/sample.ts";

const redline =
  "You may <del>use</del><ins>neither use, copy, sell nor hand on to anybody else</ins> it.";

/** A store in which documents of one service have changed alike, each so long after the first. */
async function createStore(delays: Readonly<Record<string, number>>) {
  const store = createMemoryStore();
  const changes = new Map<string, TermsChange>();
  for (const [termsId, delayMs] of Object.entries(delays)) {
    const before = sampleVersion("before", hour(1), null, { termsId });
    const at = addMs(hour(2), delayMs);
    const after = sampleVersion("after", at, before, { termsId });
    const { comparison } = createChange([createClauseChange(redline)]);
    const change = sampleChange(before, after, comparison);
    await store.importHistory(sampleTerms(termsId), [before, after], [change]);
    changes.set(termsId, change);
  }
  const memberIdsOf = async (termsId: string) => {
    const change = changes.get(termsId);
    if (!change) throw new Error(`no change of ${termsId}`);
    const event = (await loadEvents(store, [change])).get(change.id);
    return { id: event?.id, members: event?.changes.map((one) => one.termsId) };
  };
  return { store, changes, memberIdsOf };
}

describe("loadEvents", () => {
  it("gives the same event whichever of its changes is asked about", async () => {
    const { memberIdsOf } = await createStore({ "acme/a": 0, "acme/b": eventWindowMs });
    const first = await memberIdsOf("acme/a");
    expect(first.members).toEqual(["acme/a", "acme/b"]);
    expect(await memberIdsOf("acme/b")).toEqual(first);
  });

  it("looks back as far as the same change goes on, so that no event begins in the middle", async () => {
    const step = eventWindowMs * 0.6;
    const delays = { "acme/a": 0, "acme/b": step, "acme/c": 2 * step, "acme/d": 3 * step };
    const { memberIdsOf } = await createStore(delays);
    expect((await memberIdsOf("acme/d")).members).toEqual(["acme/c", "acme/d"]);
    expect((await memberIdsOf("acme/b")).members).toEqual(["acme/a", "acme/b"]);
  });

  it("knows of no event where nothing is substantive", async () => {
    const { store, changes } = await createStore({ "acme/a": 0 });
    const [change] = changes.values();
    const { comparison } = createChange([createClauseChange(redline, { materiality: "noise" })]);
    expect(await loadEvents(store, change ? [{ ...change, comparison }] : [])).toEqual(new Map());
    expect(await loadEvents(store, [])).toEqual(new Map());
  });
});
