import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Replay, ReplayResult } from "./replay.ts";
import { createReplay, replayDocument } from "./replay.ts";
import { hasCorpus } from "./corpus.ts";

/** Every fifth capture, so that CI ends soon; `npm run replay` takes them all. */
const every = 5;

describe.runIf(hasCorpus())("three years of real captures, replayed in time order", () => {
  let replay: Replay;
  const results: ReplayResult[] = [];

  beforeAll(async () => {
    replay = await createReplay(["--every", String(every)]);
    for (const document of replay.documents) results.push(await replayDocument(replay, document));
  }, 600_000);
  afterAll(() => replay?.[Symbol.asyncDispose]());

  it("checks every capture of every document without breaking off", () => {
    expect(results).toHaveLength(replay.documents.length);
    expect(results.every(({ checks }) => checks > 0)).toBe(true);
  });

  it("records no more versions than another archive saw new texts, plus a tenth", () => {
    const total = (pick: (result: ReplayResult) => number) =>
      results.reduce((sum, result) => sum + pick(result), 0);
    expect(total(({ versions }) => versions)).toBeGreaterThan(50);
    expect(total(({ versions }) => versions)).toBeLessThanOrEqual(
      1.1 * total(({ expectedNew }) => expectedNew),
    );
  });

  it("reports the return of a wording at most once", () => {
    for (const { id, reversals } of results) {
      expect(new Set(reversals).size, id).toBe(reversals.length);
    }
  });

  it("takes no error page of a provider for its terms", () => {
    const llama = results.find(({ id }) => id === "llama-api-acceptable-use-policy");
    expect(Object.keys(llama?.held ?? {}).length).toBeGreaterThan(0);
    expect(llama?.versions).toBeLessThanOrEqual(6);
  });
});
