import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sharedDir } from "../replay/corpus.ts";

// How long somebody waits for `subscribe preview`, from the start of the process to its end, over a year of the imported
// history. Its sources are compiled already, as `launch.mjs` sees to.

const promisedSeconds = 2;
// On a machine that is busy with other things the time on the wall says little; what the processor took says more.
const reportCpu =
  "data:text/javascript,process.on('exit',()=>console.error(JSON.stringify(process.cpuUsage())))";
const runs = 5;
const year = ["--since", "2025-03-01", "--until", "2026-02-28"];
const cliFile = join(import.meta.dirname, "../../src/cli.ts");

const previews: readonly (readonly [name: string, args: readonly string[]])[] = [
  ["everything substantive", []],
  ["one topic", ["--topic", "competing-development"]],
  [
    "three services, tightened",
    ["--service", "chatgpt,claude-ai,cursor", "--direction", "tightened"],
  ],
  [
    "words and a pattern, weekly",
    ["--word", "models", "--pattern", "(?i)\\btrain(ed|ing)?\\b", "--rhythm", "weekly"],
  ],
  [
    "a clause watch",
    [
      "--like",
      "You must not use our outputs to develop competing models.",
      "--like",
      "Customers may not train rival AI systems with the service.",
    ],
  ],
];

export async function benchPreview(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "clausewatch-bench-"));
  try {
    await writeFile(join(dir, "clausewatch.json"), JSON.stringify({ logLevel: "silent" }));
    await run(dir, ["import", join(sharedDir, "corpus/ota-genai-versions.bundle")]);
    console.log("preview: a year of the imported history, seconds of wall time for the process");
    for (const [name, args] of previews) {
      const command = ["subscribe", "preview", ...year, ...args];
      const { stdout } = await run(dir, command);
      const taken: Run[] = [];
      for (let count = 0; count < runs; count++) taken.push(await run(dir, command));
      const [least, median] = toLeastAndMedian(taken.map(({ seconds }) => seconds));
      const [cpu] = toLeastAndMedian(taken.map(({ cpuSeconds }) => cpuSeconds));
      const alerts = /would (?<said>.*)\.$/m.exec(stdout)?.groups?.["said"] ?? "?";
      console.log(
        `  ${name.padEnd(28)} ${median.toFixed(2)} median, ${least.toFixed(2)} least (promised: ${promisedSeconds}), ${cpu.toFixed(2)} of processor  would ${alerts}`,
      );
    }
    const load = loadavg().map((each) => each.toFixed(1));
    console.log(`  ${availableParallelism()} processors, load of the machine: ${load.join(" ")}`);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

interface Run {
  readonly stdout: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

async function run(dir: string, args: readonly string[]): Promise<Run> {
  const start = performance.now();
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--import", reportCpu, cliFile, ...args],
    {
      cwd: dir,
      env: { ...process.env, NODE_COMPILE_CACHE: join(dir, "compiled") },
      maxBuffer: 64_000_000,
    },
  );
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? "{}");
  return { stdout, seconds, cpuSeconds: (user + system) / 1e6 };
}

function toLeastAndMedian(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((one, other) => one - other);
  return [sorted[0] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0];
}
