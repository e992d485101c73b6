import type { Explanations } from "../../core/explain/explanation.ts";
import type { LeadInOf } from "../../core/clauses/lead-ins.ts";
import type { ClauseChange } from "../../model/comparison.ts";
import type { Entry } from "../../render/entry.ts";
import { toEntry } from "../../render/entry.ts";
import type { Generated } from "../../render/generated.ts";
import { toGenerated, verbatimLabel } from "../../render/generated.ts";
import type { Html } from "../../render/html.ts";
import { html, toHtmlText } from "../../render/html.ts";
import { capitalize, toCount, toFavour, toUnsure } from "../../render/labels.ts";
import { findLeadIn, toLeadInLine } from "../../render/lead-in.ts";
import { renderBadge, toneOf } from "./badge.ts";
import type { NumberedChange } from "./change-parts.ts";
import { renderRedline } from "./redline.ts";

export interface CardsOptions {
  readonly leadInOf: LeadInOf;
  readonly explanations: Explanations | undefined;
  /** Where all of a clause stands that is too long for the page. */
  readonly wholeHref: string;
  /** What people found of a clause, and where they say so. @default nothing */
  readonly reviewOf?: ((item: NumberedChange) => Html | null) | undefined;
  /** Of all cards together, in UTF-8. */
  readonly maxBytes: number;
  /** Where a card is on its page. @default `clause-3` */
  readonly anchorOf?: (item: NumberedChange) => string;
  /** Where a clause came from, in the place of the words for that; undefined: these words. @default undefined */
  readonly originOf?: (item: NumberedChange) => Html | undefined;
  /** Leads on to the next card and back. @default nothing */
  readonly stepsOf?: (item: NumberedChange) => Html;
  /** Gives the redline, cut to so many characters. @default inline */
  readonly renderWords?: (spans: Entry["spans"], maxChars: number) => Html;
}

/** A card's redline is cut to ever less of this, until all cards fit. */
const mostChars = 200_000;
const fewestChars = 500;

/** Where a number's card is on its part. */
export function anchorOf(number: number): string {
  return `clause-${number}`;
}

const toAnchor = ({ number }: NumberedChange): string => anchorOf(number);

/** Gives the cards by number: whole where they fit together, else the longest ones cut first, each of which says so. */
export function renderCards(
  items: readonly NumberedChange[],
  options: CardsOptions,
): ReadonlyMap<number, Html> {
  const known = items.map((item) => ({ item, entry: toEntry(item.change) }));
  const cards = new Map<number, { readonly card: Html; readonly bytes: number }>();
  for (let maxChars = mostChars; ; maxChars /= 2) {
    for (const { item, entry } of known) {
      const isShort = lengthOf(entry) <= maxChars;
      if (cards.has(item.number) && isShort) continue;
      const card = renderCard(item, entry, { ...options, maxChars });
      const bytes = new TextEncoder().encode(toHtmlText(card)).byteLength;
      cards.set(item.number, { card, bytes });
    }
    const total = [...cards.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    if (total <= options.maxBytes || maxChars <= fewestChars) break;
  }
  return new Map([...cards].map(([number, { card }]) => [number, card]));
}

function renderCard(
  item: NumberedChange,
  entry: Entry,
  options: CardsOptions & { readonly maxChars: number },
): Html {
  const { change, number, pathBefore } = item;
  const { renderWords = renderRedline } = options;
  const generated = toGenerated(change, options.explanations);
  const under = toLeadInLine(findLeadIn(change, options.leadInOf));
  const isCut = lengthOf(entry) > options.maxChars;
  const anchor = (options.anchorOf ?? toAnchor)(item);
  return html`<article class="clause ${toneOf(change.direction)}" id="${anchor}" tabindex="-1">
    <h4><a class="number" href="#${anchor}">${number}.</a> ${toCardTitle(entry)}</h4>
    ${options.stepsOf?.(item) ?? null}
    <p class="verdict">${renderVerdict(change)}</p>
    ${options.originOf?.(item) ?? renderOrigin(pathBefore)}
    ${under === null ? null : html`<p class="place" dir="auto">${under}</p>`}
    ${generated === null ? null : renderGenerated(generated)}
    ${renderWords(entry.spans, options.maxChars)}
    ${isCut ? renderCut(entry, options.wholeHref) : null} ${renderGrounds(entry)}
    ${options.reviewOf?.(item) ?? null}
  </article>`;
}

function renderOrigin(pathBefore: string | null): Html | null {
  if (pathBefore === null) return null;
  return html`<p class="place" dir="auto">Stood before under: ${pathBefore || "no heading"}</p>`;
}

/** `New clause (v): building competing models, training on outputs`. */
export function toCardTitle({ kind, topics }: Pick<Entry, "kind" | "topics">): string {
  const shown = topics.slice(0, 3);
  return shown.length === 0 ? kind : `${kind}: ${shown.join(", ")}`;
}

function renderVerdict(change: ClauseChange): Html {
  const favour = toFavour(change);
  const unsure = toUnsure(change);
  const words = [favour, unsure].filter((part) => part !== null).join(", ");
  return html`${renderBadge(change)} ${capitalize(words)}`;
}

function renderGrounds({ about, reasons }: Entry): Html | null {
  const grounds = [
    { label: "About", said: about },
    { label: "Why", said: reasons },
  ].filter(({ said }) => said.length > 0);
  if (grounds.length === 0) return null;
  return html`<dl class="grounds">
    ${grounds.map(
      ({ label, said }) =>
        html`<dt>${label}</dt>
          <dd>${said.join("; ")}</dd>`,
    )}
  </dl>`;
}

function renderCut(entry: Entry, href: string): Html {
  return html`<p class="note">
    This clause has ${toCount(lengthOf(entry), "character", "characters")}, of which a part is
    shown:
    <a href="${href}">all of it, as JSON</a>.
  </p>`;
}

/** A box of its own, with a label at its head and another where the provider's words begin. */
function renderGenerated({ label, statements, opinion, dropped }: Generated): Html {
  return html`<div class="generated">
      <p><strong>${label}</strong></p>
      ${statements.map(({ text, quotes }) => html`<p>${text} <em>[${quotes.join("; ")}]</em></p>`)}
      <p>${opinion}</p>
      ${dropped === null ? null : html`<p>${dropped}</p>`}
    </div>
    <p class="side">${verbatimLabel}</p>`;
}

function lengthOf({ spans }: Entry): number {
  return spans.reduce((sum, { text }) => sum + text.length, 0);
}
