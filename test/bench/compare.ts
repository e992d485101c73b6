import { compareVersions } from "../../src/core/compare.ts";
import { readCorpusPairs } from "../core/text-pairs.ts";

// Processor time, the least of several runs: other work on the machine does not count.
const runs = 3;
const unrelatedCharacters = 300_000;
// What users are promised, in milliseconds.
const goals = { median: 10, longest: 400, unrelated: 1_000 } as const;

/** Prints how long comparisons take, over all labelled changes and two unrelated long texts. */
export function benchCompare(): void {
  const pairs = readCorpusPairs();
  const timings = pairs
    .map(([name, before, after]) => ({ name, ms: measure(before, after) }))
    .toSorted((one, other) => one.ms - other.ms);
  const at = (share: number): number => timings[Math.floor(share * (timings.length - 1))]?.ms ?? 0;
  const longest = timings.at(-1);
  console.log(
    `compare: ${timings.length} real pairs, median ${said(at(0.5), goals.median)}, nine in ten within ${at(0.9).toFixed(0)} ms, longest ${said(longest?.ms ?? 0, goals.longest)} (${longest?.name})`,
  );
  const [one, other] = createUnrelated(pairs.map(([, text]) => text));
  console.log(
    `  two unrelated texts of ${Math.round(one.length / 1000)} and ${Math.round(other.length / 1000)} KB: ${said(measure(one, other), goals.unrelated)}`,
  );
  const differing = pairs.filter(
    ([, before, after]) =>
      JSON.stringify(compareVersions(before, after)) !==
      JSON.stringify(compareVersions(before, after)),
  );
  console.log(`  a second run gives other bytes in ${differing.length} pairs`);
}

function said(ms: number, goal: number): string {
  return `${ms.toFixed(ms < 20 ? 1 : 0)} ms (goal ${goal})`;
}

function measure(before: string, after: string): number {
  let least = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = process.cpuUsage();
    compareVersions(before, after);
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

/** Two long texts without a paragraph in common, each made of other documents. */
function createUnrelated(texts: readonly string[]): readonly [string, string] {
  const seen = new Set<string>();
  const sides: [string, string] = ["", ""];
  for (const [at, text] of texts.entries()) {
    const fresh = text.split("\n\n").filter((paragraph) => !seen.has(paragraph));
    for (const paragraph of fresh) seen.add(paragraph);
    const side = at % 2 === 0 ? 0 : 1;
    if (sides[side].length < unrelatedCharacters) sides[side] += `${fresh.join("\n\n")}\n\n`;
  }
  return [sides[0].slice(0, unrelatedCharacters), sides[1].slice(0, unrelatedCharacters)];
}
