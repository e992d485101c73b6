import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compareVersions } from "../../src/core/compare.ts";
import { toPlain } from "../../src/core/clauses/plain.ts";
import { createClauseWatches } from "../../src/core/match/clause-watch.ts";
import { createMatcher } from "../../src/core/match/matcher.ts";
import { toStems } from "../../src/core/topics/meanings.ts";
import { createPassageIndex } from "../../src/core/topics/passage-index.ts";
import { toPassage } from "../../src/core/topics/passage.ts";
import { shippedGround } from "../../src/core/topics/shipped-meanings.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import { sampleChange, sampleTerms, sampleVersion, hour } from "../contract/samples.ts";
import { sharedDir } from "../replay/corpus.ts";
import { readChanges } from "../training/changes.ts";
import type { LabelledChange } from "../training/changes.ts";

// How well a clause watch finds what its sentences mean: three that a subscriber may write, none of them a
// provider's, tried on clauses and on changes of which readers said what they are about.

const topic = "competing-development";
const clauseWatch = [
  "You must not use outputs to develop competing models.",
  "Customers may not build a product that competes with the provider's services.",
  "Training a rival AI model on what the service returns is forbidden.",
];

/** A labelled change, and what we say of it. */
export interface Compared {
  readonly labelled: LabelledChange;
  readonly comparison: Comparison;
}

/** Half a minute. */
export function compareAll(): readonly Compared[] {
  return readChanges().map((labelled) => ({
    labelled,
    comparison: compareVersions(labelled.before, labelled.after),
  }));
}

/** Measures clause watches and prints their figures. */
export function benchClauseWatch(compared: readonly Compared[]): void {
  console.log(`clause watch: three sentences on ${topic}`);
  console.log(`  ${measureClauses()}`);
  console.log(`  ${measureChanges(compared)}`);
}

function measureClauses(): string {
  const lines = readFileSync(join(sharedDir, "corpus/clauses.jsonl"), "utf8").trim().split("\n");
  const watches = createClauseWatches();
  const { meanings } = shippedGround();
  const clauses = lines.map((line): { text: string; topics: readonly string[] } =>
    JSON.parse(line),
  );
  const passages = clauses.map(({ text }) =>
    toPassage([{ stems: toStems(toPlain(text)), weight: 1 }], meanings),
  );
  const said = watches.listLike(clauseWatch, createPassageIndex(passages));
  const answers = clauses.map(({ topics }, at) => ({
    isSaid: said[at] === true,
    isRight: topics.includes(topic),
  }));
  return `${answers.length} clauses: ${describe(answers)}`;
}

/** A change is right where a reader said of one of its substantive passages that it is about the topic. */
function measureChanges(compared: readonly Compared[]): string {
  const before = sampleVersion("before", hour(1));
  const matcher = createMatcher();
  const answers = compared.map(({ labelled, comparison }) => {
    const after = sampleVersion(labelled.id, hour(2), before);
    const change = sampleChange(before, after, { ...comparison, replaced: false });
    const [indexes] = matcher.match(change, sampleTerms(), [{ ...wholeFilter, clauseWatch }]);
    const isRight = labelled.items.some(
      ({ materiality, topics }) => materiality === "substantive" && topics.includes(topic),
    );
    return { isSaid: indexes !== null, isRight };
  });
  return `${answers.length} changes: ${describe(answers)}`;
}

function describe(
  answers: readonly { readonly isSaid: boolean; readonly isRight: boolean }[],
): string {
  const said = answers.filter(({ isSaid }) => isSaid);
  const right = said.filter(({ isRight }) => isRight).length;
  const all = answers.filter(({ isRight }) => isRight).length;
  const percent = (part: number, whole: number): string =>
    `${((100 * part) / Math.max(1, whole)).toFixed(0)} %`;
  return `${said.length} found, ${right} of them rightly, of ${all}: precision ${percent(right, said.length)}, recall ${percent(right, all)}`;
}
