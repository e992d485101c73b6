import type { Block } from "./blocks.ts";
import { ordinalsOf, readLabel } from "./numbering.ts";
import { readTitleLook } from "./titles.ts";

/**
 * Whether a block without a heading's mark is the title of what follows it: "4. Term and
 * Termination", "A. Services", "GENERAL TERMS", "2. **Termination.**" above a list. Its look is not
 * enough, as the items of a list look alike: it must have a body, and not be one of several in a row.
 */
export function opensSection(blocks: readonly Block[], at: number, text: string): boolean {
  const block = blocks[at];
  const next = blocks[at + 1];
  if (block === undefined || next === undefined) return false;
  if (block.kind !== "item" && block.kind !== "paragraph") return false;
  if (block.end - block.start > 200) return false;
  const content = text.slice(block.start, block.end);
  const look = readTitleLook(content);
  if (look === undefined) return false;
  const { number, end } = readLabel(content);
  if (number === undefined && look !== "capitals" && !(look === "bold" && end > 0)) return false;
  if (number === undefined && look === "capitals" && !/\s/.test(content.trim())) return false;
  const following = text.slice(next.start, next.end);
  const hasBody =
    next.kind === "item"
      ? next.depth > block.depth || (number !== undefined && !isSibling(content, following))
      : next.kind === "paragraph"
        ? number !== undefined || look === "capitals" || next.depth > block.depth
        : number !== undefined || next.kind !== "heading";
  if (!hasBody) return false;
  const previous = blocks[at - 1];
  if (previous?.kind !== "item" || previous.depth !== block.depth || block.kind !== "item")
    return true;
  const before = text.slice(previous.start, previous.end);
  // The last of a list of short items is no title either.
  return !(isSibling(before, content) && readTitleLook(before) !== undefined);
}

/** Whether two labels are of one style, or both bullets. */
function isSibling(one: string, other: string): boolean {
  const first = readLabel(one).number;
  const second = readLabel(other).number;
  if (first === undefined || second === undefined) return first === second;
  if (shapeOf(first) !== shapeOf(second)) return false;
  const places = ordinalsOf(lastOf(first));
  // A list that begins again at one under "4." is inside it, though it is set the same.
  return ordinalsOf(lastOf(second)).some(({ style, value }) =>
    places.some((place) => place.style === style && value > place.value),
  );
}

function shapeOf(number: string): string {
  return number
    .replace(/\d+/g, "1")
    .replace(/[a-z]+/g, "a")
    .replace(/[A-Z]+/g, "A");
}

function lastOf(number: string): string {
  return /[A-Za-z\d一-十]+(?=[^A-Za-z\d]*$)/.exec(number)?.[0] ?? number;
}
