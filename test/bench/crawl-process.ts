import { join } from "node:path";
import { createFetcher } from "../../src/adapters/fetch/fetcher.ts";
import { createDiskSnapshots } from "../../src/adapters/snapshots/disk.ts";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import { createSystemClock } from "../../src/adapters/system/clock.ts";
import { crawl } from "../../src/app/crawl.ts";
import { parseService } from "../../src/core/declaration.ts";
import type { Log } from "../../src/ports/log.ts";

// One crawl in a process of its own, so that its peak memory is its own: node crawl-process.ts ORIGIN PAGES DATA_DIR

const [origin = "", count = "0", dataDir = ""] = process.argv.slice(2);
const clock = createSystemClock();
const { host } = new URL(origin);

const declarations = Array.from({ length: Number(count) }, (_, index) => {
  const terms = {
    "Terms of Service": { fetch: `${origin}/p${index}`, executeClientScripts: false },
  };
  return parseService(`page-${index}`, { name: `Page ${index}`, terms }).declarations;
}).flat();

const log: Log = {
  debug() {},
  info() {},
  warn() {},
  error: (message, fields) => console.error(message, fields),
};
const before = process.cpuUsage();
const startedAt = performance.now();
{
  await using store = await createSqliteStore({ path: join(dataDir, "clausewatch.db") });
  await using fetcher = createFetcher({
    clock,
    random: Math.random,
    userAgent: "Clausewatch/bench",
    allowHosts: [host],
    // One host stands for two hundred: its pace is not what is measured.
    minGapMs: 0,
  });
  const summary = await crawl(
    {
      store,
      fetcher,
      clock,
      snapshots: await createDiskSnapshots({ dir: dataDir }),
      log,
      settings: {
        rules: { confirmDelayMs: 0, variantHoldMs: 0, variantSightings: 2, settledMs: 0 },
        fullFetchEveryMs: 7 * 86_400_000,
        operators: [],
        staleAfterIntervals: 2,
      },
    },
    declarations,
    { waitForConfirmationMs: 0 },
  );
  const { user, system } = process.cpuUsage(before);
  console.log(
    JSON.stringify({
      counts: summary.counts,
      seconds: (performance.now() - startedAt) / 1000,
      cpuSeconds: (user + system) / 1e6,
      peakMegabytes: process.resourceUsage().maxRSS / 1024,
    }),
  );
}
