import { type Document, Element, type ParentNode } from "domhandler";
import { countProse } from "./noise.ts";
import { countWords, elementsOf, textOf } from "./tree.ts";

/**
 * Gives the part of a page that holds its text: `<main>`, `<article>` or their roles where they hold most of
 * the running text, otherwise the smallest element that does. Never less than nine tenths of the words that
 * are not links: dropping part of the terms is worse than keeping a menu.
 */
export function findMainText(document: Document): ParentNode {
  const total = countProse(document);
  const named = elementsOf(document).filter(
    ({ name, attribs }) =>
      name === "main" ||
      name === "article" ||
      attribs["role"] === "main" ||
      attribs["role"] === "article",
  );
  const enough = named.filter((element) => countProse(element) >= total * 0.8);
  // Inside <main> an <article> is the better cut only when it has the title too.
  const holder =
    enough.find(({ name, attribs }) => name === "main" || attribs["role"] === "main") ?? enough[0];
  if (holder === undefined) return narrow(document, total);
  return isTitled(holder) ? narrow(holder, countProse(holder)) : withTitle(holder);
}

function isTitled(node: ParentNode): boolean {
  return elementsOf(node).some(({ name }) => name === "h1");
}

/**
 * Steps up to where the page's title is, unless more than a tenth would come along: a `<main>` may lie inside an
 * `<article>` whose header has the title and the date (test/pages/title-outside).
 */
function withTitle(holder: Element): ParentNode {
  const most = countWords(textOf(holder)) * 1.1 + 30;
  for (let node: ParentNode | null = holder.parent; node !== null; node = node.parent) {
    if (countWords(textOf(node)) > most) break;
    if (isTitled(node)) return node;
  }
  return narrow(holder, countProse(holder));
}

/** Steps down while one child holds nearly all, and nothing that reads like a title or a date would be lost. */
function narrow(start: ParentNode, total: number): ParentNode {
  let current = start;
  for (;;) {
    const children = current.children.filter((child) => child instanceof Element);
    const heavy = children.find((child) => countProse(child) >= total * 0.9);
    if (heavy === undefined || /^(ul|ol|table|dl|p|pre)$/.test(heavy.name)) return current;
    const before = children.slice(0, children.indexOf(heavy));
    if (before.some((child) => countWords(textOf(child)) > 0)) return current;
    current = heavy;
  }
}
