import type { Clause } from "../../model/clause.ts";
import { toBlocks } from "./blocks.ts";
import type { Block } from "./blocks.ts";
import { splitEnumeration } from "./inline.ts";
import { readLabel } from "./numbering.ts";
import { toPlain } from "./plain.ts";

interface OpenHeading {
  readonly depth: number;
  readonly title: string;
}

interface OpenLead {
  readonly depth: number;
  readonly text: string;
}

/**
 * Gives the clauses of a Markdown text in order, as a lawyer counts them: headings, paragraphs, list
 * items with their lead-in, members of inline enumerations, table rows. Offsets are exact:
 * `text.slice(start, end)` is the clause's text, and clauses never overlap. Linear.
 */
export function segmentClauses(text: string): readonly Clause[] {
  const clauses: Clause[] = [];
  const headings: OpenHeading[] = [];
  let leads: OpenLead[] = [];
  let path: readonly string[] = [];
  for (const block of toBlocks(text)) {
    const content = text.slice(block.start, block.end);
    if (block.kind === "heading") {
      while ((headings.at(-1)?.depth ?? -1) >= block.depth) headings.pop();
      const title = toPlain(content.replace(/^#+\s*/, ""));
      clauses.push({
        kind: "heading",
        text: content,
        path: headings.map((heading) => heading.title),
        number: readLabel(content.replace(/^#+\s*/, "")).number,
        leadIn: undefined,
        start: block.start,
        end: block.end,
      });
      if (title !== "") headings.push({ depth: block.depth, title });
      path = headings.map((heading) => heading.title);
      leads = [];
      continue;
    }
    leads = leadsFor(leads, block);
    pushBlock(
      clauses,
      block,
      content,
      path,
      block.kind === "item" ? leads.at(-1)?.text : undefined,
    );
    // A sentence that ends in a colon is completed by the items that follow it.
    const last = clauses.at(-1);
    if (last !== undefined && block.kind !== "row" && /:[\s*_]*$/.test(last.text.slice(-8)))
      leads.push({ depth: block.kind === "item" ? block.depth : -1, text: toPlain(last.text) });
  }
  return clauses;
}

/** An item ends the lead-ins of its own level and deeper ones; a paragraph ends them all. */
function leadsFor(leads: readonly OpenLead[], block: Block): OpenLead[] {
  return block.kind === "item"
    ? leads.filter((lead) => lead.depth < block.depth || lead.depth < 0)
    : [];
}

function pushBlock(
  clauses: Clause[],
  block: Block,
  content: string,
  path: readonly string[],
  leadIn: string | undefined,
): void {
  const { number } = readLabel(content);
  const pieces = block.kind === "row" ? undefined : splitEnumeration(content);
  if (pieces === undefined) {
    const { kind, start, end } = block;
    clauses.push({ kind, text: content, path, number, leadIn, start, end });
    return;
  }
  const [head] = pieces;
  const lead =
    head?.number === undefined && head !== undefined
      ? toPlain(content.slice(head.start, head.end))
      : undefined;
  for (const [at, piece] of pieces.entries()) {
    const isItem = piece.number !== undefined;
    clauses.push({
      kind: isItem ? "item" : block.kind === "item" ? "item" : "paragraph",
      text: content.slice(piece.start, piece.end),
      path,
      number: isItem ? piece.number : at === 0 ? number : undefined,
      leadIn: isItem ? (lead ?? leadIn) : at === 0 ? leadIn : undefined,
      start: block.start + piece.start,
      end: block.start + piece.end,
    });
  }
}
