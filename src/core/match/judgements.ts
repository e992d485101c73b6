import type { ChangeMark, SubscriptionFilter } from "../../model/subscription.ts";
import { changeMarks } from "../../model/subscription.ts";
import type { Materiality, Topic } from "../../model/topic.ts";
import { isAtLeast, materialities } from "../../model/topic.ts";
import type { Places } from "./places.ts";
import { joinPlaces, meetPlaces, placesWhere, toPlaces } from "./places.ts";
import type { ChangeReading } from "./reading.ts";
import { toDirections } from "./reading.ts";

/** The clause changes of a change by what was judged of them; places are those of the reading's ranks. */
export interface Judgements {
  readonly all: Places;
  /** Of the topics, directions and weight that a filter asks for. */
  readonly listAsked: (filter: SubscriptionFilter) => Places;
  /** Of one of the topics. */
  readonly listAbout: (topics: readonly Topic[]) => Places;
  /** Of one of the marks. */
  readonly listMarked: (marks: readonly ChangeMark[]) => Places;
  /** Of exactly this weight. */
  readonly listOfWeight: (weight: Materiality) => Places;
}

/** Gives a change's judgements, looked at once for all filters. Linear in its clause changes. */
export function createJudgements({ change, ranked, marksOf }: ChangeReading): Judgements {
  const { changes } = change.comparison;
  const count = ranked.length;
  const collect = <Name>(namesOf: (index: number) => readonly Name[]): Map<Name, Places> => {
    const held = new Map<Name, number[]>();
    for (const [place, index] of ranked.entries())
      for (const name of namesOf(index)) {
        const own = held.get(name);
        if (own === undefined) held.set(name, [place]);
        else own.push(place);
      }
    return new Map(Array.from(held, ([name, places]) => [name, toPlaces(count, places)]));
  };
  const topics = collect((index) => changes[index]?.topics ?? []);
  const directions = collect((index) => {
    const own = changes[index];
    return own === undefined ? [] : toDirections(own);
  });
  const weights = collect((index) => {
    const weight = changes[index]?.materiality;
    return weight === undefined ? [] : [weight];
  });
  const marks = new Map(
    changeMarks.map((mark) => [
      mark,
      placesWhere(count, (place) => marksOf(ranked[place] ?? -1).includes(mark)),
    ]),
  );
  const atLeast = new Map(
    materialities.map((least) => [
      least,
      joinPlaces(
        count,
        materialities.filter((weight) => isAtLeast(weight, least)).map((one) => weights.get(one)),
      ),
    ]),
  );
  const none = joinPlaces(count, []);
  const listOf = <Name>(held: ReadonlyMap<Name, Places>, names: readonly Name[]): Places =>
    joinPlaces(
      count,
      names.map((name) => held.get(name)),
    );
  return {
    all: placesWhere(count, () => true),
    listAsked: (filter) => {
      let left = atLeast.get(filter.minMateriality) ?? none;
      if (filter.topics.length > 0) left = meetPlaces(left, listOf(topics, filter.topics));
      if (filter.directions.length > 0)
        left = meetPlaces(left, listOf(directions, filter.directions));
      return left;
    },
    listAbout: (names) => listOf(topics, names),
    listMarked: (names) => listOf(marks, names),
    listOfWeight: (weight) => weights.get(weight) ?? none,
  };
}
