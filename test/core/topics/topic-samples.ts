import type { TopicTerms } from "../../../src/core/topics/matrix.ts";
import type { ClauseSpell, Stance } from "../../../src/model/clause-spell.ts";
import { digestOf } from "../../../src/model/digest.ts";
import type { Instant } from "../../../src/model/instant.ts";
import { parseInstant } from "../../../src/model/instant.ts";

export function dayOf(day: string): Instant {
  return parseInstant(`${day}T06:00:00Z`);
}

/** `acme/terms-of-service`, first seen that day. */
export function createTopicTerms(id: string, day: string): TopicTerms {
  const [serviceId = "", termsType = ""] = id.split("/");
  return { id, serviceId, serviceName: serviceId, termsType, firstSeenAt: dayOf(day) };
}

/** A clause about competing development: what it is, and the days between which it stood. */
export function createSpell(
  termsId: string,
  stance: Stance,
  {
    from,
    until = null,
    wording = stance,
  }: { from: string; until?: string | null; wording?: string },
): ClauseSpell {
  return {
    termsId,
    clauseId: digestOf(`${termsId} clause`),
    text: wording,
    start: 0,
    end: wording.length,
    wording,
    number: null,
    path: [],
    leadIn: null,
    versionId: digestOf(`${termsId} ${from}`),
    from: dayOf(from),
    untilId: until === null ? null : digestOf(`${termsId} ${until}`),
    until: until === null ? null : dayOf(until),
    topics: ["competing-development"],
    stances: [stance],
  };
}
