import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sharedDir } from "../replay/corpus.ts";

// How long somebody waits for `subscribe preview`, from the start of the process to its end, over a year of the imported
// history. Its sources are compiled already, as `launch.mjs` sees to.

const promisedSeconds = 2;
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
      const seconds: number[] = [];
      for (let count = 0; count < runs; count++) seconds.push((await run(dir, command)).seconds);
      const [least = 0, median = 0] = [0, Math.floor(runs / 2)].map(
        (at) => seconds.toSorted((one, other) => one - other)[at],
      );
      const alerts = /would (?<said>.*)\.$/m.exec(stdout)?.groups?.["said"] ?? "?";
      console.log(
        `  ${name.padEnd(28)} ${median.toFixed(2)} median, ${least.toFixed(2)} least (promised: ${promisedSeconds})  would ${alerts}`,
      );
    }
    const load = loadavg().map((each) => each.toFixed(1));
    console.log(`  ${availableParallelism()} processors, load of the machine: ${load.join(" ")}`);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function run(
  dir: string,
  args: readonly string[],
): Promise<{ readonly stdout: string; readonly seconds: number }> {
  const start = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, [cliFile, ...args], {
    cwd: dir,
    env: { ...process.env, NODE_COMPILE_CACHE: join(dir, "compiled") },
    maxBuffer: 64_000_000,
  });
  return { stdout, seconds: (performance.now() - start) / 1000 };
}
