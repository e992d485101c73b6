import { describe, expect, it } from "vitest";
import { isWorthTrying, tryFilter } from "../../src/app/try-filter.ts";
import type { FilterTrial } from "../../src/app/try-filter.ts";
import type { ClauseChange } from "../../src/model/comparison.ts";
import type { SubscriptionFilter } from "../../src/model/subscription.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import { hour } from "../contract/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";
import { createClauseChange } from "../render/sample.ts";
import { recordHistory } from "./history.ts";

const rivals = createClauseChange(
  "<ins>You must not use outputs of the service to develop models that compete with us.</ins>",
);
const rivalsInOtherWords = createClauseChange(
  "<ins>Customers shall not train competing models on what the service puts out.</ins>",
);
const others = [
  "Invoices are due within <del>thirty</del><ins>ten</ins> days of their date.",
  "The courts of <del>Dublin</del><ins>Berlin</ins> decide all disputes.",
  "We keep personal data for <del>one year</del><ins>two years</ins> after you leave.",
  "Support answers within <del>one</del><ins>two</ins> working days.",
  "The agreement renews every <del>year</del><ins>month</ins> unless it is cancelled.",
  "Credits lapse after <del>twelve</del><ins>six</ins> months without use.",
  "A breach of security is reported within <del>72</del><ins>96</ins> hours.",
  "Subprocessors are announced <del>thirty</del><ins>ten</ins> days ahead.",
  "Uptime is promised at <del>99.9</del><ins>99.5</ins> percent.",
].map((redline) => createClauseChange(redline));

const watch = [
  "You may not use output to develop models that compete with ours.",
  "Customers must not train competing models on the output of the service.",
];

async function run(
  changes: readonly ClauseChange[],
  filter: Partial<SubscriptionFilter>,
): Promise<FilterTrial> {
  const store = createMemoryStore();
  await recordHistory(
    store,
    changes.map((change, at) => ({ termsId: `acme/terms-${at}`, at: at + 1, changes: [change] })),
  );
  const query = { filter: { ...wholeFilter, ...filter }, since: hour(0) };
  return tryFilter(store, query, { limit: 3 });
}

describe("tryFilter", () => {
  it("gives what a clause watch would have found, the likeliest first", async () => {
    const changes = [...others, rivalsInOtherWords, rivals];
    const trial = await run(changes, { clauseWatch: watch });
    expect(trial).toMatchObject({ found: 2, asked: 11, verdict: "fine" });
    const [first, second] = trial.best.map(({ probability }) => probability ?? 0);
    expect(first).toBeGreaterThanOrEqual(second ?? 1);
    expect(trial.best.map(({ clause }) => clause.after?.text)).toContain(rivals.after?.text);
    expect(trial.best.flatMap(({ words }) => words)).not.toEqual([]);
  });

  it("gives the newest that a pattern matches, and no certainty", async () => {
    const trial = await run(others, { pattern: "99[.]5 per ?cent" });
    expect(trial).toMatchObject({ found: 1, asked: 9, verdict: "fine" });
    expect(trial.best).toMatchObject([{ change: { termsId: "acme/terms-8" }, probability: null }]);
  });

  it("shows no more than it was asked for", async () => {
    const trial = await run(others, { pattern: "." });
    expect([trial.found, trial.best.length]).toEqual([9, 3]);
  });

  it.each<[FilterTrial["verdict"], string, readonly ClauseChange[]]>([
    ["nothing", "unicorn", others],
    ["much", "thirty|ten|Berlin", others],
    ["fine", "Berlin", others],
    ["unknown", "unicorn", []],
  ])("judges as %s what %s finds", async (verdict, pattern, changes) => {
    expect((await run(changes, { pattern })).verdict).toBe(verdict);
  });

  it("holds what it finds against the documents that are asked for alone", async () => {
    const trial = await run(others, { pattern: "Berlin", documents: ["acme/terms-1"] });
    expect(trial).toMatchObject({ found: 1, asked: 1, verdict: "much" });
  });
});

describe("isWorthTrying", () => {
  it("is true of what is sought in somebody's own words", () => {
    expect(isWorthTrying({ ...wholeFilter, pattern: "a" })).toBe(true);
    expect(isWorthTrying({ ...wholeFilter, clauseWatch: watch })).toBe(true);
    expect(isWorthTrying({ ...wholeFilter, topics: ["pricing-payment"] })).toBe(false);
  });
});
