import { Parser } from "htmlparser2";
import { countWords } from "../extract/tree.ts";

/** What can be told of an HTML page at a glance, in one pass and without building a tree. */
export interface PageFacts {
  readonly title: string;
  /** First `<h1>`, or else first `<h2>`. */
  readonly heading: string;
  /** Text outside scripts and styles, at most `maxText` characters. */
  readonly text: string;
  readonly words: number;
  readonly scripts: number;
  readonly passwordFields: number;
  /** Ids and classes, parted by spaces, and addresses of scripts and frames; at most `maxText` characters. */
  readonly names: string;
  /** Elements that must be closed and were not. */
  readonly unclosed: number;
  readonly hasHtmlTag: boolean;
  readonly hasClosingTag: boolean;
}

const maxText = 20_000;
const silent = new Set(["script", "style", "template", "svg", "title", "noscript", "textarea"]);
const mustClose = new Set([
  "div",
  "section",
  "main",
  "article",
  "script",
  "style",
  "span",
  "a",
  "table",
  "ul",
  "ol",
  "head",
]);

/** Gives the facts of an HTML text. Linear; never throws. */
export function readPageFacts(html: string): PageFacts {
  const texts: Record<"title" | "h1" | "h2" | "body", string> = {
    title: "",
    h1: "",
    h2: "",
    body: "",
  };
  let names = "";
  let words = 0;
  let scripts = 0;
  let passwordFields = 0;
  let unclosed = 0;
  let quiet = 0;
  let open: "title" | "h1" | "h2" | undefined;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (mustClose.has(name)) unclosed += 1;
      if (silent.has(name)) quiet += 1;
      if (name === "script") scripts += 1;
      if (name === "input" && attributes["type"]?.toLowerCase() === "password") passwordFields += 1;
      if ((name === "title" || name === "h1" || name === "h2") && texts[name] === "") open = name;
      if (names.length < maxText) {
        names += ` ${attributes["id"] ?? ""} ${attributes["class"] ?? ""} ${attributes["src"] ?? ""}`;
      }
    },
    onclosetag: (name, isImplied) => {
      if (mustClose.has(name) && !isImplied) unclosed -= 1;
      if (silent.has(name)) quiet -= 1;
      if (name === open) open = undefined;
    },
    ontext: (text) => {
      if (open !== undefined && texts[open].length < 300) texts[open] += text;
      if (quiet > 0) return;
      words += countWords(text);
      if (texts.body.length < maxText) texts.body += `${text} `;
    },
  });
  parser.end(html);
  return {
    title: fold(texts.title),
    heading: fold(texts.h1 || texts.h2),
    text: fold(texts.body),
    words,
    scripts,
    passwordFields,
    names,
    unclosed,
    hasHtmlTag: /<html[\s>]/i.test(html),
    hasClosingTag: /<\/(html|body)\s*>/i.test(html),
  };
}

function fold(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
