import type { ClauseSide, Edit } from "../../model/comparison.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOfFields } from "../../model/digest.ts";

/** Digest of both clauses and where they stand: all of a page that a model is shown. */
export function clausesDigest({ kind, before, after }: Edit): Digest {
  return digestOfFields("clauses", kind, ...fieldsOf(before), ...fieldsOf(after));
}

/** Digest of model, prompt version and both clauses: the same question is asked once. */
export function answerId(clauses: Digest, model: string, promptVersion: number): Digest {
  return digestOfFields("answer", clauses, model, String(promptVersion));
}

/** An absent side is not an empty one. */
function fieldsOf(side: ClauseSide | null): string[] {
  return side === null
    ? ["absent"]
    : ["present", side.text, String(side.path.length), ...side.path];
}
