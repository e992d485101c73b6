import type { Requirement } from "./required-text.ts";

/** Texts by the three letters in a row that they hold: for finding those in which a pattern can match at all. */
export interface GramIndex {
  /** Indexes of the texts that may hold what is required; null for all of them. */
  readonly listMeeting: (requirement: Requirement | undefined) => ReadonlySet<number> | null;
}

// `a` to `z`, digits, the blank, and 0 for all else: what a requirement is made of.
const size = 38;

/** Gives an index of texts, whatever their case. Linear, some nanoseconds a letter. */
export function createGramIndex(texts: readonly string[]): GramIndex {
  const postings = new Map<number, number[]>();
  for (const [index, text] of texts.entries())
    forEachGram(text, (gram) => {
      const own = postings.get(gram);
      if (own === undefined) postings.set(gram, [index]);
      else if (own.at(-1) !== index) own.push(index);
    });
  const known = new Map<string, ReadonlySet<number>>();
  const listHolding = (text: string): ReadonlySet<number> => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const lists: (readonly number[])[] = [];
    forEachGram(text, (gram) => void lists.push(postings.get(gram) ?? []));
    const [rarest = [], ...others] = lists.toSorted((one, other) => one.length - other.length);
    const found = others.reduce(
      (left, list) => (left.size === 0 ? left : left.intersection(new Set(list))),
      new Set(rarest),
    );
    known.set(text, found);
    return found;
  };
  return {
    listMeeting: (requirement) => {
      if (requirement === undefined) return null;
      return join(
        requirement.map((branch) => {
          const [first = new Set<number>(), ...rest] = branch.map((any) =>
            join(any.map(listHolding)),
          );
          return rest.reduce((left, set) => left.intersection(set), first);
        }),
      );
    },
  };
}

function join(sets: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  return sets.reduce((all, set) => all.union(set), new Set<number>());
}

function forEachGram(text: string, visit: (gram: number) => void): void {
  let before = 0;
  let last = 0;
  for (let at = 0; at < text.length; at++) {
    const code = toCode(text.charCodeAt(at));
    if (at >= 2) visit((before * size + last) * size + code);
    before = last;
    last = code;
  }
}

function toCode(unit: number): number {
  const small = unit | 32;
  if (unit < 128 && small >= 97 && small <= 122) return small - 96;
  if (unit >= 48 && unit <= 57) return unit - 48 + 27;
  if (unit === 32) return 37;
  // To a pattern without regard to case these are an s and a k.
  if (unit === 0x17f) return 19;
  return unit === 0x212a ? 11 : 0;
}
