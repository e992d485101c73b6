import type { ChildNode } from "domhandler";
import { Element, Text } from "domhandler";
import { decodeText } from "../core/extract/charset.ts";
import { kindOf } from "../core/extract/content-type.ts";
import type { ExtractLimits } from "../core/extract/limits.ts";
import { defaultLimits } from "../core/extract/limits.ts";
import { findElement, parseTree } from "../core/extract/tree.ts";
import { ExtractError } from "../model/errors.ts";
import type { Html } from "./html.ts";
import { html } from "./html.ts";
import { toVisible } from "./visible.ts";

/** A page of somebody else's, made anew from what is harmless of it. */
export interface CapturedPage {
  readonly main: Html;
  /** Whether only its beginning is shown. */
  readonly isCut: boolean;
}

/** Shown of one page: a hundred screens. What is longer is no less held back. */
const maxChars = 500_000;

/** Elements that are built anew, and nothing of them but their name: no attribute, so no address, handler or style. */
const kept: ReadonlySet<string> = new Set(
  "h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption thead tbody tfoot tr td th blockquote pre code b strong i em u s sub sup small br hr".split(
    " ",
  ),
);
/** Whatever is in these is no text of the page, or is not shown as such. */
const dropped: ReadonlySet<string> = new Set(
  "script style template head title iframe frame object embed applet svg math canvas audio video map noframes".split(
    " ",
  ),
);
/** Blocks that say nothing themselves, but end a line. */
const blocks: ReadonlySet<string> = new Set(
  "div section article main header footer nav aside form fieldset figure figcaption address details summary center".split(
    " ",
  ),
);
const empty: ReadonlySet<string> = new Set(["br", "hr"]);

/**
 * Gives what a captured answer shows, built anew: of a page its text, headings, lists and tables, with pictures, fields and
 * buttons named where they stood. Nothing of it is copied: no attribute, no address, no script, no style.
 */
export function renderCapturedPage(
  bytes: Uint8Array,
  contentType: string | undefined,
  limits: Partial<ExtractLimits> = {},
): CapturedPage {
  const kind = kindOf(bytes, contentType);
  if (kind === "pdf" || kind === "binary") {
    const what = kind === "pdf" ? "a PDF" : "no text";
    return {
      main: html`<p><em>This answer is ${what}: look at what was read from it.</em></p>`,
      isCut: false,
    };
  }
  const { text } = decodeText(bytes, contentType);
  if (kind !== "html") {
    const isCut = text.length > maxChars;
    return { main: html`<pre>${toVisible(text.slice(0, maxChars))}</pre>`, isCut };
  }
  try {
    const document = parseTree(text, { ...defaultLimits, ...limits });
    const budget = { chars: maxChars };
    const body = findElement(document, "body") ?? document;
    const main = html`${body.children.map((node) => rebuild(node, budget))}`;
    return { main, isCut: budget.chars <= 0 };
  } catch (error) {
    if (!(error instanceof ExtractError)) throw error;
    return { main: html`<p><em>It cannot be shown: ${error.message}.</em></p>`, isCut: true };
  }
}

/** @param budget characters that may still be shown */
function rebuild(node: ChildNode, budget: { chars: number }): Html | null {
  if (budget.chars <= 0) return null;
  if (node instanceof Text) {
    const text = node.data.slice(0, budget.chars);
    budget.chars -= node.data.length;
    return html`${toVisible(text)}`;
  }
  if (!(node instanceof Element) || dropped.has(node.name)) return null;
  const named = toNamed(node);
  if (named !== null) {
    budget.chars -= named.length;
    return html` <em>[${named}]</em> `;
  }
  if (empty.has(node.name)) return node.name === "br" ? html`<br />` : html`<hr />`;
  const inner = html`${node.children.map((child) => rebuild(child, budget))}`;
  // A name from our own list, so that it may stand in markup.
  if (kept.has(node.name)) return html`<${node.name}>${inner}</${node.name}>`;
  return blocks.has(node.name) ? html`<div>${inner}</div>` : inner;
}

const maxName = 200;

/** What stands in a picture's or a field's place; null for anything else. */
function toNamed({ name, attribs }: Element): string | null {
  const said = (...names: readonly string[]): string => {
    const text = names.map((one) => attribs[one] ?? "").find((value) => value.trim() !== "") ?? "";
    return text === "" ? "" : `: ${toVisible(text.slice(0, maxName))}`;
  };
  if (name === "img") return `picture${said("alt", "title")}`;
  if (name === "input") {
    if (attribs["type"] === "hidden") return "hidden field";
    return `field${said("value", "placeholder", "aria-label", "name")}`;
  }
  if (name === "textarea" || name === "select")
    return `field${said("placeholder", "aria-label", "name")}`;
  return null;
}
