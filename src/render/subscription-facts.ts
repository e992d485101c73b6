import type { SubscriptionFilter } from "../model/subscription.ts";
import type { Rhythm } from "../model/subscription.ts";
import type { Direction } from "../model/topic.ts";
import { capitalize, toCount, toTopicLabel } from "./labels.ts";
import { toVisibleLine } from "./visible.ts";

export interface Fact {
  readonly label: string;
  readonly value: string;
}

const directionPhrases: Readonly<Record<Direction, string>> = {
  tightened: "what is tightened",
  loosened: "what is loosened",
  mixed: "what is tightened and loosened at once",
  neutral: "what is neither tightened nor loosened",
};

export const rhythmLabels: Readonly<Record<Rhythm, string>> = {
  instant: "At once, each change by itself",
  daily: "Once a day, all together",
  weekly: "Once a week, all together",
};

/**
 * Gives what a subscription asks for as its reader would say it, one fact a line; what lets everything through is said
 * of providers and topics, and left out of the rest.
 * @param nameOf a provider's name by its id
 */
export function toSubscriptionFacts(
  filter: Partial<SubscriptionFilter> & Pick<SubscriptionFilter, "services" | "topics">,
  rhythm: Rhythm,
  nameOf: (serviceId: string) => string = (id) => id,
): readonly Fact[] {
  const { termsTypes = [], documents = [], tags = [], directions = [], words = [] } = filter;
  const { marks = [], effectiveWithinDays = null, pattern = null, clauseWatch = [] } = filter;
  const given: readonly (readonly [label: string, values: readonly string[], all?: string])[] = [
    ["About", filter.topics.map(toTopicLabel), "every topic"],
    ["Providers", filter.services.map(nameOf), "all of them"],
    ["Documents", [...termsTypes, ...documents]],
    ["Tags", tags],
    ["Only", directions.map((direction) => directionPhrases[direction])],
    ["Marked", marks.map((mark) => (mark === "silent" ? "under an unchanged date" : "withdrawn"))],
    [
      "In force",
      effectiveWithinDays === null ? [] : [`within ${toCount(effectiveWithinDays, "day", "days")}`],
    ],
    ["With the words", words.map(quote)],
    ["Matching", pattern === null ? [] : [quote(pattern)]],
    ["Like", clauseWatch.map(quote)],
  ];
  return [
    ...given.flatMap(([label, values, all]) => {
      const value = values.length === 0 ? all : values.join(", ");
      return value === undefined ? [] : [{ label, value: capitalize(toVisibleLine(value)) }];
    }),
    { label: "Told", value: rhythmLabels[rhythm] },
  ];
}

function quote(text: string): string {
  return `“${text}”`;
}
