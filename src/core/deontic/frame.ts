import type { Actor, Modality } from "./norm.ts";

/** What a bare item is, by the heading it stands under. */
export interface Frame {
  readonly actor: Actor;
  readonly modality: Modality;
  readonly isNegated: boolean;
}

const frames: readonly (readonly [RegExp, Frame])[] = [
  [
    /\b(?:prohibited|restrictions?|forbidden|not allowed|you (?:may|must|can|should) ?not|what you cannot|unacceptable|disallowed|misuse|banned|must not|not permitted|restricted use|we (?:do not|don['’]t) allow)\b/i,
    { actor: "customer", modality: "ban", isNegated: true },
  ],
  [
    /\b(?:disclaimers?|limitations? (?:of|on) liability|no warrant(?:y|ies)|exclusions?)\b/i,
    { actor: "provider", modality: "disclaimer", isNegated: true },
  ],
  [
    /\b(?:your (?:\w+ ){0,3}rights|(?:privacy|data|data subject|consumer) rights|your (?:privacy )?(?:choices|controls)|you have the right|right to|rights of)\b/i,
    { actor: "customer", modality: "right", isNegated: false },
  ],
  [
    /\b(?:security|safeguards?|technical and organi[sz]ational|access controls?|encryption|how we protect|unauthori[sz]ed access|(?:measures|controls) includ(?:e|ing)|protection of)\b/i,
    { actor: "provider", modality: "promise", isNegated: false },
  ],
  [
    /\b(?:(?:information|data|content|personal data|personal information) (?:that )?(?:we|you|meta|collected|provided|from)|we (?:may |also )?(?:collect|receive|use|share|disclose|process|obtain)|what we collect|collect(?:ion|ed)|how we (?:use|share|disclose|process)|disclos(?:e|ure|ures)|sharing|purposes? (?:of|for)|cookies|trackers|sub-?processors?|categories of|legal bas(?:is|es)|processing)\b/i,
    { actor: "provider", modality: "practice", isNegated: false },
  ],
  [
    /\b(?:acceptable use|usage polic(?:y|ies)|community guidelines|use policy|content policy)\b/i,
    { actor: "customer", modality: "ban", isNegated: true },
  ],
  [
    /\b(?:(?:your|user|customer) (?:responsibilities|obligations)|requirements)\b/i,
    { actor: "customer", modality: "duty", isNegated: false },
  ],
];

/** Gives what the nearest telling heading makes of a bare item; the end of the path is nearest. */
export function readFrame(heading: string): Frame | undefined {
  let best: { readonly frame: Frame; readonly at: number } | undefined;
  for (const [pattern, frame] of frames) {
    const match = lastMatch(pattern, heading);
    if (match >= 0 && match > (best?.at ?? -1)) best = { frame, at: match };
  }
  return best?.frame;
}

// A heading's path is short; what is longer is read at its end.
const maxRead = 400;

function lastMatch(pattern: RegExp, heading: string): number {
  let last = -1;
  for (const match of heading.slice(-maxRead).matchAll(new RegExp(pattern, "gi")))
    last = match.index;
  return last;
}
