import type { Parties } from "./norm.ts";

/** Of a document nobody read the head of. */
export const unknownParties: Parties = { customer: new Set(), provider: new Set() };

// Parties are introduced at a document's head, or in its definitions soon after.
const maxRead = 12_000;
const maxNames = 12;
const longestName = 60;

// `Acme Labs, Inc. ("Acme", "we" or "us")`: a name, then what it is called from here on.
const introduced = /([A-Z][\w.&'’-]{0,30}(?:,? [A-Z][\w.&'’-]{0,30}){0,5},?)[^()"“”\n]{0,80}$/;
const lookBack = 280;
// `("you" or "Customer")`, also after words that are no name: "the entity agreeing to these terms".
const called = /\(([^()\n]{0,160})\)/g;
const quoted = /["“”']([\p{L}][\p{L}\p{N} .&-]{0,40})["“”'’,]/gu;
// `"Company" means the company that offers …`, `"Customer" refers to you`.
const defined =
  /["“]([A-Z][\p{L} -]{1,40})["”]\*{0,2},? (?:means|refers to|is|shall mean) ([^.\n]{1,160})/gu;
const ofProvider = /^(?:we|us|our|provider|licensor|supplier|vendor|service provider)$/i;
const ofCustomer =
  /^(?:you|your|customer|client|user|users|subscriber|licensee|developer|member|end user)$/i;
// The roles of a data processing agreement.
const providerRole = /\bprocessor\b|\bdata importer\b/i;
const customerRole = /\bcontroller\b|\bdata exporter\b/i;
const companySuffix =
  /,? (?:inc|llc|l\.l\.c|ltd|limited|corp|corporation|gmbh|co|pbc|opco|plc|bv|b\.v|sas|ab|ag|pte|kk)\b\.?,?.*$/i;
const provides = /\b(?:provides?|operates?|offers?|operator|provider of|owned by|which owns)\b/i;
const uses =
  /\b(?:you|uses?|using|agree(?:s|ing)?|accept(?:s|ing)?|register|sign(?:s|ed)?|access)\b/i;

/** Gives who is who by the head of a document's text; names that also head a third party's are not told apart. */
export function readParties(text: string): Parties {
  const head = text.slice(0, maxRead).replaceAll("**", "");
  const customer = new Set<string>();
  const provider = new Set<string>();
  for (const match of head.matchAll(called)) {
    const names = listNames(match[1] ?? "");
    if (names.some((name) => ofProvider.test(name) || providerRole.test(name))) {
      const before = head.slice(Math.max(0, match.index - lookBack), match.index);
      const name = introduced.exec(before)?.[1];
      add(provider, name === undefined ? names : [...names, toShortName(name)]);
    } else if (names.some((name) => ofCustomer.test(name) || customerRole.test(name)))
      add(customer, names);
  }
  for (const [, name = "", meaning = ""] of head.matchAll(defined)) {
    const lower = name.toLowerCase();
    if (!/^(?:company|organi[sz]ation|client|operator|licensor|platform)$/.test(lower)) continue;
    if (provides.test(meaning)) provider.add(lower);
    else if (uses.test(meaning)) customer.add(lower);
  }
  if (provider.size < maxNames) add(provider, listActing(text));
  for (const name of provider) customer.delete(name);
  return { customer, provider };
}

const maxScanned = 200_000;
// Who does what in a text without being introduced: "Acme may", "Acme AI does not".
const acting =
  /(?<!\p{L})([A-Z][A-Za-z]+(?: AI)?) (?:will|may|shall|agrees|reserves|collects|uses|does not|provides|processes|shares|disclaims|maintains|is not responsible)\b/gu;
const notAName =
  /^(?:Customers?|You|We|Users?|Services?|Outputs?|Inputs?|Party|Parties|Content|Data|Member|Members|Developers?|Licensee|Subscriber|Client|Controller|Terms|Agreement|Policy|Section|Software|Fees|Claimant|Arbitrator|Court|Processor|Company|Provider|Affiliates?|Subprocessors?|Materials|Site|Platform|Addendum|Recipient|Discloser|Receiving|Disclosing|Sponsor|Exporter|Importer|States?|Commission|Account|Admins?|Administrators?|Person|They|It|This|That|These|Credits?|Notice|Products?|Website|Application|App|Apps|Device|And|Or|Neither|Assets|Clauses?|Models?|Features?|Partners?|Plan|Term|Laws?|Regulations?|Indemnitor|Assistant|Who|Which|Buyer|Seller|Employees?|Personnel|Third|Authorit(?:y|ies)|Individuals?|Students?|Teachers?|Information|Cookies|Providers?|Sub|Guidelines|DPA|Vendors?|Pages?|Store|Businesses|Google|Apple|Facebook)$/;
const minimumActs = 3;

function listActing(text: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const [, name = ""] of text.slice(0, maxScanned).matchAll(acting))
    if (!notAName.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
  if (most === undefined || most[1] < minimumActs) return [];
  // Any noun may begin a sentence with a capital; a name keeps it elsewhere.
  const elsewhere = new RegExp(
    `(?:\\b(?:of|by|to|with|from|that|and) ${most[0]}\\b|\\b${most[0]}['’]s)`,
  );
  return elsewhere.test(text) ? [most[0]] : [];
}

function listNames(parenthesis: string): readonly string[] {
  return [...parenthesis.matchAll(quoted)].map((match) => (match[1] ?? "").trim());
}

function toShortName(name: string): string {
  return name.replace(companySuffix, "").replace(/[,.]+$/, "");
}

// Words that every document uses of others too.
const tooCommon =
  /^(?:the|this|these|our|your|services?|site|website|terms.*|agreement|policy|privacy.*|dpa|party|parties|e\.?g\.?|platform|product|products|content|data|personal data|if|for|when|by)$/i;

function add(names: Set<string>, found: readonly string[]): void {
  for (const name of found)
    if (name.length > 1 && name.length <= longestName && !tooCommon.test(name))
      if (names.size < maxNames) names.add(name.toLowerCase());
}
