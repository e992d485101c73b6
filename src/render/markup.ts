import type { Span } from "../model/comparison.ts";

/** Gives the spans as `You may <del>not </del>resell`: the notation of tests and examples, nothing escaped. */
export function toMarkup(spans: readonly Span[]): string {
  return spans
    .map(({ op, text }) => {
      if (op === "same") return text;
      return op === "removed" ? `<del>${text}</del>` : `<ins>${text}</ins>`;
    })
    .join("");
}

/**
 * Gives the spans as `You may [-not -]resell`, with `{+…+}` for what was added: readable in plain
 * text. Where the text itself has such a mark, a backslash stands before the bracket.
 */
export function toMarkers(spans: readonly Span[]): string {
  return toMarkedSpans(spans)
    .map(({ text }) => text)
    .join("");
}

/** Gives the same span by span, for channels that style each: the marks stand in the text of what they mark. */
export function toMarkedSpans(spans: readonly Span[]): Span[] {
  return spans.map(({ op, text }) => {
    const escaped = escapeMarks(text);
    if (op === "same") return { op, text: escaped };
    return { op, text: op === "removed" ? `[-${escaped}-]` : `{+${escaped}+}` };
  });
}

/** Puts a backslash before each bracket of the text's own that would read as a mark. */
export function escapeMarks(text: string): string {
  return text.replaceAll(/\[(?=-)|(?<=-)\]|\{(?=\+)|(?<=\+)\}/g, "\\$&");
}
