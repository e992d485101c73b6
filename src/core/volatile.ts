/** A stretch of a text, by UTF-16 offsets. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Longer lines are sentences, and what they say of times and shares may be a promise. */
const maxLine = 120;
const promise =
  /\b(?:at least|no less|not more|more than|less than|within|guarantee\w*|commit\w*|target|must|may|shall|will|credits?|sla|warrant\w*)\b/i;

/** What status pages and lists of entries count by themselves, at every look. */
const counters: readonly RegExp[] = [
  // "ChatGPT 99.85% uptime"
  /\b\d{1,3}(?:\.\d{1,6})? ?% uptime\b/gi,
  // "Posted 3 hours ago"
  /\b(?:an?|\d{1,3}) (?:seconds?|minutes?|hours?|days?|weeks?|months?) ago\b/gi,
  // "5 min read"
  /\b\d{1,3} min(?:ute)?s? read\b/gi,
];

/**
 * Gives the stretches of a text that change by themselves and tell nothing: uptimes, relative times, reading times;
 * in short lines without a word that could make them a promise ("99.9% uptime" is one in a service level agreement).
 * Linear.
 */
export function findVolatile(text: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    if (line.length <= maxLine && !promise.test(line)) {
      for (const counter of counters) {
        for (const match of line.matchAll(counter)) {
          const from = start + match.index;
          stretches.push({ from, to: from + match[0].length });
        }
      }
    }
    start += line.length + 1;
  }
  return stretches;
}

/** The text without them. */
export function withoutVolatile(text: string): string {
  const stretches = findVolatile(text).toSorted((one, other) => one.from - other.from);
  let kept = "";
  let at = 0;
  for (const { from, to } of stretches) {
    if (from < at) continue;
    kept += text.slice(at, from);
    at = to;
  }
  return kept + text.slice(at);
}
