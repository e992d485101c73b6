import json from "./word-relations.json" with { type: "json" };

/** Which words mean the same, and which the opposite, by the stems that `toStem` gives. */
interface Relations {
  readonly groupsOf: ReadonlyMap<string, ReadonlySet<number>>;
  readonly opposites: ReadonlySet<string>;
}

let read: Relations | undefined;

/**
 * Gives whether one of the common senses of two words is the same.
 * @see WordNet 3.1, https://wordnet.princeton.edu, pruned to the words of terms by `test/training/words.ts`
 */
export function isSynonym(stem: string, other: string): boolean {
  const { groupsOf } = relations();
  const mine = groupsOf.get(stem);
  const theirs = groupsOf.get(other);
  if (mine === undefined || theirs === undefined) return false;
  for (const group of mine) if (theirs.has(group)) return true;
  return false;
}

/** Gives whether two words mean the opposite of each other: "internal", "external". */
export function isOpposite(stem: string, other: string): boolean {
  return relations().opposites.has(stem < other ? `${stem} ${other}` : `${other} ${stem}`);
}

/** Decoded once, as that takes some milliseconds. */
function relations(): Relations {
  if (read !== undefined) return read;
  const groupsOf = new Map<string, Set<number>>();
  for (const [at, group] of json.synonyms.split(";").entries())
    for (const stem of group.split(" ")) {
      const groups = groupsOf.get(stem) ?? new Set();
      groups.add(at);
      groupsOf.set(stem, groups);
    }
  read = { groupsOf, opposites: new Set(json.opposites.split(";")) };
  return read;
}
