/** A run of characters on a page; lengths in points, `y` grows upwards. */
export interface PdfItem {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Height of the type. */
  readonly size: number;
  readonly font: string;
}

export interface PdfLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly size: number;
  readonly font: string;
}

/**
 * Gives the lines of a page, in the order in which the file draws them: that is reading order in every PDF
 * made by a word processor, also with columns, where sorting by height would mix them.
 */
export function groupLines(items: readonly PdfItem[]): PdfLine[] {
  const lines: PdfItem[][] = [];
  for (const item of items) {
    const line = lines.at(-1);
    const last = line?.at(-1);
    if (line !== undefined && last !== undefined && isSameLine(last, item)) line.push(item);
    else lines.push([item]);
  }
  return lines.map(toLine).filter((line) => line.text !== "");
}

function isSameLine(last: PdfItem, item: PdfItem): boolean {
  const size = Math.max(last.size, item.size, 1);
  return Math.abs(last.y - item.y) < size * 0.5 && item.x > last.x - size;
}

function toLine(items: readonly PdfItem[]): PdfLine {
  let text = "";
  let right = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    const gap = item.x - right;
    // A gap of a fifth of the type's height is a space that the file did not write.
    if (text !== "" && gap > item.size * 0.2 && !/\s$/.test(text) && !/^\s/.test(item.text))
      text += " ";
    text += item.text;
    right = item.x + item.width;
  }
  const inked = items.filter((item) => item.text.trim() !== "");
  const longest = inked.toSorted((a, b) => b.text.length - a.text.length)[0] ?? items[0];
  return {
    text: text.replaceAll(/\s+/g, " ").trim(),
    x: inked[0]?.x ?? 0,
    y: inked[0]?.y ?? 0,
    right,
    size: longest?.size ?? 0,
    font: longest?.font ?? "",
  };
}
