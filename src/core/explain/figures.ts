/** Numbers as they are compared: "1,000" and "1000" are one, "$30" and "30" are not. */

const numberWords: Readonly<Record<string, string>> = {
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  eight: "8",
  nine: "9",
  ten: "10",
  eleven: "11",
  twelve: "12",
  thirteen: "13",
  fourteen: "14",
  fifteen: "15",
  sixteen: "16",
  seventeen: "17",
  eighteen: "18",
  nineteen: "19",
  twenty: "20",
  thirty: "30",
  forty: "40",
  fifty: "50",
  sixty: "60",
  seventy: "70",
  eighty: "80",
  ninety: "90",
  hundred: "100",
  thousand: "1000",
  million: "1000000",
  billion: "1000000000",
  dozen: "12",
};

/** A currency has one spelling here, so that "USD 1,000" is "$1,000". */
const currencySigns: Readonly<Record<string, string>> = { usd: "$", eur: "€", gbp: "£", jpy: "¥" };

const digits = String.raw`\p{Nd}+(?:[.,']\p{Nd}+)*`;
const figure = new RegExp(
  String.raw`(?<currency>(?:\p{Sc}|\b(?:usd|eur|gbp|chf|jpy|cny)\b)\s?)?(?<![\p{Nd}.,'])(?<digits>${digits})(?<percent>\s?(?:%|per ?cent\b))?`,
  "giu",
);
const spelled = new RegExp(String.raw`\b(?:${Object.keys(numberWords).join("|")})\b`, "gi");

// "one" is a pronoun elsewhere; before a unit it counts.
const quantity = String.raw`${digits}|one|half|${Object.keys(numberWords).join("|")}`;
// "30 days", "thirty (30) calendar days", "30-day": at most two words stand between.
const duration = new RegExp(
  String.raw`\b(?<count>${quantity})\b(?=\)?(?:[\s-]*\(?[\p{L}\p{Nd}]+\)?){0,2}?[\s-]+(?<unit>second|minute|hour|day|week|month|quarter|year|decade)s?\b)`,
  "giu",
);

const raised = new RegExp(
  String.raw`\bfrom\s+(?:\S+\s+){0,3}?(?<from>${digits})[^.;]{0,60}?\bto\s+(?:\S+\s+){0,3}?(?<to>${digits})`,
  "giu",
);

/**
 * Gives the first number, amount, share or duration in `text` that neither `before` nor `after` has; undefined where
 * each is found. "from 30 to 90" must have its first in `before` and its second in `after`.
 */
export function findForeignFigure(text: string, before: string, after: string): string | undefined {
  const known = new Set([...listFigures(before), ...listFigures(after)].flatMap(toForms));
  const foreign = listFigures(text).find((found) => !known.has(found));
  if (foreign !== undefined) return foreign;
  const knownDurations = new Set([...listDurations(before), ...listDurations(after)]);
  const foreignDuration = listDurations(text).find((found) => !knownDurations.has(found));
  if (foreignDuration !== undefined) return foreignDuration;
  const [old, now] = [
    new Set(listFigures(before).flatMap(toForms)),
    new Set(listFigures(after).flatMap(toForms)),
  ];
  for (const { groups } of text.matchAll(raised)) {
    const [from, to] = [toCanonical(groups?.["from"] ?? ""), toCanonical(groups?.["to"] ?? "")];
    if (!old.has(from) || !now.has(to)) return `from ${from} to ${to}`;
  }
  return undefined;
}

function listFigures(text: string): string[] {
  const inDigits = [...text.matchAll(figure)].map(({ groups }) => {
    const sign = (groups?.["currency"] ?? "").trim().toLowerCase();
    const currency = currencySigns[sign] ?? sign;
    const share = groups?.["percent"] === undefined ? "" : "%";
    return `${currency}${toCanonical(groups?.["digits"] ?? "")}${share}`;
  });
  const inWords = [...text.matchAll(spelled)].map(([word]) => toCanonical(word));
  return [...inDigits, ...inWords];
}

/** An amount may be named without its sign: "30 dollars" for "$30"; never the other way round. */
function toForms(found: string): string[] {
  return [found, found.replaceAll(/[^\p{Nd}.]/gu, "")];
}

function listDurations(text: string): string[] {
  return [...text.matchAll(duration)].map(({ groups }) => {
    const unit = (groups?.["unit"] ?? "").toLowerCase();
    return `${toCanonical(groups?.["count"] ?? "")} ${unit}`;
  });
}

function toCanonical(number: string): string {
  const word = number.toLowerCase();
  if (word === "one") return "1";
  return (
    numberWords[word] ??
    word.replaceAll(/[,'](?=\p{Nd}{3}(?!\p{Nd}))/gu, "").replace(/^0+(?=\p{Nd})/u, "")
  );
}
