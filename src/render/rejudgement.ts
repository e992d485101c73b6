import type { ClauseVerdict, Rejudgement } from "../core/history/rejudgement.ts";
import type { ChangeHead } from "../model/change.ts";
import type { SupersededJudgement } from "../model/judgement.ts";
import { toShortId } from "./alert.ts";
import { kindLabels, toCount, toMinute, toTopicLabel, toVerdict } from "./labels.ts";
import { toVisibleLine } from "./visible.ts";

const maxQuote = 100;
const maxPath = 80;

/** Gives what a second judgement of a change says otherwise, a line for the whole and two for each clause. */
export function renderRejudgement(change: ChangeHead, rejudgement: Rejudgement): string {
  const { materiality, replaced, silent, clauses } = rejudgement;
  const whole = [
    toTurn(materiality.before, materiality.now),
    ...(replaced.before === replaced.now
      ? []
      : [toTurn(toReplaced(replaced.before), toReplaced(replaced.now))]),
    ...(silent.before === silent.now
      ? []
      : [toTurn(toSilent(silent.before), toSilent(silent.now))]),
  ].join(", ");
  const head = `${change.detectedAt.slice(0, 10)}  ${change.termsId}  ${toShortId(change.id)}  ${whole}`;
  const lines = clauses.map(({ path, text, before, now }) => {
    const where = path.length === 0 ? "" : `${toVisibleLine(path.at(-1) ?? "", maxPath)}: `;
    return `  ${toTurn(toJudged(before), toJudged(now))}\n    ${where}“${toVisibleLine(text, maxQuote)}”`;
  });
  return `${[head, ...lines].join("\n")}\n`;
}

/** Gives who judged a change what and when, the judgement in force last. */
export function renderJudgements(
  superseded: readonly SupersededJudgement[],
  present: { readonly materiality: string; readonly judgedBy?: string },
): string {
  const since = superseded.at(-1)?.supersededAt;
  const lines = superseded.map(({ comparison, judgedBy, supersededAt }) => {
    const judge = judgedBy ?? "rules without a name";
    return `${comparison.materiality.padEnd(12)} by ${judge}, until ${toMinute(supersededAt)}\n`;
  });
  const judge = present.judgedBy ?? "rules without a name";
  const from = since === undefined ? "when it was recorded" : `since ${toMinute(since)}`;
  return `${lines.join("")}${present.materiality.padEnd(12)} by ${judge}, ${from}\n`;
}

/** Gives counts as a sentence for the operator. */
export function renderRejudgeSummary(
  summary: {
    readonly judgedBy: string;
    readonly judged: number;
    readonly current: number;
    readonly other: number;
    readonly clauses: number;
    readonly turns: Readonly<Record<string, number>>;
    readonly recorded: number;
    readonly awaited: number;
  },
  isApplied: boolean,
): string {
  const { judgedBy, judged, current, other, clauses, turns, recorded, awaited } = summary;
  const counts = Object.entries(turns).map(([turn, count]) => `${turn}: ${count}`);
  const lines = [
    `${toCount(judged, "change", "changes")} judged anew by ${judgedBy}${current > 0 ? `, ${current} left that it has judged` : ""}`,
    ...(judged > 0
      ? [
          `${other} would be judged otherwise, in ${toCount(clauses, "clause", "clauses")}${counts.length > 0 ? ` (${counts.join("; ")})` : ""}`,
        ]
      : []),
    ...(isApplied ? [`${recorded} recorded, the earlier judgements kept; nobody was told`] : []),
    ...(awaited > 0
      ? [
          `${awaited} left as they are, as alerts about them wait: \`clausewatch deliver\`, then again`,
        ]
      : []),
    ...(!isApplied && judged > 0 ? ["nothing was written; --apply records it"] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function toJudged(verdict: ClauseVerdict | null): string {
  if (verdict === null) return "not reported";
  const topics = verdict.topics.slice(0, 3).map(toTopicLabel);
  return [toVerdict(verdict), ...topics, kindLabels[verdict.kind].toLowerCase()].join(" · ");
}

function toTurn(before: string, now: string): string {
  return before === now ? before : `${before} → ${now}`;
}

function toReplaced(isReplaced: boolean): string {
  return isReplaced ? "replaced" : "not replaced";
}

function toSilent(isSilent: boolean): string {
  return isSilent ? "silent" : "not silent";
}
