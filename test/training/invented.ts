import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { alignClauses } from "../../src/core/clauses/align.ts";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { createContext } from "../../src/core/classify/context.ts";
import { readEditions } from "../../src/core/dates/silence.ts";
import { readEvidence } from "../../src/core/classify/evidence.ts";
import type { Direction, Materiality, Topic } from "../../src/model/topic.ts";
import type { Labelled } from "./labelled.ts";

/** An edit that was written for this project, with what it amounts to. */
export interface InventedEdit {
  readonly type: string;
  readonly heading: string;
  readonly leadIn: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly materiality: Materiality;
  readonly topics: readonly Topic[];
  readonly direction: Direction | null;
}

const editsDir = join(import.meta.dirname, "edits");

/** Gives the invented edits, in the order of their files. */
export function readInventedEdits(): readonly InventedEdit[] {
  const files = readdirSync(editsDir)
    .filter((name) => name.endsWith(".jsonl"))
    .toSorted();
  return files.flatMap((name) =>
    readFileSync(join(editsDir, name), "utf8")
      .trim()
      .split("\n")
      .map((line): InventedEdit => JSON.parse(line)),
  );
}

/** Gives the two versions of a short document in which an invented edit happens. */
export function toTexts(edit: InventedEdit): { readonly before: string; readonly after: string } {
  const toText = (clause: string | null): string =>
    [
      `# ${edit.type}`,
      `## ${edit.heading}`,
      ...(edit.leadIn === "" ? [] : [edit.leadIn]),
      ...(clause === null ? [] : [edit.leadIn === "" ? clause : `* ${clause}`]),
      "## Contact",
      "Write to us about this document.",
    ].join("\n\n");
  return { before: toText(edit.before), after: toText(edit.after) };
}

/** Gives our edits of invented ones; those that we read as several, whose labels say nothing of each, are left out. */
export function toLabelledInventions(invented: readonly InventedEdit[]): readonly Labelled[] {
  return invented.flatMap((edit) => {
    const { before, after } = toTexts(edit);
    const alignment = alignClauses(
      { text: before, clauses: segmentClauses(before) },
      { text: after, clauses: segmentClauses(after) },
    );
    const [only, ...others] = alignment.edits;
    if (only === undefined || others.length > 0) return [];
    const context = createContext(alignment, {
      editions: readEditions(before, after, null),
      isList: false,
      text: after,
    });
    return [
      {
        family: undefined,
        source: "invented" as const,
        evidence: readEvidence(only, context),
        context,
        materiality: edit.materiality,
        topics: edit.topics,
        direction: edit.direction,
        confidence: 3,
      },
    ];
  });
}
