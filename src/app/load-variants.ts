import { joinEvents, signChange } from "../core/history/events.ts";
import { isVariant, signVariant, variantWindowMs } from "../core/history/variants.ts";
import type { ChangeEvent, SignedChange } from "../model/change-event.ts";
import type { ChangeHead, TermsChange } from "../model/change.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import { addMs } from "../model/instant.ts";
import type { Terms } from "../model/terms.ts";
import type { Store } from "../ports/store.ts";

/** Finds what events have in common with changes of the same terms in other languages. */
export interface Variants {
  /**
   * Gives the event with the same change in other languages, and in all documents that share its words in those; the
   * event itself where there is none. The same whichever of its changes is asked about.
   */
  join(event: ChangeEvent): Promise<ChangeEvent>;
  /** The event of a change that its words make none of; undefined where no other language does. */
  find(change: TermsChange): Promise<ChangeEvent | undefined>;
}

/**
 * Gives what looks for variants in a store. Nothing is read but a list of terms where no service shares a name with
 * another.
 * @param findEvent the event of a change by its words alone
 */
export function createVariants(
  store: Store,
  findEvent: (change: TermsChange) => Promise<ChangeEvent | undefined>,
): Variants {
  const siblings = new Map<TermsId, readonly Terms[]>();

  async function listSiblings(termsId: TermsId): Promise<readonly Terms[]> {
    const known = siblings.get(termsId);
    if (known !== undefined) return known;
    const alike = await store.listTermsLike(termsId);
    const own = alike.find(({ id }) => id === termsId);
    const found = own ? alike.filter((other) => isVariant(other, own)) : [];
    siblings.set(termsId, found);
    return found;
  }

  /** The one change of a terms, around that time, of this sign; undefined where several are, since one of them is another. */
  async function findOnly(
    termsId: TermsId,
    { detectedAt }: Pick<ChangeHead, "detectedAt">,
    sign: Digest,
  ): Promise<TermsChange | undefined> {
    const heads = await store.listChangeHeads({
      termsId,
      since: addMs(detectedAt, -variantWindowMs),
      until: addMs(detectedAt, variantWindowMs + 1),
    });
    const found: TermsChange[] = [];
    for (const { id } of heads) {
      const change = await store.findChange(id);
      if (change && signVariant(change.comparison.changes) === sign) found.push(change);
    }
    return found.length === 1 ? found[0] : undefined;
  }

  /** Only where each finds the other, so that the answer does not depend on which is asked. */
  async function listTranslations(change: SignedChange): Promise<readonly TermsChange[]> {
    const others = await listSiblings(change.termsId);
    const own = others.length === 0 ? undefined : await store.findChange(change.id);
    const sign = own && signVariant(own.comparison.changes);
    if (!own || !sign) return [];
    const found: TermsChange[] = [];
    for (const { id } of others) {
      const other = await findOnly(id, own, sign);
      const back = other && (await findOnly(own.termsId, other, sign));
      if (other && back?.id === own.id) found.push(other);
    }
    return found;
  }

  async function joinAll(changes: readonly SignedChange[]): Promise<readonly SignedChange[]> {
    const members = new Map(changes.map((change) => [change.id, change]));
    // Grows while it is walked: a translation has translations of its own.
    for (const member of members.values())
      for (const other of await listTranslations(member)) {
        if (members.has(other.id)) continue;
        const joined = (await findEvent(other))?.changes ?? [toSigned(other)];
        for (const one of joined) members.set(one.id, one);
      }
    return [...members.values()];
  }

  return {
    async join(event) {
      const joined = await joinAll(event.changes);
      return joined.length === event.changes.length ? event : (joinEvents(joined) ?? event);
    },
    async find(change) {
      const joined = await joinAll([toSigned(change)]);
      return joined.length === 1 ? undefined : joinEvents(joined);
    },
  };
}

/** Of a change in which nothing was found substantive: of the words of other languages little is known. */
function toSigned({ id, termsId, detectedAt, comparison }: TermsChange): SignedChange {
  const sign = signChange(comparison.changes) ?? { digest: id, words: 0 };
  return { id, termsId, serviceId: termsId.split("/")[0] ?? "", detectedAt, sign };
}
