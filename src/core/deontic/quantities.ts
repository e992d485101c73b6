import type { Norm, Stretch } from "./norm.ts";

export const measures = [
  "retention",
  "notice",
  "deadline",
  "refund",
  "liability",
  "price",
  "age",
  "availability",
  "allowance",
  "term",
  "amount",
] as const;
/** What a number measures. */
export type Measure = (typeof measures)[number];

/** A number, sum or duration of a text. */
export interface Quantity extends Stretch {
  /** Durations in days; other numbers as they stand. */
  readonly value: number;
  /** "days" for every duration; else the unit as written, or "". */
  readonly unit: string;
}

const numberWords: ReadonlyMap<string, number> = new Map(
  [
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
      .split(" ")
      .map((word, at): [string, number] => [word, at]),
    "thirty forty fifty sixty seventy eighty ninety hundred"
      .split(" ")
      .map((word, at): [string, number] => [word, (at + 3) * 10]),
  ].flat(),
);
const daysOf: ReadonlyMap<string, number> = new Map([
  ["second", 1 / 86_400],
  ["minute", 1 / 1_440],
  ["hour", 1 / 24],
  ["day", 1],
  ["week", 7],
  ["month", 30],
  ["quarter", 91],
  ["year", 365],
]);

const words = [...numberWords.keys()].join("|");
const pattern = new RegExp(
  `(?<sign>[$€£¥]|(?:US|USD|EUR|GBP) ?[$€£]?)?\\b(?<number>\\d{1,12}(?:,\\d{3})*(?:\\.\\d+)?|(?:${words})(?:-(?:${words}))?)\\b(?: \\(\\d+\\))?(?<scale> (?:thousand|million|billion))?(?<percent> ?%| per ?cent| percent)?(?:(?: |-)(?:(?:business|calendar|consecutive|working|full|additional|further) )?(?<unit>seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?))?`,
  "gi",
);
const scales: ReadonlyMap<string, number> = new Map([
  ["thousand", 1e3],
  ["million", 1e6],
  ["billion", 1e9],
]);

/** Gives the quantities of a text, in its order; the numbers of sections and of dates are not quantities. */
export function findQuantities(text: string): readonly Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(pattern)) {
    const { sign = "", number = "", scale = "", percent = "", unit = "" } = match.groups ?? {};
    const value = toNumber(number) * (scales.get(scale.trim().toLowerCase()) ?? 1);
    if (unit === "" && isLabel(text, match.index, match[0].length)) continue;
    const days = daysOf.get(unit.toLowerCase().replace(/s$/, ""));
    found.push({
      value: days === undefined ? value : value * days,
      unit: days === undefined ? (percent === "" ? sign.trim() : "%") : "days",
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return found;
}

function toNumber(text: string): number {
  const lower = text.toLowerCase();
  if (/^\d/.test(lower)) return Number(lower.replaceAll(",", ""));
  return lower.split("-").reduce((sum, word) => sum + (numberWords.get(word) ?? 0), 0);
}

const labelled =
  /(?:section|sections|clause|article|art\.|annex|schedule|exhibit|module|version|appendix|part|paragraph|\u00a7|v|iso|soc|form|regulation|directive|no\.|january|february|march|april|may|june|july|august|september|october|november|december)\s*\(?$/i;
const lookAround = 16;

function isLabel(text: string, start: number, length: number): boolean {
  const before = text.slice(Math.max(0, start - lookAround), start);
  const after = text.slice(start + length, start + length + lookAround);
  if (labelled.test(before) || /[-\w./_=]$/.test(before)) return true;
  if (/^(?:\.\d|[-/_=]\w|\)|,? (?:19|20)\d\d)/.test(after)) return true;
  if (
    /^\s*(?:january|february|march|april|may|june|july|august|september|october|november|december)\b/i.test(
      after,
    )
  )
    return true;
  return (
    /^(?:19|20)\d\d$/.test(text.slice(start, start + length)) ||
    /^one$/i.test(text.slice(start, start + length))
  );
}

/** What a rise of a quantity does to the customer. */
export interface Bearing {
  readonly measure: Measure;
  /** +1: a rise weighs on them; −1: it serves them; 0: unknown. */
  readonly sign: number;
}

const reach = 90;

/** Gives what the quantity at a place measures and in whose favour it rises, by its words and its norm. */
export function toBearing(text: string, quantity: Quantity, norm: Norm | undefined): Bearing {
  const before = text.slice(Math.max(0, quantity.start - reach), quantity.start).toLowerCase();
  const after = text.slice(quantity.end, quantity.end + reach).toLowerCase();
  const near = `${before.slice(-60)} # ${after.slice(0, 60)}`;
  const isCustomer = (nearestParty(before) ?? norm?.actor) === "customer";
  const isMoney = /[$€£¥]|usd|eur|gbp/i.test(quantity.unit);
  if (
    isAge(quantity) &&
    /\b(?:aged?|old|older|child|children|minors?|age of)\b|under\W+#/.test(near)
  )
    return { measure: "age", sign: 1 };
  if (/\b(?:terms?|periods?) of (?:\w+ )?$/.test(before))
    return { measure: "term", sign: /\brenew/.test(before) ? 1 : 0 };
  if (/\b(?:inactive|inactivity|dormant|unused|not (?:sign|log|logged|signed|used))\b/.test(near))
    return { measure: "deadline", sign: -1 };
  if (
    /\b(?:liabilit|liable|cap\b|damages|aggregate)/.test(`${before} ${after}`) &&
    !/\bnotice\b/.test(near)
  )
    return {
      measure: "liability",
      sign: /customer['’]s (?:total |aggregate )*liab|\byour (?:total |aggregate )*liab/.test(
        before,
      )
        ? 1
        : -1,
    };
  if (
    /\b(?:refund|money[- ]back|cool(?:ing)?[- ]off|service credits?|credited|compensat|discount|reimburse)/.test(
      near,
    )
  )
    return { measure: "refund", sign: /\bless\b|\bdeduct|\bfee of\b/.test(near) ? 1 : -1 };
  if (/\b(?:uptime|availab|of the time|service level)/.test(near) && quantity.unit === "%")
    return { measure: "availability", sign: -1 };
  if (
    /\b(?:notice|notif|in advance|beforehand|prior to|ahead|before (?:the|it|they|any|we|such|a) )/.test(
      near,
    ) &&
    quantity.unit === "days" &&
    !/\bwithin\s*$/.test(before.trimEnd() + " ")
  ) {
    if (/\bwithin (?:\w+ ){0,2}$/.test(before)) return deadline(isCustomer, norm);
    return { measure: "notice", sign: isCustomer && norm?.modality !== "power" ? 1 : -1 };
  }
  if (/\b(?:interest|late (?:fee|charge|payment)|per month on|surcharge)\b/.test(near))
    return { measure: "price", sign: 1 };
  if (
    /\bwithin (?:\w+ ){0,2}$|\bno later than (?:\w+ ){0,2}$|\bnot later than $/.test(before) ||
    /^ (?:of|after|from) (?:the |its |his |their |your |our |any |such )?(?:receipt|receiving|date|invoice|request|becoming|end|delivery|termination|claim|incident|learning)/.test(
      after,
    )
  ) {
    if (/\b(?:delet|eras|destroy|overwrit|purg|return)/.test(`${before} ${after}`) && !isCustomer)
      return { measure: "retention", sign: 1 };
    return deadline(isCustomer, norm);
  }
  if (
    /\b(?:retain|retention|kept|keep|store|stored|storage|delet|eras|backups?|overwrit|purg|anonymi|destroy|logs?\b|expire)/.test(
      `${before} ${after.slice(0, 50)}`,
    )
  )
    return {
      measure: "retention",
      sign:
        isCustomer ||
        /\b(?:restor|recover|export|retriev|download|reachable|available|online|supported)/.test(
          near,
        )
          ? -1
          : 1,
    };
  if (
    /\b(?:export|retriev|download|recover|restor|cure|remed|object|dispute|appeal|withdraw|grace)/.test(
      near,
    )
  )
    return { measure: "deadline", sign: -1 };
  if (
    isMoney ||
    (quantity.unit !== "%" &&
      /\b(?:fees?|price|prices|charge|costs?|per (?:user|seat|month|token))\b/.test(near))
  )
    return {
      measure: "price",
      sign: /\b(?:free|allowance|included|threshold|below|up to|revenue|unless)\b/.test(
        `${before.slice(-25)} ${after.slice(0, 30)}`,
      )
        ? -1
        : 1,
    };
  if (
    /\b(?:up to|no more than|not exceed|exceed|exceeds|exceeding|more than|maximum|at most|limit of|limited to|over|above)\b/.test(
      before.slice(-45),
    )
  )
    return {
      measure: "allowance",
      sign: norm?.actor === "provider" && norm.modality === "practice" ? 1 : -1,
    };
  if (/\b(?:renew|term|period|binding|commitment)\b/.test(near) && quantity.unit === "days")
    return { measure: "term", sign: 0 };
  return { measure: "amount", sign: 0 };
}

// Nobody is asked to be younger than ten or older than twenty-five.
const youngest = 10;
const oldest = 25;
const daysOfYear = 365;

function isAge({ value, unit }: Quantity): boolean {
  const years = unit === "days" ? value / daysOfYear : value;
  return (unit === "days" || unit === "") && years >= youngest && years <= oldest;
}

/** Who was named last before a quantity, in its sentence. */
function nearestParty(before: string): "customer" | "provider" | undefined {
  const sentence = before.slice(before.lastIndexOf(". ") + 1);
  const named = sentence.match(
    /(?<!\b(?:giv(?:e|es|en|ing)|tell|notif\w+|provid\w+|inform\w*|send|offer\w*) )\b(?:(?:you|customer|users?|subscriber|controller)(?=\s(?!['’]))|we|provider|processor|us)\b/g,
  );
  const last = named?.at(-1);
  if (last === undefined) return undefined;
  return /^(?:we|provider|processor|us)$/.test(last) ? "provider" : "customer";
}

function deadline(isCustomer: boolean, norm: Norm | undefined): Bearing {
  if (norm === undefined || (norm.isFramed && norm.modality !== "practice"))
    return { measure: "deadline", sign: 0 };
  return { measure: "deadline", sign: isCustomer ? -1 : norm.actor === "provider" ? 1 : 0 };
}
