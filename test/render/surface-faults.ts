import type { AnyNode, Element } from "domhandler";
import { isComment, isTag, isText } from "domhandler";
import { parseDocument } from "htmlparser2";

const elements: ReadonlySet<string> = new Set(
  "html head meta title style body div span table tr td h1 h2 h3 p a strong em br ins del code ul li blockquote".split(
    " ",
  ),
);
const attributes: ReadonlySet<string> = new Set(
  "lang dir charset name content class style role aria-label aria-hidden aria-roledescription width border cellpadding cellspacing bgcolor align valign href".split(
    " ",
  ),
);
/** Loads something, or acts. */
const activeStyle = /url\(|expression|behaviou?r|@import|-moz-binding|position/i;
/** What Outlook alone reads: the width of the column. */
const comments = [
  /^\[if mso\]><table role="presentation" width="640"[^<>]*><tr><td><!\[endif\]$/,
  /^\[if mso\]><\/td><\/tr><\/table><!\[endif\]$/,
];

/** What a kind of document may hold beside what every one may. */
export interface Allowance {
  readonly elements: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
  /** Of links, beside whole addresses. */
  readonly address: RegExp | null;
}

const mailAllowance: Allowance = { elements: new Set(), attributes: new Set(), address: null };

/** Gives what HTML of ours holds beyond the elements, attributes and addresses that it may; a mail's unless told. */
export function findHtmlFaults(html: string, allowance: Allowance = mailAllowance): string[] {
  const document = parseDocument(html);
  const faults: string[] = [];
  const visit = (node: AnyNode): void => {
    if (isComment(node) && !comments.some((known) => known.test(node.data.trim())))
      faults.push(`comment: ${node.data.slice(0, 60)}`);
    if (isText(node)) faults.push(...findHiddenFaults(node.data));
    if (!isTag(node)) return;
    faults.push(...findElementFaults(node, allowance));
    for (const child of node.children) visit(child);
  };
  for (const node of document.children) visit(node);
  return [...new Set(faults)];
}

function findElementFaults({ name, attribs }: Element, allowance: Allowance): string[] {
  const isKnown = elements.has(name) || allowance.elements.has(name);
  const faults = isKnown ? [] : [`element: ${name}`];
  for (const [key, value] of Object.entries(attribs)) {
    if (!attributes.has(key) && !allowance.attributes.has(key))
      faults.push(`attribute: ${key} of ${name}`);
    const isAddress = /^https?:\/\/[^\s"<>]+$/.test(value) || allowance.address?.test(value);
    if (key === "href" && !isAddress) faults.push(`address: ${value}`);
    if (key === "style" && activeStyle.test(value)) faults.push(`style: ${value}`);
    faults.push(...findHiddenFaults(value));
  }
  return faults;
}

/** Joiners and single selectors are letters' own; a break is a break. */
const hidden = /(?![\n\t\u200C\u200D])[\u034F\p{Cc}\p{Cf}\u2028\u2029\u115F\u1160\u3164\uFFA0]/gu;
const flood = /\p{M}{9,}|[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{2,}/gu;

/** Gives what a reader could not see, or could not read for marks. */
export function findHiddenFaults(text: string): string[] {
  const found = [...text.matchAll(hidden), ...text.matchAll(flood)].map(([characters]) => {
    const code = characters.codePointAt(0) ?? 0;
    return `hidden: U+${code.toString(16).toUpperCase()} × ${Array.from(characters).length}`;
  });
  return text.isWellFormed() ? found : [...found, "an unpaired surrogate"];
}

/** Gives the same of text for a terminal, where our own colours are allowed. */
export function findTerminalFaults(text: string): string[] {
  // eslint-disable-next-line no-control-regex -- our own colours
  return findHiddenFaults(text.replaceAll(/\u001B\[\d{1,2}m/g, ""));
}

/** Gives what would make a mail header, or any title, more than one line. */
export function findHeaderFaults(text: string): string[] {
  return [...findHiddenFaults(text), ...(/[\r\n]/.test(text) ? ["a line break"] : [])];
}

/** Ours, between what Slack or Teams would take for markup. */
const joiner = /(?<=[<{$])\u2060/g;

/** Gives what is hidden in any string of a JSON value, its keys among them. */
export function findJsonFaults(value: unknown): string[] {
  if (typeof value === "string") return findHiddenFaults(value.replaceAll(joiner, ""));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => [
    ...findHiddenFaults(key),
    ...findJsonFaults(held),
  ]);
}
