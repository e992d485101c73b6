import { type AnyNode, Element, isTag } from "domhandler";
import { elementsOf } from "./tree.ts";

/** Wider tables are no tables but a grid for layout; the widest among the real captures has 5 columns. */
const maxColumns = 40;

/** Gives the rows of cells of a table that holds data; undefined for one that only lays out a page. */
export function readTable(table: Element): Element[][] | undefined {
  const role = table.attribs["role"];
  if (role === "presentation" || role === "none") return undefined;
  const inside = elementsOf(table).slice(1);
  if (
    inside.some(({ name }) => /^(table|h[1-6]|ul|ol|dl|pre)$/.test(name)) &&
    !hasHeaders(inside)
  ) {
    return undefined;
  }
  if (inside.some(({ name }) => name === "table")) return undefined;
  const rows = inside
    .filter(({ name }) => name === "tr")
    .map((row) => row.children.filter(isCell))
    .filter((cells) => cells.length > 0);
  const width = rows.reduce((most, row) => Math.max(most, widthOf(row)), 0);
  if (width < 2 || width > maxColumns) return undefined;
  return rows.length >= 2 || hasHeaders(inside) ? rows : undefined;
}

/** Gives a table in Markdown; the first row is its head. */
export function renderTable(
  rows: readonly Element[][],
  renderCell: (cell: Element) => string,
): string {
  const lines = rows.map((cells) =>
    cells.flatMap((cell) => [renderCell(cell), ...Array<string>(spanOf(cell) - 1).fill("")]),
  );
  const width = lines.reduce(
    (most, cells) => Math.max(most, Math.min(maxColumns, cells.length)),
    0,
  );
  const toRow = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? "").join(" | ")} |`;
  const [head = [], ...body] = lines.filter((cells) => cells.some((cell) => cell !== ""));
  const rule = `| ${Array.from({ length: width }, () => "---").join(" | ")} |`;
  return [toRow(head), rule, ...body.map(toRow)].join("\n");
}

function hasHeaders(inside: readonly Element[]): boolean {
  return inside.some(({ name }) => name === "th");
}

function isCell(node: AnyNode): node is Element {
  return isTag(node) && (node.name === "td" || node.name === "th");
}

function widthOf(cells: readonly Element[]): number {
  return cells.reduce((sum, cell) => sum + spanOf(cell), 0);
}

function spanOf(cell: Element): number {
  const span = Number.parseInt(cell.attribs["colspan"] ?? "1", 10);
  return span >= 1 && span <= maxColumns ? span : 1;
}
