import type { PdfLine } from "./pdf-lines.ts";

/** Lines at the top and at the bottom of a page that may be running heads. */
const marginLines = 3;

/** Gives pages of lines as one text: paragraphs, list items and headings parted by an empty line. */
export function linesToMarkdown(pages: readonly (readonly PdfLine[])[]): string {
  const lines = dropRunningHeads(pages);
  if (lines.length === 0) return "";
  const body = bodyStyle(lines);
  const blocks: string[] = [];
  let paragraph = "";
  let previous: PdfLine | undefined;
  const flush = (): void => {
    if (paragraph !== "") blocks.push(paragraph);
    paragraph = "";
  };
  for (const [index, line] of lines.entries()) {
    const level =
      headingLevelOf(line, body) ?? titleLevelOf(line, previous, lines[index + 1], body);
    if (level !== undefined) {
      flush();
      const last = blocks.at(-1);
      // A title that runs over two lines is one heading.
      if (
        previous !== undefined &&
        last !== undefined &&
        isContinuedHeading(previous, line, level, body)
      ) {
        blocks[blocks.length - 1] = `${last} ${line.text}`;
      } else blocks.push(`${"#".repeat(level)} ${line.text}`);
    } else if (
      previous === undefined ||
      paragraph === "" ||
      startsParagraph(previous, line, body)
    ) {
      flush();
      paragraph = startItem(line.text);
    } else paragraph = joinLines(paragraph, line.text);
    previous = line;
  }
  flush();
  return `${blocks.join("\n\n")}\n`;
}

interface BodyStyle {
  readonly size: number;
  readonly font: string;
  /** Usual distance between two lines of a paragraph. */
  readonly leading: number;
  /** Where full lines end. */
  readonly right: number;
}

function bodyStyle(lines: readonly PdfLine[]): BodyStyle {
  const size = mostCommon(lines, (line) => line.size.toFixed(1));
  const font = mostCommon(lines, (line) => line.font);
  const gaps = lines.slice(1).flatMap((line, index) => {
    const gap = (lines[index]?.y ?? 0) - line.y;
    return gap > 1 && gap < Number(size) * 4 ? [gap] : [];
  });
  const leading = Number(
    mostCommon(
      gaps.map((gap) => ({ text: "x", gap })),
      ({ gap }) => gap.toFixed(0),
    ),
  );
  const rights = lines.map((line) => line.right).toSorted((a, b) => a - b);
  return {
    size: Number(size),
    font,
    leading: leading || Number(size) * 1.3,
    right: rights[Math.floor(rights.length * 0.9)] ?? 0,
  };
}

/** The value that stands for most characters. */
function mostCommon<T extends { readonly text: string }>(
  entries: readonly T[],
  toKey: (entry: T) => string,
): string {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const key = toKey(entry);
    counts.set(key, (counts.get(key) ?? 0) + entry.text.length);
  }
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? "0";
}

function headingLevelOf(line: PdfLine, body: BodyStyle): number | undefined {
  if (line.text.length > 150 || !/\p{L}/u.test(line.text)) return undefined;
  const ratio = line.size / Math.max(1, body.size);
  if (ratio >= 1.6) return 1;
  if (ratio >= 1.25) return 2;
  if (ratio >= 1.08) return 3;
  return undefined;
}

/** A short line in another type than the body's, with room above and below: "2 Free Services" in bold. */
function titleLevelOf(
  line: PdfLine,
  before: PdfLine | undefined,
  after: PdfLine | undefined,
  body: BodyStyle,
): number | undefined {
  if (line.font === body.font || line.text.length > 80 || /[.,;:]$/.test(line.text))
    return undefined;
  if (line.size < body.size * 0.95 || !/^(\d{1,2}(\.\d{1,2})*\.?\s+)?["“(]?\p{Lu}/u.test(line.text))
    return undefined;
  const above = before === undefined ? Number.POSITIVE_INFINITY : before.y - line.y;
  const below = after === undefined ? 0 : line.y - after.y;
  const room = body.leading * 1.2;
  return (above > room || above < 0) && below > room ? 2 : undefined;
}

function isContinuedHeading(
  previous: PdfLine,
  line: PdfLine,
  level: number,
  body: BodyStyle,
): boolean {
  const gap = previous.y - line.y;
  return headingLevelOf(previous, body) === level && gap > 0 && gap < line.size * 1.6;
}

/** How a list item, a numbered section or a lettered one begins. */
const itemStart =
  /^([•▪●○◦‣⁃·–-]\s|\(?([a-z]|[ivx]{1,5}|\d{1,3})[.)]\s|\d{1,2}(\.\d{1,2}){1,4}\.?\s)/i;

function startsParagraph(previous: PdfLine, line: PdfLine, body: BodyStyle): boolean {
  if (itemStart.test(line.text)) return true;
  const gap = previous.y - line.y;
  const isNewPage = gap < 0;
  if (isNewPage) return /[.:;!?”"]$/.test(previous.text) && !isFullLine(previous, body);
  if (gap > body.leading * 1.35) return true;
  // A short line that ends a sentence, and then a capital.
  return (
    !isFullLine(previous, body) && /[.:!?”"]$/.test(previous.text) && /^\p{Lu}/u.test(line.text)
  );
}

function isFullLine(line: PdfLine, body: BodyStyle): boolean {
  return line.right > body.right * 0.85;
}

function startItem(text: string): string {
  return text.replace(/^[•▪●○◦‣⁃·]\s*/, "- ");
}

/** "compli-" + "ance" is one word; "third-" + "party" cannot be told from it and keeps its hyphen only before a capital. */
function joinLines(before: string, after: string): string {
  if (/\p{L}\u00ad$/u.test(before)) return before.slice(0, -1) + after;
  if (/\p{L}[-‐]$/u.test(before)) return before + after;
  return `${before} ${after}`;
}

/**
 * Gives all lines, but only once those that recur at the same height on at least half of the pages (three or
 * more), numbers aside, and without bare page numbers at the edges.
 */
function dropRunningHeads(pages: readonly (readonly PdfLine[])[]): PdfLine[] {
  const counts = new Map<string, number>();
  const edges = pages.map((lines) => edgeLines(lines));
  for (const lines of edges) {
    for (const key of new Set([...lines].map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const often = Math.max(3, Math.ceil(pages.length / 2));
  const seen = new Set<string>();
  return pages.flatMap((lines, index) =>
    lines.filter((line) => {
      if (edges[index]?.has(line) !== true) return true;
      if (isPageNumber(line.text)) return false;
      const key = keyOf(line);
      // The first one stays: the title and the date of a policy are often told nowhere else.
      const isRepeated = seen.has(key);
      seen.add(key);
      return !isRepeated || (counts.get(key) ?? 0) < often;
    }),
  );
}

function edgeLines(lines: readonly PdfLine[]): Set<PdfLine> {
  const byHeight = lines.toSorted((a, b) => b.y - a.y);
  return new Set([...byHeight.slice(0, marginLines), ...byHeight.slice(-marginLines)]);
}

function keyOf(line: PdfLine): string {
  return `${Math.round(line.y / 4)} ${line.text.replaceAll(/\d+/g, "#")}`;
}

function isPageNumber(text: string): boolean {
  return /^(page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(\s*(\/|of)\s*\d{1,4})?$/i.test(text);
}
