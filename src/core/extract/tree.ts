import {
  type ChildNode,
  type Document,
  DomHandler,
  Element,
  type ParentNode,
  Text,
} from "domhandler";
import { Parser } from "htmlparser2";
import { ExtractError } from "../../model/errors.ts";
import type { ExtractLimits } from "./limits.ts";
import { defaultLimits } from "./limits.ts";

/**
 * Gives the tree of an HTML text. Refuses while reading, before such a tree exists, so everything behind this
 * function may recurse, to `maxDepth` levels.
 * @throws {ExtractError} `too-complex` when deeper or larger than the limits
 */
export function parseTree(
  html: string,
  { maxDepth, maxNodes }: ExtractLimits = defaultLimits,
): Document {
  const handler = new DomHandler();
  let depth = 0;
  let nodes = 0;
  const count = (): void => {
    nodes += 1;
    if (nodes > maxNodes) {
      throw new ExtractError("too-complex", `the page has more than ${maxNodes} nodes`);
    }
  };
  const parser = new Parser({
    onparserinit: (own) => handler.onparserinit(own),
    onopentag: (name, attributes) => {
      count();
      depth += 1;
      if (depth > maxDepth) {
        throw new ExtractError("too-complex", `the page nests deeper than ${maxDepth} elements`);
      }
      handler.onopentag(name, attributes);
    },
    onclosetag: () => {
      depth -= 1;
      handler.onclosetag();
    },
    ontext: (text) => {
      count();
      handler.ontext(text);
    },
    onend: () => handler.onend(),
    onerror: (error) => handler.onerror(error),
  });
  // NUL is dropped by browsers too; left in, it would end up in alerts and in databases that refuse it.
  parser.end(html.replaceAll("\0", ""));
  return handler.root;
}

/** The text inside a node, as it stands, in document order. */
export function textOf(node: ChildNode | ParentNode): string {
  if (node instanceof Text) return node.data;
  if (!("children" in node)) return "";
  return node.children.map(textOf).join("");
}

/** Number of words of a text: runs of letters and digits. */
export function countWords(text: string): number {
  let words = 0;
  for (const _ of text.matchAll(/[\p{L}\p{N}]+/gu)) words += 1;
  return words;
}

/** Elements of a subtree in document order, its root first. */
export function elementsOf(root: ChildNode | ParentNode): Element[] {
  const found: Element[] = [];
  const visit = (node: ChildNode | ParentNode): void => {
    if (node instanceof Element) found.push(node);
    if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(root);
  return found;
}

/** The first element of that name, in document order. */
export function findElement(root: ChildNode | ParentNode, name: string): Element | undefined {
  return elementsOf(root).find((element) => element.name === name);
}
