import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toPlain } from "../../src/core/clauses/plain.ts";
import { createRandom } from "../../src/core/learn/train.ts";
import { fromMeaningsJson, toStems } from "../../src/core/topics/meanings.ts";
import { toLikeness, toPassage } from "../../src/core/topics/passage.ts";
import type { Passage } from "../../src/core/topics/passage.ts";
import { createPrototype } from "../../src/core/topics/prototype.ts";
import { createGround } from "../../src/core/topics/shipped-meanings.ts";
import type { Ground } from "../../src/core/topics/shipped-meanings.ts";
import { taxonomy } from "../../src/model/taxonomy.ts";
import type { BuiltInTopic } from "../../src/model/topic.ts";
import { sharedDir } from "../replay/corpus.ts";
import { readArchive } from "../training/archive.ts";
import { toFamily } from "../training/families.ts";
import { readInventedEdits } from "../training/invented.ts";
import { learnMeanings, readStems } from "../training/meanings.ts";

// How well a topic is found that a team adds with a few examples: a built-in topic is taken as if
// nobody knew it, examples are drawn from one half of the provider families, also the meanings of
// words are learned from that half alone, and the clauses of the other half are asked.

const hidden: readonly BuiltInTopic[] = [
  "output-training",
  "geography-sanctions",
  "indemnity",
  "monitoring-enforcement",
  "age-eligibility",
  "data-retention",
  "dispute-resolution",
  "publicity-benchmarking",
  "pricing-payment",
  "safety-circumvention",
];
const draws = 6;

interface Clause {
  readonly document: string;
  readonly text: string;
  readonly topics: readonly BuiltInTopic[];
}

interface Half {
  readonly ground: Ground;
  /** Examples are drawn from these, as they stand. */
  readonly known: readonly Clause[];
  readonly asked: readonly (Clause & { readonly passage: Passage })[];
}

/** Measures own topics and prints their figures. */
export function benchOwnTopics(): void {
  const halves = readHalves();
  console.log(`own topics: built-in ones hidden, ${draws} draws each, families apart`);
  for (const count of [3, 10]) {
    const figures = hidden.map((topic) => ({ topic, figure: measureTopic(halves, topic, count) }));
    const mean = toMean(figures.map(({ figure }) => figure));
    console.log(`  ${count} examples and a sentence on what it covers: ${describe(mean)}`);
    for (const { topic, figure } of figures)
      console.log(`    ${topic.padEnd(24)} ${describe(figure)}`);
  }
}

function readHalves(): readonly Half[] {
  const path = join(sharedDir, "corpus/clauses.jsonl");
  const clauses = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line): Clause => JSON.parse(line));
  const archive = readArchive();
  const background = readInventedEdits()
    .filter((_, at) => at % 2 === 0)
    .map(({ leadIn, before, after }) => `${leadIn} ${after ?? before ?? ""}`.trim());
  return [0, 1].map((side) => {
    const isKnown = (family: string): boolean => toSide(family) === side;
    const meanings = fromMeaningsJson(learnMeanings(readStems(archive, isKnown)));
    return {
      ground: createGround(meanings, background),
      known: clauses.filter(({ document }) => isKnown(toFamily(document))),
      asked: clauses
        .filter(({ document }) => !isKnown(toFamily(document)))
        .map((clause) => ({
          ...clause,
          passage: toPassage([{ stems: toStems(toPlain(clause.text)), weight: 1 }], meanings),
        })),
    };
  });
}

function toSide(family: string): number {
  let hash = 0;
  for (let at = 0; at < family.length; at++) hash = (hash * 31 + family.charCodeAt(at)) >>> 0;
  return hash % 2;
}

interface Figure {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

const shortestExample = 40;

function measureTopic(halves: readonly Half[], topic: BuiltInTopic, count: number): Figure {
  return toMean(
    Array.from({ length: draws }, (_, draw) => {
      const half = halves[draw % halves.length];
      if (half === undefined) throw new RangeError("no halves");
      const random = createRandom(draw * 77 + 5);
      const examples = half.known
        .filter(({ topics, text }) => topics[0] === topic && text.length > shortestExample)
        .map((clause) => ({ clause, key: random() }))
        .toSorted((one, other) => one.key - other.key)
        .slice(0, count)
        .map(({ clause }) => clause.text);
      const covers = taxonomy[topic].covers;
      const prototype = createPrototype({ covers, examples, counterExamples: [] }, half.ground);
      let right = 0;
      let said = 0;
      for (const { passage, topics } of half.asked) {
        if (toLikeness(passage, prototype.passage) < prototype.threshold) continue;
        said += 1;
        if (topics.includes(topic)) right += 1;
      }
      const all = half.asked.filter(({ topics }) => topics.includes(topic)).length;
      return {
        precision: said === 0 ? 0 : right / said,
        recall: right / all,
        f1: (2 * right) / (said + all),
      };
    }),
  );
}

function toMean(figures: readonly Figure[]): Figure {
  const mean = (key: keyof Figure): number =>
    figures.reduce((sum, figure) => sum + figure[key], 0) / figures.length;
  return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") };
}

function describe({ precision, recall, f1 }: Figure): string {
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  return `precision ${percent(precision)}, recall ${percent(recall)}, F1 ${percent(f1)}`;
}
