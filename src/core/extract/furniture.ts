/**
 * Lines that belong to the page and not to its text. Each must be the whole of a paragraph, a heading or a
 * list item, so that a sentence of the terms that contains such words is safe.
 */
const furnitureLines: readonly RegExp[] = [
  /^(copy|copied|copied!|copy (link|page|url|code|to clipboard|section link|heading link|markdown)|link copied|permalink|anchor|direct link to .{1,200})$/i,
  /^\(?opens? in (a )?new (tab|window)\)?$/i,
  /^(select|change|choose) (a |your )?(language|region|locale|country)$/i,
  /^(skip|jump) to (main |the )?(content|navigation|search|footer|main)$/i,
  /^(search|search docs|search\W{1,3}|ask ai|ask a question\W{0,3}|navigation|open menu|close menu|toggle (menu|navigation|sidebar|theme|dark mode))$/i,
  /^(ctrl|control|cmd|command|⌘)\s*\+?\s*[a-z]$/i,
  /^(was|did|is) this (page|article|document|information)?\s*(helpful|useful|answer your question)\??$/i,
  /^did this answer your question\??$/i,
  /^(back to top|scroll to top|return to top|go to top|expand all|collapse all|show more|show less|read more|load more|print|print (this )?page|share|share this( page| article)?|download pdf|loading|please wait|previous|next)\W{0,3}$/i,
  /^(on this page|in this article|on this article)\W?$/i,
  /^(view|open) (this page )?(as|in) (markdown|chatgpt|claude|perplexity).{0,30}$/i,
  /^((toggle |switch to )?(dark|light)( mode| theme)?|article summary|view page( as markdown)?|copy page|contents)$/i,
  /^.{0,60}(©|\(c\)|\bcopyright)\s*.{0,40}\b(19|20)\d\d\b.{0,80}$/i,
  /^©.{0,60}all rights reserved\.?$/i,
  /^\d+\s*(-|–)?\s*min(ute)?s?\.?\s+read$/i,
  /^(last )?(updated|modified|edited|published|reviewed|posted|written)?( on| by [^.]{1,40})?\s*(about |over |almost |more than |less than |around |in the last )?(an?|\d+|one|two|three|yesterday|today|just now|this week|last week|hour|day|week|month)\s*((second|minute|hour|day|week|month|year)s?)?\s*(ago)?$/i,
];

/** What stands behind a link for screen readers; sites write it with or without brackets, hidden or not. */
const newTabHint = /\s*\((?:opens?|opening) in (?:a )?new (?:tab|window)\)/gi;

/** Whether a whole paragraph, given without markup, is furniture of the page. */
export function isFurniture(line: string): boolean {
  if (line.length > 240) return false;
  return furnitureLines.some((pattern, index) =>
    index === furnitureLines.length - 1 ? isRelativeTime(line, pattern) : pattern.test(line),
  );
}

/** "Updated over a week ago" moves by itself; "Last updated 3 May" does not, and "Two" is a word. */
function isRelativeTime(line: string, pattern: RegExp): boolean {
  return (
    pattern.test(line) &&
    /\b(ago|yesterday|today|just now|this week|last week|in the last .+)$/i.test(line)
  );
}

/** Gives a line without the hint that a link opens elsewhere. */
export function dropHints(line: string): string {
  return line.replaceAll(newTabHint, "");
}
