import { findMarks } from "../../core/search/marks.ts";
import type { ClauseSpell } from "../../model/clause-spell.ts";
import type { Terms } from "../../model/terms.ts";
import type { ClauseHit } from "../../ports/clause-index.ts";
import type { ExcerptPiece } from "../../render/excerpt.ts";
import { toExcerpt } from "../../render/excerpt.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount, toDay } from "../../render/labels.ts";
import { toClauseNumber } from "../../render/life-words.ts";
import { toTitle } from "../../render/story.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import type { SearchQuery } from "../search-query.ts";

interface HitContext {
  /** Undefined for a document that has just gone. */
  readonly terms: Terms | undefined;
  readonly query: SearchQuery;
}

const maxPlace = 140;

/** Gives a clause that was found: whose it is, where it stands, what it says with the hits marked, and from when to when. */
export function renderHit(paths: Paths, hit: ClauseHit, { terms, query }: HitContext): Html {
  const { spell, marks, wordings } = hit;
  const { termsId, clauseId, versionId, start, leadIn } = spell;
  const title = terms === undefined ? termsId : toTitle(terms);
  const wanted = query.parsed.wanted;
  const lead = toVisibleLine(leadIn ?? "", 200);
  return html`<li class="hit">
    <h3><a href="${paths.to(addresses.clause(termsId, clauseId))}">${title}</a></h3>
    <p class="place">${renderPieces(markLine(toPlace(spell), wanted))}</p>
    <p class="words" dir="auto">
      ${lead === "" ? null : html`<span class="lead-in">${renderPieces(markLine(lead, wanted))}</span> `}${renderPieces(toExcerpt(spell.wording, marks))}
    </p>
    <p class="facts">
      ${toSpan(spell)}${wordings > 1 ? `; ${toCount(wordings, "wording", "wordings")} of it fit` : ""}
      <span class="ways">
        <a href="${paths.to(addresses.clauseIn(versionId, start))}"
          >In its text<span class="unseen">, ${title}</span></a
        >
      </span>
    </p>
  </li>`;
}

function markLine(text: string, wanted: SearchQuery["parsed"]["wanted"]): readonly ExcerptPiece[] {
  return toExcerpt(text, findMarks(wanted, text), { maxChars: 1000 });
}

function renderPieces(pieces: readonly ExcerptPiece[]): readonly Html[] {
  return pieces.map(({ text, isMarked }) =>
    isMarked ? html`<mark>${text}</mark>` : html`${text}`,
  );
}

/** `3.3(b) · Restrictions › Use`. */
function toPlace({ number, path }: ClauseSpell): string {
  const titles = path.map((title) => toVisibleLine(title, 80)).join(" › ");
  const parts = [number === null ? "" : toClauseNumber(number), titles];
  return toVisibleLine(parts.filter((part) => part !== "").join(" · "), maxPlace);
}

/** When it read so. */
function toSpan({ from, until }: ClauseSpell): Html {
  const day = html`<time datetime="${from.slice(0, 10)}">${toDay(from)}</time>`;
  return until === null
    ? html`In force, in this wording since ${day}`
    : html`Read so from ${day} to <time datetime="${until.slice(0, 10)}">${toDay(until)}</time>`;
}
