import { assertNever } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import type { IncidentAlert } from "./alert.ts";
import { paint } from "./colour.ts";
import { toMailIds } from "./email.ts";
import { clip } from "./fold.ts";
import { html, toHtmlText } from "./html.ts";
import { toIncidentStory } from "./incident-story.ts";
import type { IncidentStory } from "./incident-story.ts";
import { renderIncidentWebhook } from "./incident-webhook.ts";
import { capitalize } from "./labels.ts";
import { renderMail } from "./mail-layout.ts";
import { renderFact, renderFlag, renderLink } from "./mail-parts.ts";
import { context, escapeSlack, header, link, plain, richText, section } from "./slack-blocks.ts";
import { container, factSet, heading, openUrl, paragraph, renderCard, run } from "./teams-card.ts";
import type { TextOptions } from "./text.ts";
import { wrap } from "./wrap.ts";

/** Gives an incident for the channel of its notification. */
export function renderIncident(alert: IncidentAlert, options: TextOptions = {}): Message {
  const { channel } = alert.notification;
  switch (channel) {
    case "email":
      return renderIncidentEmail(alert);
    case "slack":
      return renderIncidentSlack(alert);
    case "teams":
      return renderIncidentTeams(alert);
    case "webhook":
      return renderIncidentWebhook([alert]);
    case "console":
      return renderIncidentConsole(alert, options);
    default:
      return assertNever(channel);
  }
}

/** Gives an incident as a mail to an operator. */
export function renderIncidentEmail(alert: IncidentAlert): Extract<Message, { channel: "email" }> {
  const story = toIncidentStory(alert);
  const body = html` <p class="muted" style="margin:0 0 6px;font-size:14px;color:#5b6470">
      ${story.title}
    </p>
    <h1 class="ink" style="margin:0 0 14px;font-size:20px;line-height:1.3;color:#16191d">
      ${capitalize(story.gist)}
    </h1>
    ${renderFlag({ label: "For operators", value: story.advice })}
    ${
      story.detail === ""
        ? null
        : html`<p class="ink" style="margin:0 0 12px;font-size:15px;line-height:1.5;color:#16191d">
            ${story.detail}
          </p>`
    }
    <table role="presentation" cellpadding="0" cellspacing="0" style="font-size:14px">
      ${story.facts.map(renderFact)}
      ${story.sources.map((url) => renderFact({ label: "Source", value: renderLink(url) }))}
    </table>`;
  const page = renderMail({
    title: `${story.title}: ${story.gist}`,
    preheader: `${capitalize(story.gist)}. ${story.detail}`.trimEnd(),
    body,
    foot: "Sent by Clausewatch to its operators.",
  });
  return {
    channel: "email",
    to: alert.notification.target,
    subject: clip(`[operator] ${story.title}: ${story.gist}`, 150),
    html: toHtmlText(page),
    unsubscribeUrl: null,
    text: `${renderIncidentText(story, {})}\n-- \nSent by Clausewatch to its operators.\n`,
    ...toMailIds(alert.notification.id, alert.threadStartId, alert.mailDomain),
  };
}

/** Gives an incident as Block Kit. */
export function renderIncidentSlack(alert: IncidentAlert): Extract<Message, { channel: "slack" }> {
  const story = toIncidentStory(alert);
  const facts = story.facts.map(({ label, value }) => escapeSlack(`${label}: ${value}`));
  return {
    channel: "slack",
    to: alert.notification.target,
    text: escapeSlack(clip(`For operators: ${story.title}: ${story.gist}`, 300)),
    blocks: [
      header(`For operators: ${story.title}`),
      richText([
        section([plain(`${capitalize(story.gist)}\n`, { bold: true }), plain(story.detail)]),
        section([plain(story.advice)]),
      ]),
      context([[...facts, ...story.sources.map((url) => link(url))].join("\n")]),
    ],
    replies: [],
  };
}

/** Gives an incident as an adaptive card. */
export function renderIncidentTeams(alert: IncidentAlert): Extract<Message, { channel: "teams" }> {
  const story = toIncidentStory(alert);
  const card = renderCard({
    body: [
      heading(`For operators: ${story.title}`),
      paragraph([run(capitalize(story.gist), { weight: "Bolder" })]),
      ...(story.detail === "" ? [] : [paragraph([run(story.detail)])]),
      container([paragraph([run(story.advice)])], { style: "warning", spacing: "Small" }),
      factSet(story.facts),
    ],
    actions: story.sources.flatMap((url, at) =>
      openUrl(at === 0 ? "Open the source" : `Open source ${at + 1}`, url),
    ),
    spoken: clip(`For operators: ${story.title}: ${story.gist}`, 300),
  });
  return { channel: "teams", to: alert.notification.target, card };
}

/** Gives an incident as lines for a terminal or a log. */
export function renderIncidentConsole(
  alert: IncidentAlert,
  options: TextOptions = {},
): Extract<Message, { channel: "console" }> {
  const rule = "─".repeat(options.width ?? 78);
  const text = renderIncidentText(toIncidentStory(alert), options);
  return { channel: "console", text: `${rule}\n${text}` };
}

function renderIncidentText(story: IncidentStory, options: TextOptions): string {
  const { hasColour = false, width } = options;
  const lines = [
    paint(`For operators: ${story.title}`, "bold", hasColour),
    wrap(capitalize(story.gist), width),
    wrap(story.detail, width),
    wrap(story.advice, width),
    ...story.facts.map(({ label, value }) => `${label}: ${value}`),
    ...story.sources.map((url) => `Source: ${url}`),
  ];
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}
