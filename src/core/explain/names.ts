/** Words that begin sentences without being names; a claim that begins with another is held against the clauses. */
const openers = new Set(
  `a an the this that these those it its they their there you your yours user users customer customers provider
  providers we our no not none nothing any all each every either neither both some such more most fewer less other
  another only if when where whenever while once before after until unless under over during previously formerly earlier
  new now newly named instead also but and or nor as by for from in into of on to with without within except otherwise however
  additionally further furthermore here what which who whoever people persons anyone anybody everyone nobody individuals
  businesses companies organizations organisations developers creators researchers accounts account access data personal
  content input inputs output outputs use uses using usage reuse service services products product model models features
  feature clause wording words text section paragraph sentence sentences list item items definition heading row entry terms
  policy policies agreement agreements rule rules rights right duty duties obligations obligation permission permissions
  restriction restrictions prohibition prohibitions ban exception exceptions condition conditions requirement requirements
  limits limit liability notice notices consent deadline deadlines period periods fees fee payment payments price prices
  refunds refund retention deletion storage transfer transfers sharing disclosure training reselling selling building
  creating developing adds add added removes remove removed replaces replaced requires require required prohibits prohibit
  prohibited forbids forbidden bans banned allows allow allowed permits permit permitted lets extends extend extended
  shortens narrows narrowed broadens broadened widens widened limits limited restricts restricted changes changed moves
  expands expanded drops dropped deletes deleted introduces introduced imposes imposed grants granted gives reserves
  excludes excluded includes included including covers applies apply states says names mentions must may can cannot will
  would should does do is are was were has have had being third parties disputes claims arbitration termination
  suspension sublicensing compliance`.split(/\s+/),
);

const currencyCode = /^(?:USD|EUR|GBP|CHF|JPY|CNY)$/;
const word = /[\p{L}\p{N}\p{M}_]+/gu;
/** At the start of the text, or after what ends a sentence. */
const sentenceStart = /(?:^|[.!?:;]["')\]]*\s)["'([]*$/u;

/**
 * Gives the first word of `text` that looks like a name and is in neither source: one with a capital that no sentence
 * asks for, or one in another script; undefined where each is found.
 */
export function findForeignName(text: string, sources: readonly string[]): string | undefined {
  const known = new Set(sources.flatMap((source) => source.toLowerCase().match(word) ?? []));
  for (const match of text.matchAll(word)) {
    const [found] = match;
    const lower = found.toLowerCase();
    if (!looksLikeName(found) || isKnown(lower, known)) continue;
    // With a number behind it, it is part of an amount, and held against the clauses as one.
    if (currencyCode.test(found) && /^\s?\p{Nd}/u.test(text.slice(match.index + found.length))) {
      continue;
    }
    const isOrdinary = openers.has(lower) && found.slice(1) === lower.slice(1);
    if (isOrdinary && sentenceStart.test(text.slice(Math.max(0, match.index - 8), match.index)))
      continue;
    return found;
  }
  return undefined;
}

/** One more or less of a thing is the same name. */
function isKnown(lower: string, known: ReadonlySet<string>): boolean {
  return known.has(lower) || known.has(`${lower}s`) || known.has(lower.replace(/(?<=..)s$/, ""));
}

function looksLikeName(found: string): boolean {
  return /\p{Lu}|\p{Lt}/u.test(found) || /(?!\p{Script=Latin})\p{L}/u.test(found);
}
