import { type Document, Element, type ParentNode, Text } from "domhandler";
import { removeElement } from "domutils";
import { isSilent } from "./silent.ts";
import { elementsOf } from "./tree.ts";
import { createWordCount, type Weigh } from "./weight.ts";

/** Names that consent tools give their own boxes, which may list a thousand partners. */
const vendorNames =
  /\b(onetrust|ot-sdk|cookiebot|cybotcookie|truste\b|truste[-_]|trustarc|osano|didomi|usercentrics|cc-(window|banner)|iubenda-cs|termly|cookieyes|cky-|cmplz|klaro|quantcast|qc-cmp|axeptio|tarteaucitron|borlabs|fs-cc|cc-nb|ketch-|transcend-?consent)/i;

/** Names that sites give theirs, but also to a section of a cookie policy: only of a short box are they believed. */
const boxNames =
  /cookie-?(banner|consent|notice|bar|popup|modal|dialog|preference|setting|overlay|law|alert|wall|manager|disclaimer|prompt|toast|container)|(consent|gdpr|ccpa)-?(banner|notice|bar|popup|modal|dialog|overlay|manager|container|prompt|toast)|privacy-?(banner|manager-modal|popup)/i;

/** Chosen for a banner with its choices spelt out; a section of a policy is mostly longer. */
const mostBoxWords = 200;

const hiddenNames =
  /(^|\s)(sr-only|visually-?hidden|screen-?reader(-text|-only)?|u-?hidden-?visually|a11y-hidden|invisible)(\s|$)/i;

/**
 * Drops from a tree, in place, what a visitor never reads: scripts, hidden copies, templates, consent boxes.
 * What is folded away but opens on a click (accordions, tabs, details) stays.
 */
export function removeUnseen(root: ParentNode, controlled: ReadonlySet<string>): void {
  removeTemplates(root);
  const elements = elementsOf(root).filter((element) => element !== root);
  const weigh = createWordCount();
  const total = weigh(root);
  for (const element of elements) {
    if (isSilent(element) || isFontProbe(element)) {
      removeElement(element);
    } else if (isConsentBox(element, weigh) || isHidden(element, controlled)) {
      // A page may hide all of itself until a script runs, or while a dialog is open (test/pages/hidden-text).
      // Hence the share of its words from which on a part is the page; consent boxes grow longest.
      const most = Math.max(fewestPageWords, total * (isConsentBox(element, weigh) ? 0.7 : 0.3));
      if (weigh(element) < most) removeElement(element);
    }
  }
}

/** Less than this is never the whole of a page. */
const fewestPageWords = 30;

/**
 * `<template>` holds what a script may use later, except for the body of a web component. `<noscript>` holds
 * tracking pixels and warnings, except where it is the page: more words than all the rest.
 */
function removeTemplates(root: ParentNode): void {
  const elements = elementsOf(root);
  for (const element of elements) {
    if (element.name === "template" && element.attribs["shadowrootmode"] === undefined) {
      removeElement(element);
    }
  }
  const weigh = createWordCount();
  const scripts = elements.filter(({ name }) => name === "noscript");
  const inside = scripts.map(weigh);
  const rest = weigh(root) - inside.reduce((sum, words) => sum + words, 0);
  scripts.forEach((element, index) => {
    const words = inside[index] ?? 0;
    if (words < 100 || words < rest) removeElement(element);
  });
}

/** Ids of the parts that a button or a tab of the page opens. */
export function controlledIds(document: Document): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { name, attribs } of elementsOf(document)) {
    if (attribs["aria-haspopup"] !== undefined && attribs["aria-haspopup"] !== "false") continue;
    for (const id of (attribs["aria-controls"] ?? "").split(/\s+/)) ids.add(id);
    const target = attribs["data-target"] ?? attribs["data-bs-target"] ?? "";
    if (target.startsWith("#")) ids.add(target.slice(1));
    if (name === "a" && attribs["role"] === "tab")
      ids.add((attribs["href"] ?? "").replace(/^.*#/, ""));
  }
  ids.delete("");
  return ids;
}

function isHidden(element: Element, controlled: ReadonlySet<string>): boolean {
  const { attribs } = element;
  if (hiddenNames.test(attribs["class"] ?? "")) return true;
  const hidden =
    (attribs["hidden"] !== undefined && attribs["hidden"] !== "until-found") ||
    attribs["aria-hidden"] === "true" ||
    /(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribs["style"] ?? "");
  return hidden && !isFolded(element, controlled);
}

/** Whether a hidden part opens on a click: then it is text of the page (test/pages/accordion, test/pages/tabs). */
function isFolded(element: Element, controlled: ReadonlySet<string>): boolean {
  const { attribs } = element;
  if (attribs["role"] === "tabpanel") return true;
  if (attribs["id"] !== undefined && controlled.has(attribs["id"])) return true;
  if (/accordion|collaps|tab-?(panel|pane|content)|faq/i.test(attribs["class"] ?? "")) return true;
  return attribs["role"] === "region" && attribs["aria-labelledby"] !== undefined;
}

function isDialog(role: string | undefined): boolean {
  return role === "dialog" || role === "alertdialog";
}

/** Scripts measure fonts with one word said over and over, or with all the letters that look alike. */
function isFontProbe(element: Element): boolean {
  const [first] = element.children;
  if (element.children.length !== 1 || !(first instanceof Text)) return false;
  if (first.data.includes("mmMwWLliI0")) return true;
  return /^\s*(\p{L}+)(\s+\1){19,}\s*$/u.test(first.data);
}

function isConsentBox(element: Element, weigh: Weigh): boolean {
  const { attribs, name } = element;
  if (name === "body" || name === "html" || name === "main") return false;
  if (
    isDialog(attribs["role"]) &&
    /cookie|consent|privacy (choice|preference|setting)/i.test(attribs["aria-label"] ?? "")
  ) {
    return true;
  }
  const names = `${attribs["id"] ?? ""} ${attribs["class"] ?? ""}`;
  return vendorNames.test(names) || (boxNames.test(names) && weigh(element) <= mostBoxWords);
}
