import type { Doer } from "../core/topics/doer.ts";
import { toDoer } from "../core/topics/doer.ts";
import type { MatrixCell } from "../core/topics/matrix.ts";
import type { TurnKind } from "../core/topics/turns.ts";
import type { Topic } from "../model/topic.ts";

type Said = MatrixCell["said"];

/** How a topic's stances are said; what each means differs by whose doing the topic is about. */
export interface StanceWords {
  /** What the short words answer, as a sentence that ends with a question mark. */
  readonly question: string;
  /** One word each, for a cell of a table. */
  readonly short: Readonly<Record<Said, string>>;
  /** A phrase each, for a legend or a list. */
  readonly long: Readonly<Record<Said, string>>;
  readonly turns: Readonly<Record<TurnKind, string>>;
  /** What is restricted, as the heading of the list of turns. */
  readonly turnsHeading: string;
  /** "restrict it", after "12 of 30 providers". */
  readonly restrict: string;
}

const unsaid = { silent: "No word about it", unknown: "No document known yet" } as const;
const unsaidShort = { silent: "–", unknown: "" } as const;

const words: Readonly<Record<Doer, StanceWords>> = {
  customer: {
    question: "May customers do it?",
    short: {
      strict: "No",
      qualified: "Limited",
      lenient: "Yes",
      mentions: "Named",
      ...unsaidShort,
    },
    long: {
      strict: "Forbidden, or demanded without exception",
      qualified: "Forbidden, with exceptions or unless the provider agrees",
      lenient: "Allowed",
      mentions: "Named, and neither forbidden nor allowed",
      ...unsaid,
    },
    turns: {
      "first-seen": "Restricted in the first text that is known",
      added: "Added a restriction",
      tightened: "Made it stricter",
      loosened: "Made room in it",
      dropped: "Dropped it",
    },
    turnsHeading: "Who added a restriction, and when",
    restrict: "restrict it",
  },
  provider: {
    question: "May the provider do it?",
    short: {
      strict: "Yes",
      qualified: "Limited",
      lenient: "No",
      mentions: "Named",
      ...unsaidShort,
    },
    long: {
      strict: "The provider may, without limits that bind it here",
      qualified: "The provider may, with exceptions or until the customer opts out",
      lenient: "Ruled out or held in bounds, or only if the customer agrees",
      mentions: "Named, and neither allowed nor ruled out",
      ...unsaid,
    },
    turns: {
      "first-seen": "Allowed in the first text that is known",
      added: "Began to allow itself this",
      tightened: "Took more room for itself",
      loosened: "Took less room for itself",
      dropped: "Gave it up",
    },
    turnsHeading: "Who began to allow itself this, and when",
    restrict: "allow it to themselves",
  },
  both: {
    question: "Whom does it favour?",
    short: {
      strict: "Provider",
      qualified: "Limited",
      lenient: "Customer",
      mentions: "Named",
      ...unsaidShort,
    },
    long: {
      strict: "It favours the provider",
      qualified: "It favours the provider, with exceptions or a return",
      lenient: "It favours the customer",
      mentions: "Named, and favours neither",
      ...unsaid,
    },
    turns: {
      "first-seen": "Favoured the provider in the first text that is known",
      added: "Turned it to its own favour",
      tightened: "Turned it further to its own favour",
      loosened: "Made room in it",
      dropped: "Dropped what favoured it",
    },
    turnsHeading: "Who turned it to its own favour, and when",
    restrict: "favour themselves in it",
  },
};

/** Gives how the stances in a topic are said. */
export function toStanceWords(topic: Topic): StanceWords {
  return words[toDoer(topic)];
}

const signs: Readonly<Record<Said, string>> = {
  strict: "■",
  qualified: "◪",
  lenient: "□",
  mentions: "·",
  silent: "",
  unknown: "",
};

/** A sign that tells stances apart without colour; empty for nothing said. */
export function toStanceSign(said: Said): string {
  return signs[said];
}
