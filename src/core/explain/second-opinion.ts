import type { TermsChange } from "../../model/change.ts";
import type { ClauseChange } from "../../model/comparison.ts";
import type { SecondOpinion } from "../../model/explanation.ts";
import type { Instant } from "../../model/instant.ts";
import type { Notification } from "../../model/notification.ts";
import type { Subscription } from "../../model/subscription.ts";
import type { Direction, Materiality } from "../../model/topic.ts";
import { isAtLeast } from "../../model/topic.ts";
import type { MatchedTerms } from "../match/matcher.ts";
import { matchSubscriptions } from "../match.ts";
import { rankClauseChanges } from "../rank.ts";
import type { Explanations } from "./explanation.ts";
import { clausesDigest } from "./identity.ts";

export interface RaisedInputs {
  readonly change: TermsChange;
  readonly explanations: Explanations;
  readonly terms: MatchedTerms;
  readonly subscriptions: readonly Subscription[];
}

/**
 * Gives the notifications that a second opinion adds or enlarges, in the subscriptions' order: a clause reaches those
 * who asked for it as we judge it, as the model does, or as both together do. Never fewer clauses than without it.
 */
export function matchRaised(inputs: RaisedInputs, now: Instant): Notification[] {
  const { change, explanations, terms, subscriptions } = inputs;
  const { changes } = change.comparison;
  const opinions = changes.map((each) => explanations.get(clausesDigest(each))?.opinion);
  const match = (judge: (own: ClauseChange, opinion: SecondOpinion) => Direction | null) =>
    matchSubscriptions(
      withClauses(change, (own, index) => {
        const opinion = opinions[index];
        return opinion ? { ...raise(own, opinion), direction: judge(own, opinion) } : own;
      }),
      terms,
      subscriptions,
      now,
    );
  const plain = new Map(
    matchSubscriptions(change, terms, subscriptions, now).map((each) => [each.id, each]),
  );
  // A clause has one direction: who asked for either judge's is found by asking twice.
  const raised = [
    ...match((own, opinion) => own.direction ?? opinion.direction),
    ...match((own, opinion) => opinion.direction ?? own.direction),
  ];
  const order = rankClauseChanges(changes);
  return subscriptions.flatMap(({ id }) => {
    const own = raised.filter(({ subscriptionId }) => subscriptionId === id);
    const [first] = own;
    if (!first) return [];
    const before = plain.get(first.id)?.changeIndexes ?? [];
    const indexes = new Set([...before, ...own.flatMap(({ changeIndexes }) => changeIndexes)]);
    if (plain.has(first.id) && indexes.size === before.length) return [];
    return [{ ...first, changeIndexes: order.filter((index) => indexes.has(index)) }];
  });
}

/** True where the model finds a clause weightier than we do. */
export function isRaised(own: Materiality, opinion: Materiality): boolean {
  return own !== opinion && isAtLeast(opinion, own);
}

function raise(own: ClauseChange, opinion: SecondOpinion): ClauseChange {
  const isUp = isRaised(own.materiality, opinion.materiality);
  return {
    ...own,
    materiality: isUp ? opinion.materiality : own.materiality,
    topics: [...new Set([...own.topics, ...opinion.topics])],
  };
}

function withClauses(
  change: TermsChange,
  judge: (own: ClauseChange, index: number) => ClauseChange,
): TermsChange {
  const { comparison } = change;
  return { ...change, comparison: { ...comparison, changes: comparison.changes.map(judge) } };
}
