import type { Stretch } from "./norm.ts";

// A full stop ends a sentence before white space and a capital, a quote or an item's mark.
const stop = /[.!?][)"'”’*_]*\s+(?=["“'(*_[]*[A-Z0-9])|;\s+|\n+|\s*\|\s*|(?<=[a-z.])<br>/g;
const abbreviation =
  /(?:\b(?:e\.g|i\.e|inc|ltd|corp|co|no|nos|sec|art|vs|etc|u\.s|llc|approx|incl|dr|mr|ms|st)|(?:^|[\s(])[A-Za-z]|(?:^|\s)\(?\d+(?:\.\d+)*)\.$/i;
const lookBack = 12;

/** Gives the sentences of a passage, and the parts that semicolons divide, in order and without their white space. */
export function splitSentences(text: string): readonly Stretch[] {
  const sentences: Stretch[] = [];
  let start = 0;
  const push = (end: number): void => {
    if (text.slice(start, end).trim() !== "") sentences.push({ start, end });
  };
  for (const match of text.matchAll(stop)) {
    const end = match.index + match[0].trimEnd().length;
    if (match[0].startsWith(".")) {
      const before = text.slice(Math.max(start, match.index - lookBack), match.index + 1);
      if (abbreviation.test(before)) continue;
    }
    push(end);
    start = match.index + match[0].length;
  }
  push(text.length);
  return sentences;
}
