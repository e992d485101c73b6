import { toPlain } from "../clauses/plain.ts";

/** Wordings of page furniture, whatever the provider; tested on a clause's plain text. */
const furniture: readonly RegExp[] = [
  /^(?:was this (?:page|article|information)? ?(?:helpful|useful)\b|did this (?:page|article) help|give feedback|rate this)/i,
  /^(?:select (?:a |your )?(?:language|region|country)|language|english|deutsch|français|español|other language versions?)\b.{0,40}$/i,
  /^(?:copy link|share|print|download(?: (?:as )?pdf)?|expand all|collapse all|show (?:more|less)|read more|see more|view (?:more|all)|load more|learn more|back to top|skip to (?:main )?content|menu|search|close|open menu|sign in|log ?in|sign up|get started|try (?:it )?(?:now|free)|book a demo|contact sales|next|previous|home)[.!…]?$/i,
  /^(?:table of contents|on this page|in this article|contents|jump to|related (?:articles|content|topics)|previous versions?|archived? versions?|all collections)\b.{0,60}$/i,
  /^(?:number of (?:vendors|partners)|vendors? seeking consent|\d[\d,.]* (?:partners|vendors)|our \d[\d,.]* partners)\b/i,
  /\b(?:accept all|reject all|cookie settings|manage (?:cookies|preferences)|confirm my choices|save preferences)\b.{0,40}$/i,
  /^(?:\d+ (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago|(?:updated|published|posted) (?:over |about )?(?:\d+|a|an) (?:\w+) ago|\d+ min(?:ute)?s? read)\b/i,
  /^(?:©|copyright\b|\(c\) \d{4}|all rights reserved)/i,
  /^(?:loading|please wait|javascript (?:is|must be) (?:disabled|enabled)|enable javascript|ctrl ?\+ ?\w|⌘ ?\w)\b.{0,60}$/i,
  /^(?:this page isn't available|(?:sorry, )?(?:an? )?(?:unexpected )?error (?:has )?occurred|page not found|something went wrong|the link you followed may be broken)\b.{0,160}$/i,
  /^(?!.*\b(?:must|shall|not|rely|liable)\b)(?:responses|answers|this (?:chat|conversation|answer)|ai(?: assistants?)?)\b.{0,40}\b(?:generated (?:using|by|with) ai|(?:can|may) (?:make|contain) mistakes)\b.{0,60}$/i,
  /^(?:powered by|follow us|subscribe to our newsletter|join (?:us|our))\b.{0,120}$/i,
];

/**
 * Gives why a clause is page furniture and binds nobody; undefined where it may bind.
 * Judged by its text alone.
 */
export function findFurniture(text: string): string | undefined {
  const plain = toPlain(text.replace(/^[#>\s]+/, ""));
  if (!/\p{L}{2}/u.test(plain)) return "no words";
  if (plain.length < 200 && furniture.some((pattern) => pattern.test(plain)))
    return "page furniture";
  // "Usage policies | OpenAI": the page's title as a browser shows it.
  if (
    plain.length < 120 &&
    /^[^|.]{2,80} \| [^|.]{2,40}$/.test(plain) &&
    !text.trimStart().startsWith("|")
  )
    return "page title";
  if (/\b(\w{3,12})(?: \1){5}\b/i.test(plain.slice(0, 200))) return "filler text";
  if (isLinkAlone(text)) return "link alone";
  return undefined;
}

/** A line that is nothing but links is a menu, a table of contents or a breadcrumb. */
function isLinkAlone(text: string): boolean {
  if (!text.includes("](") || text.length > 600) return false;
  // A link that shows its own address is named for what it leads to: the terms of a third party.
  if (/\[https?:\/\//.test(text)) return false;
  const rest = text.replace(
    /!?\[[^[\]]{0,200}\]\((?:[^()[\]\s]|\([^()[\]\s]*\))*(?:\s+"[^"\n]{0,300}")?\)/g,
    "",
  );
  return !/[\p{L}\p{N}]/u.test(rest.replace(/^[\s#>]*(?:\d{1,2}\\?\.|[*+-])?/, ""));
}
