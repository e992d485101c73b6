import type { Piece, TextPart } from "../render/terms-layout.ts";

/**
 * Characters of a text that one page shows. Nearly all real texts are shorter; of the few that are not, the one with the
 * most links needs seven tenths of a byte of markup for each character.
 */
export const charsOfPart = 100_000;

/** The part that a clause stands in, from 1 on, by where it starts: links to it need not read the text. */
export function toPartOf(start: number): number {
  return 1 + Math.floor(start / charsOfPart);
}

/** Gives how many parts a text takes, at least 1. */
export function countTextParts(parts: readonly TextPart[]): number {
  const last = parts.at(-1);
  return last === undefined ? 1 : toPartOf(toPieces(last).at(-1)?.start ?? 0);
}

/**
 * Gives what stands in one part of a text: clauses stay whole, and a table that goes on repeats its head. Headings begin
 * anew at the top, and never skip a level.
 */
export function takeTextPart(parts: readonly TextPart[], wanted: number): readonly TextPart[] {
  const isHere = ({ start }: Piece): boolean => toPartOf(start) === wanted;
  let level = 0;
  return parts.flatMap((part): readonly TextPart[] => {
    if (part.kind === "table") {
      const rows = part.rows.filter(isHere);
      return rows.length > 0 || (part.head && isHere(part.head)) ? [{ ...part, rows }] : [];
    }
    const pieces = part.pieces.filter(isHere);
    if (pieces.length === 0) return [];
    if (part.kind !== "heading") return [{ ...part, pieces }];
    level = Math.min(part.level, level + 1);
    return [{ ...part, level, pieces }];
  });
}

function toPieces(part: TextPart): readonly Piece[] {
  if (part.kind !== "table") return part.pieces;
  return part.head === null ? part.rows : [part.head, ...part.rows];
}
