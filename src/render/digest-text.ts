import type { AlertDigest } from "./alert.ts";
import { paint } from "./colour.ts";
import type { DigestEntry, DigestStory } from "./digest.ts";
import { toDigestStory, toListLine, toUnnamed } from "./digest.ts";
import { capitalize, toCount } from "./labels.ts";
import type { Message } from "../model/message.ts";
import { toFlagsBeside } from "./story.ts";
import type { TextOptions } from "./text.ts";
import { renderChange } from "./text.ts";
import { indent, wrap } from "./wrap.ts";
import { runLegend } from "./runs.ts";

export interface DigestTextOptions extends TextOptions {
  /** Entries told with their clause at most; the others are named. @default Infinity */
  readonly maxEntries?: number;
  /** Bound of the lines that name the others, in characters. @default 4,000 */
  readonly maxListChars?: number;
  /** Bound of an entry's redline. @default 600 */
  readonly clauseCharsOf?: (entry: DigestEntry) => number;
}

/** From this many changes on, they are listed before they are told. */
export const listedFrom = 6;

/** Gives a digest as lines for a terminal or a log. */
export function renderDigestConsole(
  digest: AlertDigest,
  options: TextOptions = {},
): Extract<Message, { channel: "console" }> {
  const rule = "─".repeat(options.width ?? 78);
  const text = renderDigestText(toDigestStory(digest), { ...options, maxListChars: 20_000 });
  return { channel: "console", text: `${rule}\n${text}` };
}

/**
 * Gives a digest as plain text: a list where there are many, then each change with its most important clause, then
 * the ones that found no room by name, then how many found none at all. Ends with a line break.
 */
export function renderDigestText(story: DigestStory, options: DigestTextOptions = {}): string {
  const { hasColour = false, width = 78, maxChars = 60_000, maxEntries = Infinity } = options;
  const { entries } = story;
  const told: string[] = [];
  let left = maxChars;
  for (const entry of entries.slice(0, maxEntries)) {
    const maxClauseChars = options.clauseCharsOf?.(entry) ?? options.maxClauseChars ?? 600;
    const block = renderTextEntry(entry, { ...options, maxClauseChars });
    left -= block.length;
    if (left < 0) break;
    told.push(block);
  }
  const listed = takeListed(entries.slice(told.length), options.maxListChars ?? 4000);
  const unnamed = toUnnamed(story, told.length + listed.length);
  return `${[
    [
      paint(capitalize(story.title), "bold", hasColour),
      wrap(story.why, width),
      story.seen,
      ...(told.length === 0 ? [] : [runLegend]),
    ].join("\n"),
    ...(entries.length < listedFrom || told.length === 0
      ? []
      : [renderList(story, told.length, width)]),
    ...told,
    ...(listed.length === 0
      ? []
      : [
          ["Also changed:", ...listed.map((entry) => wrapLine(toListedLine(entry), width))].join(
            "\n",
          ),
        ]),
    ...(unnamed === null ? [] : [`${unnamed}: ${story.command}`]),
  ].join("\n\n")}\n`;
}

/** What is told below, a line each. */
function renderList(story: DigestStory, told: number, width: number): string {
  const rest = toRest(story, told);
  const lines = story.entries.slice(0, told).map((entry) => wrapLine(toListLine(entry), width));
  return [...lines, ...(rest === null ? [] : [`   ${rest}.`])].join("\n");
}

/** `And 5 more, named at the end`; null where all are told. */
export function toRest({ entries }: DigestStory, told: number): string | null {
  const left = entries.length - told;
  return left === 0 ? null : `And ${toCount(left, "more", "more")}, at the end`;
}

/** A line that is continued is set in, so that the numbers stand out. */
function wrapLine(line: string, width: number): string {
  return indent(wrap(line, width - 3), "   ").trimStart();
}

/** As many as fit with a line each, which says where all of it stands. */
export function takeListed(entries: readonly DigestEntry[], maxChars: number): DigestEntry[] {
  let left = maxChars;
  const end = entries.findIndex((entry) => {
    left -= toListedLine(entry).length + 1;
    return left < 0;
  });
  return end === -1 ? [...entries] : entries.slice(0, end);
}

function toListedLine(entry: DigestEntry): string {
  return `${toListLine(entry)} (${entry.whole})`;
}

/** Gives one change of a digest as lines, without a line break at its end. */
export function renderTextEntry(entry: DigestEntry, options: TextOptions = {}): string {
  const { hasColour = false, width = 78 } = options;
  const { alert, story, first, more, number } = entry;
  const lines = [
    `${number}. ${paint(story.title, "bold", hasColour)}`,
    ...[
      capitalize(story.gist),
      [story.effect, story.seen].filter((part) => part !== null).join(" · "),
      ...toFlagsBeside(story).map(
        ({ label, value }) => `${paint(label.toUpperCase(), "yellow", hasColour)}: ${value}`,
      ),
    ].map((line) => indent(wrap(line, width - 3), "   ")),
  ];
  const clause =
    first === null
      ? []
      : [
          "",
          indent(
            renderChange(first, 1, {
              ...options,
              width: width - 3,
              ...(alert.asked && { asked: alert.asked.topics }),
              ...(alert.explanations && { explanations: alert.explanations }),
              ...(alert.leadInOf && { leadInOf: alert.leadInOf }),
            }).replace(/^1\. /, ""),
            "   ",
          ),
          "",
        ];
  return [
    ...lines,
    ...clause,
    ...(more === null ? [] : [indent(wrap(`${more}.`, width - 3), "   ")]),
    ...story.sources.slice(0, 1).map((url) => `   Source: ${url}`),
    `   Whole comparison: ${entry.whole}`,
  ].join("\n");
}
