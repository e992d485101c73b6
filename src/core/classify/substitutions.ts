import type { Edit } from "../../model/comparison.ts";
import { toPlain, toWords } from "../clauses/plain.ts";
import { toStem } from "../clauses/stem.ts";
import { limits, modalClasses, negations } from "./lexicon.ts";

/** Phrases that were replaced by others throughout a document: renamed products and terms. */
export type Substitutions = ReadonlySet<string>;

// One replacement is an edit of one clause; the third of its kind is a rename.
const minimumUses = 3;
const maxPhraseWords = 4;

/** Gives the replacements that several edits share, as `toSubstitution` writes them. */
export function findSubstitutions(edits: readonly Edit[]): Substitutions {
  const uses = new Map<string, { count: number; edits: Set<Edit> }>();
  for (const edit of edits) {
    if (edit.before === null || edit.after === null) continue;
    for (const [at, span] of edit.spans.entries()) {
      const next = edit.spans[at + 1];
      if (span.op !== "removed" || next?.op !== "added") continue;
      const key = toSubstitution(span.text, next.text);
      if (key === undefined) continue;
      const use = uses.get(key) ?? { count: 0, edits: new Set() };
      use.count += 1;
      use.edits.add(edit);
      uses.set(key, use);
    }
  }
  return new Set(
    [...uses]
      .filter(([, use]) => use.count >= minimumUses && use.edits.size > 1)
      .map(([key]) => key),
  );
}

/** Gives a replacement in one form whatever its articles and inflection; undefined where it cannot be a rename. */
export function toSubstitution(removed: string, added: string): string | undefined {
  const one = toPhrase(removed);
  const other = toPhrase(added);
  if (one === undefined || other === undefined || one === other) return undefined;
  return `${one} → ${other}`;
}

function toPhrase(text: string): string | undefined {
  const words = toWords(toPlain(text)).filter((word) => !/^(?:a|an|the|our|your|its)$/.test(word));
  if (words.length === 0 || words.length > maxPhraseWords) return undefined;
  // What binds is never a name: a number, a modal verb, a negation, a party.
  const isBinding = words.some(
    (word) =>
      /\d/.test(word) ||
      negations.has(word) ||
      modalClasses.has(word) ||
      limits.has(word) ||
      /^(?:and|or|llc|inc|ltd|limited|gmbh|corp|corporation|any|all)$/.test(word),
  );
  return isBinding ? undefined : words.map(toStem).join(" ");
}
