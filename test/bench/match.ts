import { mkdtemp, rm, stat } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { CamelCasePlugin, Kysely, SqliteDialect } from "kysely";
import { openDatabase, toKyselyDatabase } from "../../src/adapters/store/sqlite/connection.ts";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import { putSubscription } from "../../src/adapters/store/subscriptions.ts";
import type { Tables } from "../../src/adapters/store/tables.ts";
import { notifyReaders } from "../../src/app/notify-readers.ts";
import { createMatcher } from "../../src/core/match/matcher.ts";
import type { TermsChange } from "../../src/model/change.ts";
import { digestOf } from "../../src/model/digest.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { Notification } from "../../src/model/notification.ts";
import type { Terms } from "../../src/model/terms.ts";
import type { Store } from "../../src/ports/store.ts";
import { sampleChange, sampleCheck, sampleRecord, sampleVersion } from "../contract/samples.ts";
import { benchClauseWatch, compareAll } from "./clause-watch.ts";
import type { Compared } from "./clause-watch.ts";
import { drawSubscriptions, isGone, toTerms } from "./subscriptions.ts";
import type { Population } from "./subscriptions.ts";

// How fast those are found, of a million who have subscribed, whom a change concerns: from the change to the list of
// notifications, what is in the database read from there. Then how long writing them takes.

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
    await fill(path, population);
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
  const matches: number[] = [];
  const candidates: number[] = [];
  let most: { readonly change: TermsChange; readonly notifications: Notification[] } | undefined;
  for (const change of changes) {
    const [start, spent] = [performance.now(), process.cpuUsage()];
    const notifications = await notifyReaders(store, matcher, { change, terms }, now);
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(spent);
    processorTimes.push((user + system) / 1000);
    matches.push(notifications.length);
    candidates.push((await store.listFilters(matcher.toKeys(change, terms))).length);
    if (notifications.length > (most?.notifications.length ?? 0)) most = { change, notifications };
  }
  console.log(`  ${changes.length} real changes, as if of ${name}`);
  console.log(`    ms a change: ${describe(times, 0)}, the first ${times[0]?.toFixed(0)}`);
  console.log(`    ms of processor: ${describe(processorTimes, 0)}`);
  console.log(`    filters looked at: ${describe(candidates, 0)}`);
  console.log(`    notifications: ${describe(matches, 0)}`);
  if (most !== undefined) await reportWriting(store, terms, most.notifications);
}

async function reportWriting(
  store: Store,
  terms: Terms,
  notifications: readonly Notification[],
): Promise<void> {
  await store.putTerms([terms]);
  const fields = { termsId: terms.id };
  const before = sampleVersion("before", now, null, fields);
  const after = sampleVersion("after", now, before, fields);
  const change = sampleChange(before, after);
  const check = sampleCheck("changed", now, { ...fields, versionId: after.id });
  const own = notifications.map((notification, at) => ({
    ...notification,
    id: digestOf(`${terms.id} ${at}`),
    subjectId: change.id,
  }));
  const start = performance.now();
  await store.recordCheck(
    sampleRecord(check, { versions: [before, after], change, notifications: own }),
  );
  const ms = (performance.now() - start).toFixed(0);
  console.log(`    writing ${own.length} of them with their change: ${ms} ms`);
}

function describe(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number): string =>
    (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(digits);
  return `median ${at(0.5)}, nine in ten up to ${at(0.9)}, at most ${at(1)}`;
}
