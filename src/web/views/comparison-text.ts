import { clip, foldSpans } from "../../render/fold.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount } from "../../render/labels.ts";
import { toReadableSpans } from "../../render/readable.ts";
import { toVisibleLine } from "../../render/visible.ts";
import type { ComparisonView } from "../comparison-query.ts";
import type { Block, ComparisonLayout, QuietClause, ShownChange } from "./comparison-layout.ts";
import type { ComparisonLinks } from "./comparison-links.ts";
import { toChangeAnchor, toOriginAnchor } from "./comparison-links.ts";
import { renderSpan } from "./redline.ts";
import { renderPlainSides } from "./side-by-side.ts";

export interface ComparisonTextOptions {
  readonly layout: ComparisonLayout;
  readonly view: ComparisonView;
  readonly links: ComparisonLinks;
  /** By the number of a change. */
  readonly cards: ReadonlyMap<number, Html>;
}

const separator = " › ";
const maxQuote = 90;
const maxHeading = 80;
/** Of a clause that has not changed. */
const maxQuietChars = 20_000;

/** Gives one part of the text: under each heading its changes, and folded what has not changed. */
export function renderComparisonText(options: ComparisonTextOptions): readonly Html[] {
  const { layout, view } = options;
  const shown = layout.blocks.filter(({ part }) => part === view.part);
  const root = findRoot(layout.blocks);
  return shown.map((block, at) => {
    const isUnderLast = at > 0 && shown[at - 1]?.section === block.section;
    const heading = isUnderLast ? null : renderHeading(block.section, root);
    return html`${heading} ${renderBlock(block, options)}`;
  });
}

/** The title that stands above everything, if there is one: it is said once, at the head of the page. */
export function findRoot(blocks: readonly Block[]): string | null {
  const roots = new Set(
    blocks.flatMap(({ section }) => (section === "" ? [] : (section.split(separator)[0] ?? ""))),
  );
  const [root] = roots;
  return roots.size === 1 && root !== undefined ? root : null;
}

/** Gives the headings of a section without that one, outermost first. */
export function toHeadings(section: string, root: string | null): readonly string[] {
  if (section === "") return ["Under no heading"];
  const headings = section.split(separator);
  return headings.length > 1 && headings[0] === root ? headings.slice(1) : headings;
}

function renderHeading(section: string, root: string | null): Html {
  const headings = toHeadings(section, root);
  const above = headings.slice(0, -1);
  return html`<h3 dir="auto">
    ${above.length === 0 ? null : html`<span class="above">${above.join(separator)} ›</span> `}${
      headings.at(-1) ?? ""
    }
  </h3>`;
}

function renderBlock(block: Block, options: ComparisonTextOptions): Html | null {
  if (block.kind === "quiet") return renderQuiet(block.clauses, block.section, options.view);
  const item = options.layout.byIndex.get(block.index);
  if (item === undefined) return null;
  if (block.kind === "change") return options.cards.get(item.number) ?? null;
  return renderDeparted(item, options);
}

/** Where a clause stood that has moved: what it was, and where it is now. */
function renderDeparted(item: ShownChange, { view, links }: ComparisonTextOptions): Html {
  const { change, index, number, part } = item;
  const text = toReadable(change.before?.text ?? "");
  const to = html`<a href="${links.at(toChangeAnchor(index), part)}">moved to ${number}.</a>`;
  const id = toOriginAnchor(index);
  if (view.view === "side")
    return html`<div class="departed" id="${id}" tabindex="-1">
      ${renderPlainSides(html`${renderPlain(text)}`, html`${capitalizeLink(to)}`)}
    </div>`;
  return html`<p class="departed" id="${id}" tabindex="-1" dir="auto">
    “${toVisibleLine(text, maxQuote)}” stood here: ${to}
  </p>`;
}

function capitalizeLink(link: Html): Html {
  return html`It has ${link}`;
}

function renderQuiet(
  clauses: readonly QuietClause[],
  section: string,
  { view, show }: ComparisonView,
): Html | null {
  const isSide = view === "side";
  const shown = clauses.filter(({ after }) => isSide || after !== null);
  if (clauses.length === 0) return null;
  return html`<details class="fold" ${show === "open" ? html` open` : null}>
    <summary>${toSummary(clauses, section)}</summary>
    ${shown.map(({ before, after }) =>
      isSide
        ? renderPlainSides(
            before === null ? null : renderClause(before),
            after === null ? null : renderClause(after),
          )
        : html`<p dir="auto">${renderClause(after ?? "")}</p>`,
    )}
  </details>`;
}

/** `12 unchanged clauses under 4. Fees, and 2 with changes that are not shown`. */
function toSummary(clauses: readonly QuietClause[], section: string): string {
  const changed = clauses.filter(({ isChanged }) => isChanged).length;
  const unchanged = clauses.length - changed;
  const heading = clip(section.split(separator).at(-1) ?? "", maxHeading);
  const under = heading === "" ? "" : ` under ${heading}`;
  if (unchanged === 0)
    return `${toCount(changed, "clause", "clauses")}${under}, with changes that are not shown`;
  const count = `${toCount(unchanged, "unchanged clause", "unchanged clauses")}${under}`;
  return changed === 0 ? count : `${count}, and ${changed} with changes that are not shown`;
}

function renderClause(text: string): Html {
  return renderPlain(toReadable(text));
}

function renderPlain(text: string): Html {
  return html`${foldSpans([{ op: "same", text }], { maxChars: maxQuietChars, context: maxQuietChars }).map(renderSpan)}`;
}

function toReadable(text: string): string {
  return toReadableSpans([{ op: "same", text }])
    .map((span) => span.text)
    .join("")
    .trim();
}
