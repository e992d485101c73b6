import type { Span } from "../model/comparison.ts";
import { foldSpans } from "./fold.ts";
import { isRewritten, sidesOf, tidySpans } from "./redline.ts";

/** What a redline on a page is made of: a side to be shown whole under its label, or text with its edits marked. */
export type RedlinePart =
  | { readonly kind: "whole"; readonly label: string; readonly spans: readonly Span[] }
  | { readonly kind: "marked"; readonly spans: readonly Span[] };

const labels = { removed: "Removed:", added: "Added:", before: "Before:", after: "Now:" } as const;

/**
 * Gives a redline's parts, one above the other: of a clause that kept hardly a word, what it was and what it is; of one
 * that came or went, all of it; else its text with the edits in place.
 */
export function toRedlineParts(
  spans: readonly Span[],
  { maxChars, context }: { readonly maxChars: number; readonly context?: number },
): readonly RedlinePart[] {
  const [first] = spans;
  if (isRewritten(spans)) {
    const half = Math.ceil(maxChars / 2);
    const [before, after] = sidesOf(spans).map(([side]) => side);
    return [
      ...(before === undefined ? [] : [toWhole(before, labels.before, half)]),
      ...(after === undefined ? [] : [toWhole(after, labels.after, half)]),
    ];
  }
  if (spans.length === 1 && first !== undefined && first.op !== "same")
    return [toWhole(first, labels[first.op], maxChars)];
  const folded = foldSpans(spans, { maxChars, ...(context !== undefined && { context }) });
  return [{ kind: "marked", spans: tidySpans(folded) }];
}

function toWhole(span: Span, label: string, maxChars: number): RedlinePart {
  const trimmed = { ...span, text: span.text.trim() };
  const folded = foldSpans([trimmed], { maxChars });
  return { kind: "whole", label, spans: tidySpans(folded) };
}
