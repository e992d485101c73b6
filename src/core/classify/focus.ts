import type { ClauseSide, Edit } from "../../model/comparison.ts";
import { toPlain } from "../clauses/plain.ts";

// Of more changed text than this, the beginning says what it is about.
const maxRead = 8_000;

/** The sentences of each side that an edit's changed words stand in, as plain text; empty where none do. */
export interface Focus {
  readonly before: string;
  readonly after: string;
}

/** Gives what is to be read to understand an edit: its changed sentences; of a one-sided edit all of it. */
export function readFocus(edit: Edit): Focus {
  const removed: [number, number][] = [];
  const added: [number, number][] = [];
  let beforeAt = 0;
  let afterAt = 0;
  for (const span of edit.spans) {
    // A place where something is missing on one side is a changed place on both.
    if (span.op !== "same") {
      removed.push([beforeAt, beforeAt + (span.op === "removed" ? span.text.length : 0)]);
      added.push([afterAt, afterAt + (span.op === "added" ? span.text.length : 0)]);
    }
    if (span.op !== "added") beforeAt += span.text.length;
    if (span.op !== "removed") afterAt += span.text.length;
  }
  return { before: sentencesAt(edit.before, removed), after: sentencesAt(edit.after, added) };
}

function sentencesAt(
  side: ClauseSide | null,
  places: readonly (readonly [number, number])[],
): string {
  if (side === null) return "";
  const bounds = sentenceBounds(side.text);
  const kept: string[] = [];
  let place = 0;
  for (let at = 0; at + 1 < bounds.length; at++) {
    const start = bounds[at] ?? 0;
    const end = bounds[at + 1] ?? side.text.length;
    while (place < places.length && (places[place]?.[1] ?? 0) < start) place += 1;
    if ((places[place]?.[0] ?? Infinity) < end) kept.push(side.text.slice(start, end));
  }
  return toPlain(kept.join(" ").slice(0, maxRead));
}

/** Where sentences begin, and the end; table cells count as sentences. */
function sentenceBounds(text: string): readonly number[] {
  const bounds = [0];
  for (const match of text.matchAll(/[.;!?]["”)*_]*\s+(?=["“*_([]*[\p{Lu}(])|\s\|\s|<br>/gu))
    bounds.push(match.index + match[0].length);
  bounds.push(text.length);
  return bounds;
}
