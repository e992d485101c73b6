import type { Message } from "../model/message.ts";
import type { Span } from "../model/comparison.ts";
import type { Alert } from "./alert.ts";
import type { Entry } from "./entry.ts";
import { toEntry } from "./entry.ts";
import { clip, foldSpans } from "./fold.ts";
import type { Generated } from "./generated.ts";
import { toGenerated, verbatimLabel } from "./generated.ts";
import { capitalize } from "./labels.ts";
import {
  type Block,
  type RichElement,
  context,
  escapeSlack,
  header,
  link,
  maxTextChars,
  plain,
  quote,
  richText,
  section,
} from "./slack-blocks.ts";
import { toMore, toStory } from "./story.ts";

type SlackMessage = Extract<Message, { channel: "slack" }>;

/** Blocks hold at most 50; a change takes one. More than ten make a message that nobody reads to its end. */
const maxChanges = 10;
/** Of all clauses together: Slack refuses messages whose blocks are too long altogether. */
const maxChangesChars = 8000;
const maxClauseChars = 1200;

/** Gives an alert as Block Kit; provider text stands only where Slack does not look for markup. */
export function renderSlack(alert: Alert): SlackMessage {
  const story = toStory(alert);
  const changes = renderChanges(alert);
  const more = toMore(story, changes.length, alert.chosen.length);
  const blocks: Block[] = [
    header(story.title),
    richText([
      section([plain(`${capitalize(story.gist)}\n`, { bold: true }), plain(story.when)]),
      ...story.flags.map(({ label, value }) =>
        section([plain(`${label}: `, { bold: true }), plain(value)]),
      ),
      section([plain(story.summary)]),
    ]),
    ...changes,
    ...(more === null ? [] : [context([escapeSlack(`${more}: `) + `\`${story.command}\``])]),
    context([
      story.facts.map(({ label, value }) => escapeSlack(`${label}: ${value}`)).join("\n"),
      [...story.sources.map((url) => link(url)), ...toPage(alert), `\`${story.command}\``].join(
        "\n",
      ),
    ]),
  ];
  const text = clip(`${story.title}: ${story.gist}. ${story.when}`, 300);
  return {
    channel: "slack",
    to: alert.notification.target,
    text: escapeSlack(text),
    blocks,
    replies: [],
  };
}

function renderChanges(alert: Alert): Block[] {
  const blocks: Block[] = [];
  let left = maxChangesChars;
  for (const change of alert.chosen.slice(0, maxChanges)) {
    const entry = toEntry(change);
    const spans = foldSpans(entry.spans, { maxChars: maxClauseChars });
    const generated = toGenerated(change, alert.explanations);
    const block = renderChange(entry, spans, { number: blocks.length + 1, generated });
    left -= JSON.stringify(block).length / 2;
    if (left < 0 && blocks.length > 0) break;
    blocks.push(block);
  }
  return blocks;
}

interface ChangeOptions {
  readonly number: number;
  readonly generated: Generated | null;
}

function renderChange(
  entry: Entry,
  spans: readonly Span[],
  { number, generated }: ChangeOptions,
): Block {
  const topics = entry.topics.slice(0, 3).map(capitalize).join(", ");
  const label = [entry.verdict, topics, entry.kind].filter((part) => part !== "").join(" · ");
  const before = entry.pathBefore === null ? "" : ` (before: ${entry.pathBefore || "at the top"})`;
  const path = clip(`${entry.path}${before}`, 600);
  return richText([
    section([
      plain(`${number}. ${label}`, { bold: true }),
      ...(path === "" ? [] : [plain(`\n${path}`, { italic: true })]),
    ]),
    ...(generated === null ? [] : renderGenerated(generated)),
    quote(spans.flatMap(toRichElements)),
    ...(entry.reasons.length === 0
      ? []
      : [section([plain(`Why: ${entry.reasons.join("; ")}`, { italic: true })])]),
  ]);
}

/** Outside the quotation, which is the provider's alone, between two labels. */
function renderGenerated({ label, statements, opinion, dropped }: Generated): Block[] {
  return [
    section([
      plain(`${label}:`, { bold: true }),
      ...statements.flatMap(({ text, quotes }) => [
        plain(`\n~ ${text} `),
        plain(`[${quotes.join("; ")}]`, { italic: true }),
      ]),
      plain(`\n~ ${opinion}.`),
      ...(dropped === null ? [] : [plain(`\n~ ${dropped}.`)]),
    ]),
    section([plain(verbatimLabel, { bold: true })]),
  ];
}

/** Struck through or bold by itself; the mark in brackets is for screen readers and copied text. */
function toRichElements({ op, text }: Span): RichElement[] {
  if (text === "") return [];
  const pieces = text.match(new RegExp(`[^]{1,${maxTextChars}}`, "gu")) ?? [];
  if (op === "removed") return pieces.map((piece) => plain(piece, { strike: true }));
  if (op === "added") return pieces.map((piece) => plain(piece, { bold: true, underline: true }));
  return pieces.map((piece) => plain(piece));
}

function toPage(alert: Alert): string[] {
  return alert.permalink === null ? [] : [link(alert.permalink)];
}
