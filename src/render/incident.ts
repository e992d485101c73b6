import type { TermsIncidentKind } from "../model/incident.ts";
import type { Message } from "../model/message.ts";
import type { IncidentAlert } from "./alert.ts";
import { paint } from "./colour.ts";
import { toMailIds } from "./email.ts";
import { clip } from "./fold.ts";
import { html, toHtmlText } from "./html.ts";
import { capitalize, toMinute } from "./labels.ts";
import { renderMail } from "./mail-layout.ts";
import { renderFact, renderFlag, renderLink } from "./mail-parts.ts";
import { context, escapeSlack, header, link, plain, richText, section } from "./slack-blocks.ts";
import type { Fact } from "./story.ts";
import { toSources, toTitle } from "./story.ts";
import type { TextOptions } from "./text.ts";
import { wrap } from "./wrap.ts";
import { toVisibleLine } from "./visible.ts";

const advice: Readonly<Record<TermsIncidentKind, string>> = {
  quarantined:
    "The answer was kept and held back: subscribers were told nothing. If it is the terms after all, accept it.",
  failing:
    "Nothing was kept. It is tried again on schedule; look at the address and the declaration.",
  stale: "The text has not been seen for twice its interval: what stands there now is unknown.",
};

/** An incident in words, the same for every channel; nothing is escaped yet. */
export interface IncidentStory {
  readonly title: string;
  readonly gist: string;
  readonly detail: string;
  readonly facts: readonly Fact[];
  readonly sources: readonly string[];
  readonly advice: string;
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
    <p class="ink" style="margin:0 0 12px;font-size:15px;line-height:1.5;color:#16191d">
      ${story.detail}
    </p>
    <table role="presentation" cellpadding="0" cellspacing="0" style="font-size:14px">
      ${story.facts.map(renderFact)}
      ${story.sources.map((url) => renderFact({ label: "Source", value: renderLink(url) }))}
    </table>`;
  const page = renderMail({
    title: `${story.title}: ${story.gist}`,
    preheader: `${capitalize(story.gist)}. ${story.detail}`,
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

/** Gives an incident as it stands when it is sent: one that has closed meanwhile says so first. */
export function toIncidentStory({ incident, terms }: IncidentAlert): IncidentStory {
  const fault = toVisibleLine(incident.fault.replaceAll("-", " "));
  const gists: Readonly<Record<TermsIncidentKind, string>> = {
    quarantined: `held back an answer: ${fault}`,
    failing: `cannot be fetched: ${fault}`,
    stale: "has not been verified in time",
  };
  const { closedAt } = incident;
  const gist = gists[incident.kind];
  return {
    title: toTitle(terms),
    gist: closedAt === null ? gist : `has recovered (before: ${gist})`,
    detail: toVisibleLine(incident.detail, 500),
    facts: [
      { label: "Since", value: toMinute(incident.openedAt) },
      ...(closedAt === null ? [] : [{ label: "Recovered", value: toMinute(closedAt) }]),
      { label: "Look", value: `clausewatch history ${terms.id}` },
    ],
    sources: toSources(terms.urls),
    advice: closedAt === null ? advice[incident.kind] : "Nothing needs to be done.",
  };
}
