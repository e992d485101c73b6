import type { ClauseChange } from "../../model/comparison.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOfFields } from "../../model/digest.ts";
import { withoutLabel } from "../clauses/numbering.ts";
import { toPlain } from "../clauses/plain.ts";

/** What a clause change leaves behind, and what stood there before it, each under a name that lasts. */
export interface ReviewKeys {
  /** Of the wording that stands now; of a clause that is gone, of its having gone. */
  readonly key: Digest;
  /** Of the wording before; null where nothing stood there, or it reads the same. */
  readonly earlierKey: Digest | null;
}

type Sides = {
  readonly [side in "before" | "after"]: Pick<NonNullable<ClauseChange[side]>, "text"> | null;
};

/**
 * Gives the names under which reviews of a clause are kept. The same wording in the same terms has the same name,
 * whichever versions are compared and however it is judged: a review stays with a clause while that stays. Number,
 * markup, link targets and kinds of quotation marks are not its wording; clauses of one terms that read alike share a
 * name.
 */
export function reviewKeyOf(termsId: TermsId, { before, after }: Sides): ReviewKeys {
  const stood = before === null ? null : nameOf(termsId, "stands", before.text);
  if (after === null) {
    const key = nameOf(termsId, "gone", before?.text ?? "");
    return { key, earlierKey: stood };
  }
  const key = nameOf(termsId, "stands", after.text);
  return { key, earlierKey: stood === key ? null : stood };
}

function nameOf(termsId: TermsId, fate: "stands" | "gone", text: string): Digest {
  const plain = toPlain(withoutLabel(text));
  return digestOfFields("clause state", termsId, fate, plain === "" ? text.trim() : plain);
}
