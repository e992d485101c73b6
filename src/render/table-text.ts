import { stringify } from "csv-stringify/sync";
import { toVisible } from "./visible.ts";

/** What a list is taken away as: for a spreadsheet, or for programs. */
export const tableFormats = ["csv", "jsonl"] as const;
export type TableFormat = (typeof tableFormats)[number];

/** Several texts are one cell of a spreadsheet, and a list for programs. */
export type Cell = string | number | boolean | null | readonly string[];

/** A row's cells by the keys of its columns; a missing one is null. */
export type Row = Readonly<Record<string, Cell>>;

export interface Column {
  /** The name for programs. */
  readonly key: string;
  /** The name at the head of a spreadsheet's column. */
  readonly label: string;
}

/** Spreadsheets take a file for what the machine's own code page says unless it begins with this. */
const byteOrderMark = "\uFEFF";

/** Gives what stands above all rows. */
export function renderTableHead(columns: readonly Column[], format: TableFormat): string {
  if (format === "jsonl") return "";
  return `${byteOrderMark}${toLines([columns.map(({ label }) => toSafeText(label))])}`;
}

/** Gives rows as they follow each other in the file, each ended by its line break. */
export function renderTableRows(
  columns: readonly Column[],
  rows: readonly Row[],
  format: TableFormat,
): string {
  if (format === "jsonl") return rows.map((row) => toJsonLine(columns, row)).join("");
  return toLines(rows.map((row) => columns.map(({ key }) => toSafeCell(row[key] ?? null))));
}

/** Each text stands in quotation marks, so that none is read as a number or a date, and none ends early. */
function toLines(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((cells) => [...cells]),
    { record_delimiter: "\r\n", quoted_string: true, cast: { boolean: String } },
  );
}

function toSafeCell(cell: Cell): Cell {
  if (typeof cell === "string") return toSafeText(cell);
  return Array.isArray(cell) ? toSafeText(cell.join("; ")) : cell;
}

/**
 * The pieces of a text: what makes a cell where a file is cut at other places than ours, as some countries' spreadsheets do
 * at semicolons; a sign that a spreadsheet may begin a formula with, also in its wide, small, raised and lowered shape;
 * what it may pass over before one: blanks, quotation marks, what nobody sees; and all the rest.
 */
const pieces =
  /(?<cut>[;\t\n])|(?<sign>[=+\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−])|(?<passed>[\s\p{Cf}\p{Cc}"'`´‘’‚‛“”„‟«»‹›])|[^;\t\n=+\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−\s\p{Cf}\p{Cc}"'`´‘’‚‛“”„‟«»‹›]+/gu;

/** Puts an apostrophe before each sign with which a cell could begin, wherever the file is cut. Linear. */
function disarm(text: string): string {
  let mayBegin = true;
  return text.replaceAll(pieces, (piece, cut?: string, sign?: string, passed?: string) => {
    const isFormula = mayBegin && sign !== undefined;
    if (cut !== undefined) mayBegin = true;
    else if (passed === undefined) mayBegin = false;
    return isFormula ? `'${piece}` : piece;
  });
}

/**
 * Gives a text that no spreadsheet takes for a formula: an apostrophe stands before whatever could begin one, and before
 * a tab at the start; hidden characters are shown. Programs that want the words as they are read JSON Lines.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function toSafeText(text: string): string {
  const safe = disarm(toVisible(text));
  return safe.startsWith("\t") ? `'${safe}` : safe;
}

/** Some programs end a line at these too, and JSON does not mind them escaped. */
const furtherLineEnds = /[\u0085\u2028\u2029]/g;

function toJsonLine(columns: readonly Column[], row: Row): string {
  const json = JSON.stringify(
    Object.fromEntries(columns.map(({ key }) => [key, row[key] ?? null])),
  );
  const line = json.replaceAll(
    furtherLineEnds,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${line}\n`;
}
