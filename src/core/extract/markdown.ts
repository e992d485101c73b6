import { type AnyNode, type Element, isTag, type ParentNode } from "domhandler";
import { createBlockTest, headingLevel } from "./blocks.ts";
import { isFurniture } from "./furniture.ts";
import { hasContent, type InlineOptions, renderInline } from "./inline.ts";
import { cleanLink } from "./links.ts";
import { createMarkers } from "./list.ts";
import { readTable, renderTable } from "./table.ts";
import { textOf } from "./tree.ts";

/**
 * Gives parts of a tree as Markdown: blocks parted by an empty line, one line per paragraph, headings with
 * `#`, `- `, `1. ` or `a. ` before list items, no space at line ends but for hard breaks, and one line feed at
 * the end. The empty string when there is no text.
 */
export function toMarkdown(parts: readonly ParentNode[], baseUrl: string): string {
  const writer = createWriter(baseUrl);
  const blocks = parts.flatMap((part) => writer.renderBlocks([part]));
  return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
}

/** Lists and quotes inside one another; in real captures lists go three deep. */
const maxNesting = 12;

interface Writer {
  readonly renderBlocks: (nodes: readonly (AnyNode | ParentNode)[]) => string[];
}

function createWriter(baseUrl: string): Writer {
  const isBlock = createBlockTest();
  let nesting = 0;
  const running: InlineOptions = { baseUrl, emphasis: true };
  const plain: InlineOptions = { baseUrl, emphasis: false };

  const renderParagraphs = (nodes: readonly AnyNode[], options = running): string[] =>
    renderInline(nodes, options).filter((text) => !isFurniture(toPlain(text)));

  const renderBlocks = (nodes: readonly (AnyNode | ParentNode)[]): string[] => {
    const blocks: string[] = [];
    let line: AnyNode[] = [];
    const flush = (): void => {
      if (line.length > 0) append(blocks, renderParagraphs(line));
      line = [];
    };
    for (const node of nodes) {
      if (!isTag(node)) {
        if ("children" in node) {
          flush();
          append(blocks, renderBlocks(node.children));
        } else line.push(node);
      } else if (isBlock(node) || headingLevel(node) !== undefined) {
        flush();
        append(blocks, renderElement(node));
      } else line.push(node);
    }
    flush();
    return blocks;
  };

  const renderElement = (element: Element): string[] => {
    const level = headingLevel(element);
    if (level !== undefined) return renderHeading(element, level);
    switch (element.name) {
      case "ul":
      case "ol":
      case "menu":
      case "dir":
        return nest(element, renderList);
      case "table":
        return renderTableOrParts(element);
      case "pre":
        return renderPreformatted(element);
      case "hr":
        return ["---"];
      case "blockquote":
        return nest(element, renderQuote);
      case "dt":
      case "summary":
      case "legend":
        return renderLabel(element);
      case "a":
        return renderLinkedBlock(element);
      default:
        return renderBlocks(element.children);
    }
  };

  /** Every level indents all that is inside it: without a bound, a page of 1 MB becomes one of 250. */
  const nest = (element: Element, render: (inner: Element) => string[]): string[] => {
    if (nesting >= maxNesting) return renderBlocks(element.children);
    nesting += 1;
    const blocks = render(element);
    nesting -= 1;
    return blocks;
  };

  const renderHeading = (element: Element, level: number): string[] => {
    const text = renderParagraphs(element.children, plain)
      .join(" ")
      .replaceAll(/\s*\n\s*/g, " ");
    return text === "" ? [] : [`${"#".repeat(level)} ${text}`];
  };

  const renderLabel = (element: Element): string[] => {
    if (element.children.some(isBlock)) return renderBlocks(element.children);
    return renderParagraphs(element.children, plain).map((text) =>
      text.includes("](") ? text : `**${text}**`,
    );
  };

  /** A card: the link is kept on its first line, which is its title. */
  const renderLinkedBlock = (element: Element): string[] => {
    const blocks = renderBlocks(element.children);
    const [first = "", ...rest] = blocks;
    if (first === "" || first.includes("](") || first.includes("\n")) return blocks;
    const [, mark = "", title = ""] = /^(#{1,6} )?(.*)$/.exec(first) ?? [];
    const href = element.attribs["href"];
    const target =
      href === undefined || href.startsWith("#") ? undefined : cleanLink(href, baseUrl);
    return [target === undefined ? first : `${mark}[${title}](${target})`, ...rest];
  };

  const renderQuote = (element: Element): string[] => {
    const text = renderBlocks(element.children).join("\n\n");
    return text === "" ? [] : [text.replaceAll(/^(?!$)/gm, "> ").replaceAll(/^$/gm, ">")];
  };

  const renderTableOrParts = (element: Element): string[] => {
    const rows = readTable(element);
    if (rows === undefined) return renderBlocks(element.children);
    const caption = element.children.filter((node) => isTag(node) && node.name === "caption");
    const table = renderTable(rows, renderCell);
    return [...renderBlocks(caption), table];
  };

  const renderCell = (cell: Element): string =>
    renderBlocks(cell.children)
      .join(" ")
      .replaceAll(/\s*\n\s*/g, " ")
      .replaceAll("|", "\\|");

  const renderList = (list: Element): string[] => {
    const nextMarker = createMarkers(list);
    const items: string[] = [];
    let isTight = true;
    for (const child of list.children) {
      if (!isTag(child)) {
        if (hasContent(textOf(child))) append(items, renderParagraphs([child]));
        continue;
      }
      if (child.name !== "li") {
        // A list right inside a list belongs to the item before it, as browsers show it.
        const blocks = renderBlocks([child]);
        if (blocks.length > 0) items.push(indent(blocks.join("\n"), items.length > 0 ? "  " : ""));
        continue;
      }
      const marker = nextMarker(child);
      const blocks = renderBlocks(child.children);
      if (blocks.length === 0) continue;
      if (blocks.slice(1).some((block) => !isListBlock(block))) isTight = false;
      items.push(renderItem(marker, blocks));
    }
    return items.length === 0 ? [] : [items.join(isTight ? "\n" : "\n\n")];
  };

  return { renderBlocks };
}

/** Text whose line breaks matter; nothing in it is read as markup. */
function renderPreformatted(element: Element): string[] {
  const text = textOf(element)
    .replaceAll("\r\n", "\n")
    .replaceAll(/[ \t]+$/gm, "")
    .replaceAll(/^\n+|\n+$/g, "");
  if (!hasContent(text)) return [];
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return [`${fence}\n${text}\n${fence}`];
}

function renderItem(marker: string, blocks: readonly string[]): string {
  const isTight = blocks.slice(1).every(isListBlock);
  const text = blocks.join(isTight ? "\n" : "\n\n");
  return marker + indent(text, " ".repeat(marker.length)).trimStart();
}

/** Unlike a spread into `push`, safe for lists longer than the stack. */
function append(blocks: string[], more: readonly string[]): void {
  for (const block of more) blocks.push(block);
}

function isListBlock(block: string): boolean {
  return /^(- |[\da-z]{1,7}\. )/i.test(block);
}

function indent(text: string, space: string): string {
  return text.replaceAll(/^(?!$)/gm, space);
}

function toPlain(markdown: string): string {
  return markdown
    .replaceAll(/\]\([^)]*\)/g, "]")
    .replaceAll(/[*_`[\]\\]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
