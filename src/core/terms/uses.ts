import type { Clause } from "../../model/clause.ts";
import { toPlain } from "../clauses/plain.ts";
import { toTermKey } from "./definitions.ts";

const token = /[\p{L}\p{N}]+(?:['’&./-][\p{L}\p{N}]+)*/gu;
const possessive = /['’]s?$/;

/** A term by its words; `isNamed` where capitals tell it from the same words in their common meaning. */
interface Entry {
  readonly key: string;
  readonly words: readonly string[];
  readonly isNamed: boolean;
}

/**
 * Gives, for each defined term by its key, the clauses that use it, in order; headings use nothing. A term
 * within a longer one ("Services" in "Third-Party Services") is not used by it. Linear in the text.
 */
export function findUses(
  clauses: readonly Clause[],
  terms: readonly string[],
): ReadonlyMap<string, readonly Clause[]> {
  const byFirst = toEntries(terms);
  const uses = new Map<string, Clause[]>();
  for (const clause of clauses) {
    if (clause.kind === "heading") continue;
    for (const key of readUses(toPlain(clause.text), byFirst)) {
      const users = uses.get(key) ?? [];
      users.push(clause);
      uses.set(key, users);
    }
  }
  return uses;
}

function toEntries(terms: readonly string[]): ReadonlyMap<string, readonly Entry[]> {
  const entries = terms.flatMap((term): Entry[] => {
    const key = toTermKey(term);
    const words = key === "we" || key === "you" ? pronouns[key] : [term];
    return words.map((form) => {
      const parts = form.match(token) ?? [];
      return { key, words: parts, isNamed: /\p{Lu}/u.test(form) };
    });
  });
  const longestFirst = entries
    .filter(({ words }) => words.length > 0)
    .toSorted((one, other) => other.words.length - one.words.length);
  return Map.groupBy(longestFirst, ({ words }) => toStart(words[0] ?? ""));
}

const pronouns = { we: ["we", "us", "our", "ours"], you: ["you", "your", "yours"] } as const;

/** Words are looked up by this: the same for singular and plural, capitals and small letters. */
function toStart(word: string): string {
  return word.replace(possessive, "").toLowerCase().replace(/s$/, "");
}

function readUses(plain: string, byFirst: ReadonlyMap<string, readonly Entry[]>): Set<string> {
  const words = plain.match(token) ?? [];
  const found = new Set<string>();
  for (let at = 0; at < words.length; at++) {
    const entry = byFirst
      .get(toStart(words[at] ?? ""))
      ?.find((candidate) => isAt(words, at, candidate));
    if (entry === undefined) continue;
    found.add(entry.key);
    at += entry.words.length - 1;
  }
  return found;
}

function isAt(words: readonly string[], at: number, entry: Entry): boolean {
  return entry.words.every((word, next) => isForm(words[at + next] ?? "", word, entry.isNamed));
}

function isForm(word: string, term: string, isNamed: boolean): boolean {
  if (toStart(word) !== toStart(term)) return false;
  // "services" are any; "Services" and "SERVICES" those that the text defines.
  return !isNamed || !/^\p{Lu}/u.test(term) || /^\p{Lu}/u.test(word);
}
