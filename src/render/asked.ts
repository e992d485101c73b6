import type { Materiality } from "../model/topic.ts";
import type { SubscriptionFilter } from "../model/subscription.ts";
import { toCount, toTopicLabel } from "./labels.ts";
import { toVisibleLine } from "./visible.ts";

const mostNamed = 5;
const maxName = 60;

const materialityLabels: Readonly<Record<Materiality, string>> = {
  substantive: "substantive changes",
  editorial: "substantive and editorial changes",
  noise: "all changes",
};

/**
 * Gives what a subscription asks for as one line, `substantive changes on building competing models, of openai`,
 * nothing escaped; of long lists the first few, and how many more there are.
 */
export function toAsked(filter: SubscriptionFilter): string {
  const { directions, marks, effectiveWithinDays, pattern, clauseWatch } = filter;
  const isSilent = marks.includes("silent");
  const isReversal = marks.includes("reversal");
  const days = effectiveWithinDays === null ? "" : toCount(effectiveWithinDays, "day", "days");
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ["on", filter.topics.map(toTopicLabel)],
    ["that are", directions],
    ["in", filter.documents],
    ["in documents of the type", filter.termsTypes],
    ["of", filter.services],
    ["tagged", filter.tags],
    ["that are", [...(isSilent ? ["silent"] : []), ...(isReversal ? ["a reversal"] : [])]],
    ["that take effect within", days === "" ? [] : [days]],
    ["with the words", filter.words.map(quote)],
    ["that match", pattern === null ? [] : [quote(pattern)]],
    ["like", clauseWatch.map(quote)],
  ];
  const said = parts.flatMap(([lead, names]) =>
    names.length === 0 ? [] : [`${lead} ${toNames(names)}`],
  );
  return [
    `${materialityLabels[filter.minMateriality]} ${said[0] ?? ""}`.trimEnd(),
    ...said.slice(1),
  ].join(", ");
}

function quote(words: string): string {
  return `“${toVisibleLine(words, maxName)}”`;
}

function toNames(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).map((name) => toVisibleLine(name, maxName));
  const left = names.length - shown.length;
  if (left > 0) return `${shown.join(", ")} or ${left} more`;
  return [shown.slice(0, -1).join(", "), ...shown.slice(-1)]
    .filter((part) => part !== "")
    .join(" or ");
}
