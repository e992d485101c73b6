import type { AnyNode, Element } from "domhandler";
import { isTag, isText } from "domhandler";
import { parseDocument } from "htmlparser2";

/** What a word processor understood of tracked changes, as it saved the document again. */
export interface SavedChanges {
  readonly insertions: number;
  readonly deletions: number;
  readonly authors: ReadonlySet<string>;
  /** The words without those of deletions, or without those of insertions; blanks apart. */
  readonly accepted: string;
  readonly rejected: string;
}

/** Reads a flat OpenDocument text (`.fodt`), in which what was removed stands in the text too. */
export function readSavedChanges(fodt: string): SavedChanges {
  const document = parseDocument(fodt, { xmlMode: true });
  const [body] = findAll(document.children, "office:text");
  const regions = findAll(document.children, "text:changed-region");
  const kinds = new Map(
    regions.map((region) => [region.attribs["text:id"] ?? "", kindOf(region)] as const),
  );
  const count = (kind: string) => [...kinds.values()].filter((one) => one === kind).length;
  const creators = findAll(regions, "dc:creator").map((creator) => toText(creator.children));
  return {
    insertions: count("text:insertion"),
    deletions: count("text:deletion"),
    authors: new Set(creators),
    accepted: readWords(body, kinds, "text:deletion"),
    rejected: readWords(body, kinds, "text:insertion"),
  };
}

function kindOf(region: Element): string {
  return region.children.find(isTag)?.name ?? "";
}

/** Not of the text, though they stand in it. */
const asides = new Set(["text:tracked-changes", "office:annotation", "text:sequence-decls"]);

function readWords(
  body: Element | undefined,
  kinds: ReadonlyMap<string, string>,
  leftOut: string,
): string {
  const open = new Set<string>();
  let words = "";
  const walk = (nodes: readonly AnyNode[]): void => {
    for (const node of nodes) {
      if (isText(node) && open.size === 0) words += node.data;
      if (!isTag(node) || asides.has(node.name)) continue;
      const id = node.attribs["text:change-id"] ?? "";
      if (node.name === "text:change-start" && kinds.get(id) === leftOut) open.add(id);
      if (node.name === "text:change-end") open.delete(id);
      walk(node.children);
    }
  };
  walk(body?.children ?? []);
  return words.replaceAll(/\s+/g, "");
}

function toText(nodes: readonly AnyNode[]): string {
  return nodes.map((node) => (isText(node) ? node.data : "")).join("");
}

function findAll(nodes: readonly AnyNode[], name: string): readonly Element[] {
  return nodes
    .filter(isTag)
    .flatMap((node) => [...(node.name === name ? [node] : []), ...findAll(node.children, name)]);
}
