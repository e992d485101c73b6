import type { ChildNode, Element } from "domhandler";
import { isTag, isText } from "domhandler";
import { unzipSync } from "fflate";
import { parseDocument } from "htmlparser2";

/** A run of a Word document, and what its tracked change makes of it. */
export interface ReadRun {
  readonly op: "same" | "added" | "removed";
  readonly text: string;
}

/** A paragraph, and whether its end is tracked as added or removed. */
export interface ReadParagraph {
  readonly runs: readonly ReadRun[];
  readonly end: ReadRun["op"];
}

/** The parts of a Word document by their names, as text. */
export function unpackDocx(bytes: Uint8Array): Readonly<Record<string, string>> {
  const parts = Object.entries(unzipSync(bytes));
  return Object.fromEntries(parts.map(([name, part]) => [name, new TextDecoder().decode(part)]));
}

/** Reads the body as a word processor does. */
export function readParagraphs(bytes: Uint8Array): readonly ReadParagraph[] {
  const xml = unpackDocx(bytes)["word/document.xml"] ?? "";
  const document = parseDocument(xml, { xmlMode: true, decodeEntities: true });
  return findAll(document.children, "w:p").map((paragraph) => {
    const [mark] = findAll(paragraph.children, "w:rPr", "w:pPr");
    const [isInserted, isDeleted] = ["w:ins", "w:del"].map((name) =>
      mark?.children.some((child) => isTag(child) && child.name === name),
    );
    return {
      runs: readRuns(paragraph.children, "same"),
      end: isInserted ? "added" : isDeleted ? "removed" : "same",
    };
  });
}

/** Accepts or rejects every change, as Word does: a paragraph whose end is gone runs on into the next. */
export function resolveChanges(
  paragraphs: readonly ReadParagraph[],
  verdict: "accept" | "reject",
): readonly string[] {
  const gone = verdict === "accept" ? "removed" : "added";
  const resolved: string[] = [];
  let text = "";
  for (const { runs, end } of paragraphs) {
    text += runs.map((run) => (run.op === gone ? "" : run.text)).join("");
    if (end === gone) continue;
    resolved.push(text);
    text = "";
  }
  return resolved;
}

function readRuns(nodes: readonly ChildNode[], op: ReadRun["op"]): readonly ReadRun[] {
  return nodes.filter(isTag).flatMap((node): readonly ReadRun[] => {
    if (node.name === "w:ins") return readRuns(node.children, "added");
    if (node.name === "w:del") return readRuns(node.children, "removed");
    if (node.name !== "w:r") return [];
    const words = node.children.filter(isTag).filter(({ name }) => /^w:(?:t|delText)$/.test(name));
    return words.map(({ children }) => ({
      op,
      text: children.map((child) => (isText(child) ? child.data : "")).join(""),
    }));
  });
}

/** Elements of that name, whatever they stand in; those of `inside` alone where that is given. */
function findAll(nodes: readonly ChildNode[], name: string, inside?: string): readonly Element[] {
  return nodes.filter(isTag).flatMap((node) => {
    if (inside !== undefined) return node.name === inside ? findAll(node.children, name) : [];
    return node.name === name ? [node] : findAll(node.children, name);
  });
}
