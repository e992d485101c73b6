import { toPlain } from "../clauses/plain.ts";
import type { Day, DayOrder } from "./calendar.ts";
import { datePattern, readDayOrder, toDay } from "./calendar.ts";
import type { Sentence } from "./sentences.ts";
import { sentencesOf } from "./sentences.ts";
import { numberWords } from "./number-words.ts";

/** What a customer may do until the deadline; `leave`: stop using the service, cancel or terminate. */
export type DeadlineAct = "object" | "reject" | "opt-out" | "leave";

/** Until when, as a text says it. */
export type Due =
  /** The last day. */
  | { readonly kind: "on"; readonly day: Day }
  /** Before a change takes effect. */
  | { readonly kind: "before-effect" }
  /** Days after a change took effect, or was made or told. */
  | { readonly kind: "after"; readonly days: number; readonly of: "effect" | "change" };

/** A last day that a text gives its customers to object to it, or to leave. */
export interface Deadline {
  readonly act: DeadlineAct;
  readonly due: Due;
  /** Says that it is of the change at hand ("these changes"), not of any to come. */
  readonly isOfThis: boolean;
  /** The sentence that says so, verbatim, by UTF-16 offsets into the text. */
  readonly quote: { readonly text: string; readonly start: number; readonly end: number };
}

// Most lines speak of nothing of the kind: the cheapest test comes first.
const deadlineish = /object|reject|opt|agree|accept/i;

const acts: readonly (readonly [DeadlineAct, RegExp])[] = [
  ["opt-out", /\bopt(?:ing|ed)?[- ]?out\b/i],
  ["object", /\bobject(?:s|ion|ions|ing)?\b(?!\s+code)/i],
  ["reject", /\breject(?:s|ion|ing)?\b/i],
];
const disagreement =
  /\b(?:do(?:es)?\s+not|don['’]t|doesn['’]t|not\s+willing\s+to|cannot)\s+(?:wish\s+to\s+|want\s+to\s+)?(?:agree|accept|consent)\b|\bdisagrees?\b/i;
const leaving =
  /\b(?:stop|cease|discontinue)\s+(?:using|(?:your|all|any|the)\s+(?:\w+\s+){0,2}use|use|accessing)\b|\b(?:cancel|terminate|close|delete)\b/i;

/** What is refused is the provider's to refuse, or not a change of the text. */
const otherMatter =
  /\b(?:we|us|the\s+company|our\s+team)\s+(?:\w+\s+){0,2}(?:object|reject)|\bsub-?\s?processors?\b|\breceipt\s+of\s+(?:the\s+|your\s+|such\s+|customer['’]s\s+)+(?:\w+\s+)?objection|\bresolved\b[^.;]{0,60}\bwithin\b|\b(?:goods|delivery|invoices?|deliverables?|price|prices|fees?|chargeback)\b/i;

const bound =
  "(?<bound>(?:on\\s+or\\s+)?before|by|until|till|through|prior\\s+to|(?:no|not)\\s+later\\s+than)";
const datedBound = new RegExp(
  `\\b${bound}\\s+(?:(?:the\\s+)?(?:end\\s+of|close\\s+of|midnight\\s+on|11:59\\s*p\\.?m\\.?\\s+on)\\s+)?(?:\\w+day,?\\s+)?(?<date>${datePattern.source})`,
  "iu",
);
const effectBound =
  /\b(?:before|prior\s+to|until|by)\s+(?:the\s+|such\s+|these\s+|this\s+|their\s+|its\s+|our\s+)?(?:(?:\w+\s+){0,3}effective\s+date|(?:(?:changes?|updates?|amendments?|modifications?|revisions?|(?:\w+\s+){0,2}terms|(?:\w+\s+){0,2}polic(?:y|ies)|they|it)\s+)(?:becomes?|takes?|comes?|goes?|is|are)\s+(?:effective|(?:in)?to\s+(?:effect|force)|effect))/i;
const periodBound = new RegExp(
  `\\bwithin\\s+(?:a\\s+period\\s+of\\s+)?(?<count>\\d{1,3}|${Object.keys(numberWords).join("|")})(?:\\s*\\(\\s*\\d{1,3}\\s*\\))?\\s+(?:calendar\\s+)?(?<unit>day|week|month)s?\\s+(?:of|after|from|following)\\s+(?=(?<trigger>[^.;]{3,120}))`,
  "giu",
);
const unitDays: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 };

const changeNoun = "(?:chang\\w*|updates?|amend\\w*|modif\\w+|revis\\w+)";
const effectTrigger =
  /^[^,;]{0,80}?\b(?:effective\s+date|(?:takes?|taken|taking|comes?|came|goes|gone)\s+(?:in)?(?:to\s+)?(?:effect|force)|becom\w+\s+effective)/i;
const changeTrigger = new RegExp(
  `^(?:(?:receiving|receipt\\s+of|being\\s+(?:notified|informed)\\s+of|(?:our\\s+|the\\s+|such\\s+|any\\s+)?(?:notice|notification|posting|publication)(?:\\s+of)?|the\\s+date\\s+of|date\\s+of)\\s+)*(?:the|such|these|this|that|any|a|our)\\s+(?:[\\w-]+\\s+){0,2}?${changeNoun}\\b`,
  "iu",
);
const ofThis = new RegExp(
  `\\b(?:this|these)\\s+(?:[\\w-]+\\s+){0,2}?(?:${changeNoun}|terms\\s+as\\s+(?:updated|amended|revised))\\b|\\b(?:updated|revised|amended|new|modified)\\s+(?:[\\w-]+\\s+){0,2}?(?:terms|polic(?:y|ies)|agreement|version|dpa|addendum)\\b`,
  "iu",
);

// Longer than any sentence of terms that was meant to be read.
const maxSentence = 1_500;

/**
 * Gives the last days that an English text gives its customers to object to a change of it, to opt out of
 * it or to leave because of it, in its order. A period that starts with the customer ("within 30 days of
 * creating your account"), one to object to a subprocessor, and one that is not said in days are none.
 * Linear in its length.
 */
export function readDeadlines(text: string, order: DayOrder = readDayOrder(text)): Deadline[] {
  const deadlines: Deadline[] = [];
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    if (deadlineish.test(line)) deadlines.push(...readLine(line, start, order));
    start = end + 1;
  }
  return deadlines;
}

function readLine(line: string, at: number, order: DayOrder): Deadline[] {
  const sentences = sentencesOf(line);
  // "The Customer may object to the change": of what, the sentence before may say.
  return sentences.flatMap((sentence, index) =>
    /\bsub-?\s?processors?\b/i.test(sentences[index - 1]?.text ?? "")
      ? []
      : readSentence(sentence, at, order),
  );
}

function readSentence({ text, start }: Sentence, at: number, order: DayOrder): Deadline[] {
  if (text.length > maxSentence || !deadlineish.test(text)) return [];
  const plain = toPlain(text);
  if (otherMatter.test(plain)) return [];
  const act = readAct(plain);
  const due = act && readDue(plain, act, order);
  if (act === null || due === null) return [];
  const quote = { text: text.trim(), start: at + start, end: at + start + text.trimEnd().length };
  return [{ act, due, isOfThis: due.kind === "on" || ofThis.test(plain), quote }];
}

function readAct(plain: string): DeadlineAct | null {
  const named = acts.find(([, pattern]) => pattern.test(plain))?.[0];
  if (named !== undefined) return named;
  return disagreement.test(plain) && leaving.test(plain) ? "leave" : null;
}

function readDue(plain: string, act: DeadlineAct, order: DayOrder): Due | null {
  const dated = datedBound.exec(plain)?.groups;
  const day = toDay(dated?.["date"], order);
  if (day !== null) {
    const isBefore = /^(?:before|prior\s+to)$/i.test(dated?.["bound"] ?? "");
    return { kind: "on", day: isBefore ? addDays(day, -1) : day };
  }
  for (const { groups = {} } of plain.matchAll(periodBound)) {
    const trigger = groups["trigger"] ?? "";
    const of = effectTrigger.test(trigger)
      ? "effect"
      : changeTrigger.test(trigger)
        ? "change"
        : null;
    const count = numberWords[groups["count"]?.toLowerCase() ?? ""] ?? Number(groups["count"]);
    const days = count * (unitDays[groups["unit"]?.toLowerCase() ?? ""] ?? 1);
    if (of !== null && days > 0) return { kind: "after", days, of };
  }
  // "Opt out before it takes effect" is a deadline; a right to object that ends "by the effective date" is rare.
  return effectBound.test(plain) && (act === "leave" || act === "opt-out" || act === "object")
    ? { kind: "before-effect" }
    : null;
}

/** Days that a change is known by. */
export interface DeadlineAnchors {
  /** From when the change binds, as it states; null where it does not. */
  readonly effective: Day | null;
  /** When it was posted, as the page says, or else seen. */
  readonly posted: Day;
}

/** Gives the last day of a deadline; null where the day that it is counted from is not stated. */
export function toLastDay({ due }: Pick<Deadline, "due">, anchors: DeadlineAnchors): Day | null {
  if (due.kind === "on") return due.day;
  const { effective, posted } = anchors;
  if (due.kind === "before-effect") return effective === null ? null : addDays(effective, -1);
  if (due.of === "change") return addDays(posted, due.days);
  return addDays(effective ?? posted, due.days);
}

function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
