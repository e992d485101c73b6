import type { Clause } from "../../model/clause.ts";
import type { ClauseThread } from "./thread.ts";

/** One wording of a clause, and the versions between which it stood. */
export interface ThreadSpell {
  /** As it stood in the first of them: whatever number and place it had later. */
  readonly clause: Clause;
  /** Place in the list of versions. */
  readonly from: number;
  /** Of the first version without it; null while it stands. */
  readonly until: number | null;
}

/**
 * Gives the wordings of a clause, oldest first. A wording ends where the clause is reworded or leaves; new numbers,
 * headings and places end none.
 */
export function toSpells({ steps }: ClauseThread): readonly ThreadSpell[] {
  const spells: ThreadSpell[] = [];
  for (const { kind, version, after, isReworded } of steps) {
    if (kind === "kept" && !isReworded) continue;
    const open = spells.at(-1);
    if (open !== undefined && open.until === null) {
      spells.pop();
      spells.push({ ...open, until: version });
    }
    if (after !== null) spells.push({ clause: after, from: version, until: null });
  }
  return spells;
}
