import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { createDiskSnapshots } from "../../src/adapters/snapshots/disk.ts";
import { benchAlign } from "./align.ts";
import { benchCompare } from "./compare.ts";
import { benchDates } from "./dates.ts";
import { benchDeliver, promisedRun } from "./deliver.ts";
import { benchMatch } from "./match.ts";
import { benchNoise } from "./noise.ts";
import { benchSemantics } from "./semantics.ts";
import { benchOwnTopics } from "./own-topics.ts";
import { benchPreview } from "./preview.ts";
import { hasCorpus } from "../replay/corpus.ts";
import { benchWeb } from "./web.ts";
import { readPages, servePages } from "./pages.ts";

// npm run bench              all of it
// npm run bench -- crawl     pages per second, processor time and memory, bytes on disk
// npm run bench -- compare   milliseconds of processor a comparison, against what is promised
// npm run bench -- align     how many reworded, moved, split clauses find their old selves; one minute
// npm run bench -- dates     in how many real texts a stated date is read, and how moved ones are judged
// npm run bench -- noise     how many alerts the imported history comes to, and what noise yields; half a minute
// npm run bench -- semantics how well families never learned from are judged; five minutes
// npm run bench -- own-topics how well a topic added with a few examples is found; ten seconds
// npm run bench -- preview   how long a preview of a subscription takes over the imported history; two minutes
// npm run bench -- match     how soon a million subscriptions are held against a change, and how well a clause
//                            watch finds what it means; five minutes, 500 MB of disk. BENCH_DATABASE=<file>
//                            keeps the million subscriptions there for the next time
// npm run bench -- deliver   whether 10,000 alerts arrive, once and in order, while a fifth of what is sent fails and the
//                            process is killed 50 times; five minutes. --deliveries, --kills and --seed for another run

// npm run bench -- web       how soon pages begin, how many a second are answered, how large they are, over the imported
//                            history; three minutes. BENCH_HISTORY=<file> serves a copy of that database instead

const pageCount = 200;

async function benchCrawl(): Promise<void> {
  const pages = readPages(pageCount);
  const megabytes = pages.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) / 1e6;
  console.log(
    `crawl: ${pages.length} real pages, ${megabytes.toFixed(0)} MB, served over loopback`,
  );
  const dataDir = await mkdtemp(join(tmpdir(), "clausewatch-bench-"));
  try {
    await using server = await servePages(pages);
    await reportCrawl("new", server.origin, dataDir);
    const { files, bytes } = await (await createDiskSnapshots({ dir: dataDir })).measure();
    await reportCrawl("unchanged, answered with 304", server.origin, dataDir);
    server.useValidators(false);
    await reportCrawl("unchanged, answered in full", server.origin, dataDir);
    console.log(`  snapshots on disk: ${files} files, ${Math.round(bytes / files)} bytes each`);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function reportCrawl(name: string, origin: string, dataDir: string): Promise<void> {
  const script = join(import.meta.dirname, "crawl-process.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [
    script,
    origin,
    String(pageCount),
    dataDir,
  ]);
  const { counts, seconds, cpuSeconds, peakMegabytes } = JSON.parse(stdout);
  const rate = (pageCount / seconds).toFixed(0);
  const cpu = ((cpuSeconds / pageCount) * 1000).toFixed(0);
  console.log(
    `  ${name.padEnd(30)} ${rate.padStart(5)} pages/s  ${cpu.padStart(4)} ms of processor a page  ${peakMegabytes.toFixed(0).padStart(4)} MB peak  ${JSON.stringify(counts)}`,
  );
}

const { values: flags, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    deliveries: { type: "string", default: String(promisedRun.deliveries) },
    kills: { type: "string", default: String(promisedRun.kills) },
    seed: { type: "string", default: String(promisedRun.seed) },
  },
});

const parts = {
  crawl: benchCrawl,
  compare: benchCompare,
  align: benchAlign,
  dates: benchDates,
  noise: benchNoise,
  semantics: benchSemantics,
  "own-topics": benchOwnTopics,
  preview: benchPreview,
  match: benchMatch,
  web: () => benchWeb(process.env["BENCH_HISTORY"] ?? null),
  deliver: () =>
    benchDeliver({
      ...promisedRun,
      deliveries: parseCount(flags.deliveries),
      kills: parseCount(flags.kills),
      seed: parseCount(flags.seed),
    }),
} as const;
function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new TypeError(`not a number: ${text}`);
  return Number(text);
}

/** What needs no text of a real provider. */
const invented = new Set(["deliver"]);
const unknown = asked.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  console.error(`no bench ${unknown}; there are: ${Object.keys(parts).join(", ")}`);
  process.exitCode = 2;
} else if ((asked.length > 0 && asked.every((name) => invented.has(name))) || hasCorpus()) {
  for (const [name, run] of Object.entries(parts)) {
    if (asked.length === 0 || asked.includes(name)) await run();
  }
}
