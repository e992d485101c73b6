import { assertNever } from "../../src/model/errors.ts";
import type { Message } from "../../src/model/message.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { Channel } from "../../src/model/subscription.ts";
import { channels } from "../../src/model/subscription.ts";
import type { Alert, IncidentAlert } from "../../src/render/alert.ts";
import { toCalendarDays } from "../../src/render/calendar-days.ts";
import { renderCalendar } from "../../src/render/calendar.ts";
import { renderComparison } from "../../src/render/comparison.ts";
import { toFeedEntry } from "../../src/render/feed-entry.ts";
import type { FeedHead } from "../../src/render/feed.ts";
import { renderAtom, renderJsonFeed } from "../../src/render/feed.ts";
import { renderIncidentList } from "../../src/render/incident-list.ts";
import { renderMessage } from "../../src/render/message.ts";
import { renderConfirmationMail, renderWelcomeMail } from "../../src/render/self-service-mail.ts";
import { createSampleIncident } from "./sample.ts";
import {
  findHeaderFaults,
  findHiddenFaults,
  findHtmlFaults,
  findJsonFaults,
  findTerminalFaults,
} from "./surface-faults.ts";
import { findXmlFaults } from "./xml-faults.ts";

/** What a reader's program is given, and how it reads it. */
export interface Part {
  readonly kind: keyof typeof findFaults;
  readonly text: string;
}

const bytesOf = (text: string): number => Buffer.byteLength(text);

/** By kind, what may not be in a part. */
const findFaults = {
  mail: findHtmlFaults,
  html: findHtmlFaults,
  text: findHiddenFaults,
  terminal: findTerminalFaults,
  header: findHeaderFaults,
  json: (text: string) => findJsonFaults(JSON.parse(text)),
  // The provider's words as they are: a program reads them, and decides itself what it shows.
  data: (text: string) => [
    // eslint-disable-next-line no-control-regex -- none may be left
    ...(/[\u0000-\u001F]/.test(text) ? ["a control code"] : []),
    ...(JSON.stringify(JSON.parse(text)).isWellFormed() ? [] : ["an unpaired surrogate"]),
  ],
  xml: (text: string) => [...findXmlFaults(text), ...findHiddenFaults(text)],
  calendar: findCalendarFaults,
} as const;

/** What each may be at most, in bytes; what no reader or server takes more of. */
const maxBytes: Readonly<Record<keyof typeof findFaults, number>> = {
  mail: 70_000,
  html: 70_000,
  text: 30_000,
  terminal: 120_000,
  header: 600,
  json: 100_000,
  data: 1_000_000,
  xml: 300_000,
  calendar: 60_000,
};

/** Gives what is wrong with a part; empty for nothing. */
export function findPartFaults({ kind, text }: Part): string[] {
  const size = bytesOf(text);
  return [
    ...findFaults[kind](text),
    ...(size > maxBytes[kind] ? [`${size} bytes of ${kind}, more than ${maxBytes[kind]}`] : []),
  ];
}

/** What is made of an alert, and of an incident, for one kind of reader. */
export interface Surface {
  readonly name: string;
  readonly channel: Channel;
  /** Shows all there is, however much, to somebody who asked for that. @default false */
  readonly isWhole?: boolean;
  /** Shows nothing of a change. @default false */
  readonly isApart?: boolean;
  readonly toParts: (alert: Alert, incident: IncidentAlert) => readonly Part[];
}

/** Gives the parts of one alert for this surface's channel. */
export function toPartsOf({ channel, toParts }: Surface, alert: Alert): readonly Part[] {
  const notification = { ...alert.notification, channel };
  return toParts({ ...alert, notification }, createSampleIncident(channel));
}

const head: FeedHead = {
  id: "urn:clausewatch:feed:test",
  title: "Clausewatch",
  description: "What changed.",
  selfUrl: "https://watch.example/feed",
  homeUrl: "https://watch.example/",
  emptyAt: parseInstant("1970-01-01T00:00:00Z"),
};

/** Everything that carries words of providers, readers or models to somebody. */
export const surfaces: readonly Surface[] = [
  ...channels.flatMap((channel): Surface[] => [
    {
      name: `an alert for ${channel}`,
      channel,
      toParts: (alert) => toMessageParts(renderMessage(alert)),
    },
    {
      name: `a digest for ${channel}`,
      channel,
      toParts: (alert) =>
        toMessageParts(renderMessage({ kind: "digest", why: "daily", alerts: [alert, alert] })),
    },
    {
      name: `an incident for ${channel}`,
      isApart: true,
      channel,
      toParts: (_, incident) => toMessageParts(renderMessage(incident)),
    },
    {
      name: `a list of incidents for ${channel}`,
      isApart: true,
      channel,
      toParts: (_, incident) => toMessageParts(renderIncidentList([incident, incident])),
    },
  ]),
  {
    name: "a feed",
    channel: "console",
    toParts: (alert) => {
      const { change } = alert;
      const entry = toFeedEntry({ id: change.id, alert, updatedAt: change.detectedAt });
      return [
        { kind: "header", text: entry.title },
        { kind: "html", text: entry.content },
        { kind: "xml", text: renderAtom([entry], head) },
        { kind: "json", text: renderJsonFeed([entry], head) },
      ];
    },
  },
  {
    name: "a calendar",
    channel: "console",
    toParts: (alert) => {
      const { id, detectedAt } = alert.change;
      const days = toCalendarDays({ id, alert, updatedAt: detectedAt });
      return [{ kind: "calendar", text: renderCalendar(days, head) }];
    },
  },
  {
    name: "mails of the self-service",
    isApart: true,
    channel: "email",
    toParts: ({ asked }) => {
      const { services = [], words = [] } = asked ?? {};
      const filter = { services, words, topics: [], directions: [] };
      const request = { ...filter, rhythm: "instant", timeZone: "UTC" } as const;
      const options = { to: "a@example.com", mailDomain: "alerts.example.com", request };
      const link = "https://watch.example/t/1";
      return [
        renderConfirmationMail({ ...options, confirm: link }),
        renderWelcomeMail({ ...options, manage: link, unsubscribe: link }),
      ].flatMap(toMessageParts);
    },
  },
  {
    name: "a comparison in a terminal",
    isWhole: true,
    channel: "console",
    toParts: ({ change, explanations }) => [
      {
        kind: "terminal",
        text: renderComparison(change.comparison, {
          hasColour: true,
          ...(explanations && { explanations }),
        }),
      },
    ],
  },
];

function toMessageParts(message: Message): readonly Part[] {
  switch (message.channel) {
    case "email":
      return [
        { kind: "mail", text: message.html },
        { kind: "text", text: message.text },
        ...[message.subject, message.messageId, ...message.references].map((text): Part => ({
          kind: "header",
          text,
        })),
      ];
    case "slack":
      return [message, ...message.replies].map(({ text, blocks }) => ({
        kind: "json",
        text: JSON.stringify({ text, blocks }),
      }));
    case "teams":
      return [{ kind: "json", text: JSON.stringify(message.card) }];
    case "webhook":
      return [{ kind: "data", text: message.body }];
    case "console":
      return [{ kind: "terminal", text: message.text }];
    default:
      return assertNever(message);
  }
}

const calendarLine =
  /^(?:(?:BEGIN|END):(?:VCALENDAR|VEVENT|VTIMEZONE)|[A-Z-]+(?:;[A-Z-]+=(?:"[^"]*"|[^":;,]*))*:.*)$/;

/** RFC 5545: lines that end with CR LF, of 75 octets at most, each a property that is known to be ours. */
function findCalendarFaults(text: string): string[] {
  const lines = text.replaceAll("\r\n ", "").split("\r\n");
  return [
    ...text.split("\r\n").flatMap((line) => (bytesOf(line) > 75 ? [`long line: ${line}`] : [])),
    ...lines.flatMap((line) => findHiddenFaults(line)),
    ...lines.flatMap((line) => (line === "" || calendarLine.test(line) ? [] : [`line: ${line}`])),
    ...lines.flatMap((line) => (/^BEGIN:VALARM|^ACTION|^ATTACH/.test(line) ? [line] : [])),
  ];
}
