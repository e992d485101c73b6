import type { ClauseLife, ClausePlace, LifeEvent, LifeEventKind } from "../model/clause-life.ts";
import { toShortId } from "./alert.ts";
import { paint } from "./colour.ts";
import { foldSpans } from "./fold.ts";
import { toCount, toDay, toMinute } from "./labels.ts";
import { toMarkers } from "./markup.ts";
import type { TextOptions } from "./text.ts";
import { paintMarkers } from "./text.ts";
import { indent, wrap } from "./wrap.ts";
import { toVisible, toVisibleLine } from "./visible.ts";

const maxHeading = 60;
const maxQuote = 90;
/** Of events in a row that bring nothing new, a reader sees the first and the last. */
const shownEchoes = 3;

/** Gives a clause's life as lines: where it stands, then what happened to it, oldest first, each wording as a redline. */
export function renderLife(title: string, life: ClauseLife, options: TextOptions = {}): string {
  const { hasColour = false, width = 78 } = options;
  const { events, wordings, last } = life;
  const end =
    life.leftAt === null
      ? `Stands: ${toPlaceName(last)}.`
      : `Left ${toDay(life.leftAt)}; stood last: ${toPlaceName(last)}.`;
  const head = [
    paint(wrap(`${title} · clause ${toShortId(life.id)}`, width), "bold", hasColour),
    wrap(end, width),
    wrap(
      `First seen ${toDay(life.firstSeenAt)}; ${toCount(wordings.length, "wording", "wordings")}, ${toCount(events.length, "event", "events")}.`,
      width,
    ),
  ].join("\n");
  const hasRedline = events.some(({ spans }) => spans.length > 0);
  const blocks = toShown(events).map((shown) =>
    typeof shown === "number"
      ? `… ${toCount(shown, "more return", "more returns")} to the one and the other`
      : renderEvent(shown, options),
  );
  const legend = hasRedline ? ["[-removed-] {+added+}"] : [];
  return `${[head, ...legend, ...blocks].join("\n\n")}\n`;
}

/** Gives one line for one of several clauses that somebody may have meant. */
export function renderCandidate(life: ClauseLife): string {
  const { id, last, wordings, leftAt } = life;
  const lived = `since ${life.firstSeenAt.slice(0, 10)}${leftAt === null ? "" : ` until ${leftAt.slice(0, 10)}`}`;
  const place = toPlaceName(last);
  const count = wordings.length > 1 ? `, ${wordings.length} wordings` : "";
  return `${toShortId(id)}  ${lived}${count}  ${place}\n              “${toVisibleLine(last.wording, maxQuote)}”\n`;
}

function renderEvent(event: LifeEvent, options: TextOptions): string {
  const { hasColour = false, width = 78, maxClauseChars = Infinity } = options;
  const { changeId, isReread } = event;
  const head = [
    `${toMinute(event.seenAt)}: ${event.kinds.map((kind) => toPhrase(kind, event)).join(", ")}`,
    ...(event.returnsTo === null
      ? []
      : [`returns to the wording of ${toDay(event.returnsTo.seenAt)}`]),
    ...(isReread
      ? ["the page was read by other rules of ours: this may not be the provider's doing"]
      : []),
    ...(changeId === null ? [] : [`clausewatch show ${toShortId(changeId)}`]),
  ].join("; ");
  const spans = event.kinds.includes("first-seen")
    ? [{ op: "same" as const, text: event.after?.wording ?? "" }]
    : event.spans;
  const bounds = {
    maxChars: maxClauseChars,
    ...(maxClauseChars === Infinity && { context: Infinity }),
  };
  const visible = foldSpans(spans, bounds).map(({ op, text }) => ({ op, text: toVisible(text) }));
  const redline = indent(wrap(toMarkers(visible), width - 3), "   ");
  return [
    paint(indent(wrap(head, width - 3), "   ").trimStart(), "bold", hasColour),
    ...(spans.length === 0 ? [] : [hasColour ? paintMarkers(redline) : redline]),
  ].join("\n");
}

/** Events that bring neither a new wording nor a new place, many in a row, as their number. */
function toShown(events: readonly LifeEvent[]): readonly (LifeEvent | number)[] {
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

function toPhrase(kind: LifeEventKind, event: LifeEvent): string {
  const { before, after, isWholeText } = event;
  const others = event.others.map(toShortId).join(", ");
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
      before === null
        ? `split off from clause ${others}`
        : `split: a part of it is clause ${others} now`,
    merged: () => (after === null ? `merged into clause ${others}` : `took in clause ${others}`),
    left: () => (isWholeText ? "left with most of the text: another page stood there" : "left"),
    returned: () => (isWholeText ? "returned with the text" : "returned"),
  };
  return phrases[kind]();
}

/** `3.3(b) under Restrictions › Use`. */
function toPlaceName(place: ClausePlace): string {
  const number = place.number === null ? "" : `${toVisibleLine(place.number, 20)} `;
  return `${number}under ${toPath(place)}`;
}

function toNumber(place: ClausePlace | null): string {
  return place?.number ? toVisibleLine(place.number, 20) : "none";
}

function toPath(place: ClausePlace | null): string {
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
