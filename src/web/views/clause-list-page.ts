import type { ClauseOutline } from "../../model/clause-life.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { Terms } from "../../model/terms.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount, toDay } from "../../render/labels.ts";
import { toClauseNumber } from "../../render/life-words.ts";
import { toTitle } from "../../render/story.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderPage } from "./layout.ts";
import { renderPageTurns } from "./turns.ts";

export interface ClauseListView {
  readonly terms: Pick<Terms, "id" | "serviceName" | "termsType">;
  /** Those that stand in the order of the text, then those that have left. */
  readonly clauses: readonly ClauseOutline[];
  /** From 1 on. */
  readonly page: number;
  /** The page's own address, whole. */
  readonly canonical: string;
}

/** Most documents have fewer in force; the longest real one has thirteen hundred, and has lost as many. */
const pageSize = 300;
const maxHeading = 160;

/** Gives the page of a document's clauses: those in force under their headings, then those that are gone. */
export function renderClauseListPage(paths: Paths, view: ClauseListView): Html {
  const { terms, clauses, page, canonical } = view;
  const shown = clauses.slice((page - 1) * pageSize, page * pageSize);
  const gone = shown.filter(({ leftAt }) => leftAt !== null);
  const main = html`<p class="kicker">
      <a href="${paths.to(addresses.document(terms.id))}">${toTitle(terms)}</a>
    </p>
    <h1>Clause by clause</h1>
    <p class="lead">${toSummary(clauses)}</p>
    ${shown.length === 0 ? html`<p>There are no more.</p>` : null}
    ${renderStanding(
      paths,
      terms.id,
      shown.filter(({ leftAt }) => leftAt === null),
    )}
    ${
      gone.length === 0
        ? null
        : html`<section aria-labelledby="gone">
            <h2 id="gone">Gone</h2>
            <ul class="clause-list">
              ${gone.map((clause) => renderClause(paths, terms.id, clause))}
            </ul>
          </section>`
    }
    ${renderPageTurns(
      { page, hasMore: page * pageSize < clauses.length },
      (other) => paths.to(addresses.clauses(terms.id, { page: other })),
      { previous: "Clauses before", next: "More clauses" },
    )}`;
  const title = `Clauses: ${toTitle(terms)}`;
  return renderPage(paths, { title, main, canonical, at: addresses.documents() });
}

function toSummary(clauses: readonly ClauseOutline[]): string {
  const standing = clauses.filter(({ leftAt }) => leftAt === null);
  const said = standing.filter(({ isHeading }) => !isHeading).length;
  const headings = toCount(standing.length - said, "heading", "headings");
  const gone = toCount(clauses.length - standing.length, "is gone", "are gone");
  return `${toCount(said, "clause", "clauses")} in force under ${headings}; ${gone}. Each keeps its page when it is renumbered, moved or reworded.`;
}

function renderStanding(
  paths: Paths,
  termsId: TermsId,
  clauses: readonly ClauseOutline[],
): Html | null {
  if (clauses.length === 0) return null;
  return html`<section aria-labelledby="in-force">
    <h2 id="in-force">In force</h2>
    ${toSections(clauses).map(
      ({ heading, held }) =>
        html`${heading === null ? null : renderHeading(paths, termsId, heading)}
        ${
          held.length === 0
            ? null
            : html`<ul class="clause-list">
                ${held.map((clause) => renderClause(paths, termsId, clause))}
              </ul>`
        }`,
    )}
  </section>`;
}

interface Section {
  readonly heading: ClauseOutline | null;
  readonly held: ClauseOutline[];
}

/** Each heading with what follows it up to the next one. */
function toSections(clauses: readonly ClauseOutline[]): readonly Section[] {
  const sections: Section[] = [];
  for (const clause of clauses) {
    const last = sections.at(-1);
    if (clause.isHeading) sections.push({ heading: clause, held: [] });
    else if (last === undefined) sections.push({ heading: null, held: [clause] });
    else last.held.push(clause);
  }
  return sections;
}

function renderHeading(paths: Paths, termsId: TermsId, heading: ClauseOutline): Html {
  const title = `${toPrefix(heading)}${toVisibleLine(heading.opening, maxHeading)}`;
  return html`<h3>
    <a class="plain" href="${paths.to(addresses.clause(termsId, heading.id))}">${title}</a>
  </h3>`;
}

function renderClause(paths: Paths, termsId: TermsId, clause: ClauseOutline): Html {
  const { id, opening, firstSeenAt, leftAt, wordings } = clause;
  const since = toDay(firstSeenAt);
  const lived = leftAt === null ? `since ${since}` : `${since} to ${toDay(leftAt)}`;
  const words = toVisibleLine(opening, 260);
  return html`<li>
    <a class="plain" href="${paths.to(addresses.clause(termsId, id))}" dir="auto"
      >${toPrefix(clause)}${words === "" ? "(no words)" : words}</a
    >
    <span class="note">${lived}${wordings > 1 ? `, ${wordings} wordings` : ""}</span>
  </li>`;
}

function toPrefix({ number }: ClauseOutline): string {
  return number === null ? "" : `${toClauseNumber(number)} `;
}
