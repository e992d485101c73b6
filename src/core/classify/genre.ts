import type { Topic } from "../../model/topic.ts";

/** What kind of document a text is, as far as its words tell. */
export type Genre = "privacy" | "cookies" | "processing" | "usage" | "terms";

// Titles are counted where the text begins, words everywhere; the first that applies.
const headCharacters = 1_500;
const titles: readonly (readonly [Genre, RegExp])[] = [
  [
    "cookies",
    /\b(?:cookie|trackers?) (?:policy|notice|statement|list)\b|^\W*(?:cookies|trackers)\b/i,
  ],
  ["processing", /\bdata processing (?:addendum|agreement)\b|\bdpa\b|\bsub-?processors?\b/i],
  ["privacy", /\bprivacy (?:policy|notice|statement)\b/i],
  [
    "usage",
    /\b(?:usage|acceptable use|use) polic(?:y|ies)\b|\bcommunity (?:guidelines|standards)\b|\bprohibited us(?:e|es)\b/i,
  ],
];

/** Gives a text's genre by its title, `terms` where no other is named. */
export function readGenre(text: string): Genre {
  const head = text.slice(0, headCharacters);
  let found: { readonly genre: Genre; readonly at: number } | undefined;
  for (const [genre, pattern] of titles) {
    const at = head.search(pattern);
    if (at >= 0 && (found === undefined || at < found.at)) found = { genre, at };
  }
  if (found !== undefined && found.at < 150) return found.genre;
  const personal = text.match(/\bpersonal (?:data|information)\b/gi)?.length ?? 0;
  return personal > 5 && personal * 1_000 > text.length ? "privacy" : (found?.genre ?? "terms");
}

/** How much more, or less, a genre makes of what speaks for a topic. */
export const genreFactors: Readonly<Record<Genre, ReadonlyMap<Topic, number>>> = {
  privacy: new Map([
    ["account-access", 0.5],
    ["pricing-payment", 0.6],
    ["ip-ownership", 0.6],
    ["warranty-liability", 0.6],
    ["dispute-resolution", 0.5],
    ["prohibited-use", 0.4],
    ["suspension-termination", 0.6],
    ["output-training", 0.4],
    ["scope-definitions", 0.9],
    ["monitoring-enforcement", 0.8],
  ]),
  cookies: new Map([
    ["data-collection", 1.5],
    ["account-access", 0.4],
    ["pricing-payment", 0.4],
    ["prohibited-use", 0.4],
  ]),
  processing: new Map([
    ["prohibited-use", 0.3],
    ["account-access", 0.6],
    ["data-collection", 0.7],
    ["output-training", 0.4],
    ["ip-ownership", 0.7],
  ]),
  usage: new Map([
    ["prohibited-use", 1.4],
    ["account-access", 0.7],
    ["ip-ownership", 0.7],
    ["data-collection", 0.6],
    ["pricing-payment", 0.6],
  ]),
  terms: new Map([
    ["data-collection", 0.8],
    ["privacy-rights", 0.8],
  ]),
};

/** What a clause is about when no rule speaks. */
export const genreTopic: Readonly<Record<Genre, Topic>> = {
  privacy: "data-collection",
  cookies: "data-collection",
  processing: "confidentiality-security",
  usage: "prohibited-use",
  terms: "scope-definitions",
};
