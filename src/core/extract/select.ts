import { selectAll } from "css-select";
import { type ChildNode, type Document, Element, type ParentNode } from "domhandler";
import { removeElement } from "domutils";
import type { RangeSelector, Selector } from "../../model/declaration.ts";
import { ExtractError } from "../../model/errors.ts";
import { elementsOf } from "./tree.ts";

/** The longest selector of the replay corpus has 80 characters. */
const maxSelectorLength = 1000;
/** Sum over all parents of children squared: what `:nth-child()` and `~` may cost. About a second. */
const maxSiblingSteps = 1e8;

/**
 * Drops from a tree, in place, all that the selectors match. One that matches nothing is no error: what should
 * not be there is not there.
 * @throws {ExtractError} `selector-invalid`, or `too-complex` for a selector whose cost would run away
 */
export function removeSelected(document: Document, selectors: readonly Selector[]): void {
  for (const selector of selectors) {
    if (typeof selector === "string") {
      for (const element of matchAll(selector, document)) removeElement(element);
    } else {
      const range = findRange(document, selector);
      if (range !== undefined) {
        prune(document, (node) => (range.hasInside(node) ? "drop" : "enter"));
      }
    }
  }
}

/**
 * Gives the parts of a tree that the selectors match, in the order of the selectors, each part once. The tree
 * is not usable otherwise afterwards.
 * @throws {ExtractError} `selector-missed` when all match nothing; otherwise as `removeSelected`
 */
export function selectParts(document: Document, selectors: readonly Selector[]): ParentNode[] {
  const parts: ParentNode[] = [];
  const taken = new Set<ParentNode>();
  for (const selector of selectors) {
    if (typeof selector === "string") {
      for (const element of matchAll(selector, document)) {
        if (isWithin(element, taken)) continue;
        taken.add(element);
        parts.push(element);
      }
    } else {
      const range = findRange(document, selector);
      if (range === undefined) continue;
      const copy = document.cloneNode(true);
      const kept = pairUp(document, copy);
      prune(copy, (node) => {
        const original = kept.get(node);
        if (original === undefined || range.isOutside(original)) return "drop";
        return range.hasInside(original) ? "keep" : "enter";
      });
      parts.push(copy);
    }
  }
  if (parts.length === 0) {
    throw new ExtractError(
      "selector-missed",
      `nothing on the page matches ${selectors.map(describeSelector).join(" or ")}; look at the page and correct "select"`,
    );
  }
  return parts;
}

function describeSelector(selector: Selector): string {
  return typeof selector === "string" ? `"${selector}"` : JSON.stringify(selector);
}

function matchAll(selector: string, document: Document): Element[] {
  if (selector.length > maxSelectorLength) {
    throw new ExtractError(
      "selector-invalid",
      `a selector is longer than ${maxSelectorLength} characters`,
    );
  }
  if (/~|:nth|:first-of|:last-of|:only-of|:has\(/.test(selector)) guardSiblings(document, selector);
  try {
    return selectAll<ChildNode, Element>(selector, document.children);
  } catch (error) {
    throw new ExtractError("selector-invalid", `"${selector}" is not a CSS selector`, {
      cause: error,
    });
  }
}

function guardSiblings(document: Document, selector: string): void {
  let steps = document.children.length ** 2;
  for (const element of elementsOf(document)) steps += element.children.length ** 2;
  if (steps > maxSiblingSteps) {
    throw new ExtractError(
      "too-complex",
      `the page has too many siblings to apply "${selector}"; use a selector without sibling conditions`,
    );
  }
}

function isWithin(element: Element, taken: ReadonlySet<ParentNode>): boolean {
  for (let node: ParentNode | null = element; node !== null; node = node.parent) {
    if (taken.has(node)) return true;
  }
  return false;
}

interface Range {
  readonly hasInside: (node: ChildNode) => boolean;
  readonly isOutside: (node: ChildNode) => boolean;
}

/** Places are counted as a cursor would pass them: one at each node's start, one at its end. */
function findRange(document: Document, selector: RangeSelector): Range | undefined {
  const places = new Map<ChildNode, { readonly start: number; end: number }>();
  let cursor = 0;
  const visit = (node: ChildNode): void => {
    const place = { start: (cursor += 1), end: 0 };
    places.set(node, place);
    if ("children" in node) node.children.forEach(visit);
    place.end = cursor += 1;
  };
  document.children.forEach(visit);
  const startSelector = selector.startBefore ?? selector.startAfter ?? "";
  const endSelector = selector.endBefore ?? selector.endAfter ?? "";
  const startElement = matchAll(startSelector, document)[0];
  const startPlace = startElement && places.get(startElement);
  if (startPlace === undefined) return undefined;
  const from = selector.startBefore === undefined ? startPlace.end : startPlace.start;
  // The first end behind the start: "h2" … "h2" means the next heading, not the first one of the page.
  const to = matchAll(endSelector, document)
    .map((element) => {
      const place = places.get(element);
      return selector.endBefore === undefined ? place?.end : place?.start;
    })
    .find((place) => place !== undefined && place > from);
  if (to === undefined) return undefined;
  return {
    hasInside: (node) => {
      const place = places.get(node);
      return place !== undefined && place.start >= from && place.end <= to && place.start !== to;
    },
    isOutside: (node) => {
      const place = places.get(node);
      return place === undefined || place.end <= from || place.start >= to;
    },
  };
}

/** Which node of a copy stands for which of the original. */
function pairUp(original: Document, copy: Document): Map<ChildNode, ChildNode> {
  const pairs = new Map<ChildNode, ChildNode>();
  const visit = (before: ParentNode, after: ParentNode): void => {
    after.children.forEach((child, index) => {
      const twin = before.children[index];
      if (twin === undefined) return;
      pairs.set(child, twin);
      if ("children" in child && "children" in twin) visit(twin, child);
    });
  };
  visit(original, copy);
  return pairs;
}

function prune(parent: ParentNode, decide: (node: ChildNode) => "keep" | "drop" | "enter"): void {
  for (const child of parent.children.slice()) {
    const decision = decide(child);
    if (decision === "drop") removeElement(child);
    else if (decision === "enter" && "children" in child) prune(child, decide);
  }
}
