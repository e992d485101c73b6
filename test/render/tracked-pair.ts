import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { compareVersions } from "../../src/core/compare.ts";
import { layOutDocument } from "../../src/core/redline/document.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { TrackedDocument } from "../../src/render/docx.ts";
import { toReadableSpans } from "../../src/render/readable.ts";
import type { TrackedOptions, TrackedParagraph } from "../../src/render/tracked.ts";
import { toTrackedParagraphs } from "../../src/render/tracked.ts";

/** Compares two texts and tracks their changes. */
export function track(
  before: string,
  after: string,
  options: TrackedOptions = {},
): readonly TrackedParagraph[] {
  const { changes } = compareVersions(before, after);
  const rows = layOutDocument({ before, after, changes });
  return toTrackedParagraphs({ before, after, changes, rows }, options);
}

export function toSampleDocument(
  paragraphs: readonly TrackedParagraph[],
  fields: Partial<TrackedDocument> = {},
): TrackedDocument {
  return {
    title: "Terms of Service",
    author: "Halcyon AI",
    at: parseInstant("2025-02-18T06:00:00Z"),
    head: "Halcyon AI · Terms of Service",
    foot: "https://watch.example/compare/a/b",
    paragraphs,
    ...fields,
  };
}

/** The words of a text clause by clause, as a reader has them, without regard to blanks and list marks. */
export function readWords(text: string): string {
  return segmentClauses(text)
    .map(({ text: clause }) => toReadableSpans([{ op: "same", text: clause }]))
    .map((spans) => withoutBlanks(spans.map((span) => span.text).join("")))
    .join("\n");
}

/** The same of paragraphs; those without a word are none. */
export function joinWords(paragraphs: readonly string[]): string {
  return paragraphs
    .map(withoutBlanks)
    .filter((words) => words !== "")
    .join("\n");
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
