import { findTopicWords, toParts } from "../core/topics/name-topics.ts";
import { createOwnTopics } from "../core/topics/own-topics.ts";
import type { ChangeHead } from "../model/change.ts";
import type { ClauseChange } from "../model/comparison.ts";
import type { SubscriptionFilter } from "../model/subscription.ts";
import { wholeFilter } from "../model/subscription.ts";
import type { Store } from "../ports/store.ts";
import type { PastEvent, PastQuery } from "./past-alerts.ts";
import { createPastAlerts } from "./past-alerts.ts";

/** A recorded clause change that a filter would have found. */
export interface TriedMatch {
  readonly change: Pick<ChangeHead, "id" | "termsId" | "detectedAt">;
  readonly clause: ClauseChange;
  /** Of a clause watch, 0–1: how surely the clause means what its sentences mean; null where there is none. */
  readonly probability: number | null;
  /** The words that this rests on. */
  readonly words: readonly string[];
}

/** What a filter does on recorded history. */
export interface FilterTrial {
  /** Alerts that it would have made. */
  readonly found: number;
  /** Alerts on all that is substantive in the same documents. */
  readonly asked: number;
  /** At most so many as asked for; likeliest first where there is a clause watch, else newest first. */
  readonly best: readonly TriedMatch[];
  /** `nothing`: it found nothing where there was something · `much`: more than one alert in five. */
  readonly verdict: "unknown" | "nothing" | "much" | "fine";
}

// Over a year of an imported archive (367 alerts) two built-in topics alone take in more than a fifth: scope and
// definitions, and data collection. What somebody wrote down to hear of one matter is wider than that by mistake.
const muchShare = 0.2;

/** Whether a filter can be wrong in a way that only history shows: it says in its own words what is sought. */
export function isWorthTrying({ pattern, clauseWatch }: SubscriptionFilter): boolean {
  return pattern !== null || clauseWatch.length > 0;
}

/** Gives what a filter would have found in recorded history; records nothing. Reads that history twice. */
export async function tryFilter(
  store: Store,
  { filter, ...span }: PastQuery,
  { limit }: { readonly limit: number },
): Promise<FilterTrial> {
  const { services, termsTypes, documents, tags } = filter;
  const substantive = { ...wholeFilter, services, termsTypes, documents, tags };
  const past = createPastAlerts(store);
  const asked = await countEvents(past.events({ ...span, filter: substantive }));
  const judge = createJudge(filter);
  let found = 0;
  let best: readonly TriedMatch[] = [];
  for await (const event of past.events({ ...span, filter })) {
    found += 1;
    const match = judge(event);
    if (match !== undefined) best = [...best, match].toSorted(likeliestFirst).slice(0, limit);
  }
  return { found, asked, best, verdict: toVerdict(found, asked) };
}

async function countEvents(events: AsyncIterator<PastEvent>): Promise<number> {
  let count = 0;
  while (!(await events.next()).done) count += 1;
  return count;
}

function toVerdict(found: number, asked: number): FilterTrial["verdict"] {
  if (found === 0) return asked === 0 ? "unknown" : "nothing";
  return found > asked * muchShare ? "much" : "fine";
}

/** Gives of an event the clause change that it stands for best. */
function createJudge({
  clauseWatch,
}: SubscriptionFilter): (event: PastEvent) => TriedMatch | undefined {
  const watch = createOwnTopics(
    clauseWatch.length === 0
      ? []
      : [
          {
            id: "x-watch",
            covers: clauseWatch.join(" "),
            examples: clauseWatch,
            counterExamples: [],
          },
        ],
  );
  return ({ change, notification }) => {
    const matches = notification.changeIndexes.flatMap((index): TriedMatch[] => {
      const clause = change.comparison.changes[index];
      if (clause === undefined) return [];
      const [match] = watch.match(toParts(clause, ""));
      const text = (clause.after ?? clause.before)?.text ?? "";
      const words = match === undefined ? [] : findTopicWords(clause, match);
      return [
        {
          change,
          clause,
          probability: match?.probability ?? null,
          words: words.map(({ start, end }) => text.slice(start, end)),
        },
      ];
    });
    return matches.toSorted(likeliestFirst)[0];
  };
}

/** Leaves those in their order that are as likely. */
function likeliestFirst(one: TriedMatch, other: TriedMatch): number {
  return (other.probability ?? 0) - (one.probability ?? 0);
}
