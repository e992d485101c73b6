import type { ClauseSide } from "./comparison.ts";
import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";
import type { Direction, Materiality, Topic } from "./topic.ts";

/** What a language model says of one clause change, before anything in it is believed. */
export interface Answer extends SecondOpinion {
  readonly claims: readonly {
    readonly text: string;
    /** Null where the statement rests on the other side alone. */
    readonly beforeQuote: string | null;
    readonly afterQuote: string | null;
  }[];
}

/** A model's judgement: kept beside ours, never instead of it. */
export interface SecondOpinion {
  readonly materiality: Materiality;
  readonly topics: readonly Topic[];
  readonly direction: Direction | null;
}

/** Why a model's answer is none: it declined, it kept to no form, or it was too long. */
export const answerFaults = ["refused", "nonsense", "oversize"] as const;
export type AnswerFault = (typeof answerFaults)[number];

/** An answer as it is kept: whole, so that stricter checks of a later day apply to it too. */
export interface ModelAnswer {
  /** Digest of model, prompt version and both clauses. */
  readonly id: Digest;
  /** Of both clauses and where they stand. */
  readonly clauses: Digest;
  /** As readers are told: its name, and who runs it. */
  readonly model: string;
  readonly promptVersion: number;
  readonly answer: Answer | null;
  /** Null where there is an answer. */
  readonly fault: AnswerFault | null;
  readonly tokens: number;
  readonly answeredAt: Instant;
}

/** A stretch of one side's `text`, by UTF-16 offsets into it: verbatim by construction. */
export interface Quote {
  readonly side: "before" | "after";
  readonly start: number;
  readonly end: number;
}

/** A generated statement that stood up to its quotes. */
export interface Claim {
  readonly text: string;
  /** At least one. */
  readonly quotes: readonly Quote[];
}

/** What readers are shown of an answer. */
export interface Explanation {
  readonly model: string;
  readonly answeredAt: Instant;
  readonly claims: readonly Claim[];
  /** Statements left out: a quote is not in the text, or something in them is not. */
  readonly dropped: number;
  readonly opinion: SecondOpinion;
}

export const explanationStates = ["pending", "done", "given-up"] as const;
export type ExplanationState = (typeof explanationStates)[number];

/** The text of a quote. */
export function textOfQuote(
  { side, start, end }: Quote,
  sides: { readonly before: ClauseSide | null; readonly after: ClauseSide | null },
): string {
  return (sides[side]?.text ?? "").slice(start, end);
}
