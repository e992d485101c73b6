import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import { addresses } from "../../src/web/addresses.ts";
import { scriptPath, stylePath } from "../../src/web/paths.ts";
import { sharedDir } from "../replay/corpus.ts";
import type { PageKind } from "./web-addresses.ts";
import { findLongestPair, listPageKinds } from "./web-addresses.ts";
import type { Timed } from "./web-measure.ts";
import { createClient, measureMarkup, measureRate, percentile } from "./web-measure.ts";

// The web page as it is served over the imported history: by the real command, over loopback, one reader at a time for
// the first bytes, many at a time for the rate. Whoever asks runs on the same machine. The same kinds once more as an
// operator gets them who has signed in, after a restart, so that nothing is kept from those who have not.

const cliFile = join(import.meta.dirname, "../../src/cli.ts");
const promisedRate = 500;
const promisedMarkupBytes = 100_000;
const promisedScriptBytes = 15_000;
const promisedComparisonMs = 300;

const signedInKinds: ReadonlySet<string> = new Set([
  "home",
  "change",
  "document",
  "recorded comparison",
]);
const password = "correct horse battery staple";

/** @param database a copy of it is served; null: the corpus's bundle is imported first, which takes a minute or two */
export async function benchWeb(database: string | null): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const dir = await mkdtemp(join(tmpdir(), "clausewatch-bench-"));
  stack.defer(() => rm(dir, { recursive: true, force: true }));
  await writeFile(
    join(dir, "clausewatch.json"),
    JSON.stringify({ logLevel: "warn", web: { port: 0, costlyPerSecond: 0 } }),
  );
  const file = join(dir, "snapshots/clausewatch.db");
  if (database === null) {
    const bundle = join(sharedDir, "corpus/ota-genai-versions.bundle");
    await promisify(execFile)(process.execPath, [cliFile, "import", bundle], { cwd: dir });
  } else {
    await cp(database, file);
  }
  const { kinds, longest } = await readHistory(file);
  const served = await serve(dir);
  stack.defer(() => served.stop());
  using client = createClient(served.origin, 1);
  console.log(
    "web: milliseconds to the first byte over the imported history, one reader at a time",
  );
  const largest = { name: "", bytes: 0 };
  for (const kind of kinds) {
    const first = await visitAll(client, kind);
    reportKind(kind, first, await visitAll(client, kind));
    for (const { body } of first) {
      const bytes = measureMarkup(body);
      if (bytes > largest.bytes) Object.assign(largest, { name: kind.name, bytes });
    }
  }
  const address = addresses.comparison(...longest);
  const compared = await client.get(address);
  console.log(
    `  two longest texts of one document, never compared: ${compared.firstByteMs.toFixed(0)} ms (promised: ${promisedComparisonMs}), status ${compared.status}`,
  );
  const [usual = address] =
    kinds.find(({ name }) => name === "recorded comparison")?.addresses ?? [];
  for (const [name, one] of [
    ["a recorded change", usual],
    ["the two longest texts", address],
  ] as const) {
    const { perSecond, others } = await measureRate(served.origin, one, {
      readers: 16,
      forMs: 5000,
    });
    console.log(
      `  a kept comparison, ${name}: ${perSecond.toFixed(0)} requests a second (promised: ${promisedRate}), ${others} not answered with 200`,
    );
  }
  await measureSignedIn(dir, kinds);
  const script = Buffer.byteLength((await client.get(scriptPath)).body);
  const style = Buffer.byteLength((await client.get(stylePath)).body);
  console.log(
    `  most markup of a page: ${(largest.bytes / 1000).toFixed(0)} kB, ${largest.name} (promised: ${promisedMarkupBytes / 1000} without the text); script ${script} bytes (promised: ${promisedScriptBytes}), stylesheet ${style}`,
  );
  const load = loadavg().map((each) => each.toFixed(1));
  console.log(`  ${availableParallelism()} processors, load of the machine: ${load.join(" ")}`);
}

async function measureSignedIn(dir: string, kinds: readonly PageKind[]): Promise<void> {
  const served = await serve(dir);
  try {
    const form = new URLSearchParams({ name: "admin", password });
    const address = `${served.origin}${addresses.signIn()}`;
    const answer = await fetch(address, { method: "POST", body: form, redirect: "manual" });
    const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
    using client = createClient(served.origin, 1, { cookie });
    console.log("  the same for somebody who has signed in:");
    const own = [
      { name: "reviews", addresses: [addresses.reviews(), addresses.reviews({ page: 2 })] },
      {
        name: "operations",
        addresses: [addresses.operations(), addresses.checks(), addresses.deliveries()],
      },
    ].map((kind) => ({ ...kind, promisedMs: 50 }));
    for (const kind of [...kinds.filter(({ name }) => signedInKinds.has(name)), ...own]) {
      const first = await visitAll(client, kind);
      reportKind(kind, first, await visitAll(client, kind));
    }
  } finally {
    await served.stop();
  }
}

async function readHistory(path: string) {
  await using store = await createSqliteStore({ path });
  return { kinds: await listPageKinds(store), longest: await findLongestPair(store) };
}

async function serve(dir: string) {
  const child = spawn(process.execPath, [cliFile, "serve"], {
    cwd: dir,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, CLAUSEWATCH_ADMIN_PASSWORD: password },
  });
  let said = "";
  for await (const chunk of child.stderr) {
    said += String(chunk);
    if (said.includes("stop with Ctrl-C")) break;
  }
  const [, origin] = /(http:\/\/[^/\s]+)/.exec(said) ?? [];
  if (origin === undefined) throw new Error(`the page was not served: ${said}`);
  return {
    origin,
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

async function visitAll(
  client: ReturnType<typeof createClient>,
  kind: PageKind,
): Promise<readonly Timed[]> {
  const visits: Timed[] = [];
  for (const address of kind.addresses) visits.push(await client.get(address));
  return visits;
}

function reportKind(
  { name, addresses: all, promisedMs }: PageKind,
  first: readonly Timed[],
  again: readonly Timed[],
): void {
  const wrong = [...first, ...again].filter(({ status }) => status !== 200).length;
  const line = (timed: readonly Timed[]): string => {
    const times = timed.map(({ firstByteMs }) => firstByteMs);
    return [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(0).padStart(4)).join(" ");
  };
  console.log(
    `  ${name.padEnd(26)} ${String(all.length).padStart(3)} pages  first time ${line(first)}  kept ${line(again)}  median, 95th (promised: ${promisedMs}), most${wrong > 0 ? `; ${wrong} NOT ANSWERED WITH 200` : ""}`,
  );
}
