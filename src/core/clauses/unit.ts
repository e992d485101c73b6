import type { Clause } from "../../model/clause.ts";
import { withoutLabel } from "./numbering.ts";
import { toPlain, toWords } from "./plain.ts";

/** A text with its clauses. */
export interface Segmented {
  readonly text: string;
  readonly clauses: readonly Clause[];
}

/** A clause with what is compared of it: its words without label and markup. */
export interface Unit {
  readonly clause: Clause;
  readonly words: readonly string[];
  /** Its words, joined; for a clause without any, its bare text. */
  readonly key: string;
  readonly section: string;
  /** A row that no other row precedes. */
  readonly opensTable: boolean;
}

/** Gives the units of a text's clauses, in order. */
export function toUnits(clauses: readonly Clause[]): readonly Unit[] {
  return clauses.map((clause, at) => {
    const bare = clause.kind === "heading" ? clause.text.replace(/^#+\s*/, "") : clause.text;
    const words = toWords(toPlain(withoutLabel(bare)));
    const key = words.length === 0 ? clause.text.trim() : words.join(" ");
    const opensTable = clause.kind === "row" && clauses[at - 1]?.kind !== "row";
    return { clause, words, key, opensTable, section: clause.path.at(-1)?.toLowerCase() ?? "" };
  });
}
