import type { Html } from "../render/html.ts";
import { html } from "../render/html.ts";

/** A node of a drawing, as far as it is read here. */
export interface SvgNode {
  /** 1 an element, 3 text, as in DOM. */
  readonly nodeType: number;
  readonly localName?: string;
  readonly textContent: string | null;
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>;
  readonly childNodes: Iterable<SvgNode>;
}

const elementNode = 1;
const textNode = 3;

/** What draws or reads; a stylesheet, a script, a picture from elsewhere is none of these. */
const drawing: ReadonlySet<string> = new Set(
  "svg g path rect line circle text tspan title a clipPath defs".split(" "),
);
/** Attributes that a strict policy has nothing against: all but `style`, events and addresses. */
const allowed =
  /^(?:viewBox|width|height|class|id|d|x|y|x1|y1|x2|y2|r|cx|cy|rx|ry|dx|dy|transform|fill|fill-opacity|stroke|stroke-width|stroke-opacity|stroke-dasharray|stroke-linecap|stroke-linejoin|stroke-miterlimit|opacity|text-anchor|font-size|font-weight|font-variant|paint-order|clip-path|clip-rule|fill-rule)$/;
const numeric = /^(?:d|x|y|[xy][12]|r|c[xy]|r[xy]|d[xy]|transform|width|height)$/;
const longNumber = /-?\d+\.\d{2,}(?:e-?\d+)?/g;
/** A paint or a clip that stands in no drawing of ours. */
const elsewhere = /url\((?!#)/;
/** Ours begin with one slash: `//` would lead elsewhere. */
const ownAddress = /^(?:\/(?!\/)|#)/;

/**
 * Gives a drawing as markup that stands in a page without styles, scripts and anything from elsewhere: what is not known
 * to draw is left out. Coordinates have one decimal. A link is named by the title in it.
 */
export function renderSvg(node: SvgNode): Html | null {
  if (node.nodeType === textNode) return html`${node.textContent ?? ""}`;
  if (node.nodeType !== elementNode || !drawing.has(node.localName ?? "")) return null;
  const name = node.localName ?? "";
  const children = [...node.childNodes].map(renderSvg);
  const attributes = [...(node.attributes ?? [])].flatMap(({ name: key, value }) => {
    if (!allowed.test(key) || elsewhere.test(value)) return [];
    const short = numeric.test(key)
      ? value.replaceAll(longNumber, (number) => String(Number(Number(number).toFixed(1))))
      : value;
    return [html` ${key}="${short}"`];
  });
  if (name === "a") attributes.push(...toLink(node));
  return html`<${name}${attributes}>${children}</${name}>`;
}

function toLink(link: SvgNode): readonly Html[] {
  const address = [...(link.attributes ?? [])].find(({ name }) => /^(?:xlink:)?href$/.test(name));
  if (address === undefined || !ownAddress.test(address.value)) return [];
  const title = findTitle(link);
  return [
    html` href="${address.value}"`,
    ...(title === null ? [] : [html` aria-label="${title}"`]),
  ];
}

function findTitle(node: SvgNode): string | null {
  if (node.localName === "title") return node.textContent;
  for (const child of node.childNodes) {
    const title = findTitle(child);
    if (title !== null) return title;
  }
  return null;
}
