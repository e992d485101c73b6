import type { ClauseChange, Span } from "../model/comparison.ts";
import type { Entry } from "./entry.ts";
import { toEntry } from "./entry.ts";
import { foldSpans } from "./fold.ts";
import type { Html } from "./html.ts";
import type { Generated } from "./generated.ts";
import { verbatimLabel } from "./generated.ts";
import { html, toSafeUrl } from "./html.ts";
import { capitalize, toVerdict } from "./labels.ts";
import type { Fact } from "./story.ts";

/**
 * Colours stand inline for mail readers that drop style sheets; the classes let `mail-layout.ts` turn
 * them for dark screens. No meaning hangs on a colour: `ins` is underlined, `del` struck through, and
 * every badge is a word.
 */
const removedStyle = "text-decoration:line-through;background:#ffe3e0;color:#8f1d14";
const addedStyle = "text-decoration:underline;font-weight:600;background:#d9f2df;color:#0c5a2a";

export interface CardOptions {
  /** Of the redline. */
  readonly maxChars: number;
  readonly generated: Generated | null;
}

/** One clause change: verdict and topics, where it stands, what is generated of it, the redline, why it was judged so. */
export function renderChangeCard(change: ClauseChange, { maxChars, generated }: CardOptions): Html {
  const entry = toEntry(change);
  const topics = entry.topics.slice(0, 3).map(capitalize).join(", ");
  return html`<table
    role="presentation"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    class="card"
    style="margin:0 0 14px;border:1px solid #dfe3e8;border-left:4px solid ${accentOf(entry)};border-radius:6px;background:#ffffff"
  >
    <tr>
      <td style="padding:12px 16px">
        <p class="muted" style="margin:0 0 6px;font-size:13px;line-height:1.5;color:#5b6470">
          ${renderBadge(change)} <strong class="ink" style="color:#16191d">${topics}</strong>
          ${topics === "" ? "" : "· "}${entry.kind}
        </p>
        ${renderPath(entry)} ${generated === null ? null : renderGenerated(generated)}
        <p
          class="ink"
          style="margin:0;font-size:15px;line-height:1.6;color:#16191d;overflow-wrap:anywhere"
        >
          ${renderRedline(foldSpans(entry.spans, { maxChars }))}
        </p>
        ${renderReasons(entry.reasons)}
      </td>
    </tr>
  </table>`;
}

/** A box of its own, with a label at its head and another where the provider's words begin. */
function renderGenerated({ label, statements, opinion, dropped }: Generated): Html {
  return html`<table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      style="margin:0 0 8px"
    >
      <tr>
        <td
          class="made"
          style="padding:8px 12px;border:1px dashed #7a6aa8;border-radius:6px;background:#f3f0fa;color:#3a2f5c"
        >
          <p style="margin:0;font-size:13px;line-height:1.4"><strong>${label}</strong></p>
          ${statements.map(({ text, quotes }) => renderLine(html`${text} <em>[${quotes.join("; ")}]</em>`))}
          ${renderLine(opinion)} ${dropped === null ? null : renderLine(dropped)}
        </td>
      </tr>
    </table>
    <p class="muted" style="margin:0 0 4px;font-size:13px;line-height:1.4;color:#5b6470">
      ${verbatimLabel}
    </p>`;
}

function renderLine(content: Html | string): Html {
  return html`<p style="margin:4px 0 0;font-size:14px;line-height:1.5">${content}</p>`;
}

/** Line breaks of the clause stay; nothing else in it is markup. */
function renderRedline(spans: readonly Span[]): Html {
  const parts = spans.map(({ op, text }) => {
    if (op === "removed")
      return html`<del class="del" style="${removedStyle}">${renderLines(text)}</del>`;
    if (op === "added")
      return html`<ins class="ins" style="${addedStyle}">${renderLines(text)}</ins>`;
    return renderLines(text);
  });
  return html`${parts}`;
}

/** The judgement in one word, on a tinted ground. */
export function renderBadge(change: ClauseChange): Html {
  const [colour, ground, name] = badgeOf(change);
  return html`<span
    class="${name}"
    style="display:inline-block;padding:1px 8px;border-radius:9px;font-size:12px;font-weight:600;color:${colour};background:${ground}"
    >${toVerdict(change)}</span
  >`;
}

export function renderFlag({ label, value }: Fact): Html {
  return html`<table
    role="presentation"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    style="margin:0 0 12px"
  >
    <tr>
      <td
        class="flag"
        style="padding:9px 14px;border-radius:6px;font-size:14px;line-height:1.5;background:#fff3cd;color:#5c4300"
      >
        <strong>${label}:</strong> ${value}
      </td>
    </tr>
  </table>`;
}

export function renderFact({ label, value }: { label: string; value: Html | string }): Html {
  return html`<tr>
    <td class="muted" valign="top" style="padding:2px 14px 2px 0;white-space:nowrap;color:#5b6470">
      ${label}
    </td>
    <td class="ink" valign="top" style="padding:2px 0;color:#16191d;overflow-wrap:anywhere">
      ${value}
    </td>
  </tr>`;
}

/** The address is shown whole, so that nobody has to guess where it leads. */
export function renderLink(address: string): Html {
  const url = toSafeUrl(address);
  if (url === null) return html`${address}`;
  return html`<a class="link" href="${url}" style="color:#0b57d0">${url}</a>`;
}

function renderPath({ path, pathBefore }: Entry): Html | null {
  if (path === "" && pathBefore === null) return null;
  const before = pathBefore === null ? "" : ` (before: ${pathBefore || "at the top"})`;
  return html`<p class="muted" style="margin:0 0 8px;font-size:13px;line-height:1.4;color:#5b6470">
    ${path}${before}
  </p>`;
}

function renderReasons(reasons: readonly string[]): Html | null {
  if (reasons.length === 0) return null;
  return html`<p class="muted" style="margin:8px 0 0;font-size:13px;line-height:1.4;color:#5b6470">
    <em>Why:</em> ${reasons.join("; ")}
  </p>`;
}

function renderLines(text: string): Html {
  const lines = text
    .split("\n")
    .map((line, at) => (at === 0 ? html`${line}` : html`<br />${line}`));
  return html`${lines}`;
}

function accentOf({ direction }: Entry): string {
  if (direction === "tightened" || direction === "mixed") return "#c5362b";
  return direction === "loosened" ? "#1d7a45" : "#8a94a3";
}

function badgeOf({ direction }: ClauseChange): readonly [string, string, string] {
  if (direction === "tightened" || direction === "mixed") return ["#8f1d14", "#ffe3e0", "tight"];
  if (direction === "loosened") return ["#0c5a2a", "#d9f2df", "loose"];
  return ["#3c4450", "#e8ebef", "plain"];
}
