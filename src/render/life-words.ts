import type { ClausePlace, LifeEvent, LifeEventKind } from "../model/clause-life.ts";
import { toVisibleLine } from "./visible.ts";

const maxHeading = 60;
const maxNumber = 20;
/** Of events in a row that bring nothing new, a reader sees the first and the last. */
const shownEchoes = 3;

/** Gives events with those that bring neither a new wording nor a new place, many in a row, as their number. */
export function toShownEvents(events: readonly LifeEvent[]): readonly (LifeEvent | number)[] {
  const shown: (LifeEvent | number)[] = [];
  for (let at = 0; at < events.length; at += 1) {
    let end = at;
    while (isEcho(events[end])) end += 1;
    if (end - at > shownEchoes) {
      shown.push(
        ...events.slice(at, at + 2),
        end - at - shownEchoes,
        ...events.slice(end - 1, end),
      );
      at = end - 1;
    } else shown.push(...events.slice(at, at + 1));
  }
  return shown;
}

function isEcho(event: LifeEvent | undefined): boolean {
  if (event === undefined || event.others.length > 0) return false;
  if (event.returnsTo !== null) return true;
  return event.kinds.every((kind) => kind === "left" || kind === "returned");
}

/**
 * Gives what happened, as words that may follow each other.
 * @param others what the clauses are called that it was split off from, split into or merged with
 */
export function toEventPhrase(kind: LifeEventKind, event: LifeEvent, others: string): string {
  const { before, after, isWholeText } = event;
  const phrases: Readonly<Record<LifeEventKind, () => string>> = {
    "first-seen": () => `first seen, ${after ? toPlaceName(after) : ""}`,
    reworded: () => "reworded",
    renumbered: () => `renumbered from ${toNumber(before)} to ${toNumber(after)}`,
    moved: () =>
      isSamePath(before, after)
        ? "moved within its section"
        : `moved to ${toPath(after)}, from ${toPath(before)}`,
    retitled: () => `under ${toPath(after)} now, before under ${toPath(before)}`,
    split: () =>
      before === null ? `split off from ${others}` : `split: a part of it is ${others} now`,
    merged: () => (after === null ? `merged into ${others}` : `took in ${others}`),
    left: () => (isWholeText ? "left with most of the text: another page stood there" : "left"),
    returned: () => (isWholeText ? "returned with the text" : "returned"),
  };
  return phrases[kind]();
}

/** `3.3(b) under “Restrictions › Use”`. */
export function toPlaceName(place: Pick<ClausePlace, "number" | "path">): string {
  const number = place.number === null ? "" : `${toVisibleLine(place.number, maxNumber)} `;
  return `${number}under ${toPath(place)}`;
}

/** `(c)` for a letter, which alone would read as a word. */
export function toClauseNumber(number: string): string {
  const shown = toVisibleLine(number, maxNumber);
  return /^[a-z]{1,5}$/i.test(shown) ? `(${shown})` : shown;
}

function toNumber(place: ClausePlace | null): string {
  return place?.number ? toVisibleLine(place.number, maxNumber) : "none";
}

function toPath(place: Pick<ClausePlace, "path"> | null): string {
  const path = place?.path ?? [];
  if (path.length === 0) return "no heading";
  return `“${path
    .slice(-3)
    .map((title) => toVisibleLine(title, maxHeading))
    .join(" › ")}”`;
}

function isSamePath(before: ClausePlace | null, after: ClausePlace | null): boolean {
  return before?.path.join("\n") === after?.path.join("\n");
}
