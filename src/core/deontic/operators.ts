import type { Stretch } from "./norm.ts";

export const operatorKinds = [
  "disclaimer",
  "release",
  "refusal", // "nothing in these terms limits"
  "ban",
  "denial", // "will not", "do not", "never": a ban or a promise, by who does not
  "prohibition", // "is prohibited": of what the sentence names
  "power",
  "right",
  "duty",
  "grant",
  "allowed", // "may", "can"
  "future", // "will", "shall"
  "practice",
  "definition",
] as const;
export type OperatorKind = (typeof operatorKinds)[number];

/** Words that make a norm of a sentence. */
export interface Operator extends Stretch {
  readonly kind: OperatorKind;
  readonly text: string;
}

const adverb =
  "(?:also|only|always|promptly|immediately|then|still|at any time|otherwise|in any event|in no event|at all times|not only|each|further|additionally|therefore|hereby|sometimes|generally|typically|solely|expressly|strictly|automatically)";
const be = "(?:is|are|am|be|being|was|were)";
const harms =
  "collects?|receives?|shares?|discloses?|sells?|uses?|process(?:es)?|retains?|stores?|keeps?|tracks?|records?|combines?|transfers?|infers?|obtains?|monitors?|analy[sz]es?|logs?|derives?|scans?|charges?|gathers?|reads?|publish(?:es)?|passes|pass|bills?|trains?";
const serves =
  "encrypts?|protects?|notif(?:y|ies)|informs?|deletes?|erases?|anonymi[sz]es?|pseudonymi[sz]es?|limits?|restricts?|offers?|provides?|maintains?|implements?|honou?rs?|refunds?|removes?|requires?|reviews?|respects?|warrants?|indemnif(?:y|ies)|defends?|ensures?";

const done =
  "collected|shared|disclosed|sold|stored|retained|kept|held|processed|transferred|recorded|logged|tracked|monitored|combined|read|reviewed|deleted|erased|encrypted|anonymi[sz]ed|pseudonymi[sz]ed|overwritten|destroyed|removed|charged|billed|used|passed|sent|scanned";

const groups: readonly (readonly [OperatorKind, string])[] = [
  [
    "disclaimer",
    `(?:(?:will|shall|does|do|can|${be}) )?(?:not|never|neither) (?:be )?(?:held )?(?:liable|responsible|warrant|warranted|guaranteed?|accountable)|in no event|no (?:other )?(?:liability|responsibility|warrant(?:y|ies)|guarantees?|representations?)|makes? no|disclaims?|as[- ]is|without (?:any )?warrant(?:y|ies)|at (?:your|customer['’]s|its) (?:own|sole) risk|non-refundable|not (?:be )?refund(?:able|ed)|no refunds?|nor (?:liable|responsible)|cannot (?:guarantee|ensure|promise)|do(?:es)?(?: not|n['’]t) (?:promise|warrant|represent|endorse|guarantee|control|assume|take responsibility|accept (?:any )?(?:liability|responsibility))`,
  ],
  [
    "release",
    `${be} (?:not|under no) (?:required|obliged|obligated|obligation|bound)(?: to)?|(?:is|are)n['’]t required to|need not|do(?:es)?(?: not|n['’]t) (?:need|have) to|no (?:obligation|duty)(?: to)?|without (?:any )?obligation`,
  ],
  ["refusal", "nothing in (?:this|these|the)"],
  [
    "ban",
    `(?:may|must|shall|should) (?:not|never|neither|no longer)|mustn['’]t|shouldn['’]t|can(?:not| not|['’]t)|${be} (?:not|never) (?:allowed|permitted|authori[sz]ed|entitled|eligible)(?: to)?|agrees? (?:that (?:you|it|customer) (?:will|shall) )?(?:not|never)(?: to)?|refrains? from|restricted from|must (?:only|avoid|cease|stop)|(?:may|can) only|don['’]t`,
  ],
  [
    "prohibition",
    `${be} (?:\\w+ly )?(?:prohibited|forbidden|barred|disallowed|banned|off-limits)(?: from)?|we (?:do not|don['’]t) (?:allow|permit|tolerate|accept)|prohibits?(?: you from)?|(?:not|never) (?:allowed|permitted)|do(?:es)? not (?:allow|permit)|prohibited`,
  ],
  [
    "denial",
    `(?:will|would|do|does|did|has|have|is|are|was|were) (?:${adverb} )?(?:not|never|no longer)|won['’]t|doesn['’]t|isn['’]t|aren['’]t|haven['’]t|never|no longer|no (?=\\w+ (?:may|shall|will|must))`,
  ],
  ["power", `reserves? (?:the|all|our|its) rights?|(?:has|have) sole discretion`],
  [
    "right",
    `(?:have|has) (?:the |a |certain |no )?(?:rights?|options?|choices?)(?: to| of)?|${be} entitled(?: to)?|rights? to (?=access|object|delet|correct|rectif|eras|portab|withdraw|opt|know|restrict|lodge|appeal|request|obtain|complain|receive|be|have)|right of (?=access|rectif|eras|objection|withdraw)|(?:retains?|owns?|keeps?) (?:all |any |full )?(?:of )?(?:rights?|ownership|title|your|its)|(?:choose|free) to|opt[- ]?out|you own|remains? (?:yours|the property of customer)|${be} (?:free|welcome) to`,
  ],
  [
    "duty",
    `(?:must|should|ought to|needs? to|ha(?:s|ve) to)(?: ${adverb})?|${be} (?:\\w+ly )?(?:required|obliged|obligated|responsible|liable|expected)(?: (?:to|for))?|(?:solely|fully) (?:responsible|liable)|agrees? (?:to|that|with)|undertakes? to|commit(?:s|ted)? to|represents?(?:,? (?:and )?warrants?)?|indemnif(?:y|ies)|acknowledges?(?: and agrees?)?|needs?(?= (?:our|your|approval|permission))|it is your responsibility`,
  ],
  [
    "grant",
    "(?:hereby )?(?:grants?|assigns?|waives?|licen[sc]es|consents? to|authori[sz]es?)(?= )",
  ],
  ["allowed", `(?:may|can)(?: ${adverb})?|${be} (?:allowed|permitted|authori[sz]ed)(?: to)?`],
  ["future", `(?:will|shall|['’]ll)(?: ${adverb})?`],
  ["practice", `${harms}|${serves}|(?:is|are) (?:(?:also|only|\\w+ly) )?(?:${done})`],
  ["definition", `(?<=["”'’]\\*{0,2},? )(?:means|refers to|shall mean|includes|has the meaning)`],
];

const pattern = new RegExp(
  `\\b(?:${groups.map(([kind, words]) => `(?<${kind}>${words})`).join("|")})(?![\\w-])`,
  "gi",
);

/** Gives the words of a text that make norms, in its order. */
export function findOperators(text: string): readonly Operator[] {
  const found: Operator[] = [];
  for (const match of text.matchAll(pattern)) {
    const kind = operatorKinds.find((name) => match.groups?.[name] !== undefined);
    if (kind === undefined) continue;
    const start = match.index;
    found.push({ kind, text: match[0].toLowerCase(), start, end: start + match[0].length });
  }
  return found;
}
