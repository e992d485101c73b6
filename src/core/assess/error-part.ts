import { faultOfPhrase } from "./phrases.ts";

// A message is a few lines: its heading, what may have happened, where to go instead.
const messageLines = 3;
const maxLineLength = 160;

/** What pages say under such a heading, and terms do not. */
const advice =
  /\b(?:try (?:again|reloading|refreshing)|(?:reload|refresh) the page|come back later|link (?:you followed )?(?:may|might) be broken|page (?:may|might) have been (?:removed|moved|deleted)|(?:go )?back to (?:the )?home)/i;

/**
 * Gives the heading of an error message that stands in a text, where one of several pages that the text is made of
 * could not be had; undefined where all of it can be terms. Linear.
 *
 * A heading alone is not believed ("Service unavailable" may be a clause on support): it must say that a page is
 * not there, and the lines below it what to do about that.
 */
export function findErrorPart(text: string): string | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  for (const [index, line] of lines.entries()) {
    const heading = toHeading(line, lines[index + 1] ?? "");
    if (heading === undefined || faultOfPhrase(heading) !== "soft-404") continue;
    const below = lines
      .slice(index + 1, index + 12)
      .filter((other) => /\p{L}/u.test(other))
      .slice(0, messageLines);
    if (below.some((other) => other.length <= maxLineLength && advice.test(other))) return heading;
  }
  return undefined;
}

/** A heading's words, in either of Markdown's forms. */
function toHeading(line: string, next: string): string | undefined {
  if (line.length > maxLineLength) return undefined;
  const marked = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
  if (marked !== undefined) return marked;
  return line !== "" && /^(?:-{3,}|={3,})$/.test(next) ? line : undefined;
}
