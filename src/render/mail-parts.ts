import type { ClauseChange } from "../model/comparison.ts";
import type { Direction } from "../model/topic.ts";
import type { Entry, EntryOptions } from "./entry.ts";
import { toEntry } from "./entry.ts";
import type { Html } from "./html.ts";
import type { Generated } from "./generated.ts";
import { verbatimLabel } from "./generated.ts";
import { html, toSafeUrl } from "./html.ts";
import type { VerdictGroup } from "./labels.ts";
import { capitalize, toFavour, toUnsure, toVerdict, toVerdictGroups } from "./labels.ts";
import type { ToneName } from "./mail-colours.ts";
import { groundOf, inkOf, surfaces, tintOf } from "./mail-colours.ts";
import { mailFont } from "./mail-layout.ts";
import { renderMailRedline } from "./mail-redline.ts";
import type { Fact } from "./story.ts";

/**
 * Colours stand inline for mail readers that drop style sheets; the classes let `mail-colours.ts` turn
 * them for dark screens. No meaning hangs on a colour: every verdict is a word, every edit has its marks.
 */
const muted = `font-size:14px;line-height:1.5;${inkOf("muted")}`;

export interface CardOptions extends EntryOptions {
  /** Of the redline. */
  readonly maxChars: number;
  readonly generated: Generated | null;
  /** False where the verdict stands above already. @default true */
  readonly hasVerdict?: boolean;
  /** Its place among the cards, shown where there are several. */
  readonly number?: number;
}

/** One clause change: verdict and topics, where it stands, what is generated of it, the redline, why it was judged so. */
export function renderChangeCard(change: ClauseChange, options: CardOptions): Html {
  const { maxChars, generated, number, hasVerdict = true } = options;
  const entry = toEntry(change, options);
  return html`<table
    role="presentation"
    width="100%"
    border="0"
    cellpadding="0"
    cellspacing="0"
    style="margin:0 0 16px"
  >
    <tr>
      <td
        class="line"
        style="padding:14px 16px;border:1px solid ${surfaces.line.light};border-left:4px solid ${accentOf(entry)};${mailFont}"
      >
        ${hasVerdict ? html`<p class="muted" style="margin:0 0 6px;${muted}">${renderVerdict(change)}</p>` : null}
        <h2
          class="ink"
          style="margin:0 0 4px;font-size:16px;line-height:1.35;font-weight:700;${inkOf("ink")}"
        >
          ${number === undefined ? null : `${number}. `}${toCardTitle(entry)}
        </h2>
        ${renderPath(entry)} ${generated === null ? null : renderGenerated(generated)}
        ${renderUnder(entry)} ${renderMailRedline(entry.spans, maxChars)}
        ${renderReasons(entry.reasons)}
      </td>
    </tr>
  </table>`;
}

/** `New clause (v): building competing models, training on outputs`. */
function toCardTitle({ kind, topics }: Entry): string {
  const shown = topics.slice(0, 3);
  return shown.length === 0 ? kind : `${kind}: ${shown.join(", ")}`;
}

/** A box of its own, with a label at its head and another where the provider's words begin. */
function renderGenerated({ label, statements, opinion, dropped }: Generated): Html {
  return html`<table
      role="presentation"
      width="100%"
      border="0"
      cellpadding="0"
      cellspacing="0"
      style="margin:0 0 8px"
    >
      <tr>
        <td
          class="made"
          bgcolor="${groundOf("made")}"
          style="padding:8px 12px;border:1px dashed #7a6aa8;${tintOf("made")};${mailFont}"
        >
          <p style="margin:0;font-size:13px;line-height:1.4"><strong>${label}</strong></p>
          ${statements.map(({ text, quotes }) => renderLine(html`${text} <em>[${quotes.join("; ")}]</em>`))}
          ${renderLine(opinion)} ${dropped === null ? null : renderLine(dropped)}
        </td>
      </tr>
    </table>
    <p class="muted" style="margin:0 0 4px;${muted}">${verbatimLabel}</p>`;
}

function renderLine(content: Html | string): Html {
  return html`<p style="margin:4px 0 0;font-size:14px;line-height:1.5">${content}</p>`;
}

/** The judgement in one word on a tinted ground, and beside it whom it serves. */
export function renderVerdict(change: ClauseChange): Html {
  const favour = toFavour(change);
  const unsure = toUnsure(change);
  return html`${renderBadge({ verdict: toVerdict(change), direction: change.direction })}
  ${favour === null ? null : capitalize(favour)}${unsure === null ? null : `, ${unsure}`}`;
}

/** The same of several clauses: those that differ each with its number. */
export function renderVerdicts(changes: readonly ClauseChange[]): Html {
  const [first] = changes;
  if (first !== undefined && changes.length === 1) return renderVerdict(first);
  const groups = toVerdictGroups(changes);
  const parts = groups.map(({ count, verdict, favour, direction }, at) => {
    const number = groups.length === 1 ? "" : `${count} × `;
    const meaning = favour === null ? null : ` ${capitalize(favour)}`;
    return html`${at === 0 ? null : html`<br />`}${number}${renderBadge({ verdict, direction })}${meaning}`;
  });
  return html`${parts}`;
}

/** The judgement in one word, on a tinted ground. */
function renderBadge({ verdict, direction }: Pick<VerdictGroup, "verdict" | "direction">): Html {
  const tone = toneOf(direction);
  return html`<span
    class="${tone}"
    style="display:inline-block;padding:1px 8px;font-size:13px;line-height:1.5;font-weight:700;mso-padding-alt:0;${tintOf(tone)}"
    >${verdict}</span
  >`;
}

export function renderFlag({ label, value }: Fact): Html {
  return html`<table
    role="presentation"
    width="100%"
    border="0"
    cellpadding="0"
    cellspacing="0"
    style="margin:0 0 10px"
  >
    <tr>
      <td
        class="flag"
        bgcolor="${groundOf("flag")}"
        style="padding:9px 14px;font-size:14px;line-height:1.5;${tintOf("flag")};${mailFont}"
      >
        <strong>${label}:</strong> ${value}
      </td>
    </tr>
  </table>`;
}

export function renderFact({ label, value }: { label: string; value: Html | string }): Html {
  const cell = `padding:2px 0;font-size:14px;line-height:1.5;${mailFont}`;
  return html`<tr>
    <td class="muted" valign="top" width="150" style="${cell};padding-right:14px;${inkOf("muted")}">
      ${label}
    </td>
    <td
      class="ink"
      valign="top"
      style="${cell};${inkOf("ink")};word-break:break-word;overflow-wrap:anywhere"
    >
      ${value}
    </td>
  </tr>`;
}

/** The address is shown whole, so that nobody has to guess where it leads. */
export function renderLink(address: string): Html {
  return renderNamedLink(address, toSafeUrl(address) ?? address);
}

/** A link of ours; an address that may not be linked to is shown as text. */
export function renderNamedLink(address: string, name: string): Html {
  const url = toSafeUrl(address);
  if (url === null) return html`${name}`;
  return html`<a class="link" href="${url}" style="${inkOf("link")};text-decoration:underline"
    >${name}</a
  >`;
}

function renderPath({ path, pathBefore }: Entry): Html | null {
  if (path === "" && pathBefore === null) return null;
  const before = pathBefore === null ? "" : ` (before: ${pathBefore || "at the top"})`;
  return html`<p class="muted" style="margin:0 0 10px;${muted}" dir="auto">${path}${before}</p>`;
}

/** The sentence that the redline goes on from. */
function renderUnder({ under }: Entry): Html | null {
  if (under === null) return null;
  return html`<p class="muted" style="margin:0 0 6px;${muted}" dir="auto">${under}</p>`;
}

function renderReasons(reasons: readonly string[]): Html | null {
  if (reasons.length === 0) return null;
  return html`<p class="muted" style="margin:10px 0 0;${muted}">
    <strong>Why:</strong> ${reasons.join("; ")}
  </p>`;
}

function accentOf({ direction }: Pick<Entry, "direction">): string {
  const accents: Readonly<Record<Direction, string>> = {
    tightened: "#c5362b",
    mixed: "#c5362b",
    loosened: "#1d7a45",
    neutral: "#8a94a3",
  };
  return direction === null ? accents.neutral : accents[direction];
}

function toneOf(direction: Direction | null): ToneName {
  if (direction === "tightened" || direction === "mixed") return "del";
  return direction === "loosened" ? "ins" : "plain";
}
