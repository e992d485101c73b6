import { type AnyNode, Element, isTag } from "domhandler";

const blockTags = new Set([
  "address",
  "article",
  "aside",
  "blockquote",
  "body",
  "caption",
  "center",
  "dd",
  "details",
  "dialog",
  "dir",
  "div",
  "dl",
  "dt",
  "fieldset",
  "figcaption",
  "figure",
  "footer",
  "form",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "header",
  "hgroup",
  "hr",
  "html",
  "legend",
  "li",
  "main",
  "menu",
  "nav",
  "ol",
  "p",
  "pre",
  "search",
  "section",
  "summary",
  "table",
  "tbody",
  "td",
  "tfoot",
  "th",
  "thead",
  "tr",
  "ul",
  "template",
]);

/** Whether elements of that name stand on lines of their own. */
export function isBlockName(name: string): boolean {
  return blockTags.has(name);
}

/** Tells which nodes stand on lines of their own: by name, or because something inside them does. */
export function createBlockTest(): (node: AnyNode) => boolean {
  const known = new Map<Element, boolean>();
  const isBlock = (node: AnyNode): boolean => {
    if (!isTag(node)) return false;
    const seen = known.get(node);
    if (seen !== undefined) return seen;
    const answer = blockTags.has(node.name) || node.children.some(isBlock);
    known.set(node, answer);
    return answer;
  };
  return isBlock;
}

/** Level of a heading, 1 to 6; undefined for everything else. */
export function headingLevel(element: Element): number | undefined {
  const byName = /^h([1-6])$/.exec(element.name)?.[1];
  if (byName !== undefined) return Number(byName);
  if (element.attribs["role"] !== "heading") return undefined;
  const level = Number(element.attribs["aria-level"] ?? 2);
  return level >= 1 && level <= 6 ? Math.floor(level) : 6;
}
