import type { Span } from "../../../src/model/comparison.ts";

/** A difference as people read it: `You may <del>not </del>resell`. */
export function toNotation(spans: readonly Span[]): string {
  return spans
    .map(({ op, text }) => {
      if (op === "same") return text;
      return op === "removed" ? `<del>${text}</del>` : `<ins>${text}</ins>`;
    })
    .join("");
}

/** Gives both sides of a difference in that notation. */
export function toSides(notation: string): { readonly before: string; readonly after: string } {
  const before = notation.replace(/<ins>[^]*?<\/ins>/g, "").replace(/<\/?del>/g, "");
  const after = notation.replace(/<del>[^]*?<\/del>/g, "").replace(/<\/?ins>/g, "");
  return { before, after };
}
