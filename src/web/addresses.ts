import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { Topic } from "../model/topic.ts";
import { toPartOf } from "./text-parts.ts";

/** Addresses of pages: they last, so each is written here and nowhere else. */

export type Address = `/${string}`;

/** What follows an address's question mark; fields without a value are left out. */
export type AddressQuery = Readonly<
  Record<string, string | number | readonly string[] | null | undefined>
>;

/** A redline as a Word document with tracked changes, and as it is printed. */
type RedlineFile = "redline.docx" | "redline.pdf";

export const addresses = {
  home: (query: AddressQuery = {}): Address => withQuery("/", query),
  change: (id: Digest): Address => `/changes/${id}`,
  documents: (query: AddressQuery = {}): Address => withQuery("/documents", query),
  document: (id: TermsId, query: AddressQuery = {}): Address =>
    withQuery(`/documents/${id}`, query),
  /** @param day `2025-03-01` */
  textAt: (id: TermsId, day: string): Address => `/documents/${id}/at/${day}`,
  /** The text of one version, for good. */
  version: (id: Digest): Address => `/versions/${id}`,
  /** A clause in the text of a version. @param start where it starts in that */
  clauseIn: (id: Digest, start: number): Address =>
    `${toPartAddress(`/versions/${id}`, toPartOf(start))}#${anchorOfClause(start)}`,
  /** The same as it is kept, in Markdown. */
  versionFile: (id: Digest): Address => `/versions/${id}.md`,
  /** Leads to a text by its day: `?day=2025-03-01`. */
  textOn: (id: TermsId, query: AddressQuery = {}): Address =>
    withQuery(`/documents/${id}/at`, query),
  /** Chooses two versions by days: `?from=2025-01-01&to=2025-06-01`. */
  between: (id: TermsId, query: AddressQuery = {}): Address =>
    withQuery(`/documents/${id}/compare`, query),
  comparison: (before: Digest, after: Digest, query: AddressQuery = {}): Address =>
    withQuery(`/compare/${before}/${after}`, query),
  /** What is taken away of a change: `/changes/<id>/redline.docx`. */
  changeFile: (id: Digest, file: RedlineFile): Address => `/changes/${id}/${file}`,
  comparisonFile: (
    before: Digest,
    after: Digest,
    file: RedlineFile | "comparison.json",
    query: AddressQuery = {},
  ): Address => withQuery(`/compare/${before}/${after}/${file}`, query),
  clauses: (id: TermsId, query: AddressQuery = {}): Address =>
    withQuery(`/documents/${id}/clauses`, query),
  clause: (id: TermsId, clauseId: Digest): Address => `/documents/${id}/clauses/${clauseId}`,
  topics: (): Address => "/topics",
  topic: (topic: Topic, query: AddressQuery = {}): Address => withQuery(`/topics/${topic}`, query),
  /** One of a topic's lists: `/topics/<topic>/wordings.csv`. */
  topicFile: (topic: Topic, file: string, query: AddressQuery = {}): Address =>
    withQuery(`/topics/${topic}/${file}`, query),
  search: (query: AddressQuery = {}): Address => withQuery("/search", query),
  searchFile: (format: "csv" | "jsonl", query: AddressQuery = {}): Address =>
    withQuery(`/search.${format}`, query),
  reviewOfChange: (id: Digest): Address => `/changes/${id}/review`,
  /** @param query of the page that it is sent from, and leads back to */
  reviewOfComparison: (before: Digest, after: Digest, query: AddressQuery = {}): Address =>
    withQuery(`/compare/${before}/${after}/review`, query),
  reviews: (query: AddressQuery = {}): Address => withQuery("/reviews", query),
  audit: (query: AddressQuery = {}): Address => withQuery("/audit", query),
  operations: (): Address => "/operations",
  checks: (query: AddressQuery = {}): Address => withQuery("/operations/checks", query),
  quarantines: (query: AddressQuery = {}): Address => withQuery("/operations/quarantines", query),
  /** @param show what of it: `page`, `text` or `difference` */
  quarantine: (checkId: Digest, query: AddressQuery = {}): Address =>
    withQuery(`/operations/quarantines/${checkId}`, query),
  /** One captured page, for a frame. @param index from 0 on, in the order of the sources */
  capture: (checkId: Digest, index: number): Address =>
    `/operations/quarantines/${checkId}/pages/${index}`,
  acceptance: (checkId: Digest): Address => `/operations/quarantines/${checkId}/accept`,
  deliveries: (query: AddressQuery = {}): Address => withQuery("/operations/deliveries", query),
  retry: (): Address => "/operations/deliveries/retry",
  account: (): Address => "/account",
  signIn: (query: AddressQuery = {}): Address => withQuery("/sign-in", query),
  signInByProvider: (query: AddressQuery = {}): Address => withQuery("/sign-in/oidc", query),
  /** What a provider of identities knows as the place to send browsers back to. */
  providerAnswer: (): Address => "/sign-in/oidc/callback",
  signOut: (): Address => "/sign-out",
  signOutEverywhere: (): Address => "/account/sign-out-everywhere",
  /** How programs read all of this, for people. */
  api: (): Address => "/api",
} as const;

/** Where a clause stands on the page of a text, by where it starts in it. */
export function anchorOfClause(start: number): string {
  return `c-${start}`;
}

/** Gives the address of a part of a page, from 1 on; the first is the page itself. */
export function toPartAddress(address: Address, part: number): Address {
  return withQuery(address, { part: part === 1 ? null : part });
}

/** Adds a query to an address; several values of one field follow each other. */
export function withQuery(address: Address, query: AddressQuery): Address {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values)
      if (one !== null && one !== undefined && one !== "") fields.append(name, String(one));
  }
  return fields.size === 0 ? address : `${address}?${fields.toString()}`;
}
