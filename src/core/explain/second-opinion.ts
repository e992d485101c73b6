import type { TermsChange } from "../../model/change.ts";
import type { ClauseChange } from "../../model/comparison.ts";
import type { SecondOpinion } from "../../model/explanation.ts";
import type { ChangeKeys } from "../../model/filter-key.ts";
import type { SubscriptionFilter } from "../../model/subscription.ts";
import type { Direction, Materiality } from "../../model/topic.ts";
import { isAtLeast } from "../../model/topic.ts";
import { joinKeys } from "../match/keys.ts";
import type { Matcher } from "../match/matcher.ts";
import type { MatchedTerms } from "../match/reading.ts";
import { rankClauseChanges } from "../rank.ts";
import type { Explanations } from "./explanation.ts";
import { clausesDigest } from "./identity.ts";

export interface RaisedInputs {
  readonly change: TermsChange;
  readonly explanations: Explanations;
  readonly terms: MatchedTerms;
}

/** A change as those are found and asked whom a second opinion concerns. */
export interface Raised {
  readonly toKeys: (matcher: Matcher) => ChangeKeys;
  /** For each filter the clause changes that it asks for, where the opinion adds one; null where it adds nothing. */
  readonly match: (
    matcher: Matcher,
    filters: readonly SubscriptionFilter[],
  ) => (readonly number[] | null)[];
}

/**
 * Gives what a second opinion adds or enlarges: a clause reaches those who asked for it as we judge it, as the model
 * does, or as both together do. Never fewer clauses than without it.
 */
export function toRaised({ change, explanations, terms }: RaisedInputs): Raised {
  const { changes } = change.comparison;
  const opinions = changes.map((each) => explanations.get(clausesDigest(each))?.opinion);
  const judgeBy = (judge: (own: ClauseChange, opinion: SecondOpinion) => Direction | null) =>
    withClauses(change, (own, index) => {
      const opinion = opinions[index];
      return opinion ? { ...raise(own, opinion), direction: judge(own, opinion) } : own;
    });
  // A clause has one direction: who asked for either judge's is found by asking twice.
  const raised = [
    judgeBy((own, opinion) => own.direction ?? opinion.direction),
    judgeBy((own, opinion) => opinion.direction ?? own.direction),
  ];
  const order = rankClauseChanges(changes);
  return {
    toKeys: (matcher) => joinKeys([change, ...raised].map((each) => matcher.toKeys(each, terms))),
    match: (matcher, filters) => {
      const plain = matcher.match(change, terms, filters);
      const anew = raised.map((each) => matcher.match(each, terms, filters));
      return filters.map((_, at) => {
        const before = plain[at] ?? null;
        const found = anew.flatMap((each) => each[at] ?? []);
        const indexes = new Set([...(before ?? []), ...found]);
        if (before !== null && indexes.size === before.length) return null;
        if (anew.every((each) => (each[at] ?? null) === null)) return null;
        return order.filter((index) => indexes.has(index));
      });
    },
  };
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
