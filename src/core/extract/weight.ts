import { type ChildNode, Element, type ParentNode, Text } from "domhandler";
import { isSilent } from "./silent.ts";
import { countWords } from "./tree.ts";

type Node = ChildNode | ParentNode;

/** Tells a sum over a node and all inside it. Remembered: a node removed later still counts. */
export type Weigh = (node: Node) => number;

/** Words outside links: menus have few. */
export function createProseCount(): Weigh {
  return createSum(wordsHere, (element) => element.name === "a" || isSilent(element));
}

/** All words that could be read. */
export function createWordCount(): Weigh {
  return createSum(wordsHere, isSilent);
}

/** Elements of a name, the node itself included. */
export function createElementCount(name: string): Weigh {
  return createSum(
    (node) => (node instanceof Element && node.name === name ? 1 : 0),
    () => false,
  );
}

function wordsHere(node: Node): number {
  return node instanceof Text ? countWords(node.data) : 0;
}

/** Each node is summed once, so that asking for every node of a page costs no more than asking for its root. */
function createSum(valueOf: Weigh, isSkipped: (element: Element) => boolean): Weigh {
  const known = new Map<Node, number>();
  const weigh: Weigh = (node) => {
    const seen = known.get(node);
    if (seen !== undefined) return seen;
    let sum = valueOf(node);
    if ("children" in node && !(node instanceof Element && isSkipped(node))) {
      for (const child of node.children) sum += weigh(child);
    }
    known.set(node, sum);
    return sum;
  };
  return weigh;
}
