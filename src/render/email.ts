import type { Message } from "../model/message.ts";
import type { Digest } from "../model/digest.ts";
import type { Alert } from "./alert.ts";
import { renderMail } from "./mail-layout.ts";
import { renderBadge, renderChangeCard, renderFact, renderFlag, renderLink } from "./mail-parts.ts";
import { clip } from "./fold.ts";
import { toGenerated } from "./generated.ts";
import type { Html } from "./html.ts";
import { html, toHtmlText } from "./html.ts";
import { capitalize } from "./labels.ts";
import type { Story } from "./story.ts";
import { toMore, toStory } from "./story.ts";
import { renderText } from "./text.ts";

type Email = Extract<Message, { channel: "email" }>;

/** Gmail cuts mails at 102 KB; with the text part and base64 for both, this stays below 100 KB. */
const maxCardsBytes = 36_000;
const maxTextChars = 8000;
const maxSubject = 150;

/** Gives an alert as HTML and text that say the same. */
export function renderEmail(alert: Alert): Email {
  const story = toStory(alert);
  const cards = renderCards(alert);
  const silent = alert.change.comparison.silent ? " [silent]" : "";
  return {
    channel: "email",
    to: alert.notification.target,
    subject: clip(`${story.title}: ${story.gist}${silent}`, maxSubject),
    html: toHtmlText(renderHtml(alert, story, cards)),
    unsubscribeUrl: null,
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

function renderMailText(alert: Alert, maxChanges: number): string {
  const { subscriptionId } = alert.notification;
  const text = renderText(alert, { maxChars: maxTextChars, maxClauseChars: 1200, maxChanges });
  return `${text}\n-- \nSent by Clausewatch for the subscription “${subscriptionId}”.\n`;
}

function renderHtml(alert: Alert, story: Story, cards: readonly Html[]): Html {
  const more = toMore(story, cards.length, alert.chosen.length);
  const [first] = alert.chosen;
  // Where all of the text is another, the verdict on one clause is not the headline.
  const isWholeText = alert.change.comparison.replaced || alert.change.reversalOf !== null;
  const badge = first === undefined || isWholeText ? null : renderBadge(first);
  const body = html` <p class="muted" style="margin:0 0 6px;font-size:14px;color:#5b6470">
      ${story.title}
    </p>
    <h1
      class="ink"
      style="margin:0 0 10px;font-size:22px;line-height:1.3;font-weight:700;color:#16191d"
    >
      ${capitalize(story.gist)}
    </h1>
    <p class="muted" style="margin:0 0 16px;font-size:14px;color:#5b6470">${badge} ${story.when}</p>
    ${story.flags.map(renderFlag)}
    <p class="ink" style="margin:0 0 18px;font-size:15px;line-height:1.5;color:#16191d">
      ${story.summary}
    </p>
    ${cards} ${more === null ? null : renderMore(more, story.command)}
    <table
      role="presentation"
      cellpadding="0"
      cellspacing="0"
      style="margin:20px 0 0;font-size:14px"
    >
      ${story.facts.map(renderFact)}
      ${story.sources.map((url, at) => renderFact({ label: at === 0 ? "Source" : "", value: renderLink(url) }))}
      ${alert.permalink === null ? null : renderFact({ label: "Page", value: renderLink(alert.permalink) })}
      ${renderFact({ label: "All of it", value: renderCommand(story.command) })}
    </table>`;
  return renderMail({
    title: `${story.title}: ${story.gist}`,
    preheader: `${capitalize(story.gist)}. ${story.when}. ${story.summary}`,
    body,
    foot: `Sent by Clausewatch for the subscription “${alert.notification.subscriptionId}”.`,
  });
}

/** As many clauses as fit, the first with more room than the others. */
function renderCards(alert: Alert): readonly Html[] {
  const cards: Html[] = [];
  let left = maxCardsBytes;
  for (const change of alert.chosen) {
    const card = renderChangeCard(change, {
      maxChars: cards.length === 0 ? 2000 : 1200,
      generated: toGenerated(change, alert.explanations),
    });
    left -= new TextEncoder().encode(toHtmlText(card)).byteLength;
    if (left < 0) break;
    cards.push(card);
  }
  return cards;
}

function renderMore(more: string, command: string): Html {
  return html`<p class="muted" style="margin:0 0 4px;font-size:14px;line-height:1.5;color:#5b6470">
    ${more}: ${renderCommand(command)}
  </p>`;
}

function renderCommand(command: string): Html {
  return html`<code
    class="code"
    style="font-family:Consolas,Menlo,monospace;font-size:13px;color:#16191d"
    >${command}</code
  >`;
}
