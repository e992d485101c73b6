import type { Direction, Materiality, Topic } from "./topic.ts";

export const changeKinds = ["added", "removed", "modified", "moved", "split", "merged"] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface Span {
  readonly op: "same" | "removed" | "added";
  readonly text: string;
}

/** One side of a clause change: the clause, where it stands, and its UTF-16 offsets in that version's text. */
export interface ClauseSide {
  readonly text: string;
  readonly path: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** What a judgement rests on: a stretch of one side's `text`, by UTF-16 offsets into it. */
export interface Cue {
  readonly side: "before" | "after";
  readonly start: number;
  readonly end: number;
  readonly why: string;
}

/** Two clauses held together (or one alone), not yet judged. */
export interface Edit {
  readonly kind: ChangeKind;
  readonly before: ClauseSide | null;
  readonly after: ClauseSide | null;
  readonly spans: readonly Span[];
}

/** A judged edit. */
export interface ClauseChange extends Edit {
  readonly materiality: Materiality;
  /** Most important first; empty for noise. */
  readonly topics: readonly Topic[];
  /** Null unless substantive. */
  readonly direction: Direction | null;
  /** 0–1. */
  readonly confidence: number;
  readonly cues: readonly Cue[];
}

/** A date that the text states about itself, `YYYY-MM-DD`, before and after; null where it states none. */
export interface StatedDate {
  readonly before: string | null;
  readonly after: string | null;
}

export const noticeSubjects = [
  "all",
  "material",
  "other", // than the material ones
  "prices",
  "service",
  "subprocessors",
] as const;

/** What a text promises about when a change of it binds, and the sentence that says so. */
export interface NoticePromise {
  /** 0: at once; null: notice without a number of days ("reasonable notice"). */
  readonly days: number | null;
  /** What the days are counted from: the change's being posted, or the customer's being told. */
  readonly from: "posting" | "notice";
  /** Which changes it speaks of. */
  readonly changes: (typeof noticeSubjects)[number];
  /** Verbatim, by UTF-16 offsets into that version's text. */
  readonly quote: { readonly text: string; readonly start: number; readonly end: number };
}

/** How a substantive change keeps still: under an unmoved date of the text, or in a text that states none. */
export const silences = ["silent", "undated"] as const;
export type Silence = (typeof silences)[number];

export const definitionFates = ["added", "removed", "changed", "renamed"] as const;

/** What became of a term that a text defines, and the clauses that it reaches thereby. */
export interface DefinitionChange {
  readonly kind: (typeof definitionFates)[number];
  /** As the text after writes it; of a removed one, as the text before did. */
  readonly term: string;
  /** Its earlier name, also where its meaning changed with it; null where it kept its name. */
  readonly formerly: string | null;
  /** The clauses that define it, by UTF-16 offsets into each version's text; null where none does any more, or did. */
  readonly before: { readonly start: number; readonly end: number } | null;
  readonly after: { readonly start: number; readonly end: number } | null;
  /** Index of the clause change that it is part of. */
  readonly change: number;
  /** How many other clauses of the text after use it. */
  readonly uses: number;
  /** The first of them, 200 at most, in its order. */
  readonly reaches: readonly {
    readonly start: number;
    readonly number: string | null;
    readonly path: readonly string[];
  }[];
}

/** What one comparison of two versions says: the published format, field for field. */
export interface Comparison {
  readonly schemaVersion: 1;
  readonly materiality: Materiality | "none";
  readonly summary: string;
  /** Share of clauses that survived unchanged or modified, 0–1. */
  readonly continuity: number;
  /** A different document, or a collapse of this one, stands here now. */
  readonly replaced: boolean;
  readonly dates: { readonly lastUpdated: StatedDate; readonly effective: StatedDate };
  /** What each text promises about changes of itself, in its order. */
  readonly notices: {
    readonly before: readonly NoticePromise[];
    readonly after: readonly NoticePromise[];
  };
  /** A substantive change under an unchanged "last updated" or effective date. */
  readonly silent: boolean;
  /** A substantive change of a text that states no date of its own, before or after. */
  readonly undated: boolean;
  /** In the order of the after text; removals where they stood. */
  readonly changes: readonly ClauseChange[];
  /** Defined terms that changed; absent from what was recorded before these were read. */
  readonly definitions?: readonly DefinitionChange[];
  /** The rules and weights that judged it; absent from what was recorded before these had a name. */
  readonly judgedBy?: string;
}
