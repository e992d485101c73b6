import type { PlacedOutline } from "../../render/change-outline.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount, toDay } from "../../render/labels.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { drawPlot } from "../plot.ts";

/** What a change is as a whole, to those who see only that: shape, colour and word say the same. */
export const changeSigns = {
  stricter: {
    sign: "▲",
    label: "Stricter for customers",
    colour: "var(--del-ink)",
    symbol: "triangle",
    turn: 0,
  },
  looser: {
    sign: "▼",
    label: "Better for customers",
    colour: "var(--ins-ink)",
    symbol: "triangle",
    turn: 180,
  },
  both: {
    sign: "◆",
    label: "Stricter and better",
    colour: "var(--del-ink)",
    symbol: "diamond",
    turn: 0,
  },
  neither: {
    sign: "■",
    label: "Of substance, neither",
    colour: "var(--link)",
    symbol: "square",
    turn: 0,
  },
  other: {
    sign: "●",
    label: "Other words only",
    colour: "var(--muted)",
    symbol: "circle",
    turn: 0,
  },
  around: {
    sign: "○",
    label: "Not the text itself",
    colour: "var(--ground)",
    symbol: "circle",
    turn: 0,
  },
} as const;
export type ChangeSignName = keyof typeof changeSigns;

/** What lies below comes first. */
const names: readonly ChangeSignName[] = [
  "around",
  "other",
  "neither",
  "both",
  "looser",
  "stricter",
];

/** Gives what a change is as a whole, by its clauses of substance. */
export function signOf({ change, clauses }: PlacedOutline): ChangeSignName {
  if (clauses.substantive + clauses.editorial === 0) return "around";
  if (clauses.substantive === 0) return "other";
  const directions = new Set(change.comparison.changes.map(({ direction }) => direction));
  const isStricter = directions.has("tightened") || directions.has("mixed");
  const isLooser = directions.has("loosened") || directions.has("mixed");
  if (isStricter && isLooser) return "both";
  if (isStricter) return "stricter";
  return isLooser ? "looser" : "neither";
}

/** What happened, for a list of all changes of a document: what surrounds a text is none of it. */
export function toName(outline: PlacedOutline): string {
  return signOf(outline) === "around" ? "only the page around the text changed" : outline.gist;
}

/** `3 clauses, 120 words` of a change, but for noise. */
export function toSize({ clauses, words }: PlacedOutline): string {
  const count = clauses.substantive + clauses.editorial;
  if (count === 0) return "nothing that counts as text";
  return `${toCount(count, "clause", "clauses")}, ${toCount(words.removed + words.added, "word", "words")}`;
}

/** Gives the picture of a document's changes: when each was, how much it changed, which way; null where there is none. */
export async function renderTimeline(
  paths: Paths,
  changes: readonly PlacedOutline[],
): Promise<Html | null> {
  if (changes.length === 0) return null;
  const marks = changes.map((one) => ({
    at: new Date(one.change.detectedAt),
    words: one.words.removed + one.words.added,
    kind: signOf(one),
    href: paths.to(addresses.change(one.change.id)),
    title: `${toDay(one.change.detectedAt)}: ${toName(one)}; ${toSize(one)}`,
  }));
  const picture = await drawPlot(
    { title: "Changes over time, by how many words each changed", hasLinks: true },
    (plot) => ({
      width: 720,
      height: 230,
      marginLeft: 46,
      marginRight: 20,
      marginTop: 24,
      x: { type: "utc", label: null, ...toDomain(marks) },
      y: { type: "sqrt", label: "↑ words changed", zero: true, nice: true, ticks: 4, grid: true },
      marks: [
        plot.ruleY([0], { stroke: "var(--muted)" }),
        plot.ruleX(marks, { x: "at", y: "words", stroke: "var(--muted)", strokeOpacity: 0.6 }),
        ...names.map((kind) =>
          plot.dot(
            marks.filter((mark) => mark.kind === kind),
            {
              x: "at",
              y: "words",
              r: radii[kind] ?? 6,
              symbol: changeSigns[kind].symbol,
              rotate: changeSigns[kind].turn,
              fill: changeSigns[kind].colour,
              stroke: kind === "around" ? "var(--muted)" : "var(--ground)",
              href: "href",
              title: "title",
            },
          ),
        ),
      ],
    }),
  );
  return html`<figure class="timeline">
    ${picture}
    <figcaption>${renderLegend(changes)}</figcaption>
  </figure>`;
}

/** The less a change matters, the smaller its mark. */
const radii: Partial<Record<ChangeSignName, number>> = { around: 3, other: 4.5 };

const monthMs = 30 * 86_400_000;

/** A single day would be a line without a width. */
function toDomain(marks: readonly { readonly at: Date }[]): { readonly domain?: [Date, Date] } {
  const times = marks.map(({ at }) => at.getTime());
  const [first, last] = [Math.min(...times), Math.max(...times)];
  if (last - first > 2 * monthMs) return {};
  return { domain: [new Date(first - monthMs), new Date(last + monthMs)] };
}

function renderLegend(changes: readonly PlacedOutline[]): Html {
  const counts = Map.groupBy(changes, signOf);
  return html`<ul class="legend">
    ${names.toReversed().flatMap((name) => {
      const count = counts.get(name)?.length ?? 0;
      return count === 0
        ? []
        : [html`<li>${renderSign(name)} ${changeSigns[name].label}: ${count}</li>`];
    })}
  </ul>`;
}

/** The mark of the picture, beside words that say the same. */
export function renderSign(name: ChangeSignName): Html {
  return html`<span class="sign is-${name}" aria-hidden="true">${changeSigns[name].sign}</span>`;
}
