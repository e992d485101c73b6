import type { TopicTerms } from "../core/topics/matrix.ts";
import { isRestriction, stanceIn } from "../core/topics/matrix.ts";
import type { SpellCount } from "../model/clause-spell.ts";
import type { Instant } from "../model/instant.ts";
import { addMs } from "../model/instant.ts";
import type { Topic } from "../model/topic.ts";
import type { TopicCount } from "./views/topics-page.ts";

const yearMs = 365 * 86_400_000;

/** Gives what is known of each topic today that any clause is about. @param spells that stand today */
export function countTopics({
  terms,
  spells,
  now,
}: {
  readonly terms: readonly TopicTerms[];
  readonly spells: readonly SpellCount[];
  readonly now: Instant;
}): ReadonlyMap<Topic, TopicCount> {
  const byId = new Map(terms.map((one) => [one.id, one]));
  const yearAgo = addMs(now, -yearMs);
  const tallies = new Map<Topic, Tally>();
  for (const spell of spells) {
    const own = byId.get(spell.termsId);
    if (own === undefined) continue;
    for (const topic of spell.topics) {
      const tally = tallies.get(topic) ?? {
        speaking: new Set(),
        restricting: new Set(),
        recent: 0,
      };
      tally.speaking.add(own.serviceId);
      if (isRestriction(stanceIn(spell, topic))) tally.restricting.add(own.serviceId);
      if (spell.from >= yearAgo && spell.from !== own.firstSeenAt) tally.recent += spell.count;
      tallies.set(topic, tally);
    }
  }
  return new Map(
    [...tallies].map(([topic, { speaking, restricting, recent }]) => [
      topic,
      { topic, providers: speaking.size, restricting: restricting.size, recent },
    ]),
  );
}

interface Tally {
  readonly speaking: Set<string>;
  readonly restricting: Set<string>;
  recent: number;
}
