import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CrawlSummary } from "../../src/app/crawl.ts";
import type { Replay } from "./replay.ts";
import { createReplay } from "./replay.ts";
import { hasCorpus, readReferenceChanges } from "./corpus.ts";

const documentId = "claude-ai-commercial-terms";

/** What each fault of the replay server comes to: the outcome and the fault that the check records. */
const faults: readonly (readonly [mode: string, outcome: string, fault: RegExp])[] = [
  ["404", "quarantined", /^error-status$/],
  ["410", "quarantined", /^error-status$/],
  ["429", "quarantined", /^(error-status|bot-wall)$/],
  ["500", "quarantined", /^error-status$/],
  ["503", "quarantined", /^error-status$/],
  ["reset", "failed", /^network$/],
  ["hang", "failed", /^timeout$/],
  ["slow", "failed", /^timeout$/],
  ["empty", "quarantined", /^empty$/],
  ["truncated", "failed", /^(decode|network)$/],
  ["login", "quarantined", /^login-wall$/],
  ["captcha", "quarantined", /^bot-wall$/],
  ["soft404", "quarantined", /^soft-404$/],
  ["loop", "failed", /^redirects$/],
  ["private", "failed", /^egress-refused$/],
  ["bomb", "failed", /^too-large$/],
];

describe.runIf(hasCorpus())("a fault in the middle of a real history", () => {
  let replay: Replay;
  /** Between these two captures another archive saw new words. */
  let before: string;
  let after: string;

  beforeAll(async () => {
    replay = await createReplay(["--only", documentId]);
    const change = readReferenceChanges()[documentId]?.find(({ text }) => text === "new");
    if (!change) throw new Error(`${documentId} has no known change`);
    ({ after: before, by: after } = change);
  });
  afterAll(() => replay?.[Symbol.asyncDispose]());

  const checkAt = async (at: string): Promise<CrawlSummary> => {
    const [document] = replay.documents;
    if (!document) throw new Error("nothing is served");
    return replay.check(document, at);
  };

  it.each(faults)("%s is %s, alerts nobody, and hides no change", async (mode, outcome, fault) => {
    await replay.reset();
    expect((await checkAt(before)).counts).toEqual({ first: 1 });

    await replay.server.setFault(documentId, mode);
    const faulty = await checkAt(after);
    await replay.server.clearFault(documentId);
    expect(faulty.records[0]?.check).toMatchObject({
      outcome,
      fault: expect.stringMatching(fault),
    });
    expect(faulty.changes).toEqual([]);

    const good = await checkAt(after);
    expect(good.changes).toHaveLength(1);
    expect(good.records[0]?.check.outcome).toBe("changed");
  });

  it("charset: a wrong charset in the header is seen through or held back, never a change of its own", async () => {
    await replay.reset();
    await checkAt(before);
    await replay.server.setFault(documentId, "charset");
    const faulty = await checkAt(before);
    await replay.server.clearFault(documentId);
    expect(faulty.changes).toEqual([]);
    expect((await checkAt(after)).changes).toHaveLength(1);
  });
});
