import type { Actor, Parties, Stretch } from "./norm.ts";

/** A party as the text names it. */
export interface Mention extends Stretch {
  readonly actor: Actor;
  /** "your content": what is spoken of is the party's, not the party. */
  readonly isPossessive: boolean;
  /** After a preposition: "of the customer". */
  readonly isObject: boolean;
}

const both =
  "(?:either|each|neither|no|both|a) part(?:y|ies)|the parties|we (?:both|each)|each of us";
const customer =
  "you(?:rself|rselves|rs?)?|customers?|clients?|(?:end )?users?|subscribers?|licensees?|developers?|members?|individuals?|consumers?|creators?|children|minors|anyone|nobody|no one|persons?|people|everyone|account holders?|buyers?|data subjects?|controller|data exporter|applicants?|visitors?|participants?|players?";
const provider =
  "we|us|ours?|provider|service provider|licensor|supplier|vendor|processor|data importer|our (?:staff|team|employees|personnel|systems?|moderators|models?|automated systems)";
const third =
  "third[- ]part(?:y|ies)|sub-?processors?|service providers|vendors|partners|advertisers|affiliates?|contractors|authorities|regulators?|court|arbitrator|moderators";
const company = "company";

const preposition =
  /\b(?:of|to|with|from|by|for|about|on|against|between|under|than|at|in|through|behalf of|provide|provides|give|gives|require|requires|requiring|allow|allows|notify|notifies|inform|informs|enable|enables|help|tell|ask|let|request|permit|letting|grants?|prohibit|prohibits|gives|(?<!\b(?:agrees?|acknowledges?|ensures?|warrants?|represents?|understand|means|provided|so)\s)that|which|whom) (?:(?:the|another|any|a|an|all|each|every|such|other|its|our|their|certain|those|some|these) ){0,2}$/i;

const regexes = new WeakMap<Parties, RegExp>();

function alternate(words: string, names: ReadonlySet<string>): string {
  return [...names]
    .toSorted((one, other) => other.length - one.length)
    .map((name) => name.replace(/[^\p{L}\p{N} ]/gu, String.raw`\$&`))
    .concat(words)
    .join("|");
}

/** Compiled once for each document's parties. */
function toPattern(parties: Parties): RegExp {
  const known = regexes.get(parties);
  if (known !== undefined) return known;
  const providerWords =
    parties.customer.has(company) || parties.provider.size === 0 || parties.provider.has(company)
      ? provider
      : `${provider}|${company}`;
  const pattern = new RegExp(
    `\\b(?:(?<both>${both})|(?<provider>${alternate(providerWords, parties.provider)})|(?<customer>${alternate(customer, parties.customer)})|(?<third>${third}))(?<possessive>['’]s?(?![a-z]))?(?![\\w-])`,
    "gi",
  );
  regexes.set(parties, pattern);
  return pattern;
}

const lookBack = 40;
// "Customer Data", "user content": a thing of the party.
const attributive =
  /^ (?:Content|Data|Personal|Materials?|Inputs?|Outputs?|Systems?|Accounts?|Information|Instructions?|Confidential|Applications?|content|data|materials?|inputs?|outputs?|accounts?|information|generated|interface|experience|agreement|Agreement|Terms)\b/;
const lookAhead = 16;
const conjunction = /^,? (?:and|or|&) $/i;

/** Gives the parties that a text names, in its order. */
export function findMentions(text: string, parties: Parties): readonly Mention[] {
  const mentions: Mention[] = [];
  for (const match of text.matchAll(toPattern(parties))) {
    const { groups } = match;
    const start = match.index;
    const word = match[0].toLowerCase();
    const end = start + match[0].length;
    const before = mentions.at(-1);
    const actor = toActor(groups);
    const isJoined =
      before !== undefined &&
      !before.isObject &&
      before.actor !== actor &&
      conjunction.test(text.slice(before.end, start));
    mentions.push({
      actor: isJoined ? "both" : actor,
      isPossessive:
        groups?.["possessive"] !== undefined ||
        /^(?:your|our)$/.test(word) ||
        attributive.test(text.slice(end, end + lookAhead)),
      isObject: preposition.test(text.slice(Math.max(0, start - lookBack), start)),
      start,
      end,
    });
  }
  return mentions;
}

function toActor(groups: Readonly<Record<string, string | undefined>> | undefined): Actor {
  if (groups?.["both"] !== undefined) return "both";
  if (groups?.["provider"] !== undefined) return "provider";
  return groups?.["customer"] === undefined ? "third" : "customer";
}
