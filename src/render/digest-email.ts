import { digestOfFields } from "../model/digest.ts";
import type { Message } from "../model/message.ts";
import type { AlertDigest } from "./alert.ts";
import type { DigestEntry, DigestStory } from "./digest.ts";
import { toDigestStory, toListLine, toUnnamed } from "./digest.ts";
import {
  listedFrom,
  renderDigestText,
  renderTextEntry,
  takeListed,
  toRest,
} from "./digest-text.ts";
import { toMailIds } from "./email.ts";
import { toGenerated } from "./generated.ts";
import type { Html } from "./html.ts";
import { html, toHtmlText, toSafeUrl } from "./html.ts";
import { capitalize } from "./labels.ts";
import { inkOf, surfaces } from "./mail-colours.ts";
import type { FootFields } from "./mail-foot.ts";
import { renderMailFoot, renderTextFoot } from "./mail-foot.ts";
import { mailFont, renderMail } from "./mail-layout.ts";
import { renderChangeCard, renderFlag, renderNamedLink } from "./mail-parts.ts";
import { toFlagsBeside } from "./story.ts";

/**
 * Gmail cuts mails at 102 KB. Quoted-printable makes half as much again of the worst HTML that is not base64 already,
 * so that these, the text part and what is around them stay below 100 KB.
 */
const maxEntriesBytes = 40_000;
const maxTextBytes = 14_000;
/** Of the lines that name what found no room. */
const maxListChars = 2500;
/** Leaves room for the ">" of those who answer. */
const textWidth = 76;
/** Of a redline; the first change has more room than the others. */
const maxFirstChars = 1200;
const maxOtherChars = 500;

type Email = Extract<Message, { channel: "email" }>;

/** Gives a digest as HTML and text that say the same, under an id that follows from its notifications. */
export function renderDigestEmail(digest: AlertDigest): Email {
  const story = toDigestStory(digest);
  const [first] = digest.alerts;
  const foot = toFoot(digest);
  const entries = renderEntries(story);
  const text = renderDigestText(story, {
    width: textWidth,
    maxEntries: entries.length,
    maxChars: Infinity,
    maxListChars,
    clauseCharsOf,
  });
  return {
    channel: "email",
    to: first.notification.target,
    subject: story.subject,
    html: toHtmlText(renderHtml(story, entries, foot)),
    text: `${text}\n-- \n${renderTextFoot(foot, textWidth)}\n`,
    unsubscribeUrl: foot.alsoOf === undefined ? (first.links?.unsubscribe ?? null) : null,
    ...toMailIds(
      digestOfFields(...digest.alerts.map(({ notification }) => notification.id)),
      null,
      first.mailDomain,
    ),
  };
}

/** The alerts of one hour may be of several subscriptions. */
function toFoot({ alerts }: AlertDigest): FootFields {
  const [first] = alerts;
  const ids = new Set(alerts.map(({ notification }) => notification.subscriptionId));
  ids.delete(first.notification.subscriptionId);
  return ids.size === 0 ? first : { ...first, alsoOf: [...ids] };
}

function clauseCharsOf({ number }: DigestEntry): number {
  return number === 1 ? maxFirstChars : maxOtherChars;
}

/** As many as both parts have room for. */
function renderEntries({ entries }: DigestStory): readonly Html[] {
  const rendered: Html[] = [];
  const left = { html: maxEntriesBytes, text: maxTextBytes };
  for (const entry of entries) {
    const part = renderEntry(entry);
    left.html -= toBytes(toHtmlText(part));
    left.text -= toBytes(renderTextEntry(entry, { maxClauseChars: clauseCharsOf(entry) }));
    if (left.html < 0 || left.text < 0) break;
    rendered.push(part);
  }
  return rendered;
}

function toBytes(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

function renderHtml(story: DigestStory, entries: readonly Html[], foot: FootFields): Html {
  const told = story.entries.slice(0, entries.length);
  const listed = takeListed(story.entries.slice(entries.length), maxListChars);
  const unnamed = toUnnamed(story, told.length + listed.length);
  const body = html`<h1
      class="ink"
      style="margin:0 0 8px;font-size:24px;line-height:1.25;font-weight:700;mso-line-height-rule:exactly;${inkOf("ink")}"
    >
      ${capitalize(story.title)}
    </h1>
    ${renderLine(story.why)}
    ${renderLine(html`${story.seen}<br />How to read it: [-<del>removed</del>-] {+<ins>added</ins>+}`)}
    ${story.entries.length < listedFrom || told.length === 0 ? null : renderList(story, told)}
    ${entries} ${listed.length === 0 ? null : renderNamed(listed)}
    ${unnamed === null ? null : renderLine(html`${unnamed}: ${renderCommand(story.command)}`)}`;
  return renderMail({
    title: story.title,
    preheader: told.map(toGist).join("; "),
    body,
    foot: renderMailFoot(foot),
  });
}

/** What is in it, before any of it is told. */
function renderList(story: DigestStory, told: readonly DigestEntry[]): Html {
  const rest = toRest(story, told.length);
  return html`<table
      role="presentation"
      width="100%"
      border="0"
      cellpadding="0"
      cellspacing="0"
      style="margin:0 0 8px"
    >
      ${told.map(
        (entry) =>
          html`<tr>
            <td class="muted" valign="top" width="28" style="${cell};${inkOf("muted")}">
              ${entry.number}.
            </td>
            <td class="ink" valign="top" style="${cell};${inkOf("ink")}">
              <strong>${entry.story.title}</strong><br />${capitalize(entry.story.gist)}
            </td>
          </tr>`,
      )}
    </table>
    ${rest === null ? null : renderLine(`${rest}.`)}`;
}

const cell = `padding:3px 0;font-size:14px;line-height:1.45;${mailFont}`;

function renderEntry(entry: DigestEntry): Html {
  const { number, alert, story, first, more } = entry;
  const [source] = story.sources;
  const effect =
    story.effect === null
      ? null
      : html`<strong class="ink" style="${inkOf("ink")}">${story.effect}</strong> &middot; `;
  return html`<div
    class="line"
    style="margin:22px 0 0;padding:16px 0 0;border-top:1px solid ${surfaces.line.light}"
  >
    <h2
      class="ink"
      style="margin:0 0 2px;font-size:18px;line-height:1.35;font-weight:700;${inkOf("ink")}"
    >
      ${number}. ${story.title}
    </h2>
    <p class="ink" style="margin:0 0 2px;font-size:16px;line-height:1.45;${inkOf("ink")}">
      ${capitalize(story.gist)}
    </p>
    ${renderLine(html`${effect}${story.seen}`)} ${toFlagsBeside(story).map(renderFlag)}
    ${
      first === null
        ? null
        : renderChangeCard(first, {
            maxChars: clauseCharsOf(entry),
            generated: toGenerated(first, alert.explanations),
            asked: alert.asked?.topics,
            leadInOf: alert.leadInOf,
          })
    }
    ${renderLine(
      html`${more === null ? null : html`${more}. `}${renderWhole(entry)}${
        source === undefined
          ? null
          : html` &middot; ${renderNamedLink(source, `Source: ${source}`)}`
      }`,
    )}
  </div>`;
}

/** Its page, where there is one that everybody can open; else the command that shows it. */
function renderWhole({ alert, story }: DigestEntry): Html {
  const { permalink } = alert;
  if (permalink !== null && toSafeUrl(permalink) !== null)
    return renderNamedLink(permalink, "Whole comparison");
  return html`Whole comparison: ${renderCommand(story.command)}`;
}

function renderNamed(entries: readonly DigestEntry[]): Html {
  return html`<h2
      class="ink"
      style="margin:22px 0 6px;font-size:16px;line-height:1.35;font-weight:700;${inkOf("ink")}"
    >
      Also changed
    </h2>
    <p class="ink" style="margin:0 0 8px;font-size:14px;line-height:1.7;${inkOf("ink")}">
      ${entries.map((entry) => html`${toListLine(entry)} (${renderBareWhole(entry)})<br />`)}
    </p>`;
}

/** The same without a style of its own: of these there are many. */
function renderBareWhole({ alert: { permalink }, story }: DigestEntry): Html {
  if (permalink === null) return html`${story.command}`;
  return renderNamedLink(permalink, "whole comparison");
}

function renderLine(content: Html | string): Html {
  return html`<p
    class="muted"
    style="margin:0 0 8px;font-size:14px;line-height:1.5;${inkOf("muted")};word-break:break-word;overflow-wrap:anywhere"
  >
    ${content}
  </p>`;
}

function renderCommand(command: string): Html {
  return html`<code
    class="ink"
    style="font-family:Consolas,Menlo,monospace;font-size:13px;${inkOf("ink")}"
    >${command}</code
  >`;
}

function toGist({ story }: DigestEntry): string {
  return `${story.title}: ${story.gist}`;
}
