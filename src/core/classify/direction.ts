import type { Cue, Edit } from "../../model/comparison.ts";
import type { Direction, Topic } from "../../model/topic.ts";
import type { Focus } from "./focus.ts";

/** What the direction is read from. */
export interface DirectionEvidence {
  readonly edit: Edit;
  readonly focus: Focus;
  readonly leadIn: string;
  /** Words of content gained less those lost. */
  readonly grown: number;
  /** The first number that went and the one that came in its place. */
  readonly lostNumber: number | undefined;
  readonly gainedNumber: number | undefined;
  /** Of the change, most important first. */
  readonly topics: readonly Topic[];
}

/** In whose favour a change is, and the words that say so. */
export interface DirectionJudgement {
  readonly direction: Direction;
  readonly cues: readonly Cue[];
}

interface BurdenRule {
  readonly why: string;
  /** Above 0: weighs on the customer; below: serves them. */
  readonly burden: number;
  readonly pattern: RegExp;
}

const you =
  "(?:you|customers?|users?|end users?|subscribers?|licensees?|members?|developers?|company|individuals?|consumers?|creators?)";
const we =
  "(?:we|us|our|openai|anthropic|google|meta|microsoft|github|provider|processor|midjourney|x\\.?ai|mistral|data importer|service provider|[a-z]+ ai)";

const rules: readonly BurdenRule[] = [
  {
    why: "prohibition",
    burden: 1.5,
    pattern: new RegExp(
      `\\b${you}\\b.{0,40}\\b(?:may not|must not|shall not|can ?not|can't|should not|will not|agree not|are not (?:allowed|permitted|entitled)|is not (?:allowed|permitted))\\b`,
      "i",
    ),
  },
  {
    why: "prohibition",
    burden: 1.3,
    pattern:
      /\b(?:don't|do not (?!collect|sell|share|use your|train|retain|store|knowingly|process|disclose)|prohibited|not permitted|not allowed|forbidden|we don't allow|never use|not be used|illegal|unlawful|abuse|restricted from)\b/i,
  },
  {
    why: "customer-duty",
    burden: 1.1,
    pattern: new RegExp(
      `\\b${you}\\b.{0,40}\\b(?:must|shall(?! not)|are required|is required|agrees? (?:to|that)|are (?:solely )?responsible|is (?:solely )?responsible|represents?|warrants?|acknowledges?|undertake|grants?|waives?|indemnif|are liable|need to|authorize)\\b`,
      "i",
    ),
  },
  {
    why: "disclaimer",
    burden: 1.2,
    pattern: new RegExp(
      `\\b(?:not (?:be )?(?:liable|responsible)|as is|disclaims?|no warrant|without warrant|sole discretion|at your own risk|no obligation|non-refundable|no refund|not guarantee|without (?:prior )?notice|no liability|irrevocabl|perpetual|waiv)`,
      "i",
    ),
  },
  {
    why: "provider-power",
    burden: 0.9,
    pattern: new RegExp(
      `\\b${we}\\b.{0,30}\\b(?:may(?! not)|can(?!not)|reserves? the right|are entitled|is entitled|at our discretion)\\b`,
      "i",
    ),
  },
  {
    why: "provider-collects",
    burden: 0.7,
    pattern: new RegExp(
      `\\b${we}\\b.{0,40}\\b(?:collects?|receives?|tracks?|shares?|discloses?|uses?|process(?:es)?|combines?|infers?|sells?|retains?|stores?|records?|analy[sz]es?)\\b`,
      "i",
    ),
  },
  {
    why: "provider-promise",
    burden: -1.3,
    pattern: new RegExp(
      `\\b${we}\\b.{0,40}\\b(?:(?:will|shall|must|agrees? to|undertakes? to) (?:also |promptly |always |only )?(?:not(?! be (?:liable|responsible))|never|notify|inform|ensure|protect|delete|return|provide|assist|cooperate|maintain|implement|limit|use (?:commercially )?reasonable|make (?:commercially )?reasonable|refund|defend|indemnify|comply|obtain|require|ask|take (?:reasonable|appropriate|steps)|give)|do not|does not|don't|doesn't|never|(?:is|are) responsible|commits?|maintains?|ha(?:s|ve) implemented|implements?)\\b`,
      "i",
    ),
  },
  {
    why: "customer-right",
    burden: -1.3,
    pattern: new RegExp(
      `\\b${you}\\b.{0,40}\\b(?:may(?! not)|can(?!not|'t)|have (?:the|a|certain) (?:right|rights|option|choice)|has the right|are entitled|is entitled|retain|own|owns|opt.?out|free to|choose)\\b|\\bright (?:to|of) (?:access|object|delet|correct|rectif|eras|portab|withdraw|opt|know|restrict|lodge|appeal)`,
      "i",
    ),
  },
  {
    why: "safeguard",
    burden: -0.8,
    pattern:
      /\b(?:encrypt|safeguards?|security measures|protect(?:s|ed|ing)? (?:your|against|personal|customer)|notify (?:you|customer)|prior (?:written )?notice|with your consent|only (?:with|if you|for the purpose)|refund|free of charge|nothing in|to the extent permitted|except where prohibited)\b/i,
  },
];

// What a passage on a topic does for the customer when nothing else is read in it.
const burdenOfTopic: ReadonlyMap<Topic, number> = new Map([
  ["prohibited-use", 1.2],
  ["competing-development", 1.2],
  ["output-training", 1],
  ["reverse-engineering", 1],
  ["safety-circumvention", 0.6],
  ["conditional-use", 1],
  ["age-eligibility", 0.9],
  ["geography-sanctions", 0.8],
  ["account-access", 0.7],
  ["pricing-payment", 0.6],
  ["warranty-liability", 0.8],
  ["third-party", 0.6],
  ["data-collection", 0.6],
  ["data-sharing", 0.5],
  ["ip-ownership", 0.3],
  ["publicity-benchmarking", 0.3],
  ["suspension-termination", 0.3],
  ["indemnity", 0.3],
  ["regulatory", -0.3],
  ["data-retention", -0.3],
  ["privacy-rights", -1.1],
  ["confidentiality-security", -1.2],
]);

// A topic leans further than one verb does; below the minimum nothing is said. Both were chosen on
// one half of the providers in the labelled changes and held on the other.
const topicWeight = 2;
const minimumBurden = 0.8;

/** Gives in whose favour a substantive change is, by who must, may and must not; `neutral` when unsure. */
export function judgeDirection(evidence: DirectionEvidence): DirectionJudgement {
  const { edit, focus, leadIn, topics } = evidence;
  const before = edit.before === null ? 0 : toBurden(focus.before, leadIn, topics);
  const after = edit.after === null ? 0 : toBurden(focus.after, leadIn, topics);
  const shift = after - before + widened(evidence, before, after) + byNumbers(evidence);
  if (shift >= minimumBurden) return { direction: "tightened", cues: findCues(edit) };
  if (shift <= -minimumBurden) return { direction: "loosened", cues: findCues(edit) };
  return { direction: "neutral", cues: [] };
}

// A clause that is longer is read at its beginning.
const maxRead = 8_000;
const maxCues = 3;

/** The words that speak of a duty, a ban, a right or a power, on the side that stands now. */
function findCues({ before, after }: Edit): readonly Cue[] {
  const side = after === null ? "before" : "after";
  const text = ((after ?? before)?.text ?? "").slice(0, maxRead);
  const cues: Cue[] = [];
  for (const { why, pattern } of rules) {
    const match = pattern.exec(text);
    if (match !== null && match[0] !== "")
      cues.push({ side, start: match.index, end: match.index + match[0].length, why });
  }
  return cues.slice(0, maxCues);
}

const exception =
  /\b(?:unless|except|excluding|other than|save for|limited to|only|solely|exclusively)\b/i;

function isException(edit: Edit): boolean {
  return edit.spans.some((span) => span.op !== "same" && exception.test(span.text));
}

const favouringCustomer =
  /\b(?:notice|notify|refund|cure|cancel|withdraw|opt.?out|object|retrieve|export|credits?|liability)\b/i;
const favouringProvider =
  /\b(?:retain|retention|keep|kept|store|stored|delet|fees?|price|interest|pay|renew|charge)\w*\b/i;
const numberWeight = 1.2;

/** More days of notice serve the customer, more days of retention do not. */
function byNumbers({ edit, focus, lostNumber, gainedNumber }: DirectionEvidence): number {
  if (lostNumber === undefined || gainedNumber === undefined || edit.before === null) return 0;
  const rise = Math.sign(gainedNumber - lostNumber);
  if (favouringCustomer.test(focus.after)) return -rise * numberWeight;
  return favouringProvider.test(focus.after) ? rise * numberWeight : 0;
}

// A rule that is kept and reaches further weighs as its kind does.
const wideningShare = 0.6;

/** What an edit adds to, or takes from, a sentence whose kind stays the same. */
function widened({ edit, grown }: DirectionEvidence, before: number, after: number): number {
  if (edit.before === null || edit.after === null || grown === 0) return 0;
  const kept = Math.sign(before) === Math.sign(after) ? (before + after) / 2 : 0;
  // What is excepted from a rule takes from it.
  const sign = isException(edit) ? -Math.sign(grown) : Math.sign(grown);
  return kept * wideningShare * sign;
}

function toBurden(text: string, leadIn: string, topics: readonly Topic[]): number {
  const plain = `${leadIn} ${text}`;
  let burden = 0;
  for (const rule of rules) if (rule.pattern.test(plain)) burden += rule.burden;
  return burden + topicWeight * (burdenOfTopic.get(topics[0] ?? "other") ?? 0);
}
