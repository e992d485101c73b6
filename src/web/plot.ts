import type { PlotOptions } from "@observablehq/plot";
import type { Html } from "../render/html.ts";
import { html } from "../render/html.ts";
import { renderSvg } from "./svg-markup.ts";

/** Marks and scales to design a plot with: https://observablehq.com/plot/. */
export type PlotLibrary = typeof import("@observablehq/plot");

export interface PlotLabel {
  /** What is drawn, for those who do not see it: a phrase, without a full stop. */
  readonly title: string;
  /**
   * Whether marks in it are links (`href`, by `web.paths.to(…)`, each named by its `title`): it is then a group of
   * links and not a picture.
   * @default false
   */
  readonly hasLinks?: boolean;
}

/**
 * Gives a plot as an inline drawing in a frame of its own, which scrolls where it is wider than the window. It needs a
 * text that says the same, such as a table. Colours are names of the stylesheet (`fill: "var(--muted)"`), so that they
 * follow light and dark; titles of marks show on hovering. Each takes some 4 ms, and 10 ms with a thousand marks.
 */
export async function drawPlot(
  { title, hasLinks = false }: PlotLabel,
  design: (plot: PlotLibrary) => PlotOptions,
): Promise<Html> {
  const [plot, { parseHTML }] = await loadPlotLibraries();
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const drawing = renderSvg(plot.plot({ ...design(plot), document, figure: false }));
  return html`<section class="plot" aria-label="${title}" tabindex="0">
    <div role="${hasLinks ? "group" : "img"}" aria-label="${title}">${drawing}</div>
  </section>`;
}

/** Loads what draws, in a quarter of a second, unless it is loaded; no page without a plot waits for it. */
export async function loadPlotLibraries() {
  return Promise.all([import("@observablehq/plot"), import("linkedom")]);
}
