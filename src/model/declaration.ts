import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";
import type { TermsType } from "./terms-type.ts";

/** `<service id>/<terms type in kebab-case>`, such as `openai/usage-policy`. */
export type TermsId = string;

/** Everything between two places of a page; exactly one start and one end. */
export interface RangeSelector {
  readonly startBefore?: string;
  readonly startAfter?: string;
  readonly endBefore?: string;
  readonly endAfter?: string;
}

/** A CSS selector or a range between two. */
export type Selector = string | RangeSelector;

/** One address of a terms and how its text is cut out. */
export interface SourceDocument {
  readonly url: string;
  /** Parts to keep, in the order given; empty: the main text is found automatically. */
  readonly select: readonly Selector[];
  /** Parts to drop before anything is selected. */
  readonly remove: readonly Selector[];
  /** True: always in a browser; false: never; undefined: when the page turns out to need it. */
  readonly executeClientScripts: boolean | undefined;
}

/** Rules that were in force until a time, so that older snapshots are read as they were meant. */
export interface PastSources {
  readonly validUntil: Instant;
  readonly sources: readonly SourceDocument[];
}

/** What is watched: the terms of one type of one service, and how. */
export interface Declaration {
  readonly id: TermsId;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly termsType: TermsType;
  /** One or more; several make up one text, in this order. */
  readonly sources: readonly SourceDocument[];
  /** Oldest first. */
  readonly history: readonly PastSources[];
  /** Cron expression, in UTC, five or six fields. */
  readonly schedule: string;
  readonly tags: readonly string[];
  /** ISO 639-1 code that the text is expected in. */
  readonly language: string;
  /** A text with fewer characters than this is held back. */
  readonly minLength: number;
  /** The page lists entries (a changelog, a newsroom): a new entry is the event, one that rolls off is not. */
  readonly isList: boolean;
  /** `ignore`: an explicit override; the verdict is recorded all the same. */
  readonly robots: "respect" | "ignore";
  /** Of all that decides which text comes out of a snapshot: when it changes, the latest snapshot is read again. */
  readonly digest: Digest;
}

/** The sources as they were declared at a time. */
export function sourcesAt(declaration: Declaration, at: Instant): readonly SourceDocument[] {
  return declaration.history.find((past) => at <= past.validUntil)?.sources ?? declaration.sources;
}
