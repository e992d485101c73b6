import { diffWords } from "../diff/words.ts";
import type { Stretch } from "./norm.ts";

/** A place where two texts differ: what went, and what stands there now; either may be empty. */
export interface Hunk {
  readonly before: Stretch;
  readonly after: Stretch;
}

/** Gives the places where two texts differ word by word, in order. */
export function findHunks(before: string, after: string): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let one = 0;
  let other = 0;
  let open: Hunk | undefined;
  for (const { op, text } of diffWords(before, after)) {
    if (op === "same") {
      if (open !== undefined) hunks.push(open);
      open = undefined;
      one += text.length;
      other += text.length;
      continue;
    }
    open ??= { before: { start: one, end: one }, after: { start: other, end: other } };
    if (op === "removed") {
      one += text.length;
      open = { ...open, before: { ...open.before, end: one } };
    } else {
      other += text.length;
      open = { ...open, after: { ...open.after, end: other } };
    }
  }
  if (open !== undefined) hunks.push(open);
  return hunks;
}
