import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import { loadReviews } from "../../src/app/load-reviews.ts";
import type { ReviewedComparison } from "../../src/app/review-clauses.ts";
import { reviewClauses } from "../../src/app/review-clauses.ts";
import type { ReviewForm } from "../../src/core/review/form.ts";
import { toSeen } from "../../src/core/review/standing.ts";
import type { ClauseChange } from "../../src/model/comparison.ts";
import type { Digest } from "../../src/model/digest.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";
import { createClauseChange } from "../render/sample.ts";
import { recordHistory } from "./history.ts";

const competing = createClauseChange("You may <ins>not </ins>build competing models.", {
  topics: ["competing-development"],
});
const fees = createClauseChange("Fees rise by <del>5</del><ins>9</ins> %.");
const wording = createClauseChange("We <del>shall</del><ins>will</ins> write.", {
  materiality: "editorial",
  direction: null,
  topics: [],
});

let dir: string;
let store: WebStore;
let comparison: ReviewedComparison;
const clock = createFakeClock("2026-04-01T00:00:00Z");

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "clausewatch-reviews-"));
  store = await createSqliteStore({ path: join(dir, "reviews.db") });
  const changes = [fees, competing, wording];
  const [change] = await recordHistory(store, [
    { termsId: "acme/terms-of-service", at: 3, changes },
  ]);
  if (change === undefined) throw new Error("nothing was recorded");
  comparison = { ...change, subject: change.id, changes };
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  await rm(dir, { recursive: true });
});

async function keyOf(change: ClauseChange): Promise<Digest> {
  const standing = (await loadReviews(store, comparison)).of(change);
  if (standing === undefined) throw new Error("no such clause");
  return standing.key;
}

async function review(change: ClauseChange | "all", fields: Partial<ReviewForm> = {}, who = "ana") {
  clock.advance(60_000);
  const clause = change === "all" ? change : await keyOf(change);
  const form = { clause, state: "reviewed", note: "", seen: null, ...fields } as const;
  return reviewClauses({ store, clock }, comparison, { ...form, reviewer: who });
}

const statesOf = async (changes: readonly ClauseChange[], of = comparison) => {
  const reviews = await loadReviews(store, { ...of, changes });
  return changes.map((change) => reviews.of(change)?.state);
};

describe("reviewClauses", () => {
  it("keeps what was found of one clause, with a note and a name", async () => {
    expect(await review(competing, { state: "escalated", note: "Ask counsel." })).toEqual({
      kind: "done",
      count: 1,
    });
    const reviews = await loadReviews(store, comparison);
    expect(reviews.of(competing)).toMatchObject({
      state: "escalated",
      reviews: [{ note: "Ask counsel.", reviewer: "ana", at: clock.now(), previousId: null }],
    });
    expect(reviews.counts).toEqual({ new: 1, reviewed: 0, escalated: 1, dismissed: 0 });
  });

  it("writes down who did it together with the review, and nothing where there is none", async () => {
    await review(fees, { state: "escalated" });
    await review(fees, { state: "dismissed" }, "ben");
    expect(await store.listAudit({ limit: 10, before: null })).toMatchObject([
      {
        actor: "ana",
        action: "reviewed",
        subject: comparison.subject,
        detail: "escalated: 1 clause of acme/terms-of-service",
      },
    ]);
  });

  it("keeps every review, and lets the last one count", async () => {
    await review(fees, { state: "escalated" });
    const seen = (await loadReviews(store, comparison)).of(fees)?.reviews ?? [];
    await review(fees, { state: "dismissed", seen: seen[0]?.id ?? null }, "ben");
    const standing = (await loadReviews(store, comparison)).of(fees);
    expect(standing?.state).toBe("dismissed");
    expect(standing?.reviews.map(({ reviewer }) => reviewer)).toEqual(["ben", "ana"]);
  });

  it("marks all substantive clauses that are new, and leaves the others as they are", async () => {
    await review(competing, { state: "escalated" });
    expect(await review("all")).toEqual({ kind: "done", count: 1 });
    const states = await statesOf([fees, competing, wording]);
    expect(states).toEqual(["reviewed", "escalated", "new"]);
    expect(await review("all")).toEqual({ kind: "done", count: 0 });
  });

  it("shows the same review where another comparison has the same wording", async () => {
    await review(competing, { state: "escalated" });
    const [whole, moved] = [
      createClauseChange([{ op: "added", text: "You may not build competing models." }]),
      createClauseChange("<del>(b)</del><ins>(c)</ins> You may not build competing models."),
    ];
    expect(await statesOf([whole, moved])).toEqual(["escalated", "escalated"]);
  });

  it("stays when the change is judged anew", async () => {
    await review(competing, { state: "dismissed" });
    const judgement = { ...competing, topics: ["other"], confidence: 0.1 } as const;
    expect(await statesOf([judgement])).toEqual(["dismissed"]);
  });

  it("is new again once the clause is reworded, and knows who reviewed the wording before", async () => {
    await review(competing, { state: "dismissed", note: "Fine." });
    const later = createClauseChange("You may not build <ins>any </ins>competing models.");
    const standing = (await loadReviews(store, { ...comparison, changes: [later] })).of(later);
    expect(standing).toMatchObject({
      state: "new",
      reviews: [],
      earlier: { state: "dismissed", note: "Fine.", reviewer: "ana" },
    });
  });

  it("keeps terms apart", async () => {
    await review(competing);
    expect(await statesOf([competing], { ...comparison, termsId: "acme/privacy" })).toEqual([
      "new",
    ]);
  });

  it("says what another wrote meanwhile, and keeps nothing over it", async () => {
    await review(fees, { state: "escalated", note: "Theirs." });
    const outcome = await review(fees, { state: "dismissed", note: "Mine." }, "ben");
    expect(outcome).toMatchObject({
      kind: "overtaken",
      latest: [{ reviewer: "ana", note: "Theirs." }],
    });
    const latest = outcome.kind === "overtaken" ? outcome.latest : [];
    expect(await statesOf([fees])).toEqual(["escalated"]);
    const seen = toSeen(latest) as Digest;
    expect(await review(fees, { state: "dismissed", note: "Mine.", seen }, "ben")).toEqual({
      kind: "done",
      count: 1,
    });
  });

  it("refuses a clause of another comparison", async () => {
    const other = createClauseChange("You <ins>may </ins>pay.");
    const reviews = await loadReviews(store, { ...comparison, changes: [other] });
    const clause = reviews.of(other)?.key;
    expect(await review(fees, { ...(clause !== undefined && { clause }) })).toEqual({
      kind: "no-such-clause",
    });
  });
});

describe("listReviewedChanges", () => {
  const countsOf = async (filter = {}) =>
    (await store.listReviewedChanges(filter)).map(({ counts }) => counts);

  it("counts the substantive clauses of each change by their state", async () => {
    await recordHistory(store, [
      { termsId: "bolt/usage-policy", at: 5, changes: [competing] },
      { termsId: "bolt/usage-policy", at: 7, changes: [wording] },
    ]);
    await review(fees, { state: "escalated" });
    expect(await countsOf()).toEqual([
      { new: 1, reviewed: 0, escalated: 0, dismissed: 0 },
      { new: 1, reviewed: 0, escalated: 1, dismissed: 0 },
    ]);
  });

  it("finds by provider, terms, topic, reviewer and time", async () => {
    await recordHistory(store, [{ termsId: "bolt/usage-policy", at: 5, changes: [fees] }]);
    await review(fees, {}, "ana");
    const found = async (filter: Parameters<WebStore["listReviewedChanges"]>[0]) =>
      (await store.listReviewedChanges(filter)).map(({ termsId }) => termsId);
    const [acme, bolt] = ["acme/terms-of-service", "bolt/usage-policy"];
    expect(await found({ serviceId: "bolt" })).toEqual([bolt]);
    expect(await found({ termsId: acme })).toEqual([acme]);
    expect(await found({ topic: "competing-development" })).toEqual([acme]);
    expect(await found({ reviewer: "ana" })).toEqual([acme]);
    expect(await found({ reviewer: "ben" })).toEqual([]);
    const [newest] = await store.listReviewedChanges({});
    expect(await found({ since: newest?.detectedAt ?? clock.now() })).toEqual([bolt]);
    expect(await found({ until: newest?.detectedAt ?? clock.now() })).toEqual([acme]);
    expect(await store.listReviewers()).toEqual(["ana"]);
  });

  it("knows a change's clauses also after it is judged anew", async () => {
    const { comparison: judged } = (await store.findChange(comparison.subject)) ?? {};
    if (judged === undefined) throw new Error("no such change");
    const changes = [{ ...fees, materiality: "editorial", direction: null } as const, competing];
    const anew = { ...judged, changes, judgedBy: "other rules" };
    await store.recordJudgement(comparison.subject as Digest, anew, clock.now());
    expect(await countsOf()).toEqual([{ new: 1, reviewed: 0, escalated: 0, dismissed: 0 }]);
  });
});
