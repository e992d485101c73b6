import type { Column, Row, TableFormat } from "../../render/table-text.ts";
import { renderTableHead, renderTableRows } from "../../render/table-text.ts";
import type { Request } from "../context.ts";
import { maxAgeSeconds } from "../pages.ts";

export interface Table {
  /** What the file is called, such as `changes`. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** Read as the reader takes them: none is kept. */
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
}

const contentTypes: Readonly<Record<TableFormat, string>> = {
  csv: "text/csv; charset=utf-8; header=present",
  jsonl: "application/jsonl; charset=utf-8",
};

/** Rows that are written at a time: a few hundred kilobytes at most of real clauses. */
const batchSize = 100;

/** Answers with a list as a file, sent as it is read: CSV for spreadsheets, or JSON Lines for programs. */
export function answerTable(c: Request, table: Table, format: TableFormat): Response {
  c.header("Content-Type", contentTypes[format]);
  c.header("Content-Disposition", toDisposition(`${table.name}.${format}`));
  c.header("X-Content-Type-Options", "nosniff");
  c.header("Cache-Control", toCacheControl(c));
  return c.body(ReadableStream.from(encode(writeTable(table, format))));
}

/** No stream of its own: that would read ahead for whoever asks for the head alone. */
async function* encode(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array, void, void> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) yield encoder.encode(piece);
}

/** Gives the whole text in pieces. */
async function* writeTable(
  { columns, rows }: Table,
  format: TableFormat,
): AsyncGenerator<string, void, void> {
  const head = renderTableHead(columns, format);
  if (head !== "") yield head;
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < batchSize) continue;
    yield renderTableRows(columns, batch, format);
    batch = [];
  }
  if (batch.length > 0) yield renderTableRows(columns, batch, format);
}

const maxName = 80;

/** Gives the header that has a browser keep an answer as a file, under a name that no system takes for anything else. */
export function toDisposition(name: string): string {
  const [, stem = "", suffix = ""] = /^(.*?)(\.[a-z]+)?$/s.exec(name.normalize("NFKD")) ?? [];
  const bare = stem
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\w-]+/g, "-")
    .slice(0, maxName)
    .replaceAll(/^[-_]+|[-_]+$/g, "");
  return `attachment; filename="clausewatch-${bare === "" ? "file" : bare}${suffix}"`;
}

/** What somebody sees who has signed in is nobody else's. */
export function toCacheControl(c: Request): string {
  return c.get("viewer") === null ? `public, max-age=${maxAgeSeconds}` : "no-store";
}
