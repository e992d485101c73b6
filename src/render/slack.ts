import type { Message } from "../model/message.ts";
import type { Alert } from "./alert.ts";
import { capitalize } from "./labels.ts";
import { runLegend } from "./runs.ts";
import type { Block } from "./slack-blocks.ts";
import { context, escapeSlack, header, link, plain, richText, section } from "./slack-blocks.ts";
import { renderSlackClause } from "./slack-clause.ts";
import { toThread } from "./slack-thread.ts";
import type { Story } from "./story.ts";
import { toFlagsBeside, toMore, toStory } from "./story.ts";
import { toVisibleLine } from "./visible.ts";

type SlackMessage = Extract<Message, { channel: "slack" }>;

/**
 * Gives an alert as Block Kit: as many clauses as one message holds, the rest in its thread, and what a thread does
 * not hold either counted and linked. Provider text stands only where Slack does not look for markup.
 */
export function renderSlack(alert: Alert): SlackMessage {
  const story = toStory(alert);
  const gist = toVisibleLine(`${story.title}: ${story.gist}. ${story.effect ?? story.seen}`, 300);
  const thread = toThread({
    head: renderHead(alert, story),
    items: renderClauses(alert),
    toNote: (shown) => renderNote(alert, story, shown),
    foot: [renderFoot(alert, story)],
    toReplyText: (from, to) =>
      escapeSlack(`${story.title}: clause changes ${from} to ${to} of ${alert.chosen.length}`),
  });
  return {
    channel: "slack",
    to: alert.notification.target,
    text: escapeSlack(gist),
    blocks: thread.blocks,
    replies: thread.replies,
  };
}

function renderHead({ chosen }: Alert, story: Story): Block[] {
  return [
    header(story.title),
    richText([
      section([
        plain(`${capitalize(story.gist)}\n`, { bold: true }),
        ...(story.effect === null ? [] : [plain(story.effect, { bold: true }), plain(" · ")]),
        plain(story.seen),
      ]),
      ...toFlagsBeside(story).map(({ label, value }) =>
        section([plain(`${label}: `, { bold: true }), plain(value)]),
      ),
      section([plain(story.summary)]),
    ]),
    ...(chosen.length === 0 ? [] : [context([escapeSlack(runLegend)])]),
  ];
}

/** One at a time: nothing is rendered that no message has room for. */
function* renderClauses(alert: Alert): Generator<readonly Block[]> {
  const { explanations, asked, leadInOf } = alert;
  for (const [at, change] of alert.chosen.entries()) {
    const options = { number: at + 1, explanations, asked: asked?.topics, leadInOf };
    yield [renderSlackClause(change, options)];
  }
}

function renderNote(
  alert: Alert,
  story: Story,
  { here, inAll }: { readonly here: number; readonly inAll: number },
): Block[] {
  const more = toMore(story, inAll, alert.chosen.length);
  const rest = more === null ? [] : [`${escapeSlack(more)}: ${toWhole(alert, story)}`];
  const inThread = inAll - here;
  const below = inThread === 0 ? [] : [`${inThread} more in the thread of this message.`];
  return rest.length + below.length === 0 ? [] : [context([...below, ...rest])];
}

/** Where the stored comparison is: its page, or the command that shows it. */
function toWhole({ permalink }: Alert, { command }: Story): string {
  return permalink === null ? `\`${command}\`` : link(permalink);
}

function renderFoot(alert: Alert, story: Story): Block {
  const facts = story.facts.map(({ label, value }) => escapeSlack(`${label}: ${value}`));
  return context([
    facts.join("\n"),
    ...story.sources.map((url) => `Source: ${link(url)}`),
    `Whole comparison: ${alert.permalink === null ? "" : `${link(alert.permalink)} or `}\`${story.command}\``,
  ]);
}
