import type { Actor } from "./norm.ts";
import type { OperatorKind } from "./operators.ts";

// Stems of what a provider does to the customer's cost, and of what it does for them.
const harm =
  /^(?:collect|receiv|shar|disclos|sell|sold|us(?:e|es|ed|ing)$|process|retain|stor|keep|kept|track|record|combin|transfer|infer|obtain|monitor|analy|log|deriv|scan|charg|gather|publish|pass|bill|train|suspend|terminat|end$|ends$|ended$|disabl|revok|remov|withdr|discontinu|restrict|limit|refus|declin|reject|delay|reduc|increas|rais|amend|modif|chang|updat|alter|clos|cancel|block|deduct|forfeit|expir|invoic|renew|audit|inspect|requir|deem|assign|delet(?=.{0,4}$)|deni|deny|report|contact|send|sent|display|show|commerciali[sz]|reproduc|adapt|sublicens|distribut|review|access|ask|impos|debit|downgrad|throttl|lock|ban|read|merg)/;
const serve =
  /^(?:notif|inform|provid|protect|encrypt|eras|refund|credit|assist|help|ensur|maintain|defend|indemnif|hold|respond|giv|implement|offer|return|reimburs|honou?r|obtain|seek|compl|cooperat|support|publish|post|send|tell|warn|explain|anonymi|pseudonymi|aggregat|destroy|delet|restor|pay|allow|let$|permit|respect|limit|restrict|review|announc|continu|perform|correct|repair|fix|remed|mask|redact|acknowledg|answer|email|bound|repay|waiv|replac|conduct|employ|ask|advis|disput|challeng|remain|grant|attempt|bear|back|flow|test|apply|consult|segregat|isolat|remind|wait|certif|appoint)/;

// Trying serves less than doing.
const weakened = -0.6;

/** How a doing of the provider bears on the customer: above 0 to their cost, below 0 to their good, 0 unknown. */
export function toVerbSign(verb: string | undefined, rest: string): number {
  if (verb === undefined) return 0;
  // Deleting an account costs the customer, deleting data serves them.
  if (/^delet|^remov|^eras/.test(verb))
    return /^\W*(?:\w+\W+){0,4}?(?:accounts?|content|workspace|posts?|access)\b/i.test(rest)
      ? 1
      : -1;
  if (/^(?:limit|restrict)/.test(verb))
    return /^\W*(?:\w+\W+){0,5}?(?:your|use|usage|features?|services?|rates?|number)\b/i.test(rest)
      ? 1
      : -1;
  if (/^(?:obtain|ask|seek|request)/.test(verb))
    return /\b(?:consent|permission|approval|authori[sz]ation)\b/i.test(rest) ? -1 : 1;
  if (/^(?:keep|kept|stor|maintain|retain)/.test(verb)) {
    if (
      /\b(?:confidential|secure|record|register|list|logs? of|separate|encrypt|accurate|insurance|program|polic|measures|safeguards?)/i.test(
        rest,
      )
    )
      return -1;
    return verb.startsWith("maintain") ? -1 : 1;
  }
  if (/^(?:send|sent|publish|post|display|show)/.test(verb))
    return /\b(?:notice|notif|list|copy|report|confirmation|reminder|email|summary|receipt|warning)/i.test(
      rest,
    )
      ? -1
      : 1;
  if (/^(?:attempt|try|tries|aim|striv|endeavou?r|intend)/.test(verb)) return weakened;
  if (/^(?:tak|mak)/.test(verb))
    return /^\W*(?:\w+\W+){0,3}?(?:steps|measures|care|precautions|efforts|available)\b/i.test(rest)
      ? weakened
      : /^\W*(?:\w+\W+){0,3}?(?:actions?|changes)\b/i.test(rest)
        ? 1
        : 0;
  if (
    /^(?:provid|giv)/.test(verb) &&
    /\b(?:personal|your|customer) (?:information|data|content)\b.{0,40}\bto (?:third|others|our|its|advertis|partner)/i.test(
      rest,
    )
  )
    return 1;
  if (/^us(?:e|es|ed|ing)$/.test(verb))
    return /^\W*(?:\w+\W+){0,2}(?:reasonable|best|efforts|appropriate|encryption|endeavou?rs|measures|safeguards)/i.test(
      rest,
    )
      ? weakened
      : 1;
  if (verb.startsWith("pass")) return /^\W*(?:\w+\W+){0,4}?requests?\b/i.test(rest) ? -1 : 1;
  if (verb.startsWith("review"))
    return /\b(?:request|complaint|appeal|report)/i.test(rest) ? -1 : 1;
  if (verb.startsWith("train")) return /\b(?:staff|personnel|employees)\b/i.test(rest) ? -1 : 1;
  if (verb.startsWith("requir"))
    return /\b(?:sub-?processors?|vendors?|partners|third part|service providers|them|recipients|employees|personnel|staff)\b/i.test(
      rest,
    )
      ? -1
      : 1;
  if (serve.test(verb)) return -1;
  return harm.test(verb) ? 1 : 0;
}

const doneByCustomer =
  /^(?:used|resold|sold|shared|uploaded|submitted|copied|reproduced|distributed|modified|accessed|published|paid|made|assigned|exceeded|displayed|operated|offered|exported|embedded|sublicensed|shown|created|generated|labell?ed|returned|brought|given|filed|sent|entered|reached|aged?|resolved|raised|raise|kept|installed|built|disclosed|circumvented|employed|posted|translated|opened|claimed|redeemed|transferred|moved|exchanged|added)$/;

/** Gives whose a doing in the passive is: what may not be used binds the customer, what will be deleted the provider. */
export function toPassiveActor(verb: string, kind: OperatorKind): Actor {
  const word = verb.toLowerCase();
  // Who "will be determined" is left open.
  if (kind === "future" || kind === "denial" || kind === "practice")
    return toVerbSign(word, "") === 0 ? "unknown" : "provider";
  if (kind === "ban" || kind === "prohibition" || kind === "duty")
    return /^(?:retained|stored|processed|deleted|encrypted|notified|erased|refunded|reviewed|trained)$/.test(
      word,
    )
      ? "provider"
      : "customer";
  // "May be shared" is a power of who holds it; "may be cancelled by you" names its actor.
  return /^(?:shared|disclosed|sold|kept|moved|transferred|used|modified)$/.test(word) ||
    !doneByCustomer.test(word)
    ? "provider"
    : "customer";
}
