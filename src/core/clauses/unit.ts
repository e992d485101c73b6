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
  /**
   * Its words with each number and month masked ("updated # # #"); empty where it has no number, or no
   * other word to tell it by.
   */
  readonly skeleton: string;
  /** The innermost heading it stands under, in lower case. */
  readonly section: string;
  /** What it calls itself, in lower case; empty where it has no title. */
  readonly title: string;
  /** A row that no other row precedes. */
  readonly opensTable: boolean;
}

const numberOrMonth =
  /^(?:[$\d].*|january|february|march|april|may|june|july|august|september|october|november|december)$/;

/** What a clause's text reads, whatever stands around it. */
type Reading = Pick<Unit, "words" | "key" | "skeleton">;

/** Readings by text: two versions have most of their clauses in common, and each is read once. */
export type Readings = Map<string, Reading>;

/** Gives the units of a text's clauses, in order; readings that are not known yet are added. */
export function toUnits(
  clauses: readonly Clause[],
  readings: Readings = new Map(),
): readonly Unit[] {
  return clauses.map((clause, at) => {
    const bare = clause.kind === "heading" ? clause.text.replace(/(^|\n)#+\s*/, "$1") : clause.text;
    let reading = readings.get(bare);
    if (reading === undefined) {
      reading = read(bare);
      readings.set(bare, reading);
    }
    return {
      ...reading,
      clause,
      section: (clause.path.at(-1) ?? "").toLowerCase(),
      title: clause.kind === "heading" ? "" : (clause.title ?? "").toLowerCase(),
      opensTable: clause.kind === "row" && clauses[at - 1]?.kind !== "row",
    };
  });
}

function read(text: string): Reading {
  const words = toWords(toPlain(withoutLabel(text)));
  const key = words.length === 0 ? text.trim() : words.join(" ");
  return { words, key, skeleton: /\d/.test(key) ? toSkeleton(words) : "" };
}

function toSkeleton(words: readonly string[]): string {
  const masked = words.map((word) => (numberOrMonth.test(word) ? "#" : word));
  const said = masked.filter((word) => word !== "#").length;
  return said > 0 && said < words.length ? masked.join(" ") : "";
}
