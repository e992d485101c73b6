import { ordinalsOf } from "./numbering.ts";

/** A heading as the outline sees it. */
export interface OutlineHeading {
  readonly title: string;
  readonly number: string | undefined;
  /** 1–6 as marked with "#"; undefined for a line that is a heading by its look. */
  readonly depth: number | undefined;
  /** Columns that it is indented by. */
  readonly indent: number;
  /** Whether it is marked or in bold, its number with it. */
  readonly isBold: boolean;
}

/** The headings open at a place of a text. */
export interface Outline {
  /** Titles, outermost first; a new array whenever a heading opens or closes. */
  readonly path: () => readonly string[];
  /** Gives the path above a heading, and opens it. */
  readonly open: (heading: OutlineHeading) => readonly string[];
  /** Closes the sections beside which a numbered clause stands: "5. We may …" after section "4. Fees". */
  readonly pass: (number: string | undefined, indent: number) => void;
}

interface Place {
  /** Labels of one style at one indentation count up together. */
  readonly style: string;
  readonly value: number;
}

interface OpenSection extends OutlineHeading {
  readonly rank: number;
  readonly places: readonly Place[];
  /** A list inside restarts at one in the section's own style, so that its numbers close nothing. */
  isRestarted: boolean;
}

// Marked headings have ranks 1–6. A line that is the first of all is the document's title; an
// unnumbered one stands below every numbered one.
const titleRank = 6.5;
const numberedRank = 7;
const unnumberedRank = 50;

/**
 * Creates an empty outline. Numbered headings nest by the style of their numbers: a style that is
 * open already is a sibling's, a new one is a child's ("A." over "1." over "1.1").
 */
export function createOutline(): Outline {
  const open: OpenSection[] = [];
  let path: readonly string[] = [];
  let isFirst = true;
  const refresh = (): void => {
    path = open.map((section) => section.title);
  };
  const closeFrom = (at: number): void => {
    if (at < 0 || at >= open.length) return;
    open.length = at;
    refresh();
  };
  return {
    path: () => path,
    open: (heading) => {
      const places = placesOf(heading.number, heading.indent);
      const sibling = heading.depth === undefined ? findSibling(open, places) : -1;
      const rank = heading.depth ?? rankOf({ ...heading, places, sibling, isFirst }, open);
      closeFrom(open.findIndex((section) => section.rank >= rank));
      const above = path;
      isFirst = false;
      if (heading.title !== "") {
        open.push({ ...heading, rank, places, isRestarted: false });
        refresh();
      }
      return above;
    },
    pass: (number, indent) => {
      const places = placesOf(number, indent);
      const at = open.findLastIndex(
        (section) => section.depth === undefined && hasSameStyle(section.places, places),
      );
      const section = open[at];
      if (section === undefined) return;
      if (places.some((place) => place.value === 1)) section.isRestarted = true;
      else if (!section.isRestarted && follows(section.places, places)) closeFrom(at);
    },
  };
}

interface Placed extends OutlineHeading {
  readonly places: readonly Place[];
  /** Index of the open section that it stands beside; -1 where there is none. */
  readonly sibling: number;
  readonly isFirst: boolean;
}

function rankOf(
  { places, sibling, isFirst, isBold }: Placed,
  open: readonly OpenSection[],
): number {
  if (places.length === 0) return isFirst ? titleRank : unnumberedRank;
  if (sibling >= 0) return open[sibling]?.rank ?? numberedRank;
  const parent = open.findLast(
    (section) =>
      section.rank >= numberedRank && (section.places.length > 0 || (section.isBold && !isBold)),
  );
  return parent === undefined ? numberedRank : parent.rank + 1;
}

function findSibling(open: readonly OpenSection[], places: readonly Place[]): number {
  const next = open.findLastIndex(
    (section) => section.rank >= numberedRank && follows(section.places, places),
  );
  if (next >= 0) return next;
  // Numbers that begin again count inside the section that is open.
  if (places.some((place) => place.value === 1)) return -1;
  return open.findLastIndex(
    (section) => section.rank >= numberedRank && hasSameStyle(section.places, places),
  );
}

function follows(earlier: readonly Place[], later: readonly Place[]): boolean {
  return earlier.some((one) =>
    later.some((other) => one.style === other.style && one.value + 1 === other.value),
  );
}

function hasSameStyle(some: readonly Place[], others: readonly Place[]): boolean {
  return some.some((one) => others.some((other) => one.style === other.style));
}

/** Where a label can stand among its siblings: "i" is the first numeral and the ninth letter. */
function placesOf(number: string | undefined, indent: number): readonly Place[] {
  if (number === undefined) return [];
  const shape = number
    .replace(/\d+/g, "1")
    .replace(/[a-z]+/g, "a")
    .replace(/[A-Z]+/g, "A");
  const last = /[A-Za-z\d]+(?=[^A-Za-z\d]*$)/.exec(number)?.[0] ?? number;
  return ordinalsOf(last).map(({ style, value }) => ({
    style: `${shape} ${style} ${indent}`,
    value,
  }));
}
