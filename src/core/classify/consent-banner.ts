import { toPlain } from "../clauses/plain.ts";
import type { Unit } from "../clauses/unit.ts";

/** How many vendors ask for a purpose: a line that advertising industry's consent dialogues repeat for each. */
const vendorCount = /^number of (?:vendors|partners) (?:seeking consent|relying on)\b/i;
// One alone may be quoted; a dialogue has a dozen.
const minimumCounts = 3;
// Between two of them stand one purpose, what it means and its illustrations.
const clausesBetween = 16;

/** A row of buttons, and nothing else. */
const buttons =
  /^(?:(?:(?:accept|reject|allow|deny|decline)(?: all)?(?: cookies)?|customi[sz]e|(?:manage|save)(?: my)? (?:preferences|choices|settings)|confirm my choices|cookie settings)\W*){2,}$/i;
// The dialogue's first layer stands before the purposes, the list of vendors after them.
const clausesToFirstButtons = 48;
const clausesToLastButtons = 16;

/** What the first layer says above its buttons. */
const invitation =
  /^(?:we value your privacy|(?:we and )?our \d[\d,.]* partners\b|we and our \d|we use cookies|please note that your choices apply)/i;
const clausesOfInvitation = 6;

/**
 * Gives where the clauses of a consent dialogue begin that was captured with the page: it comes and goes with the
 * visitor's choice, in the same words on all sites, and is nothing that the document says. Empty where there is none, and
 * of anything shorter than a whole dialogue. Linear in the clauses.
 */
export function findConsentBanner(units: readonly Unit[]): ReadonlySet<number> {
  const counts = units.flatMap(({ clause }, at) =>
    clause.text.length < 200 && vendorCount.test(toPlain(clause.text)) ? [at] : [],
  );
  const [first] = counts;
  if (first === undefined) return new Set();
  // What stands further apart is another dialogue, or the document speaking of one.
  const gap = counts.findIndex((count, at) => count - (counts[at - 1] ?? count) > clausesBetween);
  const run = gap < 0 ? counts : counts.slice(0, gap);
  const last = run.at(-1) ?? first;
  if (run.length < minimumCounts) return new Set();
  const above = units.slice(Math.max(0, first - clausesToFirstButtons), first).findIndex(isRow);
  const below = units.slice(last, last + clausesToLastButtons).findLastIndex(isRow);
  const row = above < 0 ? first : Math.max(0, first - clausesToFirstButtons) + above;
  const openers = units.slice(Math.max(0, row - clausesOfInvitation), row);
  const opener = openers.findIndex(({ clause }) => invitation.test(toPlain(clause.text)));
  const from = opener < 0 ? row : row - openers.length + opener;
  const to = below < 0 ? last : last + below;
  return new Set(units.slice(from, to + 1).map(({ clause }) => clause.start));
}

function isRow({ clause }: Unit): boolean {
  return clause.text.length < 200 && buttons.test(toPlain(clause.text));
}
