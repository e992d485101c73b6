import type { Message } from "../model/message.ts";
import type { AlertDigest } from "./alert.ts";
import type { DigestEntry, DigestStory } from "./digest.ts";
import { toDigestStory, toUnnamed } from "./digest.ts";
import { capitalize } from "./labels.ts";
import { runLegend } from "./runs.ts";
import type { Block } from "./slack-blocks.ts";
import { context, escapeSlack, header, link, plain, richText, section } from "./slack-blocks.ts";
import { renderSlackClause } from "./slack-clause.ts";
import { toThread } from "./slack-thread.ts";
import { toFlagsBeside } from "./story.ts";
import { toVisibleLine } from "./visible.ts";

/** Gives a digest as Block Kit: the most important changes, the others in its thread, the rest counted. */
export function renderDigestSlack(digest: AlertDigest): Extract<Message, { channel: "slack" }> {
  const story = toDigestStory(digest);
  const { entries } = story;
  const thread = toThread({
    head: [
      header(capitalize(story.title)),
      richText([section([plain(`${story.why}\n`), plain(story.seen)])]),
      context([escapeSlack(runLegend)]),
    ],
    items: renderEntries(entries),
    toNote: (shown) => renderNote(story, shown),
    foot: [],
    toReplyText: (from, to) => escapeSlack(`${story.title}: ${from} to ${to} of ${entries.length}`),
  });
  return {
    channel: "slack",
    to: digest.alerts[0].notification.target,
    text: escapeSlack(toVisibleLine(story.subject, 300)),
    blocks: thread.blocks,
    replies: thread.replies,
  };
}

function* renderEntries(entries: readonly DigestEntry[]): Generator<readonly Block[]> {
  for (const entry of entries) yield renderEntry(entry);
}

function renderEntry({ number, alert, story, first, more }: DigestEntry): Block[] {
  const { explanations, asked, leadInOf, permalink } = alert;
  return [
    { type: "divider" },
    richText([
      section([
        plain(`${number}. ${story.title}\n`, { bold: true }),
        plain(`${capitalize(story.gist)}\n`),
        ...(story.effect === null ? [] : [plain(story.effect, { bold: true }), plain(" · ")]),
        plain(story.seen, { italic: true }),
      ]),
      ...toFlagsBeside(story).map(({ label, value }) =>
        section([plain(`${label}: `, { bold: true }), plain(value)]),
      ),
    ]),
    ...(first === null
      ? []
      : [renderSlackClause(first, { number: null, explanations, asked: asked?.topics, leadInOf })]),
    context([
      ...(more === null ? [] : [escapeSlack(`${more}.`)]),
      `Whole comparison: ${permalink === null ? `\`${story.command}\`` : link(permalink)}`,
      ...story.sources.slice(0, 1).map((url) => `Source: ${link(url)}`),
    ]),
  ];
}

function renderNote(
  story: DigestStory,
  { here, inAll }: { readonly here: number; readonly inAll: number },
): Block[] {
  const unnamed = toUnnamed(story, inAll);
  const inThread = inAll - here;
  const notes = [
    ...(inThread === 0 ? [] : [`${inThread} more in the thread of this message.`]),
    ...(unnamed === null ? [] : [`${unnamed}: \`${story.command}\``]),
  ];
  return notes.length === 0 ? [] : [context(notes)];
}
