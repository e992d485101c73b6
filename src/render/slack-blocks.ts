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

/** Block Kit's limits. @see https://docs.slack.dev/reference/block-kit/blocks */
export const maxTextChars = 3000;
const maxHeaderChars = 150;

/**
 * Gives text for a place where Slack reads markup (`mrkdwn`, a message's `text`, plain text objects):
 * with these three escaped, no mention, link or date can come alive.
 */
export function escapeSlack(text: string): string {
  return toVisible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Our own links only: the address is shown as it is, percent-encoded where Slack would see markup. */
export function link(address: string): string {
  const url = toSafeUrl(address);
  if (url === null) return escapeSlack(address);
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
