import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import type { JudgedAnew } from "../../src/app/rejudge.ts";
import { rejudge } from "../../src/app/rejudge.ts";
import { compareVersions } from "../../src/core/compare.ts";
import { judgementVersion } from "../../src/core/judgement-version.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { Store } from "../../src/ports/store.ts";
import {
  hour,
  sampleChange,
  sampleCheck,
  sampleNotification,
  sampleRecord,
  sampleTerms,
  sampleVersion,
  termsId,
} from "../contract/samples.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";
import { wholeFilter } from "../../src/model/subscription.ts";

const texts = [
  "# Terms\n\nYou may resell the service.\n",
  "# Terms\n\nYou may not resell the service.\n",
  "# Terms\n\nYou may not resell the service.\n\nFees are due within 30 days.\n",
  "# Terms\n\nYou may not resell the service.\n\nFees are due within 10 days.\n",
];
const clock = createFakeClock("2026-05-01T00:00:00Z");

let dir: string;
let count = 0;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "clausewatch-rejudge-"));
});
afterEach(() => rm(dir, { recursive: true }));

/** How rules of an earlier day saw it: nothing mattered to them. */
function belittle(present: Comparison): Comparison {
  const { judgedBy: _, ...comparison } = present;
  const changes = comparison.changes.map((change) => ({
    ...change,
    materiality: "editorial" as const,
    direction: null,
  }));
  return { ...comparison, materiality: "editorial", changes };
}

function buildHistory() {
  const versions = texts.map((text, at) => sampleVersion(text, hour(at)));
  const changes = versions.slice(1).map((after, at) => {
    const before = versions[at] ?? after;
    return sampleChange(before, after, belittle(compareVersions(before.text, after.text)));
  });
  return { versions, changes };
}

/** A database of three changes that earlier rules judged. */
async function createHistory(): Promise<Store> {
  count += 1;
  const store = await createSqliteStore({ path: join(dir, `${count}.db`) });
  const { versions, changes } = buildHistory();
  await store.importHistory(sampleTerms(), versions, changes);
  return store;
}

/** Everything that a judgement can have touched. */
async function readAll(store: Store) {
  const heads = await store.listChangeHeads({});
  return {
    changes: await store.listChanges({ minMateriality: "noise" }),
    byTopic: await store.listChanges({ topic: "pricing-payment", minMateriality: "substantive" }),
    superseded: await Promise.all(heads.map(({ id }) => store.listSupersededJudgements(id))),
    outbox: await store.listOutbox({ limit: 10 }),
  };
}

/** The same store, whose n-th call fails, before or after it has had its effect. */
function interrupt(store: Store, at: number, when: "before" | "after") {
  let calls = 0;
  const broken = new Proxy(store, {
    get(target, key): unknown {
      const method: unknown = Reflect.get(target, key);
      if (typeof method !== "function") return method;
      return async (...parameters: unknown[]) => {
        calls += 1;
        const isMet = calls === at;
        if (isMet && when === "before") throw new StoreError("io", "cut off");
        const result: unknown = await Reflect.apply(method, target, parameters);
        if (isMet) throw new StoreError("io", "cut off");
        return result;
      };
    },
  });
  return { broken, isMet: () => calls >= at };
}

describe("rejudge", () => {
  it("says what the present rules judge otherwise, and writes nothing", async () => {
    await using store = await createHistory();
    const before = await readAll(store);
    const judged: JudgedAnew[] = [];
    const onJudged = (one: JudgedAnew) => void judged.push(one);
    expect(await rejudge({ store, clock }, { onJudged })).toEqual({
      judgedBy: judgementVersion,
      changes: 3,
      current: 0,
      judged: 3,
      other: 3,
      turns: { "editorial → substantive": 3 },
      clauses: 3,
      recorded: 0,
      awaited: 0,
    });
    expect(judged[0]).toMatchObject({
      change: { termsId, judgedBy: null },
      rejudgement: {
        clauses: [{ before: { materiality: "editorial" }, now: { direction: "tightened" } }],
      },
      outcome: null,
    });
    expect(await readAll(store)).toEqual(before);
  });

  it("records what it judges when asked to, keeps what was said before, and alerts nobody", async () => {
    await using store = await createHistory();
    await store.putSubscription({
      id: "all",
      channel: "email",
      target: "all@example.com",
      ...wholeFilter,
      minMateriality: "noise",
      rhythm: "instant",
      source: "database",
    });
    const { changes } = buildHistory();
    expect(await rejudge({ store, clock }, { isApplied: true })).toMatchObject({ recorded: 3 });
    const after = await readAll(store);
    expect(after.changes.map(({ comparison }) => comparison)).toEqual(
      texts
        .slice(1)
        .map((text, at) => compareVersions(texts[at] ?? "", text))
        .toReversed(),
    );
    expect(after.superseded.flat()).toMatchObject(
      changes.map(({ id, comparison }) => ({
        changeId: id,
        comparison,
        judgedBy: null,
        supersededAt: clock.now(),
        supersededBy: judgementVersion,
      })),
    );
    expect(after.outbox).toEqual([]);
  });

  it("finds nothing to do the second time", async () => {
    await using store = await createHistory();
    await rejudge({ store, clock }, { isApplied: true });
    const once = await readAll(store);
    const again = await rejudge({ store, clock }, { isApplied: true });
    expect(again).toMatchObject({ current: 3, judged: 0, recorded: 0 });
    const all = await rejudge({ store, clock }, { isApplied: true, isAll: true });
    expect(all).toMatchObject({ judged: 3, other: 0, recorded: 0 });
    expect(await readAll(store)).toEqual(once);
  });

  it.each(["before", "after"] as const)(
    "comes to the same when it is cut off %s any step and run again",
    async (when) => {
      await using undisturbed = await createHistory();
      await rejudge({ store: undisturbed, clock }, { isApplied: true });
      const expected = await readAll(undisturbed);
      let faults = 0;
      for (let at = 1; ; at += 1) {
        await using store = await createHistory();
        const { broken, isMet } = interrupt(store, at, when);
        await rejudge({ store: broken, clock }, { isApplied: true }).catch(() => {});
        if (!isMet()) break;
        faults += 1;
        await rejudge({ store, clock }, { isApplied: true });
        expect(await readAll(store), `cut off at call ${at}`).toEqual(expected);
      }
      expect(faults).toBe(1 + 3 * 4);
    },
  );

  it("stops between two changes when told to, and keeps what it has done", async () => {
    await using store = await createHistory();
    const stop = new AbortController();
    const onJudged = () => stop.abort();
    const stopped = rejudge({ store, clock }, { isApplied: true, onJudged }, stop.signal);
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
    expect(await rejudge({ store, clock })).toMatchObject({ current: 1, judged: 2 });
  });

  it("leaves a change whose alert waits, and says so", async () => {
    await using store = await createHistory();
    const { versions } = buildHistory();
    const [first, second] = versions;
    if (!first || !second) throw new Error("no versions");
    const next = sampleVersion("# Terms\n\nYou may go.\n", hour(9));
    const comparison = belittle(compareVersions(second.text, next.text));
    const change = sampleChange(second, next, comparison);
    const check = sampleCheck("changed", hour(9), { versionId: next.id });
    const notifications = [sampleNotification(change, "counsel", hour(9))];
    await store.recordCheck(sampleRecord(check, { versions: [next], change, notifications }));
    const summary = await rejudge({ store, clock }, { isApplied: true });
    expect(summary).toMatchObject({ judged: 4, recorded: 3, awaited: 1 });
    expect(await store.findChange(change.id)).toEqual(change);
  });

  it("judges a list of entries as one: an entry that rolled off is noise", async () => {
    await using store = await createHistory();
    const [, shorter, longer] = buildHistory().versions;
    if (!shorter || !longer) throw new Error("no versions");
    await store.importHistory(sampleTerms(), [], [sampleChange(longer, shorter)]);
    const judge = async (isList: boolean) => {
      const judged: JudgedAnew[] = [];
      const onJudged = (one: JudgedAnew) => void judged.push(one);
      await rejudge({ store, clock }, { isListOf: (id) => isList && id === termsId, onJudged });
      return judged.at(-1)?.rejudgement.materiality.now;
    };
    expect(await judge(false)).toBe("substantive");
    expect(await judge(true)).toBe("noise");
  });
});
