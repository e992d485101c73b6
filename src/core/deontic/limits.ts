import type { Limit } from "./norm.ts";

// What shrinks the norm that it stands beside: it applies less often, or to less.
const exception =
  "unless|except(?:ing)?(?: (?:for|as|to|where|when|if|that|in))*|excluding|exclud(?:es?|ing)|other than|save (?:for|that|where|as)|apart from|with the exception of|but not|until";
const condition =
  "only(?: (?:if|when|where|with|after|to|for|as|in|on|by|while))?|provided(?: that|,)|so long as|as long as|on (?:the )?condition that|subject to|to the extent(?: that)?|where|when(?:ever)?|if|in (?:the )?(?:event|case) (?:that|of)|solely|exclusively|limited to|with (?:your|customer['’]s|controller['’]s|our|its|the|their) (?:\\w+ ){0,3}(?:consent|permission|approval|authori[sz]ation|instructions?)|with(?:out)? (?:our|your|the|any|its|express|prior|obtaining|first)(?: \\w+){0,4}? (?:consent|permission|approval|authori[sz]ation|agreement)|without (?:\\w+ ){0,3}?(?:asking|telling|notifying|notice|informing)|after (?:telling|asking|notifying|giving|we have|you have|obtaining)|(?:up)?on (?:request|(?:at least )?\\w+(?: \\(\\d+\\))? days['’]?(?: prior)?(?: written)? notice)|(?:up)?on (?:reasonable|prior|written) (?:\\w+ )?(?:notice|request)|for (?:the )?(?:sole )?purposes? of|as (?:permitted|required|necessary|needed|instructed|described)|where(?:ver)? (?:possible|practicable|feasible|required|permitted|appropriate)|so far as|in accordance with|pursuant to";

const pattern = new RegExp(`\\b(?:(?<exception>${exception})|(?<condition>${condition}))\\b`, "gi");
// A limit runs to the end of its part of the sentence.
const end = /[;:()]|,(?= (?:[Yy]ou|[Ww]e|and|but|or|the|it|any|which|this|[A-Z][a-z]+)\b)|$/g;

/** Gives the limits of one sentence, in its order; one that stands in another belongs to that one. */
export function findLimits(text: string): readonly Limit[] {
  const limits: Limit[] = [];
  let reached = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index < reached) continue;
    end.lastIndex = match.index + match[0].length;
    const stop = end.exec(text);
    // "On request" is all of it.
    const isWhole = /^(?:up)?on .*(?:request|notice)$/i.test(match[0]);
    reached = isWhole ? match.index + match[0].length : (stop?.index ?? text.length);
    limits.push({
      kind: match.groups?.["exception"] === undefined ? "condition" : "exception",
      word: match[0].toLowerCase(),
      start: match.index,
      end: reached,
    });
  }
  return limits;
}

/** Gives whether a stretch begins within a limit that speaks of a case, not of what is done in it. */
export function isInCase(limits: readonly Limit[], start: number): boolean {
  return limits.some(
    (limit) =>
      limit.start <= start &&
      start < limit.end &&
      /^(?:unless|if|where|when|whenever|until|in (?:the )?(?:event|case)|to the extent|only (?:if|when|where|after|as)|provided|so long|as long|after|except (?:where|when|if|as|in))/.test(
        limit.word,
      ),
  );
}
