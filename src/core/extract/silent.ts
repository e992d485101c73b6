import { Element, type ParentNode } from "domhandler";

/** Never text of the page, wherever they stand. */
const silentTags = new Set([
  "script",
  "style",
  "svg",
  "canvas",
  "iframe",
  "frame",
  "object",
  "embed",
  "applet",
  "head",
  "link",
  "meta",
  "input",
  "select",
  "option",
  "optgroup",
  "datalist",
  "textarea",
  "audio",
  "video",
  "map",
  "area",
  "dialog",
  "picture",
  "img",
  "source",
  "track",
  "progress",
  "meter",
  "base",
  "title",
  "math-field",
  "param",
  "rp",
]);

/** Whether an element never has text of the page, wherever it stands. */
export function isSilent(node: ParentNode): boolean {
  return node instanceof Element && silentTags.has(node.name);
}
