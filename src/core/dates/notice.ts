import type { NoticePromise } from "../../model/comparison.ts";
import { toPlain } from "../clauses/plain.ts";
import { sentencesOf } from "./sentences.ts";
import type { Sentence } from "./sentences.ts";
import { numberWords } from "./number-words.ts";

// Most lines speak of nothing of the kind: the cheapest test comes first.
const noticeish = /effect|notice|notif|in force|days|month|advance|post(?:ed|ing)/i;

const changeWord =
  "(?:chang\\w*|modif\\w+|updat\\w+|amend\\w*|revis\\w+|adjustments?|variations?|new\\s+versions?)";
const change = new RegExp(`\\b${changeWord}\\b`, "i");
/** Effect, or telling of it: without one of these a period of days is about something else. */
const bindingWord =
  /\b(?:effective|(?:take|takes|taking|come|comes|coming|go|goes|into|in|have)\s+(?:full\s+)?(?:effect|force)|effected|effect|appl(?:y|ies)|binding|notice|notif\w+|inform\w*|prior|advance|tell|told)\b/i;

const unitDays: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 };

const period = new RegExp(
  `(within\\s+(?:a\\s+period\\s+of\\s+)?(?:the\\s+)?)?\\b(\\d{1,3}|${Object.keys(numberWords).join("|")})(?:\\s*[-(]?\\s*\\(?\\d{1,3}\\)?)?\\s*(?:\\(\\w+\\)\\s*)?[\\s-]?(?:calendar\\s+|business\\s+|working\\s+)?(day|week|month)s?\\b`,
  "gi",
);

const atOnce =
  /\b(?:effective|(?:tak(?:e|es)|com(?:e|es)|go(?:es)?)\s+(?:in)?(?:to\s+)?(?:effect|force)|appl(?:y|ies)|binding)\b[^.;]{0,60}?(?:immediately|up?on\s+(?:its\s+|their\s+|the\s+|such\s+)?(?:date\s+of\s+)?(?:posting|publication|being\s+posted)|(?:when|once|as\s+soon\s+as|after)\s+(?:we\s+|they\s+are\s+|it\s+is\s+)?(?:post\w*|publish\w*|accessible|made\s+available)|as\s+soon\s+as\s+(?:we\s+post|it\s+is|they\s+are)|on\s+(?:the\s+date|the\s+day)\s+(?:\w+\s+){0,3}(?:posts?|posted|publish\w*)|as\s+of\s+the\s+(?:time|date)\s+of\s+posting|(?:on|as\s+of)\s+the\s+(?:stated\s+)?"?last\s+(?:updated|modified|revised)"?\s+date)|\bimmediately\s+(?:effective|appl\w+|binding|(?:upon|on|after)\s+(?:posting|publication))/i;

// "Reasonable notice" of what? Of other things than the text itself it is promised, and refused, everywhere.
const changeOfText =
  /\b(?:chang\w*|modif\w+|updat\w+|amend\w*|revis\w+)\b[^.;]{0,60}\b(?:these|this|our|the|updated|amended|modified|revised)\s+(?:[\w-]+\s+){0,2}(?:terms|polic(?:y|ies)|agreement|notice|statement|addendum|dpa|conditions)\b/i;
const refused = /\bwithout\s+(?:\w+\s+){0,4}notice\b/i;
const vague =
  /\b(?:reasonable|advance|prior|adequate|sufficient)\s+(?:advance\s+|prior\s+|written\s+)?notice\b|\bfirst\s+day\s+of\s+the\s+(?:calendar\s+)?month\s+following\b/i;

/** Not a promise of the provider, or not of when changed terms bind. */
const otherMatter =
  /\b(?:opt(?:ing)?[- ]?out|reject(?:ion|ing)?|object(?:ion|ing)?|rescind|refund|within\s+\w+\s*(?:\(\d+\)\s*)?(?:calendar\s+)?days\s+(?:of|after|from)\s+(?:the\s+|such\s+|any\s+)?(?:change|notice|agreeing|account|being)|(?:customer|you|user|subscriber|client)s?\s+(?:must|shall|should|will|can|may)\s+(?:\w+\s+){0,2}(?:give|notify|provide|object|reject|cancel|terminate|send))\b/i;

const ownText =
  /\b(?:terms|polic(?:y|ies)|agreement|notice|statement|addendum|dpa|document|conditions|contract|guidelines?|rights\s+(?:or|and)\s+obligations|revisions?|amend\w+|updates?|modifications?|changes)\b/i;
const narrowSubject: readonly (readonly [NoticePromise["changes"], RegExp])[] = [
  ["subprocessors", /\bsub-?\s?processors?\b/i],
  [
    "prices",
    /\b(?:prices?|pricing|fees?|rates|charges|subscription\s+(?:plans?|fees?)|billing)\b/i,
  ],
  [
    "service",
    /\b(?:change|modification|update)s?\s+(?:in|to|of)\s+(?:the\s+|our\s+)?(?:features|functionality|services?)\b|\bdiscontinu\w+|\bdeprecat\w+/i,
  ],
];

const other =
  /\b(?:all|any)\s+(?:the\s+)?other\s|\bother\s+(?:changes|updates|modifications|revisions)\b|\bminor\b|\bnon-?material\b|\bnot\s+material\b|\binsignificant\b/i;
const material =
  /\bmaterial(?:ly)?\b|\bsubstan(?:tial|tive)(?:ly)?\b|\bsignificant(?:ly)?\b|\badverse(?:ly)?\b|\bnegative(?:ly)?\b|\bimportant\b|\bmajor\b/i;
const pronoun =
  /^\W*(?:such|those|these|this|the)\s+(?:\w+\s+){0,2}(?:chang|updat|modif|revis|amend|version)|^\W*(?:they|it)\b|^\W*(?:we|\w+)\s+(?:will|shall)\s+(?:provide|give|notify|inform)/i;
const byLaw = /\b(?:law|legal|legislation|regulat\w+|security|urgent|abuse|court)\b/i;

/**
 * Gives what a text promises about when changes of its own terms bind: so many days after they are posted
 * or told, or at once, each with the sentence that says so, in the order of the text. Linear in its length.
 */
export function readNotices(text: string): readonly NoticePromise[] {
  const promises: NoticePromise[] = [];
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    if (noticeish.test(line) && change.test(line)) promises.push(...readLine(line, start));
    start = end + 1;
  }
  return settle(promises);
}

function readLine(line: string, at: number): readonly NoticePromise[] {
  const sentences = sentencesOf(line);
  return sentences.flatMap((sentence, index) => {
    const before = sentences.slice(Math.max(0, index - 2), index).map(({ text }) => toPlain(text));
    return readSentence(sentence, before, at);
  });
}

// Longer than any sentence of terms that was meant to be read.
const maxSentence = 1_500;

function readSentence(
  { text, start }: Sentence,
  sentencesBefore: readonly string[],
  at: number,
): NoticePromise[] {
  if (text.length > maxSentence || !noticeish.test(text)) return [];
  const plain = toPlain(text);
  const near = sentencesBefore.at(-1) ?? "";
  const isFollowing = pronoun.test(plain);
  const isAbout = change.test(plain) || (isFollowing && change.test(near));
  if (!isAbout || !bindingWord.test(plain)) return [];
  if (!ownText.test(plain) && !ownText.test(near)) return [];
  const quote = { text: text.trim(), start: at + start, end: at + start + text.trimEnd().length };
  const [main, ...exceptions] = plain.split(/\b(?:except|unless|save|other\s+than)\b/i);
  const read = (part: string): NoticePromise[] => {
    const found = readPeriod(part);
    if (found === null) return [];
    // What binds at once is not said to be material by the sentence before.
    const changes = readSubject(part, isFollowing && found.days !== 0 ? sentencesBefore : []);
    return [{ ...found, changes, quote }];
  };
  return [main ?? "", ...exceptions.filter((part) => !byLaw.test(part))].flatMap(read);
}

type Period = Pick<NoticePromise, "days" | "from">;

function readPeriod(part: string): Period | null {
  const from = /\bpost(?:ed|ing|s)?\b|\bpublish\w*|\bpublication\b/i.test(part)
    ? "posting"
    : "notice";
  for (const match of part.matchAll(period)) {
    const [whole, within, number = "", unit = "day"] = match;
    if (within !== undefined || number === "") continue;
    // What is around the period, not the whole sentence: "for 30 days after termination" is another's.
    const lead = part.slice(Math.max(0, match.index - 120), match.index + whole.length);
    const around = part.slice(Math.max(0, match.index - 120), match.index + whole.length + 120);
    if (otherMatter.test(lead) || !bindingWord.test(around)) continue;
    const count = numberWords[number.toLowerCase()] ?? Number(number);
    const days = count * (unitDays[unit.toLowerCase()] ?? 1);
    const after = part.slice(match.index + whole.length, match.index + whole.length + 60);
    const isPosting =
      /^\W*(?:\w+\W+){0,3}?(?:after|from|following|of)\b[^.;]{0,40}\b(?:post|publi)/i.test(after);
    return { days, from: isPosting ? "posting" : "notice" };
  }
  if (otherMatter.test(part)) return null;
  if (atOnce.test(part)) return { days: 0, from };
  if (!changeOfText.test(part.replace(refused, " "))) return null;
  if (refused.test(part)) return /\bwith\s+or\s+without\b/i.test(part) ? null : { days: 0, from };
  return vague.test(part) ? { days: null, from: "notice" } : null;
}

function readSubject(part: string, before: readonly string[]): NoticePromise["changes"] {
  const isOfText = /\bmaterial\b/i.test(part) && changeOfText.test(part);
  for (const [name, pattern] of narrowSubject) if (!isOfText && pattern.test(part)) return name;
  if (other.test(part)) return "other";
  if (material.test(part)) return "material";
  const near = before.at(-1) ?? "";
  for (const [name, pattern] of narrowSubject)
    if (pattern.test(near) && !/\bterms\b/i.test(near)) return name;
  return before.some((sentence) => material.test(sentence) && change.test(sentence))
    ? "material"
    : "all";
}

/** "Changes bind at once" beside "material changes bind after 30 days" speaks of the others. */
function settle(promises: readonly NoticePromise[]): readonly NoticePromise[] {
  const hasMaterial = promises.some(({ changes }) => changes === "material");
  return promises.map((promise) =>
    hasMaterial && promise.changes === "all" && promise.days === 0
      ? { ...promise, changes: "other" }
      : promise,
  );
}
