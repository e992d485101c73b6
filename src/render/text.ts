import type { LeadInOf } from "../core/clauses/lead-ins.ts";
import type { Explanations } from "../core/explain/explanation.ts";
import type { ClauseChange } from "../model/comparison.ts";
import type { Topic } from "../model/topic.ts";
import type { Alert } from "./alert.ts";
import { paint } from "./colour.ts";
import type { Entry } from "./entry.ts";
import { toEntry } from "./entry.ts";
import { foldSpans } from "./fold.ts";
import type { Generated } from "./generated.ts";
import { toGenerated, verbatimLabel } from "./generated.ts";
import { capitalize, toFavour, toUnsure, toVerdict, toVerdictGroups } from "./labels.ts";
import { toMarkers } from "./markup.ts";
import { isRewritten, sidesOf, tidySpans } from "./redline.ts";
import type { Story } from "./story.ts";
import { isOtherText, toFlagsBeside, toMore, toStory } from "./story.ts";
import { indent, wrap } from "./wrap.ts";
import { runLegend } from "./runs.ts";

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
  /** Topics that the reader asked for, named first. @default none */
  readonly asked?: readonly Topic[];
  /** What a language model says of the clauses. @default none */
  readonly explanations?: Explanations;
  /** Gives the sentence that a clause completes. @default none is known */
  readonly leadInOf?: LeadInOf;
}

/** Gives an alert as plain text: gist, flags, clauses most important first, dates, links; ends with a line break. */
export function renderText(alert: Alert, options: TextOptions = {}): string {
  const story = toStory(alert);
  const { hasColour = false, width, maxChars = 20_000, maxChanges = Infinity } = options;
  const head = [
    paint(story.title, "bold", hasColour),
    wrap(capitalize(story.gist), width),
    ...renderLead(alert, story, width),
    story.seen,
    ...toFlagsBeside(story).map(({ label, value }) =>
      wrap(`${paint(label.toUpperCase(), "yellow", hasColour)}: ${value}`, width),
    ),
  ].join("\n");
  const summary = wrap(story.summary, width);
  const blocks: string[] = [];
  let left = maxChars - 2500;
  for (const change of alert.chosen.slice(0, maxChanges)) {
    const block = renderChange(change, blocks.length + 1, {
      ...options,
      ...(alert.asked && { asked: alert.asked.topics }),
      ...(alert.explanations && { explanations: alert.explanations }),
      ...(alert.leadInOf && { leadInOf: alert.leadInOf }),
    });
    if (block.length > left) break;
    left -= block.length;
    blocks.push(block);
  }
  const legend = blocks.length === 0 ? [] : [runLegend];
  const foot = renderFoot(alert, { story, shown: blocks.length, width });
  return `${[head, summary, ...legend, ...blocks, foot].join("\n\n")}\n`;
}

/** In whose favour, and from when. */
function renderLead(alert: Alert, story: Story, width = 78): string[] {
  const [first] = alert.chosen;
  const verdict = first === undefined || isOtherText(alert) ? [] : [toMeanings(alert.chosen)];
  const effect = story.effect === null ? [] : [story.effect];
  return [...verdict, ...effect].map((line) => wrap(line, width));
}

/** Of clauses that differ, each verdict with its number: `2 × Tightened: stricter for the customer; 1 × Loosened: …`. */
function toMeanings(chosen: readonly ClauseChange[]): string {
  const [first] = chosen;
  if (first !== undefined && chosen.length === 1) return toMeaning(first);
  const groups = toVerdictGroups(chosen);
  return groups
    .map(({ count, verdict, favour }) => {
      const meaning = favour === null ? verdict : `${verdict}: ${favour}`;
      return groups.length === 1 ? meaning : `${count} × ${meaning}`;
    })
    .join("; ");
}

/** `Tightened: stricter for the customer, judged with 58 % certainty`. */
function toMeaning(change: ClauseChange): string {
  const meaning = [toVerdict(change), toFavour(change)].filter((part) => part !== null).join(": ");
  return [meaning, toUnsure(change)].filter((part) => part !== null).join(", ");
}

interface Foot {
  readonly story: Story;
  readonly shown: number;
  readonly width: number | undefined;
}

function renderFoot(alert: Alert, { story, shown, width }: Foot): string {
  const more = toMore(story, shown, alert.chosen.length);
  const whole = alert.permalink ?? story.command;
  const sources = story.sources.length === 0 ? [] : [`Source: ${story.sources.join("\n        ")}`];
  return [
    ...(more === null ? [] : [wrap(`${more}.`, width)]),
    ...story.facts.map(({ label, value }) => wrap(`${label}: ${value}`, width)),
    ...sources,
    `Whole comparison: ${whole}`,
  ].join("\n");
}

/** Gives one clause change as a numbered block of lines, without a line break at its end. */
export function renderChange(change: ClauseChange, number: number, options: TextOptions): string {
  const { hasColour = false, width = 78, maxClauseChars = 1500 } = options;
  const entry = toEntry(change, options);
  const say = (text: string): string => indent(wrap(text, width - 3), "   ");
  const sides = isRewritten(entry.spans) ? sidesOf(entry.spans) : [entry.spans];
  const redline = sides
    .map((spans) => {
      const folded = foldSpans(spans, {
        maxChars: Math.ceil(maxClauseChars / sides.length),
        ...(maxClauseChars === Infinity && { context: Infinity }),
      });
      return indent(withoutMarks(wrap(toMarkers(tidySpans(folded)), width - 3)), "   ");
    })
    .join("\n");
  const generated = toGenerated(change, options.explanations);
  return [
    `${number}. ${paint(indent(wrap(toLabel(entry), width - 3), "   ").trimStart(), "bold", hasColour)}`,
    ...(entry.path === "" ? [] : [say(entry.path)]),
    ...(entry.pathBefore === null ? [] : [say(`(before: ${entry.pathBefore || "at the top"})`)]),
    ...(generated === null ? [] : renderGenerated(generated, width)),
    ...(entry.under === null ? [] : [say(entry.under)]),
    hasColour ? paintMarkers(redline) : redline,
    ...(entry.reasons.length === 0 ? [] : [say(`Why: ${entry.reasons.join("; ")}`)]),
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
