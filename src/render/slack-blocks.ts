import { clip } from "./fold.ts";
import { toSafeUrl } from "./html.ts";
import { toVisible } from "./visible.ts";

export type Block = Readonly<Record<string, unknown>>;

export interface RichStyle {
  readonly bold?: true;
  readonly italic?: true;
  readonly strike?: true;
  readonly underline?: true;
}

export interface RichElement {
  readonly type: "text";
  readonly text: string;
  readonly style?: RichStyle;
}

/**
 * Block Kit's limits: blocks of a message, characters of a text object, of a header, elements of a context. Rich text
 * has none of its own that is documented; its texts are kept to those of a text object.
 * @see https://docs.slack.dev/reference/block-kit/blocks
 * @see https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
export const maxBlocks = 50;
export const maxTextChars = 3000;
const maxHeaderChars = 150;
const maxContextElements = 10;

/**
 * Of all blocks of a message together, as JSON: Slack answers `msg_blocks_too_long` at some 13,200 characters, of
 * which it says only "12,000 text characters with a buffer for block containers"; with rich text it has refused
 * 11,341 characters of text. Counted with their containers, 12,000 are below all that was ever refused.
 * @see https://github.com/slackapi/bolt-js/issues/2509 https://github.com/slackapi/bolt-js/issues/2867
 */
export const maxMessageChars = 12_000;

/**
 * Gives text for a place where Slack reads markup (`mrkdwn`, a message's `text`, plain text objects):
 * with these three escaped, no mention, link or date can come alive.
 */
export function escapeSlack(text: string): string {
  return toVisible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Gives how much of a message's size these blocks take. */
export function toChars(blocks: readonly Block[]): number {
  return JSON.stringify(blocks).length;
}

/** An address that is longer is shown as text: cut, it would lead elsewhere. */
const maxLinkChars = 1000;

/** Our own links only: the address is shown as it is, percent-encoded where Slack would see markup. */
export function link(address: string): string {
  const url = toSafeUrl(address);
  if (url === null) return escapeSlack(address);
  if (url.length > maxLinkChars) return escapeSlack(clip(url, maxLinkChars));
  return `<${url.replaceAll("|", "%7C").replaceAll("<", "%3C").replaceAll(">", "%3E").replaceAll("&", "&amp;")}>`;
}

export function header(text: string): Block {
  // Escapes count towards the limit, so the cut comes after them, never inside one.
  const escaped = cutEscaped(escapeSlack(text.replaceAll("\n", " ")), maxHeaderChars);
  return { type: "header", text: { type: "plain_text", text: escaped, emoji: false } };
}

/** Small grey lines; empty ones are left out, since Slack refuses them. */
export function context(texts: readonly string[]): Block {
  const elements = texts
    .filter((text) => text !== "")
    .slice(0, maxContextElements)
    .map((text) => ({ type: "mrkdwn", text: cutEscaped(text, maxTextChars), verbatim: true }));
  return { type: "context", elements };
}

export function richText(elements: readonly Block[]): Block {
  return { type: "rich_text", elements };
}

export function section(elements: readonly RichElement[]): Block {
  return { type: "rich_text_section", elements: withoutEmpty(elements) };
}

export function quote(elements: readonly RichElement[]): Block {
  return { type: "rich_text_quote", elements: withoutEmpty(elements) };
}

/**
 * A text element of rich text, which Slack shows letter for letter. Should any client read markup in it all
 * the same, the word joiner after `<` keeps `<!channel>` and `<https://…|…>` from being any.
 */
export function plain(text: string, style?: RichStyle): RichElement {
  const literal = clip(toVisible(text), maxTextChars - 100).replaceAll(
    /<(?=[!@#]|[a-z]+:)/gi,
    "<\u2060",
  );
  return { type: "text", text: clip(literal, maxTextChars), ...(style && { style }) };
}

function withoutEmpty(elements: readonly RichElement[]): readonly RichElement[] {
  const filled = elements.filter(({ text }) => text !== "");
  return filled.length === 0 ? [{ type: "text", text: "…" }] : filled;
}

function cutEscaped(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${text
    .slice(0, maxChars - 1)
    .replace(/&[a-z]{0,3}$/, "")
    .toWellFormed()}…`;
}
