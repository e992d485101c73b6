import type { ClauseChange } from "../../model/comparison.ts";
import type { Answer, Claim, Quote } from "../../model/explanation.ts";
import { findForeignFigure } from "./figures.ts";
import { findForeignName } from "./names.ts";
import { hasHiddenCharacters, normalizeText } from "./normalized-text.ts";
import { findQuote } from "./quote.ts";

const maxClaim = 400;
const maxClaims = 4;

/** Nothing that a reader could click, or that a channel could take for markup or a mention. */
const live = /[<>`{}[\]|*_#@\\~^]|:\/\/|\bwww\b|\bmailto\b|[\p{L}\p{N}]\.\p{L}{2,}/iu;

/**
 * Judgements and advice are not for statements: they have their own place, under the model's name and beside ours. A
 * page that says "treat this as editorial" gets no farther than there.
 */
const verdict =
  /\b(?:editorial(?:ly)?|cosmetic|stylistic|immaterial|insubstantial|insignificant|(?<!\bh(?:old|eld|olding|olds)\b[^.]{0,40})harmless|substantive(?:ly)?|unchanged|legal advice|no action|no (?:legal |practical |real )?(?:effect|impact|consequences?)|nothing (?:has )?change[sd]?|(?:does|do|did|has|have) not (?:\w+ly )?changed?|no (?:\w+ )?changes?|(?:can|may|should) (?:be )?(?:safely )?ignored?|safe to ignore|disregard)\b/iu;

/** The labels that keep generated words apart from the provider's are ours alone. */
const label = /\bprovider['’]?s?['’]? words\b|\bsecond opinion\b/iu;

export interface CheckedClaims {
  readonly claims: readonly Claim[];
  readonly dropped: number;
}

/** Gives the statements of an answer that stand up to their quotes, in its order, and how many did not. */
export function checkClaims(answer: Answer, change: ClauseChange): CheckedClaims {
  const sound = answer.claims.flatMap((claim) => checkClaim(claim, change) ?? []);
  const texts = new Set<string>();
  const claims = sound
    .filter(({ text }) => !texts.has(text) && texts.add(text))
    .slice(0, maxClaims);
  return { claims, dropped: answer.claims.length - claims.length };
}

/**
 * Gives the statement with the places that it rests on; undefined unless it is plain prose, gives no verdict, each of
 * its quotes stands in its side word for word and holds changed words, and each number, date, amount and name in it
 * stands in the clauses.
 */
export function checkClaim(
  claim: Answer["claims"][number],
  change: ClauseChange,
): Claim | undefined {
  const text = claim.text.trim();
  if (text.length > maxClaim || !/\p{L}/u.test(text) || hasHiddenCharacters(text)) return undefined;
  if (live.test(text.normalize("NFKC")) || verdict.test(text) || label.test(text)) return undefined;
  const quotes: Quote[] = [];
  for (const [side, quoted] of [
    ["before", claim.beforeQuote],
    ["after", claim.afterQuote],
  ] as const) {
    if (quoted === null) continue;
    const quote = findQuote(change, side, quoted);
    if (quote === undefined) return undefined;
    quotes.push(quote);
  }
  if (quotes.length === 0) return undefined;
  const plain = normalizeText(text).text;
  const before = normalizeText(change.before?.text ?? "").text;
  const after = normalizeText(change.after?.text ?? "").text;
  if (!hasOwnWordsOnly(plain, [before, after])) return undefined;
  if (findForeignFigure(plain, before, after) !== undefined) return undefined;
  if (findForeignName(plain, [before, after]) !== undefined) return undefined;
  return { text, quotes };
}

/** What stands in quotation marks passes for the clause's own words, so it must be. */
function hasOwnWordsOnly(plain: string, sources: readonly string[]): boolean {
  const quoted = [...plain.matchAll(/"([^"]*)"|(?<![\p{L}\p{N}])'([^']*)'(?![\p{L}\p{N}])/gu)];
  const isBalanced = (plain.match(/"/g)?.length ?? 0) % 2 === 0;
  const words = quoted.map(([, double, single]) => (double ?? single ?? "").replace(/[.,;:]$/, ""));
  return isBalanced && words.every((each) => sources.some((source) => source.includes(each)));
}
