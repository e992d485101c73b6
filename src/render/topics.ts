import type { TopicTrial } from "../core/topics/trial.ts";
import type { OwnTopic } from "../model/own-topic.ts";
import { taxonomy } from "../model/taxonomy.ts";
import { topics } from "../model/topic.ts";
import { toCount, toDay, toTopicLabel } from "./labels.ts";
import { toVisibleLine } from "./visible.ts";

/** Of a clause: enough to know it again. */
const quoteChars = 160;

/** Gives the whole taxonomy as a table of text: a team's own topics first. */
export function renderTaxonomy(own: readonly OwnTopic[]): string {
  const rows = [
    ...own.map(({ id, covers, examples }) => [
      id,
      `${toVisibleLine(covers, quoteChars)} (your own; ${toCount(examples.length, "example", "examples")})`,
    ]),
    ...topics.map((topic) => [topic, `${taxonomy[topic].label}: ${taxonomy[topic].covers}`]),
  ];
  const width = Math.max(...rows.map(([id = ""]) => id.length));
  return rows.map(([id = "", covers]) => `${id.padEnd(width)}  ${covers}\n`).join("");
}

/** Gives how a topic did on its sentences, each that it got wrong on a line of its own. */
export function renderTrial(trial: TopicTrial): string {
  const { topic, examples, found, others, mistaken, strangers, isPassed } = trial;
  const parts = [
    `${found} of ${toCount(examples, "example", "examples")} found${strangers === null ? "" : ", each by the others"}`,
    ...(others === 0 || strangers === null
      ? []
      : [`${mistaken} of ${toCount(others, "counter-example", "counter-examples")} taken for it`]),
    ...(strangers === null
      ? [`${mistaken} of ${others} others taken for it`]
      : [`${toPercent(strangers)} of clauses about anything taken for it`]),
  ];
  const head = `${topic}: ${parts.join("; ")}${isPassed ? "" : " (FAILED)"}\n`;
  const misses = trial.misses.map(({ kind, text, probability }) => {
    const score = probability === null ? "" : ` (${toPercent(probability)})`;
    return `  ${kind}${score}: ${toVisibleLine(text, quoteChars)}\n`;
  });
  return head + misses.join("");
}

/** A recorded clause that a topic would have been found in. */
export interface RecordedMatch {
  readonly change: { readonly id: string; readonly termsId: string; readonly detectedAt: string };
  readonly text: string;
  /** Null where none was measured. */
  readonly probability: number | null;
  readonly words: readonly string[];
}

/** Gives one recorded clause that a topic would have been found in, and why. */
export function renderMatch({ change, text, probability, words }: RecordedMatch): string {
  const why = words.map((word) => `“${toVisibleLine(word, 40)}”`).join(", ");
  return [
    `  ${probability === null ? "" : `${toPercent(probability)}  `}${change.termsId}, ${toDay(change.detectedAt)}, change ${change.id.slice(0, 12)}`,
    `      ${toVisibleLine(text, quoteChars)}`,
    ...(why === "" ? [] : [`      because of ${why}`]),
    "",
  ].join("\n");
}

/** Gives what a topic is called in alerts, and how to ask for it. */
export function renderAdded(topic: OwnTopic, path: string): string {
  return `${topic.id} (“${toTopicLabel(topic.id)}” in alerts) is kept in ${path}. Changes seen from now on are asked for it;
\`clausewatch subscribe add … --topic ${topic.id}\` tells somebody, \`clausewatch rejudge\` shows what it says of history.
`;
}

function toPercent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
