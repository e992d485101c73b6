import type { Clause } from "../../model/clause.ts";
import { readLabel } from "../clauses/numbering.ts";
import { toPlain, toWords } from "../clauses/plain.ts";

/** A place where a text says what a term of its own means. */
export interface Definition {
  /** As the text writes it. */
  readonly term: string;
  /** The same for all ways of writing it. */
  readonly key: string;
  /** The words that say what it means, in lower case, without the term's own. */
  readonly meaning: readonly string[];
  /** UTF-16 offset of its clause. */
  readonly start: number;
  readonly end: number;
}

const longestTerm = 60;
const mostWords = 6;
// A clause that is longer defines what it defines at its beginning.
const maxRead = 8_000;

const verb =
  "(?:(?:shall|will) mean|means?|(?:shall |will )?refers? to|ha(?:s|ve) the meanings?|(?:is|are) defined|shall have the meaning)";
// "Services" means …, "Content" or "User Content" refers to …
const opening = new RegExp(
  `(?<=^|[.;:] )(?<terms>"[^"]{2,60}"(?:(?:,|,? (?:or|and)) "[^"]{2,60}")*),?(?: \\([^()]{0,80}\\))? ${verb}\\b`,
  "g",
);
// Where it stands in bold, or under "Definitions", a term needs no quotation marks.
const boldOpening = new RegExp(
  `^\\s*(?:[-*+]\\s+)?(?:\\*\\*|__)[“"]?([^*_“”"\\n]{2,60})[”"]?:?(?:\\*\\*|__):?\\s+${verb}\\b`,
);
const listedOpening = new RegExp(`^(\\p{Lu}[\\p{L}\\p{N}'’/& -]{1,59}?) ${verb}\\b`, "u");
const glossary = /\b(?:definitions?|defined terms|glossary)\b/i;
// (the "Services"), (collectively, "we", "us" or "our")
const parenthesis = /\(([^()]{0,90}"[^"()]{2,60}"[^()]{0,120})\)/g;
const introducing =
  /^(?:"|(?:the|an?|each|collectively|together|individually|our|these|this|here(?:in)?after|herein|all|as|or|jointly|also|referred|known|defined|described|such (?!as\b))\b)/i;
// … are called "Suggestions"; we refer to these as "Plans".
const naming =
  /\b(?:called|known as|defined as|referred to as|refer to (?:[\w'-]+ ){1,12}as|collectively,?) (?:the |our )?"([^"]{2,60})"/g;
// What comes before the thing that a parenthesis names: the rest of the sentence says something about it.
const governing =
  /\b(?:appl(?:y|ies) to|governs?|governed by|agrees? (?:to|that)|may|must|shall|will|between|use of|using|access(?:ing)? to|provides?|offers?|in accordance with|pursuant to|under|subject to|set forth in|described in) /gi;
// Of many things named at once ("collectively"), the first such word leads to them; of one, the last.
const gathering = /\b(?:collectively|together|jointly|all|each)\b/i;
const acronym = /^\p{Lu}{2,6}s?$/u;
const sentenceStart = /[.;:!?] (?=[\p{Lu}"(])/gu;
const quoted = /"([^"]{2,60})"/g;

/** Gives the definitions of a text's clauses, in order: by verb, by parenthesis, by name. Linear. */
export function findDefinitions(clauses: readonly Clause[]): readonly Definition[] {
  return clauses.flatMap((clause) => {
    if (clause.kind === "heading" || !mayDefine(clause)) return [];
    return read(clause).map(({ term, words }) => {
      const key = toTermKey(term);
      const own = new Set(toWords(key));
      return {
        term,
        key,
        meaning: toWords(words).filter((word) => !own.has(word)),
        start: clause.start,
        end: clause.end,
      };
    });
  });
}

function mayDefine({ text, leadIn = "", path }: Clause): boolean {
  return /["“”]|\*\*|__/.test(text) || /["“”]/.test(leadIn) || glossary.test(path.at(-1) ?? "");
}

interface Found {
  readonly term: string;
  /** The words of the definition, as plain text. */
  readonly words: string;
}

function read(clause: Clause): readonly Found[] {
  const raw = clause.text.slice(0, maxRead);
  const plain = toPlain(raw.slice(readLabel(raw).end));
  const byVerb = [...plain.matchAll(opening)];
  const found: Found[] = byVerb.flatMap(({ groups, index }, at) => {
    const words = plain.slice(index, byVerb[at + 1]?.index ?? plain.length);
    return listTerms(groups?.["terms"] ?? "").map((term) => ({ term, words }));
  });
  if (found.length === 0) found.push(...readUnquoted(clause, raw, plain));
  // A member of a list that a definition opens belongs to what it means.
  const leadIn = clause.leadIn ?? "";
  const led = [...leadIn.matchAll(opening)].at(-1)?.groups?.["terms"];
  if (led !== undefined) found.push(...listTerms(led).map((term) => ({ term, words: plain })));
  for (const { 1: inner = "", index } of plain.matchAll(parenthesis))
    if (introducing.test(inner) && !/\b(?:e\.g|for example|such as)\b/i.test(inner))
      found.push(
        ...listTerms(inner).map((term) => ({
          term,
          words: `${subjectBefore(plain, { at: index, term, inner })} ${inner.replaceAll(quoted, "")}`,
        })),
      );
  for (const { 0: match, 1: term = "", index } of plain.matchAll(naming))
    if (!found.some((other) => other.term === toTerm(term)))
      found.push({
        term: toTerm(term),
        words: subjectBefore(plain, { at: index + match.length, term, inner: match }),
      });
  return found.filter(({ term }) => isTerm(term)).slice(0, mostInClause);
}

// More than this in one clause is a list of quotations.
const mostInClause = 20;

function readUnquoted({ path }: Clause, raw: string, plain: string): readonly Found[] {
  const inGlossary = glossary.test(path.at(-1) ?? "");
  const match =
    boldOpening.exec(raw.slice(readLabel(raw).end)) ??
    (inGlossary ? listedOpening.exec(plain) : null);
  return match === null ? [] : [{ term: toTerm(match[1] ?? ""), words: plain }];
}

function listTerms(text: string): readonly string[] {
  return Array.from(text.matchAll(quoted), ([, term = ""]) => toTerm(term));
}

function toTerm(text: string): string {
  return text.replace(/^[\s,;:.]+|[\s,;:.]+$/g, "");
}

function isTerm(term: string): boolean {
  return (
    term.length > 1 &&
    term.length <= longestTerm &&
    term.split(" ").length <= mostWords &&
    /^[\p{L}\p{N}]/u.test(term)
  );
}

const furthest = 400;

interface Naming {
  readonly at: number;
  readonly term: string;
  /** The words that name it. */
  readonly inner: string;
}

/** The words before a place that say what is given a name there. */
function subjectBefore(plain: string, { at, term, inner }: Naming): string {
  const before = plain.slice(Math.max(0, at - furthest), at);
  const sentence = before.slice(endOfLast(before, sentenceStart));
  // "General Data Protection Regulation (GDPR)": a word for each letter, and the small ones between them.
  if (acronym.test(term))
    return toWords(sentence)
      .slice(-2 * term.length)
      .join(" ");
  if (!gathering.test(inner)) return sentence.slice(endOfLast(sentence, governing));
  const [first] = sentence.matchAll(governing);
  return first === undefined ? sentence : sentence.slice(first.index + first[0].length);
}

function endOfLast(text: string, pattern: RegExp): number {
  const last = [...text.matchAll(pattern)].at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}

const pronouns: ReadonlyMap<string, string> = new Map([
  ["us", "we"],
  ["our", "we"],
  ["ours", "we"],
  ["your", "you"],
  ["yours", "you"],
]);

/** Gives a term in one form: lower case, without an article or a plural's ending; "us" and "our" are "we". */
export function toTermKey(term: string): string {
  const lower = term
    .toLowerCase()
    .replace(/^(?:the|an?|our|these|this) (?=.)/, "")
    .replaceAll("’", "'");
  return pronouns.get(lower) ?? (lower.length > 4 ? lower.replace(/(?<!s)s$/, "") : lower);
}

/** Gives the keys of all that stands in quotation marks: a term among them is defined, in whatever way. */
export function listQuoted(clauses: readonly Clause[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { text } of clauses) {
    if (!/["“”]/.test(text)) continue;
    for (const term of listTerms(toPlain(text))) keys.add(toTermKey(term));
  }
  return keys;
}
