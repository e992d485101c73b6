import type { Message } from "../model/message.ts";
import type { Digest } from "../model/digest.ts";
import type { Alert } from "./alert.ts";
import { renderMail } from "./mail-layout.ts";
import {
  renderChangeCard,
  renderFact,
  renderFlag,
  renderLink,
  renderNamedLink,
  renderVerdicts,
} from "./mail-parts.ts";
import { clip } from "./fold.ts";
import { toGenerated } from "./generated.ts";
import type { Html } from "./html.ts";
import { html, toHtmlText, toSafeUrl } from "./html.ts";
import { capitalize, toVerdict } from "./labels.ts";
import { inkOf } from "./mail-colours.ts";
import { renderMailFoot, renderTextFoot } from "./mail-foot.ts";
import type { Story } from "./story.ts";
import { isOtherText, toFlagsBeside, toMore, toStory } from "./story.ts";
import { renderText } from "./text.ts";

type Email = Extract<Message, { channel: "email" }>;

/** Gmail cuts mails at 102 KB; with the text part and base64 for both, this stays below 100 KB. */
const maxCardsBytes = 36_000;
const maxTextChars = 8000;
const maxSubject = 150;
/** Leaves room for the ">" of those who answer. */
const textWidth = 76;

/** Gives an alert as HTML and text that say the same. */
export function renderEmail(alert: Alert): Email {
  const story = toStory(alert);
  const cards = renderCards(alert);
  return {
    channel: "email",
    to: alert.notification.target,
    subject: toSubject(alert, story),
    html: toHtmlText(renderHtml(alert, story, cards)),
    unsubscribeUrl: alert.links?.unsubscribe ?? null,
    // Never more than the other part shows.
    text: renderMailText(alert, cards.length),
    ...toMailIds(alert.notification.id, alert.threadStartId, alert.mailDomain),
  };
}

/** Gives the same ids for the same notification, so that a mail sent twice is one to a mail reader. */
export function toMailIds(
  id: Digest,
  threadStartId: Digest | null,
  mailDomain: string,
): Pick<Email, "messageId" | "references"> {
  const toMessageId = (of: Digest) => `<${of.slice(0, 40)}@${mailDomain}>`;
  return {
    messageId: toMessageId(id),
    references: threadStartId === null || threadStartId === id ? [] : [toMessageId(threadStartId)],
  };
}

/** What is out of the ordinary stands at the end, and is the last thing to be cut. */
function toSubject({ change }: Alert, story: Story): string {
  const silent = change.comparison.silent ? " [silent]" : "";
  return `${clip(`${story.title}: ${story.gist}`, maxSubject - silent.length)}${silent}`;
}

function renderMailText(alert: Alert, maxChanges: number): string {
  const text = renderText(alert, {
    maxChars: maxTextChars,
    maxClauseChars: 1200,
    maxChanges,
    width: textWidth,
  });
  return `${text}\n-- \n${renderTextFoot(alert, textWidth)}\n`;
}

function renderHtml(alert: Alert, story: Story, cards: readonly Html[]): Html {
  const more = toMore(story, cards.length, alert.chosen.length);
  const body = html`<p
      class="muted"
      style="margin:0 0 4px;font-size:15px;line-height:1.4;font-weight:700;${inkOf("muted")}"
    >
      ${story.title}
    </p>
    <h1
      class="ink"
      style="margin:0 0 10px;font-size:24px;line-height:1.25;font-weight:700;mso-line-height-rule:exactly;${inkOf("ink")}"
    >
      ${capitalize(story.gist)}
    </h1>
    ${renderLead(alert, story)} ${toFlagsBeside(story).map(renderFlag)}
    <p class="muted" style="margin:14px 0 12px;font-size:14px;line-height:1.5;${inkOf("muted")}">
      ${story.summary} ${cards.length === 0 ? null : renderLegend()}
    </p>
    ${cards} ${more === null ? null : renderMore(more, alert, story)}
    <h2
      class="ink"
      style="margin:22px 0 6px;font-size:16px;line-height:1.35;font-weight:700;${inkOf("ink")}"
    >
      Dates and sources
    </h2>
    <table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0">
      ${story.facts.map(renderFact)}
      ${story.sources.map((url, at) => renderFact({ label: at === 0 ? "Source" : "", value: renderLink(url) }))}
      ${renderFact({ label: "Whole comparison", value: renderWhole(alert, story) })}
    </table>`;
  return renderMail({
    title: `${story.title}: ${story.gist}`,
    preheader: toPreheader(alert, story),
    body,
    foot: renderMailFoot(alert),
  });
}

/** In whose favour, and from when: what is read after the headline. */
function renderLead(alert: Alert, story: Story): Html {
  const [first] = alert.chosen;
  const verdict = first === undefined || isOtherText(alert) ? null : renderVerdicts(alert.chosen);
  const line = `margin:0 0 6px;font-size:16px;line-height:1.5;${inkOf("ink")}`;
  return html`${verdict === null ? null : html`<p class="ink" style="${line}">${verdict}</p>`}
    ${story.effect === null ? null : html`<p class="ink" style="${line}"><strong>${story.effect}</strong></p>`}
    <p class="muted" style="margin:0 0 14px;font-size:14px;line-height:1.5;${inkOf("muted")}">
      ${story.seen}
    </p>`;
}

/** The marks explained by themselves. */
function renderLegend(): Html {
  return html`<br />How to read it: [-<del>removed</del>-] {+<ins>added</ins>+}`;
}

function toPreheader({ chosen }: Alert, story: Story): string {
  const [first] = chosen;
  const verdict = first === undefined ? [] : [toVerdict(first)];
  const effect = story.effect === null ? [] : [story.effect];
  return `${[...verdict, ...effect, story.seen].join(" · ")}. ${story.summary}`;
}

/** As many clauses as fit, the first with more room than the others. */
function renderCards(alert: Alert): readonly Html[] {
  const cards: Html[] = [];
  let left = maxCardsBytes;
  for (const [at, change] of alert.chosen.entries()) {
    const card = renderChangeCard(change, {
      maxChars: at === 0 ? 2000 : 1200,
      generated: toGenerated(change, alert.explanations),
      hasVerdict: alert.chosen.length > 1 || isOtherText(alert),
      ...(alert.chosen.length > 1 && { number: at + 1 }),
      asked: alert.asked?.topics,
      leadInOf: alert.leadInOf,
    });
    left -= new TextEncoder().encode(toHtmlText(card)).byteLength;
    if (left < 0) break;
    cards.push(card);
  }
  return cards;
}

function renderMore(more: string, alert: Alert, story: Story): Html {
  return html`<p class="ink" style="margin:0;font-size:14px;line-height:1.5;${inkOf("ink")}">
    ${more}: ${renderWhole(alert, story)}
  </p>`;
}

/** Its page, where there is one that everybody can open; else the command that shows it. */
function renderWhole({ permalink }: Alert, { command }: Story): Html {
  if (permalink !== null && toSafeUrl(permalink) !== null)
    return renderNamedLink(permalink, permalink);
  return html`<code
    class="ink"
    style="font-family:Consolas,Menlo,monospace;font-size:13px;${inkOf("ink")}"
    >${command}</code
  >`;
}
