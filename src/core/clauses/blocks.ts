import { startsItem } from "./numbering.ts";

/** A run of lines that stands together, by UTF-16 offsets into the text; blank space at its ends cut off. */
export interface Block {
  /** A "header" is the row of a table above its rule. */
  readonly kind: "heading" | "paragraph" | "item" | "row" | "header";
  readonly start: number;
  readonly end: number;
  /** Heading: 1–6 as marked, 7 for a line in bold. Otherwise the columns it is indented by. */
  readonly depth: number;
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const setextRule = /^ {0,3}(?:={2,}|-{3,})\s*$/;
const tableRule = /^\s*\|?[\s:|-]*-{2,}[\s:|-]*\|?\s*$/;
const thematicRule = /^\s*(?:[-*_]\s*){3,}$/;
const fence = /^\s*(?:```|~~~)/;
const boldLine = /^\s*(?:\*\*|__)(?=\S)([^*]{1,160})(?:\*\*|__)\s*:?\s*$/;

function* toLines(text: string): Generator<Line> {
  let start = 0;
  while (start <= text.length) {
    const at = text.indexOf("\n", start);
    const end = at < 0 ? text.length : at;
    yield { start, end, text: text.slice(start, end).replace(/\r$/, "") };
    if (at < 0) return;
    start = at + 1;
  }
}

/**
 * Gives the blocks of a Markdown text in order: headings of either style and lines in bold, list
 * items, table rows, paragraphs; a hard line break ends a paragraph, a soft one does not. Linear.
 */
export function toBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open:
    | { kind: "paragraph" | "item"; start: number; end: number; depth: number; lines: number }
    | undefined;
  const close = (): void => {
    if (open !== undefined) add(blocks, text, open.kind, open.start, open.end, open.depth);
    open = undefined;
  };
  for (const line of toLines(text)) {
    const content = line.text.trim();
    if (
      open !== undefined &&
      open.lines === 1 &&
      open.kind === "paragraph" &&
      setextRule.test(line.text)
    ) {
      add(blocks, text, "heading", open.start, open.end, content.startsWith("=") ? 1 : 2);
      open = undefined;
      continue;
    }
    if (isTableRule(content)) {
      close();
      const last = blocks.at(-1);
      if (last?.kind === "row") blocks[blocks.length - 1] = { ...last, kind: "header" };
      continue;
    }
    if (content === "" || fence.test(content) || thematicRule.test(content)) {
      close();
      continue;
    }
    const depth = line.text.length - line.text.trimStart().length;
    if (/^#{1,6}\s/.test(content)) {
      close();
      add(blocks, text, "heading", line.start, line.end, /^#+/.exec(content)?.[0].length ?? 1);
      continue;
    }
    if (content.startsWith("|")) {
      close();
      add(blocks, text, "row", line.start, line.end, depth);
      continue;
    }
    if (isBoldTitle(content)) {
      close();
      add(blocks, text, "heading", line.start, line.end, 7);
      continue;
    }
    const isItem = startsItem(content);
    if (open === undefined || isItem) {
      close();
      open = {
        kind: isItem ? "item" : "paragraph",
        start: line.start,
        end: line.end,
        depth,
        lines: 1,
      };
    } else {
      open.end = line.end;
      open.lines += 1;
    }
    if (/ {2}$|\\$/.test(line.text)) close();
  }
  close();
  return joinLabels(blocks, text);
}

const loneLabel = /^(?:\*\*)?\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z])\\?[.)]?(?:\*\*)?$/;

/** A number on a line of its own belongs to the heading, paragraph or item under it. */
function joinLabels(blocks: readonly Block[], text: string): readonly Block[] {
  const joined: Block[] = [];
  let label: Block | undefined;
  for (const block of blocks) {
    const canFollow = block.kind !== "row" && block.kind !== "header";
    const content = text.slice(block.start, Math.min(block.end, block.start + 24));
    if (label !== undefined && canFollow && !loneLabel.test(content)) {
      joined.push({ ...block, start: label.start });
      label = undefined;
      continue;
    }
    if (label !== undefined) joined.push(label);
    label = undefined;
    // "49" alone is a footnote or a figure; a label has its point or bracket.
    if (block.kind === "paragraph" && loneLabel.test(content) && /[.)]/.test(content))
      label = block;
    else joined.push(block);
  }
  if (label !== undefined) joined.push(label);
  return joined;
}

function isBoldTitle(content: string): boolean {
  // Where words have no spaces, forty characters are a sentence.
  if (!boldLine.test(content) || /\p{sc=Han}[^]{40}/u.test(content)) return false;
  return !/[.;,。；，]\*\*$/.test(content.replace(/^\*\*[\dA-Z]+\\?\./, ""));
}

function isTableRule(content: string): boolean {
  return content.includes("|") && tableRule.test(content);
}

function add(
  blocks: Block[],
  text: string,
  kind: Block["kind"],
  from: number,
  to: number,
  depth: number,
): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? "")) start++;
  while (end > start && /[\s\\]/.test(text[end - 1] ?? "")) end--;
  if (end > start) blocks.push({ kind, start, end, depth });
}
