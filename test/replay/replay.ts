import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createFetcher } from "../../src/adapters/fetch/fetcher.ts";
import { createDiskSnapshots } from "../../src/adapters/snapshots/disk.ts";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import type { CrawlContext } from "../../src/app/crawl.ts";
import { crawl } from "../../src/app/crawl.ts";
import { parseService } from "../../src/core/declaration.ts";
import type { TermsChange } from "../../src/model/change.ts";
import type { Declaration } from "../../src/model/declaration.ts";
import type { Digest } from "../../src/model/digest.ts";
import type { Version } from "../../src/model/version.ts";
import type { Fetcher } from "../../src/ports/fetcher.ts";
import type { FakeClock } from "../fakes/fake-clock.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";
import { readReferenceChanges } from "./corpus.ts";
import type { ReplayDocument, ReplayServer } from "./replay-server.ts";
import { startReplayServer } from "./replay-server.ts";

// Crawls every real capture in time order, as a watcher with no selectors would have met them:
//
//   node test/replay/replay.ts [--every N] [--only id,id]

/** What a whole history came to, for one document. */
export interface ReplayResult {
  readonly id: string;
  readonly checks: number;
  /** Versions recorded after the first. */
  readonly versions: number;
  /** Texts that another archive recorded as new in the same time. */
  readonly expectedNew: number;
  /** Fingerprints of the wordings whose return was reported, once for each report. */
  readonly reversals: readonly Digest[];
  readonly substantive: number;
  readonly held: Readonly<Record<string, number>>;
}

const day = 86_400_000;

/** The defaults; but a capture stands still, so its confirmation need not wait. */
const rules = {
  confirmDelayMs: 0,
  variantHoldMs: 3 * day,
  variantSightings: 3,
  settledMs: 3 * day,
};

export interface Replay extends AsyncDisposable {
  /** Of the current history. */
  readonly context: CrawlContext;
  readonly server: ReplayServer;
  readonly clock: FakeClock;
  readonly documents: readonly ReplayDocument[];
  declare(document: ReplayDocument): Declaration;
  /** One check of one document, as it stood at a time, and the confirmation if there is anything to confirm. */
  check(document: ReplayDocument, at: string): ReturnType<typeof crawl>;
  /** Forgets all that was recorded: a new history in an empty folder. */
  reset(): Promise<void>;
}

/** The real thing over loopback: fetcher, store and snapshots, with only the calendar simulated. */
export async function createReplay(args: readonly string[] = []): Promise<Replay> {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await startReplayServer(args));
  const clock = createFakeClock();
  const fetcher = stack.use(
    createFetcher({
      clock,
      random: () => 0.5,
      userAgent: "Clausewatch/replay",
      allowHosts: [new URL(server.origin).host],
      minGapMs: 0,
      // A fault that lasts is the same at the third attempt; patience is the fetcher's own tests' business.
      maxRetries: 0,
      firstByteTimeoutMs: 2_000,
      deadlineMs: 4_000,
    }),
  );
  let history = await openHistory(clock, fetcher);
  stack.defer(() => history.owned.disposeAsync());
  const declare = (document: ReplayDocument) => {
    const terms = {
      "Terms of Service": { fetch: `${server.origin}/${document.id}`, executeClientScripts: false },
    };
    const [declaration] = parseService(document.id, { name: document.service, terms }).declarations;
    if (!declaration) throw new Error(`cannot declare ${document.id}`);
    return declaration;
  };
  const owned = stack.move();
  return {
    get context() {
      return history.context;
    },
    server,
    clock,
    documents: server.documents,
    declare,
    async check(document, at) {
      await server.setClock(at);
      clock.set(at);
      return crawl(history.context, [declare(document)], { waitForConfirmationMs: 60_000 });
    },
    async reset() {
      await history.owned.disposeAsync();
      history = await openHistory(clock, fetcher);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function openHistory(clock: FakeClock, fetcher: Fetcher) {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "clausewatch-replay-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const context: CrawlContext = {
    store: stack.use(await createSqliteStore({ path: join(dataDir, "clausewatch.db") })),
    snapshots: await createDiskSnapshots({ dir: dataDir }),
    fetcher,
    clock,
    log: {
      debug() {},
      info() {},
      warn() {},
      error: (message, fields) => console.error(message, fields),
    },
    settings: { rules, fullFetchEveryMs: 7 * day, operators: [], staleAfterIntervals: 1e6 },
  };
  return { context, owned: stack.move() };
}

/** Replays one document's history from beginning to end. */
export async function replayDocument(
  replay: Replay,
  document: ReplayDocument,
): Promise<ReplayResult> {
  const held: Record<string, number> = {};
  const changes: TermsChange[] = [];
  const times = await replay.server.listTimes(document.id);
  for (const at of times) {
    const summary = await replay.check(document, at);
    if (summary.broken > 0) throw new Error(`${document.id} broke off at ${at}`);
    changes.push(...summary.changes);
    for (const { check } of summary.records) {
      if (check.fault) held[check.fault] = (held[check.fault] ?? 0) + 1;
    }
  }
  const { id } = replay.declare(document);
  const versions = (await replay.context.store.listVersions(id)).filter(isSeen);
  const known = readReferenceChanges()[document.id] ?? [];
  return {
    id: document.id,
    checks: times.length,
    versions: Math.max(0, versions.length - 1),
    expectedNew: known.filter(({ text }) => text === "new").length,
    reversals: changes
      .filter(({ reversalOf }) => reversalOf !== null)
      .flatMap(
        ({ afterId }) => versions.find((version) => version.id === afterId)?.fingerprint ?? [],
      ),
    substantive: changes.filter(({ comparison }) => comparison.materiality === "substantive")
      .length,
    held,
  };
}

function isSeen({ origin }: Version): boolean {
  return origin === "crawl";
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { every: { type: "string", default: "1" }, only: { type: "string" } },
  });
  const args = ["--every", values.every, ...(values.only ? ["--only", values.only] : [])];
  await using replay = await createReplay(args);
  const total = { checks: 0, versions: 0, expectedNew: 0, reversals: 0, substantive: 0 };
  console.log(
    `${"document".padEnd(52)} checks  versions  new in reference  reversals  substantive  held`,
  );
  const startedAt = performance.now();
  for (const document of replay.documents) {
    const result = await replayDocument(replay, document);
    const cells = [
      result.checks,
      result.versions,
      result.expectedNew,
      result.reversals.length,
      result.substantive,
    ];
    const heldText = Object.entries(result.held)
      .map(([fault, count]) => `${fault} ${count}`)
      .join(", ");
    console.log(
      `${result.id.padEnd(52)} ${cells.map((cell) => String(cell).padStart(8)).join(" ")}  ${heldText}`,
    );
    total.checks += result.checks;
    total.versions += result.versions;
    total.expectedNew += result.expectedNew;
    total.reversals += result.reversals.length;
    total.substantive += result.substantive;
  }
  console.log(
    JSON.stringify({ ...total, seconds: Math.round((performance.now() - startedAt) / 1000) }),
  );
}
