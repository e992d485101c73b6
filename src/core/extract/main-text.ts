import { type Document, Element, type ParentNode } from "domhandler";
import { countProse } from "./menus.ts";
import { countWords, elementsOf, textOf } from "./tree.ts";

/** Fewer words outside links, and the page is a list of entries, each of which is a link. */
const fewestProseWords = 200;

/**
 * Gives the part of a page that holds its text: `<main>`, `<article>` or their roles where they hold most of
 * the running text, otherwise the smallest element that does. Never less than four fifths of the words that are
 * not links (of all words on a list of entries, test/pages/news-list): dropping part of the terms is worse than
 * keeping a menu.
 */
export function findMainText(document: Document): ParentNode {
  const weigh = countProse(document) < fewestProseWords ? countAll : countProse;
  const total = weigh(document);
  const enough = elementsOf(document).filter(
    (element) => isNamedMain(element) && weigh(element) >= total * 0.8,
  );
  // Inside <main> an <article> may lack the title and the date.
  const holder =
    enough.find(({ name, attribs }) => name === "main" || attribs["role"] === "main") ?? enough[0];
  if (holder === undefined) return narrow(document, weigh);
  return isTitled(holder) ? narrow(holder, weigh) : withTitle(holder, weigh);
}

type Weigh = (node: ParentNode) => number;

function countAll(node: ParentNode): number {
  return countWords(textOf(node));
}

function isNamedMain({ name, attribs }: Element): boolean {
  const role = attribs["role"];
  return name === "main" || name === "article" || role === "main" || role === "article";
}

function isTitled(node: ParentNode): boolean {
  return elementsOf(node).some(({ name }) => name === "h1");
}

/**
 * Steps up to where the page's title is, unless more than a tenth would come along: a `<main>` may lie inside an
 * `<article>` whose header has the title and the date (test/pages/title-outside).
 */
function withTitle(holder: Element, weigh: Weigh): ParentNode {
  const most = countWords(textOf(holder)) * 1.1 + 30;
  for (let node: ParentNode | null = holder.parent; node !== null; node = node.parent) {
    if (countWords(textOf(node)) > most) break;
    if (isTitled(node)) return node;
  }
  return narrow(holder, weigh);
}

/** Steps down while one child holds nearly all, and nothing that reads like a title or a date would be lost. */
function narrow(start: ParentNode, weigh: Weigh): ParentNode {
  const total = weigh(start);
  let current = start;
  for (;;) {
    const children = current.children.filter((child) => child instanceof Element);
    const heavy = children.find((child) => weigh(child) >= total * 0.9);
    if (heavy === undefined || /^(ul|ol|table|dl|p|pre)$/.test(heavy.name)) return current;
    const before = children.slice(0, children.indexOf(heavy));
    if (before.some((child) => countWords(textOf(child)) > 0)) return current;
    current = heavy;
  }
}
