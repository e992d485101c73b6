import type { Edit } from "../../model/comparison.ts";
import { toPlain, toWords } from "../clauses/plain.ts";
import { toStem } from "../clauses/stem.ts";
import type { Unit } from "../clauses/unit.ts";
import { limits, modalClasses, negations } from "./lexicon.ts";

/** Phrases that were replaced by others throughout a document: renamed products, parties and terms. */
export type Substitutions = ReadonlySet<string>;

/** The edits of a comparison, and all clauses of either text. */
export interface Compared {
  readonly edits: readonly Edit[];
  readonly before: readonly Unit[];
  readonly after: readonly Unit[];
}

// One replacement is an edit of one clause; the third of its kind is a rename, of a name the second.
const minimumUses = 3;
const minimumNameUses = 2;
const maxPhraseWords = 4;
// A phrase that was renamed is gone but for this share of its uses: quotes and names made of it.
const maximumLeft = 0.34;
// Of more candidates than this, the most frequent are looked at: texts without a phrase in common.
const maxCandidates = 60;

const reach = 60;
const companyNext =
  /^[\s,*_]*(?:[\p{L}]+[\s,]+)?(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|OpCo|Corp|PBC|PLC|B\.V|AB|AG|SAS|Pty)\b/u;

interface Candidate {
  readonly from: string;
  readonly to: string;
  readonly isName: boolean;
  /** It follows a name that stayed: "ChatGPT Team" becomes "ChatGPT Business". */
  readonly isOfBrand: boolean;
  count: number;
}

/** Gives the replacements that are renames, as `toSubstitution` writes them. */
export function findSubstitutions(compared: Compared): Substitutions {
  const candidates = new Map<string, Candidate>();
  const renames = new Set<string>();
  for (const { before, after, spans } of compared.edits) {
    for (const text of [before?.text, after?.text])
      for (const key of readDefinedRenames(text ?? "")) renames.add(key);
    if (before === null || after === null) continue;
    let beforeAt = 0;
    for (const [at, span] of spans.entries()) {
      const next = spans[at + 1];
      if (span.op === "removed" && next?.op === "added")
        note(candidates, span.text, next.text, {
          before: before.text.slice(Math.max(0, beforeAt - reach), beforeAt),
          after: before.text.slice(beforeAt + span.text.length).slice(0, reach),
        });
      if (span.op !== "added") beforeAt += span.text.length;
    }
  }
  const frequent = [...candidates]
    .filter(([, { count, isName, isOfBrand }]) =>
      isOfBrand ? true : count >= (isName ? minimumNameUses : minimumUses),
    )
    .toSorted(([, one], [, other]) => other.count - one.count)
    .slice(0, maxCandidates);
  for (const [key, candidate] of frequent) if (isGone(candidate, compared)) renames.add(key);
  return renames;
}

function note(
  candidates: Map<string, Candidate>,
  removed: string,
  added: string,
  around: { readonly before: string; readonly after: string },
): void {
  const key = toSubstitution(removed, added);
  // Who becomes another company is another party, not a party renamed.
  if (key === undefined || companyNext.test(around.after)) return;
  const known = candidates.get(key);
  if (known !== undefined) {
    known.count += 1;
    return;
  }
  const isName = isNamed(removed) && isNamed(added);
  candidates.set(key, {
    from: toPhraseWords(removed).join(" "),
    to: toPhraseWords(added).join(" "),
    isName,
    isOfBrand:
      isName && /[\p{Lu}][\p{L}\p{N}.]+[ *_]+$/u.test(around.before) && !isPlace(around.before),
    count: 1,
  });
}

// "New York" and "New Jersey" have "New" in common, and are not one place renamed; a party's own
// name is never a product's.
const placeBefore =
  /\b(?:New|North|South|East|West|San|Santa|Los|Saint|St|United|Great|Article|Section)\s*$/;

function isPlace(beforeIt: string): boolean {
  return placeBefore.test(beforeIt.slice(-12));
}

/** A phrase each of whose longer words is capitalised, or an address. */
function isNamed(text: string): boolean {
  const words = toPlain(text).match(/[\p{L}\p{N}.'-]+/gu) ?? [];
  return (
    words.length > 0 &&
    words.every(
      (word) => /^\p{Lu}|\p{Ll}\p{Lu}|\w\.\w/u.test(word) || /^(?:the|of|for|and)$/.test(word),
    )
  );
}

/** Whether the old phrase has left the text, apart from where the new one contains it. */
function isGone({ from, to }: Candidate, { before, after }: Compared): boolean {
  const was = countPhrase(from, before);
  const is =
    countPhrase(from, after) - (` ${to} `.includes(` ${from} `) ? countPhrase(to, after) : 0);
  return is <= was * maximumLeft;
}

function countPhrase(phrase: string, units: readonly Unit[]): number {
  let count = 0;
  for (const { key } of units) {
    if (!key.includes(phrase)) continue;
    count += ` ${key} `.split(` ${phrase} `).length - 1;
  }
  return count;
}

const definedRename =
  /([\p{Lu}][\p{L}\p{N}.]{0,30}(?: [\p{Lu}][\p{L}\p{N}.]{0,30}){0,3})["”]? \((?:formerly|previously)(?: known as| called| named)?,? ["“]?([\p{Lu}][\p{L}\p{N}. ]{1,60})["”]?\)/gu;

/** "Quarry Desk (formerly Quarry Teams)" says itself that the one is the other. */
function readDefinedRenames(text: string): readonly string[] {
  if (!/\((?:formerly|previously)\b/.test(text)) return [];
  return Array.from(toPlain(text).matchAll(definedRename), ([, to = "", from = ""]) =>
    toNameSubstitutions(from, to),
  ).flat();
}

/** The names as they stand, and without the words that both begin with. */
function toNameSubstitutions(from: string, to: string): readonly string[] {
  const one = from.split(" ");
  const other = to.split(" ");
  let shared = 0;
  while (shared < one.length - 1 && shared < other.length - 1 && one[shared] === other[shared])
    shared += 1;
  return [
    toSubstitution(from, to),
    toSubstitution(one.slice(shared).join(" "), other.slice(shared).join(" ")),
  ].filter((key) => key !== undefined);
}

/** Gives a replacement in one form whatever its articles and inflection; undefined where it cannot be a rename. */
export function toSubstitution(removed: string, added: string): string | undefined {
  const one = toPhrase(removed);
  const other = toPhrase(added);
  if (one === undefined || other === undefined || one === other) return undefined;
  return `${one} → ${other}`;
}

function toPhrase(text: string): string | undefined {
  const words = toPhraseWords(text);
  if (words.length === 0 || words.length > maxPhraseWords) return undefined;
  // What binds is never a name: a number, a modal verb, a negation, a party.
  const isBinding = words.some(
    (word) =>
      /\d/.test(word) ||
      negations.has(word) ||
      modalClasses.has(word) ||
      limits.has(word) ||
      /^(?:and|or|llc|inc|ltd|limited|gmbh|corp|corporation|pbc|any|all)$/.test(word),
  );
  return isBinding ? undefined : words.map(toStem).join(" ");
}

function toPhraseWords(text: string): readonly string[] {
  return toWords(toPlain(text)).filter((word) => !/^(?:a|an|the|our|your|its)$/.test(word));
}
