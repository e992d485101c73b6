import type { ClauseChange, Edit } from "../../model/comparison.ts";
import type { Clause } from "../../model/clause.ts";
import type { ClauseSpell } from "../../model/clause-spell.ts";
import type { Topic } from "../../model/topic.ts";
import type { Context } from "../classify/context.ts";
import { createContext } from "../classify/context.ts";
import { readEvidence } from "../classify/evidence.ts";
import { shippedWeights } from "../classify/shipped-weights.ts";
import { chooseTopics, weighTopics } from "../classify/topics.ts";
import { toUnits } from "../clauses/unit.ts";
import { readEditions } from "../dates/silence.ts";
import { toWording } from "../history/wording.ts";
import { nameOwnTopics } from "./name-topics.ts";
import type { OwnTopics } from "./own-topics.ts";
import { readStances } from "./stance.ts";

/** What a clause is about, and what it does to the customer in each of its topics. */
export type ClauseReading = Pick<ClauseSpell, "topics" | "stances">;

/**
 * Gives what reads single clauses of a text as if they had just been added to it: the same rules that judge changes,
 * with the headings, the lead-in and the clauses around. Headings, and dialogues that were captured with the page, are
 * about nothing. Linear in the text when it is made.
 * @param clauses of the text, as segmented
 */
export function createClauseReader(
  text: string,
  clauses: readonly Clause[],
  own: OwnTopics,
): (clause: Clause) => ClauseReading {
  const units = toUnits(clauses);
  const context = createContext(
    { edits: [], unchanged: 0, survived: 0, before: [], after: units },
    { editions: readEditions("", "", null), isList: false, text },
  );
  return (clause) => {
    if (clause.kind === "heading" || context.standsInBanner("after", clause.start))
      return { topics: [], stances: [] };
    const topics = readTopics(clause, own, context);
    const passage = {
      wording: toWording(clause),
      leadIn: clause.leadIn ?? null,
      path: clause.path,
      parties: context.parties,
    };
    return { topics, stances: readStances(passage, topics) };
  };
}

function readTopics(clause: Clause, own: OwnTopics, context: Context): readonly Topic[] {
  const { text, path, start, end } = clause;
  const edit: Edit = {
    kind: "added",
    before: null,
    after: { text, path, start, end },
    spans: [{ op: "added", text }],
  };
  const topics = chooseTopics(
    weighTopics(readEvidence(edit, context).topic, shippedWeights().topics),
  );
  const judged: ClauseChange = {
    ...edit,
    materiality: "substantive",
    topics,
    direction: null,
    confidence: 1,
    cues: [],
  };
  return nameOwnTopics(judged, own, context).topics;
}
