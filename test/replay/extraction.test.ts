import { describe, expect, it } from "vitest";
import { hasCorpus } from "./corpus.ts";
import { listDocuments } from "./extraction-corpus.ts";
import { type Report, reportOn } from "./extraction-report.ts";

/** Every fifth capture, so that CI ends soon; `extraction.ts` reads all. */
const every = 5;

describe.runIf(hasCorpus())("extractSource over real captures", () => {
  it("agrees with the other archive on 24 documents of 28, without a selector", async () => {
    const reports = await reportAll();
    const good = reports.filter(({ isGood }) => isGood === true).map(({ id }) => id);
    expect(reports.filter(({ isGood }) => isGood !== null)).toHaveLength(28);
    expect(good.length, `agreeing: ${good.join(", ")}`).toBeGreaterThanOrEqual(24);
  });

  it("finds no more new texts than there were, and a tenth", async () => {
    const reports = (await reportAll()).filter(({ isGood }) => isGood !== null);
    const found = reports.reduce((sum, { distinct }) => sum + Math.max(0, distinct - 1), 0);
    const known = reports.reduce((sum, report) => sum + report.known, 0);
    expect(found).toBeLessThanOrEqual(known * 1.1);
  });

  it("holds only captures that are not the terms", async () => {
    const held = (await reportAll()).filter((report) => report.held !== "").map(({ id }) => id);
    const withFailures = new Set([
      "chatgpt-commercial-terms",
      "chatgpt-terms-of-service",
      "chatgpt-developer-terms",
      "chatgpt-business-privacy-policy",
      "microsoft-copilot-terms-of-service",
      "civitai-terms-of-service",
      "llama-api-acceptable-use-policy",
      "fireworks-ai-terms-of-service",
    ]);
    expect(held.filter((id) => !withFailures.has(id))).toEqual([]);
  });
});

let pending: Promise<Report[]> | undefined;

/** One reading serves all tests. */
async function reportAll(): Promise<Report[]> {
  pending ??= (async () => {
    const reports: Report[] = [];
    for (const id of listDocuments()) reports.push(await reportOn(id, every));
    return reports;
  })();
  return pending;
}
