import type { PageFault } from "../../model/check.ts";

interface Rule {
  readonly fault: PageFault;
  readonly pattern: RegExp;
}

/**
 * What pages say that stand where the terms should be. They count only in a title or heading of a page with
 * little text, or where they make up much of a short text: terms, too, speak of pages that are unavailable.
 */
const rules: readonly Rule[] = [
  {
    fault: "unavailable-region",
    pattern:
      /\b(not|isn['’]?t|aren['’]?t|un)\s*(currently |yet )?(available|supported|accessible|offered)\b[^.!?]{0,40}\b(in|from) (your|this) (country|region|location|area|territory|jurisdiction)|your (country|region|location) is not (currently )?supported|unavailable for legal reasons|unsupported (country|region|location)/i,
  },
  {
    fault: "bot-wall",
    pattern:
      /just a moment\W{0,3}$|attention required|checking (if|your|the) (the )?(site|browser|connection)|verify(ing)? (that )?you are (a )?human|verify you['’]?re (a )?human|are you (a )?(human|robot)|not a robot|access (to this page has been )?denied|pardon our interruption|unusual (traffic|activity)|security (check|verification|checkpoint)|ddos protection|request unsuccessful|bot (protection|detection|challenge)|human verification|one more step|enable (javascript|js) and (cookies|disable)|please (complete|solve) the (captcha|challenge)|you have been blocked|request (was )?blocked|too many requests|rate limit(ed)? exceeded/i,
  },
  {
    fault: "login-wall",
    pattern:
      /^(please )?(sign|log) ?in( to (continue|your account|view|access).{0,60})?\W*$|you (must|need to) (be )?(sign|log)(ged|ed)? ?in|(sign|log) ?in to (continue|view|see|read|access)|log ?in required|create an account to (continue|view|read)|^(login|sign-?in)( page)?\W*$|welcome back\W*$/i,
  },
  {
    fault: "soft-404",
    pattern:
      /\b(page|content|article|document|url|link)\b[^.!?]{0,40}\b(not found|(is|was) ?n[o'’]?t (found|available|exist)|isn['’]?t (available|here)|(could|can) ?n['’o]{0,2}t be found|does ?n['’o]{0,2}t exist|no longer (exists?|available)|has been (removed|moved|deleted)|went missing|is missing|unavailable)|^(error\s*)?40[34]\b|\b404\b.{0,30}(not found|error)|(could|can|couldn['’]?t|can['’]?t|cannot)( not)? find (that|this|the|what)( page| you)?|^(oops|uh[- ]oh|whoops)\b|nothing (was )?found here|not found\W*$/i,
  },
  {
    fault: "soft-404",
    pattern:
      /something went wrong|(we['’]?re|we are|site is|currently|down) (under|undergoing|for) (scheduled )?maintenance|(temporarily|currently) (unavailable|down)|internal (server )?error|bad gateway|service unavailable|an (unexpected )?error (has )?occurred|application error|be (right )?back soon|coming soon\W*$/i,
  },
];

/** The fault that a phrase speaks of; undefined when it could stand in any terms. */
export function faultOfPhrase(phrase: string): PageFault | undefined {
  return rules.find(({ pattern }) => pattern.test(phrase))?.fault;
}
