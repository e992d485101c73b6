import type { Explanations } from "../core/explain/explanation.ts";
import type { ClauseChange } from "../model/comparison.ts";
import type { Alert } from "./alert.ts";
import { paint } from "./colour.ts";
import type { Entry } from "./entry.ts";
import { toEntry } from "./entry.ts";
import { foldSpans } from "./fold.ts";
import type { Generated } from "./generated.ts";
import { toGenerated, verbatimLabel } from "./generated.ts";
import { capitalize } from "./labels.ts";
import { toMarkers } from "./markup.ts";
import type { Story } from "./story.ts";
import { toMore, toStory } from "./story.ts";
import { indent, wrap } from "./wrap.ts";

export interface TextOptions {
  /** Terminal colours, beside the marks and never instead of them. @default false */
  readonly hasColour?: boolean;
  /** Characters a line holds before it is wrapped. @default 78 */
  readonly width?: number;
  /** Bound of one clause's redline; what is beyond is folded to "…". @default 1,500 */
  readonly maxClauseChars?: number;
  /** Bound of the whole; what is beyond is counted. @default 20,000 */
  readonly maxChars?: number;
  /** Clauses shown at most; what is beyond is counted. @default Infinity */
  readonly maxChanges?: number;
  /** What a language model says of the clauses. @default none */
  readonly explanations?: Explanations;
}

/** Gives an alert as plain text: gist, flags, clauses most important first, dates, links; ends with a line break. */
export function renderText(alert: Alert, options: TextOptions = {}): string {
  const story = toStory(alert);
  const { hasColour = false, width, maxChars = 20_000, maxChanges = Infinity } = options;
  const head = [
    paint(story.title, "bold", hasColour),
    wrap(capitalize(story.gist), width),
    story.when,
    ...story.flags.map(({ label, value }) =>
      wrap(`${paint(label.toUpperCase(), "yellow", hasColour)}: ${value}`, width),
    ),
  ].join("\n");
  const summary = wrap(story.summary, width);
  const blocks: string[] = [];
  let left = maxChars - 2500;
  for (const change of alert.chosen.slice(0, maxChanges)) {
    const block = renderChange(change, blocks.length + 1, {
      ...options,
      ...(alert.explanations && { explanations: alert.explanations }),
    });
    if (block.length > left) break;
    left -= block.length;
    blocks.push(block);
  }
  const legend = blocks.length === 0 ? [] : ["[-removed-] {+added+}"];
  const foot = renderFoot(alert, story, blocks.length);
  return `${[head, summary, ...legend, ...blocks, foot].join("\n\n")}\n`;
}

function renderFoot(alert: Alert, story: Story, shown: number): string {
  const more = toMore(story, shown, alert.chosen.length);
  const sources = story.sources.length === 0 ? [] : [`Source: ${story.sources.join("\n        ")}`];
  return [
    ...(more === null ? [] : [`${more}.`]),
    ...story.facts.map(({ label, value }) => `${label}: ${value}`),
    ...sources,
    ...(alert.permalink === null ? [] : [`Page: ${alert.permalink}`]),
    `All of it: ${story.command}`,
  ].join("\n");
}

/** Gives one clause change as a numbered block of lines, without a line break at its end. */
export function renderChange(change: ClauseChange, number: number, options: TextOptions): string {
  const { hasColour = false, width = 78, maxClauseChars = 1500 } = options;
  const entry = toEntry(change);
  const folded = foldSpans(entry.spans, {
    maxChars: maxClauseChars,
    ...(maxClauseChars === Infinity && { context: Infinity }),
  });
  const redline = indent(withoutMarks(wrap(toMarkers(folded), width - 3)), "   ");
  const generated = toGenerated(change, options.explanations);
  return [
    `${number}. ${paint(indent(wrap(toLabel(entry), width - 3), "   ").trimStart(), "bold", hasColour)}`,
    ...(entry.path === "" ? [] : [`   ${entry.path}`]),
    ...(entry.pathBefore === null ? [] : [`   (before: ${entry.pathBefore || "at the top"})`]),
    ...(generated === null ? [] : renderGenerated(generated, width)),
    hasColour ? paintMarkers(redline) : redline,
    ...(entry.reasons.length === 0
      ? []
      : [indent(wrap(`why: ${entry.reasons.join("; ")}`, width - 3), "   ")]),
  ].join("\n");
}

/** Each line begins with the mark, so that a line that is copied out of it says what it is. */
export function renderGenerated(generated: Generated, width: number): string[] {
  const lines = [
    `${generated.label}:`,
    ...generated.statements.map(({ text, quotes }) => `${text} [${quotes.join("; ")}]`),
    `${generated.opinion}.`,
    ...(generated.dropped === null ? [] : [`${generated.dropped}.`]),
  ];
  return [
    ...lines.map((line) => indent(wrap(line, width - 5), "   ~ ")),
    indent(wrap(verbatimLabel, width - 3), "   "),
  ];
}

/** The provider's own "~" at the start of a line is no mark of ours. */
function withoutMarks(redline: string): string {
  return redline.replaceAll(/^([ \t]*(?:\[-|\{\+)?[ \t]*)~/gm, "$1\\~");
}

/** `Tightened · building competing models · changed clause`. */
export function toLabel(entry: Entry): string {
  return [entry.verdict, ...entry.topics.slice(0, 3), entry.kind.toLowerCase()].join(" · ");
}

/** Colours what `toMarkers` has marked. */
export function paintMarkers(text: string): string {
  return text
    .replaceAll(/(?<!\\)\[-[^]*?-\]/g, (mark) => paint(mark, "red", true))
    .replaceAll(/(?<!\\)\{\+[^]*?\+\}/g, (mark) => paint(mark, "green", true));
}
