import { toBlocks } from "../core/clauses/blocks.ts";
import { segmentClauses } from "../core/clauses/segment.ts";
import type { Clause } from "../model/clause.ts";
import { toVisibleLine } from "./visible.ts";

/** A clause, or the part of one, that stands in a part of a page: where it starts in the text, and its Markdown. */
export interface Piece {
  readonly start: number;
  readonly text: string;
}

/** What a text is made of, from top to bottom. */
export type TextPart =
  | {
      readonly kind: "heading";
      /** From 1 on, never more than one deeper than the heading before. */
      readonly level: number;
      /** As plain text. */
      readonly title: string;
      readonly pieces: readonly Piece[];
    }
  | {
      readonly kind: "paragraph" | "item";
      /** Columns that it is indented by. */
      readonly depth: number;
      readonly pieces: readonly Piece[];
    }
  | { readonly kind: "table"; readonly head: Piece | null; readonly rows: readonly Piece[] };

const maxTitle = 200;

/**
 * Gives a Markdown text as a page shows it, clause by clause as comparisons count them: each starts a piece, so that
 * each can be linked to. Linear.
 */
export function layOutText(text: string): readonly TextPart[] {
  const clauses = segmentClauses(text);
  const parts: TextPart[] = [];
  let table: OpenTable | undefined;
  let level = 0;
  let at = 0;
  for (const block of toBlocks(text)) {
    const held: Clause[] = [];
    for (let next = clauses[at]; next !== undefined && next.start < block.end; next = clauses[++at])
      held.push(next);
    if (block.kind === "row" || block.kind === "header") {
      const piece = { start: block.start, text: text.slice(block.start, block.end) };
      const isHead = block.kind === "header";
      if (table === undefined || isHead) {
        table = { kind: "table", head: isHead ? piece : null, rows: [] };
        parts.push(table);
      }
      if (!isHead) table.rows.push(piece);
      continue;
    }
    table = undefined;
    for (const group of splitAtHeadings(held)) {
      const [first] = group;
      if (first?.kind !== "heading") {
        parts.push({
          kind: block.kind === "item" ? "item" : "paragraph",
          depth: block.depth,
          pieces: group,
        });
        continue;
      }
      level = Math.min(first.path.length + 1, level + 1);
      // Of some a number is all there is: `## Section 3`.
      const words = first.title || first.text.replace(/^#+\s*/, "");
      const title = toVisibleLine(words, maxTitle);
      parts.push({ kind: "heading", level, title, pieces: group });
    }
  }
  return parts;
}

/** A run-on paragraph may hold titles, each of which stands by itself. */
function splitAtHeadings(clauses: readonly Clause[]): readonly (readonly Clause[])[] {
  const groups: Clause[][] = [];
  for (const clause of clauses) {
    const last = groups.at(-1);
    if (last === undefined || clause.kind === "heading" || last[0]?.kind === "heading")
      groups.push([clause]);
    else last.push(clause);
  }
  return groups;
}

/** A table that rows may still follow. */
interface OpenTable {
  readonly kind: "table";
  readonly head: Piece | null;
  readonly rows: Piece[];
}

/** Gives the cells of a table's row; a bar that was escaped is text. */
export function splitCells(row: string): readonly string[] {
  const cells = row.trim().split(/(?<!\\)\|/);
  const isOpened = row.trim().startsWith("|");
  const isClosed = cells.length > 1 && cells.at(-1)?.trim() === "";
  return cells
    .slice(isOpened ? 1 : 0, isClosed ? -1 : undefined)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}
