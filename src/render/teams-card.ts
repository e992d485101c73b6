import type { JsonObject } from "../model/message.ts";
import { toSafeUrl } from "./html.ts";
import { toVisible } from "./visible.ts";

/**
 * A card with its envelope is at most 28 KB, "approximately" and without saying how it is counted: what stays below
 * 24,000 bytes of UTF-8 leaves room for the envelope and for non-ASCII text that is escaped on the way.
 * @see https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
export const maxCardBytes = 24_000;

/** More buttons than these Teams does not show. */
const maxActions = 6;

export interface RunStyle {
  readonly weight?: "Bolder";
  readonly size?: "Small" | "Medium";
  readonly color?: "Attention" | "Good";
  readonly isSubtle?: true;
  readonly italic?: true;
  readonly strikethrough?: true;
  readonly underline?: true;
  readonly fontType?: "Monospace";
}

export interface Placement {
  readonly spacing?: "None" | "Small" | "Medium" | "Large";
  /** A line above. */
  readonly separator?: true;
}

/**
 * Gives a run of text, in which Markdown is not read: the place for what others wrote.
 * @see https://learn.microsoft.com/en-us/adaptive-cards/schema-explorer/text-run
 */
export function run(text: string, style: RunStyle = {}): JsonObject {
  return { type: "TextRun", text: toLiteral(text), ...style };
}

/** Gives a run that leads somewhere; the text alone where the address may not be linked to. */
export function linkRun(text: string, address: string): JsonObject {
  const url = toSafeUrl(address);
  if (url === null) return run(text);
  return { ...run(text), selectAction: { type: "Action.OpenUrl", url } };
}

/** Gives a paragraph of runs; those without text are left out. */
export function paragraph(inlines: readonly JsonObject[], placement: Placement = {}): JsonObject {
  return {
    type: "RichTextBlock",
    inlines: inlines.filter(({ text }) => text !== ""),
    ...placement,
  };
}

/** Gives a heading that screen readers find, its Markdown escaped. */
export function heading(text: string): JsonObject {
  return {
    type: "TextBlock",
    text: escapeMarkdown(text),
    style: "heading",
    size: "Medium",
    weight: "Bolder",
    wrap: true,
  };
}

/** Gives labels beside their values, Markdown escaped in both. */
export function factSet(
  facts: readonly { readonly label: string; readonly value: string }[],
): JsonObject {
  return {
    type: "FactSet",
    facts: facts.map(({ label, value }) => ({
      title: escapeMarkdown(label),
      value: escapeMarkdown(value),
    })),
  };
}

export function container(
  items: readonly JsonObject[],
  options: Placement & { readonly style?: "emphasis" | "warning" } = {},
): JsonObject {
  return { type: "Container", items, ...options };
}

/** Gives a button; none where the address may not be linked to. */
export function openUrl(title: string, address: string): JsonObject[] {
  const url = toSafeUrl(address);
  return url === null ? [] : [{ type: "Action.OpenUrl", title, url }];
}

export interface CardParts {
  readonly body: readonly JsonObject[];
  readonly actions?: readonly JsonObject[];
  /** Said where the card cannot be shown, and read aloud. */
  readonly spoken: string;
}

/**
 * Gives the card: version 1.5, the newest that Teams shows on every client, as wide as the conversation.
 * @see https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-format
 */
export function renderCard({ body, actions = [], spoken }: CardParts): JsonObject {
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    lang: "en",
    msteams: { width: "Full" },
    fallbackText: escapeMarkdown(spoken),
    // Read as SSML where it looks like it.
    speak: toLiteral(spoken).replaceAll("&", " and ").replaceAll(/[<>]/g, " "),
    body,
    ...(actions.length > 0 && { actions: actions.slice(0, maxActions) }),
  };
}

/** Gives how much of a card's size something takes. */
export function toBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).byteLength;
}

/**
 * Hidden characters are shown, and a word joiner keeps `{{DATE(…)}}` and `${…}`, which clients and templates replace
 * in any text of a card, from being either.
 */
function toLiteral(text: string): string {
  return toVisible(text).replaceAll(/([{$])(?=\{)/g, "$1\u2060");
}

/** For the places where Teams reads Markdown. */
function escapeMarkdown(text: string): string {
  return toLiteral(text)
    .replaceAll(/[\\`*_~[\]()<>#|!]/g, "\\$&")
    .replaceAll(/^(\s*)([-+]|\d+[.)])(?=\s)/gm, "$1\\$2");
}
