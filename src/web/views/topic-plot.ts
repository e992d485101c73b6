import type { TopicMatrix } from "../../core/topics/matrix.ts";
import type { Period } from "../../core/topics/periods.ts";
import { stances } from "../../model/clause-spell.ts";
import type { Stance } from "../../model/clause-spell.ts";
import type { Topic } from "../../model/topic.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toStanceWords } from "../../render/stance.ts";
import { drawPlot } from "../plot.ts";

/** How many providers stood where at the end of a period. */
export interface StanceCount {
  readonly period: Period;
  readonly said: Stance | "silent";
  readonly providers: number;
}

const order = [...stances, "silent"] as const;
const colours: Readonly<Record<StanceCount["said"], string>> = {
  strict: "var(--plot-strict)",
  qualified: "var(--plot-qualified)",
  lenient: "var(--plot-lenient)",
  mentions: "var(--plot-mentions)",
  silent: "var(--plot-silent)",
};
const inks: Readonly<Record<StanceCount["said"], string>> = {
  strict: "var(--plot-strict-ink)",
  qualified: "var(--plot-qualified-ink)",
  lenient: "var(--plot-lenient-ink)",
  mentions: "var(--plot-mentions-ink)",
  silent: "var(--plot-silent-ink)",
};

/** Gives how many providers stood where at the end of each period; those that were not known yet are in none. */
export function countStances(matrix: TopicMatrix): readonly StanceCount[] {
  return matrix.periods.flatMap((period, at) =>
    order.map((said) => ({
      period,
      said,
      providers:
        matrix.rows.filter(({ cells }) => cells[at]?.said === said).length +
        (said === "silent" ? (matrix.silentKnown[at] ?? 0) : 0),
    })),
  );
}

const heightPerProvider = 9;
const leastHeight = 180;
const mostHeight = 420;
const widthOfColumn = 58;
const mostTicks = 5;

/** Gives the providers by stance over time, as stacked bars with their numbers in them. */
export async function renderTopicPlot(topic: Topic, counts: readonly StanceCount[]): Promise<Html> {
  const words = toStanceWords(topic);
  const data = counts
    .filter(({ providers }) => providers > 0)
    .map(({ period, said, providers }) => ({
      column: `${period.label === "" ? "" : `${period.label} `}${period.year}`,
      said,
      providers,
      title: `${providers} × ${said === "silent" ? words.long.silent : words.short[said]}, ${period.label} ${period.year}`,
    }));
  const columns = [...new Set(data.map(({ column }) => column))];
  const most = Math.max(
    1,
    ...[...Map.groupBy(data, ({ column }) => column).values()].map((of) =>
      of.reduce((sum, { providers }) => sum + providers, 0),
    ),
  );
  const height = Math.min(mostHeight, Math.max(leastHeight, 60 + most * heightPerProvider));
  const plot = await drawPlot(
    { title: `Providers by what their terms said, at the end of each period` },
    ({ barY, text, ruleY, stackY }) => ({
      width: 60 + columns.length * widthOfColumn,
      height,
      marginLeft: 36,
      marginBottom: 40,
      x: { domain: columns, label: null, padding: 0.12, tickSize: 0 },
      y: { label: "providers", grid: true, ticks: Math.min(most, mostTicks), tickFormat: "d" },
      color: { type: "identity" },
      marks: [
        barY(
          data,
          stackY(
            { order: [...order] },
            {
              x: "column",
              y: "providers",
              z: "said",
              fill: ({ said }: { readonly said: Stance }) => colours[said],
              title: "title",
            },
          ),
        ),
        text(
          data,
          stackY(
            { order: [...order] },
            {
              x: "column",
              y: "providers",
              z: "said",
              text: "providers",
              fill: ({ said }: { readonly said: Stance }) => inks[said],
              fontSize: 11,
            },
          ),
        ),
        ruleY([0], { stroke: "var(--muted)" }),
      ],
    }),
  );
  return html`<section aria-labelledby="plot">
    <h2 id="plot">How many providers, over time</h2>
    <p>
      Providers with a document that was known by then. Each bar counts a column of the table above.
    </p>
    <ul class="topic-legend">
      ${order.map(
        (said) =>
          html`<li>
            <span class="swatch is-${said}"></span>
            ${said === "silent" ? words.long.silent : `${words.short[said]}: ${words.long[said]}`}
          </li>`,
      )}
    </ul>
    ${plot}
  </section>`;
}
