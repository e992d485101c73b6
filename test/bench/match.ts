import { copyFile, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { CamelCasePlugin, Kysely, SqliteDialect } from "kysely";
import { openDatabase, toKyselyDatabase } from "../../src/adapters/store/sqlite/connection.ts";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import { putSubscription } from "../../src/adapters/store/subscriptions.ts";
import type { Tables } from "../../src/adapters/store/tables.ts";
import { listMatched } from "../../src/app/notify-readers.ts";
import { createMatcher } from "../../src/core/match/matcher.ts";
import type { TermsChange } from "../../src/model/change.ts";
import { addMs, parseInstant } from "../../src/model/instant.ts";
import type { MatchedFilter } from "../../src/model/subscription.ts";
import type { Terms } from "../../src/model/terms.ts";
import type { Store } from "../../src/ports/store.ts";
import { sampleChange, sampleCheck, sampleRecord, sampleVersion } from "../contract/samples.ts";
import { benchClauseWatch, compareAll } from "./clause-watch.ts";
import type { Compared } from "./clause-watch.ts";
import { drawSubscriptions, isGone, toTerms } from "./subscriptions.ts";
import type { Population } from "./subscriptions.ts";

// How fast it is found, of a million who have subscribed, whom a change concerns: from the change to the filters that
// let it through, what is in the database read from there. Then how long recording the change takes, with a
// notification for each who has subscribed by them. BENCH_DATABASE names a file that is filled once and used again.

const million: Population = { seed: 1, subscriptions: 1_000_000, services: 400 };
const changeCount = 50;
const now = parseInstant("2026-03-01T12:00:00Z");

export async function benchMatch(): Promise<void> {
  const compared = compareAll();
  benchClauseWatch(compared);
  await benchPopulation(million, pickChanges(compared));
}

export async function benchPopulation(
  population: Population,
  changes: readonly TermsChange[],
): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "clausewatch-bench-"));
  try {
    const path = join(dir, "clausewatch.db");
    await provide(path, population);
    await report(path, "the most popular document", toTerms(1), changes);
    await report(path, "a document of the 40th service", toTerms(40), changes);
    console.log(
      `  load of the machine: ${loadavg()
        .map((load) => load.toFixed(1))
        .join(" ")}`,
    );
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** What is recorded stays out of the one that is kept. */
async function provide(path: string, population: Population): Promise<void> {
  const kept = process.env["BENCH_DATABASE"];
  if (kept === undefined) return fill(path, population);
  const isThere = await stat(kept).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await fill(`${kept}.new`, population);
    await rename(`${kept}.new`, kept);
  }
  await copyFile(kept, path);
}

const atOnce = 50_000;

async function fill(path: string, population: Population): Promise<void> {
  const start = performance.now();
  await (await createSqliteStore({ path }))[Symbol.asyncDispose]();
  const database = openDatabase(path, 0);
  // Of what is thrown away afterwards nothing need survive a power failure.
  database.pragma("synchronous = OFF");
  database.pragma("cache_size = -400000");
  const dialect = new SqliteDialect({ database: toKyselyDatabase(database, path) });
  const db = new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] });
  const drawn = drawSubscriptions(population);
  for (let count = 0; count < population.subscriptions; count += atOnce) {
    await db.transaction().execute(async (transaction) => {
      for (let added = 0; added < atOnce; added++) {
        const { value } = drawn.next();
        if (value === undefined) break;
        await putSubscription(transaction, value);
        const { channel, target } = value;
        if (channel !== "email" || !isGone(target)) continue;
        const gone = {
          channel,
          target,
          subscriptionId: "",
          reason: "bounced",
          detail: "",
          at: now,
        };
        await transaction
          .insertInto("suppressions")
          .values(gone)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    });
  }
  const count = async (table: "subscriptions" | "filters" | "filterKeys" | "suppressions") => {
    const { rows } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as("rows"))
      .executeTakeFirstOrThrow();
    return rows.toLocaleString("en");
  };
  console.log(
    `match: ${await count("subscriptions")} subscriptions share ${await count("filters")} filters under ${await count("filterKeys")} keys; ${await count("suppressions")} targets suppressed`,
  );
  await db.destroy();
  const { size } = await stat(path);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`  built in ${seconds} s; ${(size / 1e6).toFixed(0)} MB`);
}

/** Real ones of all sizes, alike every time. */
export function pickChanges(compared: readonly Compared[]): readonly TermsChange[] {
  const before = sampleVersion("before", now);
  const changes = compared
    .filter(
      ({ comparison: { materiality, replaced } }) => materiality === "substantive" && !replaced,
    )
    .map(({ comparison }, at) =>
      sampleChange(before, sampleVersion(`after ${at}`, now, before), comparison),
    );
  const step = changes.length / changeCount;
  return Array.from({ length: changeCount }, (_, at) => changes[Math.floor(at * step)]).flatMap(
    (change) => change ?? [],
  );
}

async function report(
  path: string,
  name: string,
  terms: Terms,
  changes: readonly TermsChange[],
): Promise<void> {
  // As a crawl begins: nothing learned, nothing read.
  await using store = await createSqliteStore({ path });
  const matcher = createMatcher();
  const times: number[] = [];
  const processorTimes: number[] = [];
  const recipients: number[] = [];
  const candidates: number[] = [];
  const all: Found[] = [];
  for (const change of changes) {
    const [start, spent] = [performance.now(), process.cpuUsage()];
    const matched = await listMatched(store, matcher, { change, terms });
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(spent);
    processorTimes.push((user + system) / 1000);
    const told = await store.listRecipients(matched.map(({ filterId }) => filterId));
    recipients.push(told.length);
    candidates.push((await store.listFilters(matcher.toKeys(change, terms))).length);
    all.push({ change, matched, recipients: told.length });
  }
  console.log(`  ${changes.length} real changes, as if of ${name}`);
  console.log(`    ms a change: ${describe(times, 0)}, the first ${times[0]?.toFixed(0)}`);
  console.log(`    ms of processor: ${describe(processorTimes, 0)}`);
  console.log(`    filters looked at: ${describe(candidates, 0)}`);
  console.log(`    recipients: ${describe(recipients, 0)}`);
  const sorted = all.toSorted((one, other) => one.recipients - other.recipients);
  for (const share of [0.5, 1]) {
    const found = sorted[Math.floor((sorted.length - 1) * share)];
    if (found !== undefined) await reportRecording(store, terms, found);
  }
}

interface Found {
  readonly change: TermsChange;
  readonly matched: readonly MatchedFilter[];
  readonly recipients: number;
}

async function reportRecording(
  store: Store,
  terms: Terms,
  { change: real, matched, recipients }: Found,
): Promise<void> {
  await store.putTerms([terms]);
  const fields = { termsId: terms.id };
  const before = sampleVersion("before", now, null, fields);
  const after = sampleVersion(`after for ${recipients}`, now, before, fields);
  const change = sampleChange(before, after, real.comparison);
  const check = sampleCheck("changed", addMs(now, recipients), {
    ...fields,
    versionId: after.id,
  });
  const [start, spent] = [performance.now(), process.cpuUsage()];
  await store.recordCheck(sampleRecord(check, { versions: [before, after], change, matched }));
  const ms = (performance.now() - start).toFixed(0);
  const { user, system } = process.cpuUsage(spent);
  const processor = ((user + system) / 1000).toFixed(0);
  console.log(
    `    recording one with ${recipients} notifications: ${ms} ms, ${processor} of processor`,
  );
}

function describe(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number): string =>
    (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(digits);
  return `median ${at(0.5)}, nine in ten up to ${at(0.9)}, at most ${at(1)}`;
}
