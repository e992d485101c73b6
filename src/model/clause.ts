/** The unit a lawyer counts: a heading, paragraph, list item, inline item, table row or definition. */
export interface Clause {
  readonly kind: "heading" | "paragraph" | "item" | "row";
  /** As the version has it, Markdown included. */
  readonly text: string;
  /** Headings above it, outermost first, each as plain text. */
  readonly path: readonly string[];
  /** Its own number or letter as written ("3.3(b)", "D.4", "iv"); undefined where it has none. */
  readonly number: string | undefined;
  /** What it calls itself: its run-in title ("Retention"), or the term it defines; undefined where it has none. */
  readonly title: string | undefined;
  /**
   * The sentence that a list item completes ("You may not:"), with that which it completes in turn, or
   * the header of a table's row, as plain text; undefined where there is none.
   */
  readonly leadIn: string | undefined;
  /** UTF-16 offsets into the version's text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}
