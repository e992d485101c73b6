import type { MatrixCell, MatrixRow, TopicMatrix } from "../../core/topics/matrix.ts";
import type { Period } from "../../core/topics/periods.ts";
import { stances } from "../../model/clause-spell.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toDay } from "../../render/labels.ts";
import type { StanceWords } from "../../render/stance.ts";
import { toStanceSign, toStanceWords } from "../../render/stance.ts";
import { toVisibleLine } from "../../render/visible.ts";
import type { Address } from "../addresses.ts";
import { addresses } from "../addresses.ts";
import { toTopicFields } from "../topic-query.ts";
import type { TopicView } from "../topic-view.ts";

const turnSigns = { harder: "↑", softer: "↓" } as const;

/** Gives providers by time, as a table whose cells lead to the wordings in force then. */
export function renderMatrix(view: TopicView): Html {
  const { matrix, topic } = view;
  const words = toStanceWords(topic);
  return html`<section aria-labelledby="matrix">
    <h2 id="matrix">Provider by provider, over time</h2>
    ${
      matrix.rows.length === 0
        ? html`<p>No document that is chosen here ever said anything about it.</p>`
        : html`<p>
              <strong>${words.question}</strong> Each column tells how it stood on its last day, by
              the hardest clause of any document; each cell leads to the wordings of that day.
            </p>
            ${renderLegend(words)} ${renderTable(view, words)}`
    }
    ${renderSilent(matrix)}
  </section>`;
}

/** Gives what the words of cells mean, with their signs. */
function renderLegend(words: StanceWords): Html {
  return html`<ul class="topic-legend">
    ${stances.map(
      (said) =>
        html`<li>
          <b class="stance is-${said}">${toStanceSign(said)} ${words.short[said]}</b>
          ${words.long[said]}
        </li>`,
    )}
    <li><b class="stance">–</b> ${words.long.silent}</li>
    <li><b class="stance">empty</b> ${words.long.unknown}</li>
    <li><b class="stance">↑ ↓</b> stricter, or less strict, than a column before</li>
  </ul>`;
}

function renderTable(view: TopicView, words: StanceWords): Html {
  const { periods, rows } = view.matrix;
  const years = [...Map.groupBy(periods, ({ year }) => year)];
  const isYearly = periods.every(({ label }) => label === "");
  return html`<section class="scroller" aria-label="Providers by time" tabindex="0">
    <table class="matrix">
      <caption>
        ${words.question} By provider, at the end of each period.
      </caption>
      <thead>
        <tr>
          <th scope="col" rowspan="${isYearly ? 1 : 2}">Provider</th>
          <th scope="col" rowspan="${isYearly ? 1 : 2}">Since</th>
          ${years.map(([year, of]) =>
            isYearly
              ? html`<th scope="col">${year}</th>`
              : html`<th scope="colgroup" colspan="${of.length}">${year}</th>`,
          )}
        </tr>
        ${
          isYearly
            ? null
            : html`<tr>
                ${periods.map(({ label }) => html`<th scope="col">${label}</th>`)}
              </tr>`
        }
      </thead>
      <tbody>
        ${rows.map((row) => renderRow(row, { view, words }))}
      </tbody>
    </table>
  </section>`;
}

interface RowContext {
  readonly view: TopicView;
  readonly words: StanceWords;
}

function renderRow(row: MatrixRow, { view, words }: RowContext): Html {
  const { topic, query, matrix } = view;
  const fields = toTopicFields({ service: row.serviceId, type: query.type });
  const types =
    row.documents.length > mostNamed
      ? `${row.documents.length} documents`
      : row.documents.map(({ termsType }) => toVisibleLine(termsType, maxName)).join(", ");
  const name = toVisibleLine(row.serviceName, maxName);
  return html`<tr>
    <th scope="row">
      <a href="${toRelative(addresses.topic(topic, fields))}">${name}</a>
      <span class="note">${types}</span>
    </th>
    <td class="since">${toSince(row)}</td>
    ${row.cells.map((cell, at) => renderCell(cell, matrix.periods[at], { row, view, words }))}
  </tr>`;
}

const maxName = 60;
/** More would make a row higher than it is telling. */
const mostNamed = 2;

function renderCell(
  { said, turn }: MatrixCell,
  period: Period | undefined,
  { row, view, words }: { readonly row: MatrixRow } & Pick<RowContext, "view" | "words">,
): Html {
  if (period === undefined || said === "unknown") return html`<td></td>`;
  if (said === "silent") return html`<td class="is-silent">${words.short.silent}</td>`;
  const fields = toTopicFields({
    service: row.serviceId,
    type: view.query.type,
    at: period.lastDay === view.now.slice(0, 10) ? null : period.lastDay,
  });
  const query = toRelative(addresses.topic(view.topic, fields));
  const arrow = turn === null ? "" : `${turnSigns[turn]} `;
  // No white space: there are hundreds of these.
  const link = html`<a href="${query}#wordings"
    >${arrow}${toStanceSign(said)} ${words.short[said]}</a
  >`;
  return html`<td class="is-${said}">${link}</td>`;
}

/** Without the path: there are hundreds of these, all on the topic's own page. */
function toRelative(address: Address): string {
  return address.slice(address.indexOf("?"));
}

function toSince({ restrictedSince, isFromFirst }: MatrixRow): Html | null {
  if (restrictedSince === null) return null;
  const day = toDay(restrictedSince);
  return isFromFirst ? html`${day} <span class="note">or before</span>` : html`${day}`;
}

function renderSilent({ silent }: TopicMatrix): Html | null {
  if (silent.length === 0) return null;
  const names = silent.map((name) => toVisibleLine(name, maxName)).join(", ");
  return html`<p class="note">
    ${silent.length === 1 ? "One provider" : `${silent.length} providers`} never said anything about
    it, as far as is known: ${names}.
  </p>`;
}
