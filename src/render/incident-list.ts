import { digestOfFields } from "../model/digest.ts";
import type { Message } from "../model/message.ts";
import { assertNever } from "../model/errors.ts";
import type { IncidentAlert } from "./alert.ts";
import { toMailIds } from "./email.ts";
import { clip } from "./fold.ts";
import { html, toHtmlText } from "./html.ts";
import type { IncidentStory } from "./incident-story.ts";
import { isOfTerms, toIncidentStory } from "./incident-story.ts";
import { renderIncidentWebhook } from "./incident-webhook.ts";
import { capitalize, toCount } from "./labels.ts";
import { renderMail } from "./mail-layout.ts";
import { context, escapeSlack, header, plain, richText, section } from "./slack-blocks.ts";
import { toThread } from "./slack-thread.ts";
import { heading, maxCardBytes, paragraph, renderCard, run, toBytes } from "./teams-card.ts";

/** Of one detail; the whole is in `clausewatch history`. */
const maxDetail = 200;
/** In a card they get shorter until all are named: nothing counts as told that the message does not name. */
const cardDetails = [maxDetail, 60, 0];
const foot = "Sent by Clausewatch to its operators.";
const advice =
  "`clausewatch history` shows where each stands, `clausewatch doctor` what may be behind it.";

/**
 * Gives several incidents of one operator as one message, on the channel of the first. For outages that concern
 * many documents: forty mails at night say no more than one.
 */
export function renderIncidentList(alerts: readonly [IncidentAlert, ...IncidentAlert[]]): Message {
  const [first] = alerts;
  const stories = alerts.map(toIncidentStory);
  const gist = toGist(alerts);
  const { channel, target } = first.notification;
  switch (channel) {
    case "email":
      return {
        channel,
        to: target,
        subject: `[operator] ${gist}`,
        html: toHtmlText(renderPage(gist, stories)),
        text: `${toLines(gist, stories)}\n-- \n${foot}\n`,
        unsubscribeUrl: null,
        ...toMailIds(
          digestOfFields(...alerts.map(({ notification }) => notification.id)),
          null,
          first.mailDomain,
        ),
      };
    case "slack":
      return { channel, to: target, ...renderThread(gist, stories) };
    case "teams":
      return { channel, to: target, card: renderListCard(gist, stories) };
    case "webhook":
      return renderIncidentWebhook(alerts);
    case "console":
      return { channel, text: `${"─".repeat(78)}\n${toLines(gist, stories)}` };
    default:
      return assertNever(channel);
  }
}

/** `12 documents in trouble, 2 targets out of reach, 3 recovered`. */
function toGist(alerts: readonly IncidentAlert[]): string {
  const open = alerts.filter(({ incident }) => incident.closedAt === null);
  const documents = open.filter(isOfTerms).length;
  const channels = open.length - documents;
  const recovered = alerts.length - open.length;
  return [
    ...(documents > 0 ? [`${toCount(documents, "document", "documents")} in trouble`] : []),
    ...(channels > 0 ? [`${toCount(channels, "target", "targets")} out of reach`] : []),
    ...(recovered > 0 ? [`${recovered} recovered`] : []),
  ].join(", ");
}

function toLines(gist: string, stories: readonly IncidentStory[]): string {
  const entries = stories.map(({ title, gist: what, detail }) =>
    [`- ${title}: ${what}`, ...(detail === "" ? [] : [`  ${clip(detail, maxDetail)}`])].join("\n"),
  );
  return `For operators: ${gist}\n\n${entries.join("\n")}\n\n${advice}\n`;
}

function renderThread(gist: string, stories: readonly IncidentStory[]) {
  const text = escapeSlack(`For operators: ${gist}`);
  const { blocks, replies } = toThread({
    head: [header(`For operators: ${gist}`)],
    items: stories.map((story) => [
      richText([
        section([
          plain(`${story.title}: ${story.gist}`, { bold: true }),
          plain(story.detail === "" ? "" : `\n${clip(story.detail, maxDetail)}`),
        ]),
      ]),
    ]),
    toNote: ({ here }) =>
      here === stories.length ? [] : [context([`${stories.length - here} more in the thread`])],
    foot: [context([escapeSlack(advice)])],
    toReplyText: (from, to) => `${text} (${from} to ${to})`,
  });
  return { text, blocks, replies };
}

function renderListCard(gist: string, stories: readonly IncidentStory[]) {
  const cards = cardDetails.map((maxChars) =>
    renderCard({
      body: [
        heading(`For operators: ${gist}`),
        ...stories.map((story) =>
          paragraph([
            run(`${story.title}: ${story.gist}`, { weight: "Bolder" }),
            run(story.detail === "" || maxChars === 0 ? "" : ` ${clip(story.detail, maxChars)}`),
          ]),
        ),
        paragraph([run(advice, { isSubtle: true })], { separator: true }),
      ],
      spoken: `For operators: ${gist}`,
    }),
  );
  return cards.find((card) => toBytes(card) <= maxCardBytes) ?? cards.at(-1) ?? {};
}

function renderPage(gist: string, stories: readonly IncidentStory[]) {
  const body = html`<h1
      class="ink"
      style="margin:0 0 14px;font-size:20px;line-height:1.3;color:#16191d"
    >
      ${capitalize(gist)}
    </h1>
    ${stories.map(
      (story) =>
        html`<p class="ink" style="margin:0 0 12px;font-size:15px;line-height:1.5;color:#16191d">
          <strong>${story.title}</strong>:
          ${story.gist}${
            story.detail === ""
              ? null
              : html`<br /><span class="muted" style="font-size:13px;color:#5b6470"
                    >${clip(story.detail, maxDetail)}</span
                  >`
          }
        </p>`,
    )}
    <p class="muted" style="margin:0;font-size:13px;color:#5b6470">${advice}</p>`;
  return renderMail({ title: gist, preheader: capitalize(gist), body, foot });
}
