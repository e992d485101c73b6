import type { SubscriptionRequest } from "../model/access-token.ts";
import { digestOf } from "../model/digest.ts";
import type { Message } from "../model/message.ts";
import type { Html } from "./html.ts";
import { html, toHtmlText } from "./html.ts";
import { renderMail } from "./mail-layout.ts";
import type { Fact } from "./subscription-facts.ts";
import { toSubscriptionFacts } from "./subscription-facts.ts";
import { wrap } from "./wrap.ts";

/** Of plain text. */
const textWidth = 76;

type Email = Extract<Message, { channel: "email" }>;

interface MailOptions {
  readonly to: string;
  /** Right-hand side of the Message-ID. */
  readonly mailDomain: string;
}

interface Wanted {
  readonly request: SubscriptionRequest;
  /** Gives a provider's name by its id. @default the id itself */
  readonly nameOf?: (serviceId: string) => string;
}

interface Letter {
  readonly subject: string;
  readonly lead: string;
  readonly facts: readonly Fact[];
  readonly button: { readonly label: string; readonly url: string };
  /** Under the button, a paragraph each. */
  readonly notes: readonly string[];
  readonly foot: string;
  readonly unsubscribeUrl?: string;
}

const strangerFoot =
  "Somebody gave this address to Clausewatch, which tells of changes to the terms of AI providers. If that was not you, there is nothing to do: without the link above nothing more is sent, and the request is forgotten in two days.";

/** Gives the mail that asks whether an address really wants what was asked for in its name. */
export function renderConfirmationMail(
  options: MailOptions & Wanted & { readonly confirm: string },
): Email {
  return renderLetter(options, {
    subject: "Confirm your subscription to changes of AI providers’ terms",
    lead: "One step is left: confirm that you want to be told of this.",
    facts: toFacts(options),
    button: { label: "Confirm the subscription", url: options.confirm },
    notes: ["The link works for 48 hours, once."],
    foot: strangerFoot,
  });
}

/** Gives the mail that brings a reader to their subscriptions. */
export function renderManageMail(
  options: MailOptions & {
    readonly manage: string;
    /** They asked for another subscription, which nothing was done about. */
    readonly isAsking: boolean;
  },
): Email {
  return renderLetter(options, {
    subject: "Your subscriptions to changes of AI providers’ terms",
    lead: options.isAsking
      ? "You are subscribed already. Nothing has changed: behind this link you can change what you are told of, or add to it."
      : "Behind this link you can change, pause and end what you are told of.",
    facts: [],
    button: { label: "Manage your subscriptions", url: options.manage },
    notes: [
      "The link works for 30 days. Whoever has it can change your subscriptions: do not pass it on.",
    ],
    foot: "Sent because somebody asked for it with this address. If that was not you, there is nothing to do: nobody else sees the link.",
  });
}

/** Gives the mail that says what has begun, and how it ends. */
export function renderWelcomeMail(
  options: MailOptions &
    Wanted & {
      readonly manage: string;
      readonly unsubscribe: string;
    },
): Email {
  return renderLetter(options, {
    subject: "You are subscribed to changes of AI providers’ terms",
    lead: "From now on you are told when this changes.",
    facts: toFacts(options),
    button: { label: "Manage your subscriptions", url: options.manage },
    notes: [
      "The link works for 30 days, and each alert brings a fresh one. Whoever has it can change your subscriptions: do not pass it on.",
      `To end this one: ${options.unsubscribe}`,
    ],
    foot: "Sent by Clausewatch because you confirmed a subscription.",
    unsubscribeUrl: options.unsubscribe,
  });
}

function toFacts({ request, nameOf }: Wanted): readonly Fact[] {
  return toSubscriptionFacts(request, request.rhythm, nameOf);
}

function renderLetter({ to, mailDomain }: MailOptions, letter: Letter): Email {
  const { subject, button, unsubscribeUrl = null } = letter;
  return {
    channel: "email",
    to,
    subject,
    text: renderText(letter),
    html: toHtmlText(
      renderMail({
        title: subject,
        preheader: letter.lead,
        body: renderBody(letter),
        foot: letter.foot,
      }),
    ),
    // The link is fresh for each mail, so this is too; and the same where it is sent again.
    messageId: `<${digestOf(`mail of ${button.url}`).slice(0, 40)}@${mailDomain}>`,
    references: [],
    unsubscribeUrl,
  };
}

function renderText({ lead, facts, button, notes, foot }: Letter): string {
  const width = Math.max(...facts.map(({ label }) => label.length), 0);
  const list = facts.map(({ label, value }) => `  ${`${label}:`.padEnd(width + 1)} ${value}`);
  const words = [lead, ...notes].map((text) => wrap(text, textWidth));
  const blocks = [words[0], list.join("\n"), `${button.label}:\n${button.url}`, ...words.slice(1)];
  const body = blocks.filter((block) => block !== "").join("\n\n");
  return `${body}\n\n-- \n${wrap(foot, textWidth)}\n`;
}

function renderBody({ subject, lead, facts, button, notes }: Letter): Html {
  return html`<h1
      class="ink"
      style="margin:0 0 12px;font-size:22px;line-height:1.3;font-weight:700;color:#16191d"
    >
      ${subject}
    </h1>
    <p class="ink" style="margin:0 0 16px;font-size:15px;line-height:1.5;color:#16191d">${lead}</p>
    ${facts.length === 0 ? null : renderFacts(facts)}
    <table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 16px">
      <tr>
        <td style="border-radius:6px;background:#1a56b0">
          <a
            href="${button.url}"
            style="display:inline-block;padding:12px 20px;font-size:15px;font-weight:600;color:#ffffff;text-decoration:none"
            >${button.label}</a
          >
        </td>
      </tr>
    </table>
    <p
      class="muted"
      style="margin:0 0 12px;font-size:13px;line-height:1.5;color:#5b6470;word-break:break-all"
    >
      Or open this address: ${button.url}
    </p>
    ${notes.map(renderNote)}`;
}

function renderFacts(facts: readonly Fact[]): Html {
  return html`<table
    role="presentation"
    cellpadding="0"
    cellspacing="0"
    style="margin:0 0 20px;font-size:14px;line-height:1.5"
  >
    ${facts.map(
      ({ label, value }) =>
        html`<tr>
          <td
            class="muted"
            valign="top"
            style="padding:2px 14px 2px 0;color:#5b6470;white-space:nowrap"
          >
            ${label}
          </td>
          <td class="ink" valign="top" style="padding:2px 0;color:#16191d">${value}</td>
        </tr>`,
    )}
  </table>`;
}

function renderNote(note: string): Html {
  return html`<p
    class="muted"
    style="margin:0 0 8px;font-size:13px;line-height:1.5;color:#5b6470;overflow-wrap:anywhere"
  >
    ${note}
  </p>`;
}
