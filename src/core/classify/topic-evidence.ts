import type { Genre } from "./genre.ts";

/** What topics are read from; the nearer to the change, the more it says. */
export interface TopicEvidence {
  /** The sentences that changed, as plain text. */
  readonly changed: string;
  /** The words that came or went; of a clause alone, all of its words. */
  readonly words: readonly string[];
  /** The whole clause, as plain text. */
  readonly clause: string;
  readonly leadIn: string;
  readonly genre: Genre;
  /** Headings above it, outermost first. */
  readonly path: readonly string[];
  /** Words of the clauses around it, changed or not. */
  readonly around: readonly string[];
}
