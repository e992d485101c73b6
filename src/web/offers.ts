import type { Choices } from "../core/self-service/form.ts";
import type { OwnTopicId } from "../model/topic.ts";
import { topics } from "../model/topic.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { toMs } from "../model/instant.ts";

/** What readers can choose from, with the names that they know it by. */
export interface Offer {
  readonly services: readonly { readonly id: string; readonly name: string }[];
  readonly ownTopics: readonly OwnTopicId[];
  readonly choices: Choices;
  readonly nameOf: (serviceId: string) => string;
}

export interface Offers {
  load(): Promise<Offer>;
}

/** How long a list of providers is good for: a watchlist changes by hand. */
const keptMs = 60_000;

/** Reads the providers that are watched, at most once a minute. */
export function createOffers(
  store: Pick<Store, "listTermsStatus">,
  clock: Pick<Clock, "now">,
  ownTopics: readonly OwnTopicId[],
): Offers {
  let kept: { readonly offer: Offer; readonly atMs: number } | null = null;
  return {
    async load() {
      const nowMs = toMs(clock.now());
      if (kept !== null && Math.abs(nowMs - kept.atMs) < keptMs) return kept.offer;
      const terms = await store.listTermsStatus();
      const names = new Map(terms.map(({ serviceId, serviceName }) => [serviceId, serviceName]));
      const offer: Offer = {
        services: [...names]
          .map(([id, name]) => ({ id, name }))
          .toSorted((a, b) => a.name.localeCompare(b.name, "en")),
        ownTopics,
        choices: { services: [...names.keys()], topics: [...topics, ...ownTopics] },
        nameOf: (id) => names.get(id) ?? id,
      };
      kept = { offer, atMs: nowMs };
      return offer;
    },
  };
}
