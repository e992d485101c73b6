import { digestOfFields } from "../model/digest.ts";
import type { Message } from "../model/message.ts";
import { assertNever } from "../model/errors.ts";
import type { IncidentAlert } from "./alert.ts";
import { toMailIds } from "./email.ts";
import { clip } from "./fold.ts";
import { html, toHtmlText } from "./html.ts";
import type { IncidentStory } from "./incident.ts";
import { toIncidentStory } from "./incident.ts";
import { capitalize } from "./labels.ts";
import { renderMail } from "./mail-layout.ts";
import { context, escapeSlack, header, plain, richText, section } from "./slack-blocks.ts";

/** Of one detail; the whole is in `clausewatch history`. */
const maxDetail = 200;
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
      return {
        channel,
        to: target,
        text: escapeSlack(`For operators: ${gist}`),
        blocks: [
          header(`For operators: ${gist}`),
          ...stories.map((story) =>
            richText([
              section([
                plain(`${story.title}: ${story.gist}\n`, { bold: true }),
                plain(clip(story.detail, maxDetail)),
              ]),
            ]),
          ),
          context([escapeSlack(advice)]),
        ],
        replies: [],
      };
    case "teams":
    case "webhook":
      throw new TypeError(`incidents are not told on ${channel} yet`);
    case "console":
      return { channel, text: `${"─".repeat(78)}\n${toLines(gist, stories)}` };
    default:
      return assertNever(channel);
  }
}

/** `12 documents in trouble, 3 recovered`. */
function toGist(alerts: readonly IncidentAlert[]): string {
  const recovered = alerts.filter(({ incident }) => incident.closedAt !== null).length;
  const troubled = alerts.length - recovered;
  return [
    ...(troubled > 0 ? [`${troubled} documents in trouble`] : []),
    ...(recovered > 0 ? [`${recovered} recovered`] : []),
  ].join(", ");
}

function toLines(gist: string, stories: readonly IncidentStory[]): string {
  const entries = stories.map(
    ({ title, gist: what, detail }) => `- ${title}: ${what}\n  ${clip(detail, maxDetail)}`,
  );
  return `For operators: ${gist}\n\n${entries.join("\n")}\n\n${advice}\n`;
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
          <strong>${story.title}</strong>: ${story.gist}<br />
          <span class="muted" style="font-size:13px;color:#5b6470"
            >${clip(story.detail, maxDetail)}</span
          >
        </p>`,
    )}
    <p class="muted" style="margin:0;font-size:13px;color:#5b6470">${advice}</p>`;
  return renderMail({ title: gist, preheader: capitalize(gist), body, foot });
}
