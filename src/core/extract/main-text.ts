import { type Document, Element, type ParentNode } from "domhandler";
import { elementsOf } from "./tree.ts";
import { createElementCount, createProseCount, createWordCount, type Weigh } from "./weight.ts";

/** Fewer words outside links, and the page is a list of entries, each of which is a link. */
const fewestProseWords = 200;

/**
 * Gives the part of a page that holds its text: `<main>`, `<article>` or their roles where they hold most of
 * the running text, otherwise the smallest element that does. Never less than four fifths of the words that are
 * not links (of all words on a list of entries, test/pages/news-list): dropping part of the terms is worse than
 * keeping a menu.
 */
export function findMainText(document: Document): ParentNode {
  const prose = createProseCount();
  const words = createWordCount();
  const weigh = prose(document) < fewestProseWords ? words : prose;
  const total = weigh(document);
  const enough = elementsOf(document).filter(
    (element) => isNamedMain(element) && weigh(element) >= total * 0.8,
  );
  // Inside <main> an <article> may lack the title and the date.
  const holder =
    enough.find(({ name, attribs }) => name === "main" || attribs["role"] === "main") ?? enough[0];
  const titled = holder === undefined ? undefined : findTitled(holder, words);
  return titled ?? narrow(holder ?? document, weigh, words);
}

function isNamedMain({ name, attribs }: Element): boolean {
  const role = attribs["role"];
  return name === "main" || name === "article" || role === "main" || role === "article";
}

/**
 * The nearest element round a main text without a title that has one, unless more than a tenth would come along:
 * a `<main>` may lie inside an `<article>` whose header has the title and the date (test/pages/title-outside).
 */
function findTitled(holder: Element, words: Weigh): ParentNode | undefined {
  const titles = createElementCount("h1");
  if (titles(holder) > 0) return undefined;
  const most = words(holder) * 1.1 + 30;
  for (let node: ParentNode | null = holder.parent; node !== null; node = node.parent) {
    if (words(node) > most) return undefined;
    if (titles(node) > 0) return node;
  }
  return undefined;
}

/** Steps down while one child holds nearly all, and nothing that reads like a title or a date would be lost. */
function narrow(start: ParentNode, weigh: Weigh, words: Weigh): ParentNode {
  const total = weigh(start);
  let current = start;
  for (;;) {
    const children = current.children.filter((child) => child instanceof Element);
    const heavy = children.find((child) => weigh(child) >= total * 0.9);
    if (heavy === undefined || /^(ul|ol|table|dl|p|pre)$/.test(heavy.name)) return current;
    const before = children.slice(0, children.indexOf(heavy));
    if (before.some((child) => words(child) > 0)) return current;
    current = heavy;
  }
}
