import type { Stretch } from "./norm.ts";

export const qualifierKinds = ["hedge", "widening", "narrowing", "weight"] as const;
/** What a word does to the norm that it stands in, or to the customer whatever stands around it. */
export type QualifierKind = (typeof qualifierKinds)[number];

/** A word or phrase that makes a norm weaker, wider or narrower. */
export interface Qualifier extends Stretch {
  readonly kind: QualifierKind;
  readonly text: string;
  /** Of a weight: above 0 it burdens the customer by itself. */
  readonly sign: number;
}

const patterns: readonly (readonly [QualifierKind, number, string])[] = [
  // Weakens what somebody has to do.
  [
    "hedge",
    0,
    "(?:commercially )?reasonable (?:efforts|endeavou?rs|steps)|best efforts|endeavou?rs? to|attempt to|tr(?:y|ies) to|aims? to|seeks? to|strives? to|where (?:reasonably )?(?:practicable|feasible|possible)|if (?:reasonably )?(?:practicable|feasible|possible)|may|might|as (?:we|it) (?:sees?|deems?) fit|generally|typically|normally|usually|in most cases|to the extent (?:practicable|possible|feasible|reasonable)|intend(?:s)? to|encourage[sd]?|recommend(?:s|ed)?|should",
  ],
  // Carries a norm further.
  [
    "widening",
    0,
    "any|all|every|each|including(?: but not limited to|,? without limitation)?|without limitation|whether or not|for any (?:other )?(?:reason|purpose)|at any time|regardless of|even if|even where|notwithstanding|or otherwise|directly or indirectly|or attempt to|or any other|and other|such as|whatsoever|in whole or in part|always|immediately|ever|never|forever|and its affiliates|and our affiliates|or similar|at all times|in any (?:form|way|manner)",
  ],
  // Takes a norm back.
  [
    "narrowing",
    0,
    "only|solely|exclusively|certain|some|most|limited|specific|particular|material(?:ly)?|intentionally|knowingly|wilfully|willfully|significant(?:ly)?|substantial(?:ly)?|primarily|personal(?! (?:data|information))|non-commercial|internal|strictly necessary|necessary|reasonable|reasonably|minimum|directly|expressly",
  ],
  // Bears on the customer by itself.
  [
    "weight",
    1,
    "without (?:any )?(?:prior |further |advance )?(?:written )?notice|without (?:any )?liability|in (?:our|its|provider['’]s) (?:sole|absolute) (?:and absolute )?discretion|at (?:our|its|provider['’]s) (?:sole|absolute|own) (?:and absolute )?discretion|for any reason or no reason|non-refundable|irrevocabl[ey]|perpetual|royalty-free|sublicensable|at (?:customer['’]s|your|controller['’]s|its own) (?:own |sole )?(?:expense|cost|risk)|(?:sole|exclusive) (?:and exclusive )?remedy|waives?",
  ],
  [
    "weight",
    -1,
    "free of charge|at no (?:extra |additional )?(?:cost|charge)|without charge|at (?:provider['’]s|our|processor['’]s) (?:own |sole )?(?:expense|cost)|on (?:your|customer['’]s|controller['’]s) (?:written )?instructions?|with(?:out)? undue delay|refunds?|full refund",
  ],
];

const pattern = new RegExp(
  `\\b(?:${patterns.map(([kind, sign, words]) => `(?<${nameOf(kind, sign)}>${words})`).join("|")})(?![\\w-])`,
  "gi",
);

function nameOf(kind: QualifierKind, sign: number): string {
  return sign < 0 ? `${kind}Off` : kind;
}

/** Gives the qualifiers of a text, in its order. */
export function findQualifiers(text: string): readonly Qualifier[] {
  const found: Qualifier[] = [];
  for (const match of text.matchAll(pattern)) {
    const entry = patterns.find(([kind, sign]) => match.groups?.[nameOf(kind, sign)] !== undefined);
    if (entry === undefined) continue;
    const [kind, sign] = entry;
    found.push({
      kind,
      sign,
      text: match[0].toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return found;
}
