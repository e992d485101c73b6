import { type AnyNode, type Element, isTag, isText } from "domhandler";
import { isBlockName } from "./blocks.ts";
import { hiddenEmail } from "./email.ts";
import { dropHints } from "./furniture.ts";
import { cleanLink } from "./links.ts";

/** What stands for `<br>` until spaces are folded; private-use characters never come from a page (see `escapeText`). */
const lineBreak = "\uE000";

export interface InlineOptions {
  /** What links are relative to. */
  readonly baseUrl: string;
  /** False inside headings, where bold type is decoration. */
  readonly emphasis: boolean;
}

/**
 * Gives the running text of nodes as Markdown, one entry per paragraph: two line breaks in a row part
 * paragraphs. Spaces are folded as a browser folds them.
 */
export function renderInline(nodes: readonly AnyNode[], options: InlineOptions): string[] {
  const raw = renderNodes(nodes, options, "");
  return raw
    .split(/\uE000[ \t\n\r\f]*(?:\uE000[ \t\n\r\f]*)+/)
    .map((part) =>
      dropHints(foldSpaces(mergeEmphasis(part)))
        .split(lineBreak)
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .map(escapeLineStart)
        .join("  \n"),
    )
    .filter((part) => hasContent(part));
}

/** Whether anything is left when markup, spaces and invisible characters are taken away. */
export function hasContent(text: string): boolean {
  return /[^\s\p{Cf}*_\\[\]()]/u.test(text);
}

function foldSpaces(text: string): string {
  return text.replaceAll(/[ \t\n\r\f]+/g, " ");
}

/** `**a****b**` is one run in bold that was cut by the page's markup. */
function mergeEmphasis(text: string): string {
  return text.replaceAll(/(?<![\\*])\*{4}(?!\*)/g, "").replaceAll(/(?<![\\_])__(?!_)/g, "");
}

/** Where we are inside: `b`, `i` and `a`, so that nothing is marked twice. */
type Within = string;

function renderNode(node: AnyNode, options: InlineOptions, within: Within): string {
  if (isText(node)) return escapeText(node.data);
  if (!isTag(node)) return "";
  const email = hiddenEmail(node);
  if (email !== undefined) return escapeText(email);
  switch (node.name) {
    case "br":
      return lineBreak;
    case "wbr":
      return "";
    case "strong":
    case "b":
      return renderEmphasis(node, options, within, isNormalWeight(node) ? "" : "**");
    case "em":
    case "i":
    case "cite":
    case "dfn":
      return renderEmphasis(node, options, within, "_");
    case "code":
    case "kbd":
    case "samp":
    case "tt":
      return renderCode(node, options, within);
    case "a":
      return renderLink(node, options, within);
    case "sup":
      return renderSuperscript(node, options, within);
    case "q":
      return `“${renderChildren(node, options, within)}”`;
    default:
      // In a heading or a label, blocks stand beside one another; a space keeps their words apart.
      if (isBlockName(node.name)) return ` ${renderChildren(node, options, within)} `;
      return renderEmphasis(node, options, within, isBoldStyle(node) ? "**" : "");
  }
}

function renderChildren(node: Element, options: InlineOptions, within: Within): string {
  return renderNodes(node.children, options, within);
}

function renderNodes(nodes: readonly AnyNode[], options: InlineOptions, within: Within): string {
  // An array: looking at the end of a growing string would copy it each time.
  const pieces: string[] = [];
  let previous: AnyNode | undefined;
  for (const child of nodes) {
    const piece = renderNode(child, options, within);
    // Two links side by side are parted by style sheets alone: "DocsPricing" is no word.
    if (
      isLink(previous) &&
      isLink(child) &&
      !/\s$/.test(pieces.at(-1)?.slice(-1) ?? "") &&
      !/^\s/.test(piece)
    )
      pieces.push(" ");
    pieces.push(piece);
    previous = child;
  }
  return pieces.join("");
}

function isLink(node: AnyNode | undefined): boolean {
  return node !== undefined && isTag(node) && (node.name === "a" || node.name === "button");
}

function renderEmphasis(
  node: Element,
  options: InlineOptions,
  within: Within,
  mark: "" | "**" | "_",
): string {
  const key = mark === "**" ? "b" : "i";
  if (mark === "" || !options.emphasis || within.includes(key)) {
    return renderChildren(node, options, within);
  }
  // A mark must not span a line break or stand next to a space: Markdown would not read it as emphasis.
  return renderChildren(node, options, within + key)
    .split(lineBreak)
    .map((line) => markUp(line, mark))
    .join(lineBreak);
}

function markUp(text: string, mark: string): string {
  const [, before = "", middle = "", after = ""] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? [];
  return hasContent(middle) ? `${before}${mark}${middle}${mark}${after}` : text;
}

function renderCode(node: Element, options: InlineOptions, within: Within): string {
  const text = renderChildren(node, options, `${within}bi`);
  // With links or breaks inside, code marks would hide them.
  if (/[\]\uE000`]/.test(text) || !hasContent(text)) return text;
  return markUp(unescapeText(text), "`");
}

function renderLink(node: Element, options: InlineOptions, within: Within): string {
  const text = renderChildren(node, options, `${within}a`);
  const href = node.attribs["href"];
  if (href === undefined || within.includes("a")) return text;
  if (!hasContent(text)) return /^\s+$/.test(text) ? " " : "";
  if (href.startsWith("#")) return isSymbol(text) ? "" : text;
  const target = cleanLink(href, options.baseUrl);
  if (target === undefined) return text;
  const label = unescapeText(text).trim();
  if (target.startsWith("mailto:")) {
    const address = target.slice("mailto:".length);
    if (address === "" || address.toLowerCase() === label.toLowerCase()) return text;
  }
  const [, before = "", middle = "", after = ""] =
    /^(\s*)([^]*?)(\s*)$/.exec(text.replaceAll(lineBreak, " ")) ?? [];
  return `${before}[${middle}](${target})${after}`;
}

/** The sign beside a heading that links to itself. */
function isSymbol(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}

/** 10²⁶ must not read as 1026. */
function renderSuperscript(node: Element, options: InlineOptions, within: Within): string {
  const text = renderChildren(node, options, within);
  return /^\s*[-−]?\d+\s*$/.test(text) ? `^${text.trim()}` : text;
}

function isNormalWeight(node: Element): boolean {
  return /font-weight\s*:\s*(normal|[1-4]00)/i.test(node.attribs["style"] ?? "");
}

function isBoldStyle(node: Element): boolean {
  return /font-weight\s*:\s*(bold|[6-9]00)/i.test(node.attribs["style"] ?? "");
}

/** Characters that Markdown would read as markup; private-use ones are icons of a font. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[\uE000-\uF8FF]/g, "")
    .replaceAll(/[\\`*_[\]]/g, (sign) => `\\${sign}`)
    .replaceAll(/<(?=[a-z/!?])/gi, "\\<");
}

function unescapeText(text: string): string {
  return text.replaceAll(/\\([\\`*_[\]<])/g, "$1");
}

function escapeLineStart(line: string): string {
  return line
    .replace(/^(#{1,6}|[-+=])(?=\s|$)/, "\\$1")
    .replace(/^(>|={2,}$|-{2,}$)/, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}
