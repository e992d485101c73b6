import type { Html } from "./html.ts";
import { html, toSafeUrl } from "./html.ts";
import { toVisible, toVisibleLine } from "./visible.ts";

// What marks running text. Each form is bounded or excludes its own beginning, so that hostile text costs no more than
// its length: an escaped character, code, an image or link with its target, an address, a tag, emphasis, white space.
const token =
  /\\(?<escaped>[\\`*_{}[\]()#+\-.!|>~"'$&<])|`(?<code>[^`\n]{1,500})`|(?<image>!)?\[(?<label>(?:[^[\]\\]|\\.){0,1000})\]\((?<target>(?:[^()[\]\s]|\([^()[\]\s]*\))*)(?:\s+"[^"\n]{0,300}")?\s*\)|<(?<address>https?:\/\/[^<>\s]{1,2000})>|<(?<tag>\/?(?:br|u|s|b|i|em|strong|sup|sub|span|p|div)\b)[^<>]{0,100}>|(?<mark>\*\*|__|\*|_)|\s+/gi;

type Mark = "strong" | "em";

interface Open {
  readonly mark: Mark;
  readonly sign: string;
  readonly content: Html[];
}

const deepest = 4;

/**
 * Gives running text in Markdown as a reader sees it: emphasis, code and links, each with the host that it leads to
 * beside it, and nothing else that it could bring along. Hidden characters are shown. Linear.
 */
export function renderInline(markdown: string): Html {
  return renderPieces(markdown, { hasLinks: true, depth: 0 });
}

function renderPieces(markdown: string, within: { hasLinks: boolean; depth: number }): Html {
  const whole: Html[] = [];
  const open: Open[] = [];
  const push = (part: Html): number => (open.at(-1)?.content ?? whole).push(part);
  const close = (): void => {
    const last = open.pop();
    if (last)
      push(
        last.mark === "strong"
          ? html`<strong>${last.content}</strong>`
          : html`<em>${last.content}</em>`,
      );
  };
  const lasts = new Map<string, number>();
  const lastOf = (mark: string): number => {
    const at = lasts.get(mark) ?? markdown.lastIndexOf(mark);
    lasts.set(mark, at);
    return at;
  };
  let from = 0;
  for (const match of markdown.matchAll(token)) {
    const { 0: all, index, groups = {} } = match;
    if (index > from) push(html`${toVisible(markdown.slice(from, index))}`);
    from = index + all.length;
    const { escaped, code, label, target, address, tag, mark } = groups;
    if (escaped !== undefined) push(html`${escaped}`);
    else if (code !== undefined) push(html`<code>${toVisible(code)}</code>`);
    else if (label !== undefined)
      push(renderLink(label, target ?? "", groups["image"] !== undefined, within));
    else if (address !== undefined) push(renderLink(address, address, false, within));
    else if (tag !== undefined) push(/^br$/i.test(tag) ? html`<br />` : html``);
    else if (mark === undefined) push(html`${" "}`);
    else {
      const kind: Mark = mark.length === 2 ? "strong" : "em";
      const before = markdown[index - 1];
      const after = markdown[from];
      if (open.at(-1)?.sign === mark && !isBlank(before)) close();
      else if (mark.startsWith("_") && isLetter(before) && isLetter(after)) push(html`${mark}`);
      else if (
        !isBlank(after) &&
        lastOf(mark) > from &&
        open.length < deepest &&
        open.every((one) => one.mark !== kind)
      )
        open.push({ mark: kind, sign: mark, content: [] });
      // A lone asterisk may lead to a note; a pair is what is left of markup.
      else if (mark === "*") push(html`*`);
    }
  }
  if (from < markdown.length) push(html`${toVisible(markdown.slice(from))}`);
  while (open.length > 0) close();
  return html`${whole}`;
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

const maxHost = 60;

/** A label may say anything, so that where it leads stands beside it. */
function renderLink(
  label: string,
  target: string,
  isImage: boolean,
  { hasLinks, depth }: { readonly hasLinks: boolean; readonly depth: number },
): Html {
  if (isImage)
    return label.trim() === "" ? html`[image]` : html`[image: ${toVisibleLine(label, 300)}]`;
  const words =
    depth >= deepest
      ? html`${toVisible(label)}`
      : renderPieces(label, { hasLinks: false, depth: depth + 1 });
  const url = hasLinks ? toSafeUrl(target) : null;
  if (url === null) return words;
  const { host } = new URL(url);
  const isSaid = label.includes(host);
  return html`<a href="${url}" rel="nofollow noopener noreferrer">${words}</a>${
      isSaid ? null : html`<span class="host"> (${toVisibleLine(host, maxHost)})</span>`
    }`;
}
