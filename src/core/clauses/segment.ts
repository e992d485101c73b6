import type { Clause } from "../../model/clause.ts";
import { toBlocks } from "./blocks.ts";
import type { Block } from "./blocks.ts";
import { splitEnumeration } from "./inline.ts";
import type { Stretch } from "./inline.ts";
import { createLeads, joinLeads } from "./leads.ts";
import type { Leads } from "./leads.ts";
import { readLabel, withoutLabel } from "./numbering.ts";
import { createOutline } from "./outline.ts";
import type { Outline } from "./outline.ts";
import { toPlain } from "./plain.ts";
import { splitRunOn } from "./run-on.ts";
import { readTitle, readTitleLook } from "./titles.ts";
import { opensSection } from "./sections.ts";

/** What segmenting carries from block to block. */
interface Walk {
  readonly clauses: Clause[];
  readonly outline: Outline;
  readonly leads: Leads;
}

/**
 * Gives the clauses of a Markdown text in order, as a lawyer counts them: headings, paragraphs, list
 * items with their lead-in, members of inline enumerations, table rows. Offsets are exact:
 * `text.slice(start, end)` is the clause's text, and clauses never overlap. Linear.
 */
export function segmentClauses(text: string): readonly Clause[] {
  const walk: Walk = { clauses: [], outline: createOutline(), leads: createLeads() };
  const blocks = toBlocks(text);
  for (const [at, block] of blocks.entries()) {
    const content = text.slice(block.start, block.end);
    if (block.kind === "heading" || opensSection(blocks, at, text)) {
      pushHeading(walk, block, content);
      continue;
    }
    const sections = block.kind === "paragraph" ? splitRunOn(content) : undefined;
    if (sections === undefined) pushBlock(walk, block, content);
    else for (const section of sections) pushSection(walk, block, content, section);
  }
  return walk.clauses;
}

function pushHeading({ clauses, outline, leads }: Walk, block: Block, content: string): void {
  // Where the number stands on a line of its own, the mark follows it.
  const bare = content.replace(/(^|\n)#+\s*/, "$1");
  const title = toPlain(bare);
  const { number } = readLabel(bare);
  const isMarked = block.kind === "heading" && block.depth <= 6;
  const path = outline.open({
    title,
    number,
    depth: isMarked ? block.depth : undefined,
    indent: block.kind === "heading" ? 0 : block.depth,
    isBold: isMarked || /^[\s*+-]*(?:\*\*|__)/.test(bare) || /(?:\*\*|__)[.:]?\s*$/.test(bare),
  });
  const { start, end } = block;
  clauses.push({
    kind: "heading",
    text: content,
    path,
    number,
    title: title === "" ? undefined : toPlain(withoutLabel(bare)),
    leadIn: undefined,
    start,
    end,
  });
  leads.clear();
}

/** A section that a run-on paragraph swallowed: a heading where it is but a title, else a paragraph. */
function pushSection(walk: Walk, block: Block, content: string, stretch: Stretch): void {
  const part = content.slice(stretch.start, stretch.end);
  const place = { start: block.start + stretch.start, end: block.start + stretch.end, depth: 0 };
  const isTitle =
    stretch.number !== undefined && readTitleLook(part.replace(/\.\s*$/, "")) !== undefined;
  if (isTitle) pushHeading(walk, { ...place, kind: "paragraph" }, part);
  else pushBlock(walk, { ...place, kind: "paragraph" }, part);
}

function pushBlock({ clauses, outline, leads }: Walk, block: Block, content: string): void {
  const { number } = readLabel(content);
  outline.pass(number, block.depth);
  const path = outline.path();
  leads.enter(block);
  const title = readTitle(content);
  const leadIn = leads.leadIn();
  const isRow = block.kind === "row" || block.kind === "header";
  const own = { kind: isRow ? "row" : block.kind === "item" ? "item" : "paragraph", path } as const;
  const pieces = isRow ? undefined : splitEnumeration(content);
  if (pieces === undefined) {
    const { start, end } = block;
    clauses.push({ ...own, text: content, number, title, leadIn, start, end });
  } else {
    for (const [at, piece] of pieces.entries()) {
      const isItem = piece.number !== undefined;
      const text = content.slice(piece.start, piece.end);
      clauses.push({
        kind: isItem ? "item" : own.kind,
        text,
        path,
        number: piece.number ?? (at === 0 ? number : undefined),
        title: at === 0 ? title : readTitle(text),
        leadIn: joinLeads(leadIn, piece.leadIn),
        start: block.start + piece.start,
        end: block.start + piece.end,
      });
    }
  }
  leads.offer(block, clauses.at(-1)?.text ?? "");
}
