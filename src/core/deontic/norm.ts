export const actors = ["customer", "provider", "both", "third", "unknown"] as const;
/** Whom a norm binds, frees or empowers. */
export type Actor = (typeof actors)[number];

export const modalities = [
  "duty", // of the customer, both parties or a third
  "ban", // on them
  "release", // "you are not required to", "we have no obligation to"
  "permission", // "you may"
  "right", // "you have the right to", "you own"
  "grant", // the customer gives: a licence, a waiver, a consent
  "promise", // what the provider must or will do, or will not do
  "power", // "we may", "we reserve the right"
  "practice", // what the provider says that it does: "we collect"
  "disclaimer", // "is not liable", "as is"
  "definition",
  "statement",
] as const;
/** What a norm does to its actor. */
export type Modality = (typeof modalities)[number];

/** A stretch of the text that was read, by UTF-16 offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Words that limit a norm or carry it further. */
export interface Limit extends Stretch {
  readonly kind: "exception" | "condition";
  /** Its first words in lower case: "unless", "subject to". */
  readonly word: string;
}

/** One norm of a sentence: who must, may or must not do what, and under which limits. */
export interface Norm extends Stretch {
  readonly actor: Actor;
  readonly modality: Modality;
  /** The doing is denied: "will not share", "no longer". */
  readonly isNegated: boolean;
  /** What is done, as written, in lower case. */
  readonly verb?: string;
  /** The words that make it a norm; empty at `start` when the lead-in or heading does. */
  readonly operator: Stretch;
  readonly conditions: readonly Limit[];
  readonly exceptions: readonly Limit[];
  /** The lead-in or the heading makes it a norm, not its own words. */
  readonly isFramed: boolean;
}

/** What a passage is read with. */
export interface ReadOptions {
  /** The sentence that an item completes, outermost first. */
  readonly leadIn?: string;
  /** The headings above it, outermost first, joined; says what a bare item is a list of. */
  readonly heading?: string;
  readonly parties?: Parties;
}

/** The names by which a document calls its parties, in lower case. */
export interface Parties {
  readonly customer: ReadonlySet<string>;
  readonly provider: ReadonlySet<string>;
}
