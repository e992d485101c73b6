import type { ClauseLife, LifeEvent } from "../model/clause-life.ts";
import { toShortId } from "./alert.ts";
import { paint } from "./colour.ts";
import { foldSpans } from "./fold.ts";
import { toCount, toDay, toMinute } from "./labels.ts";
import { toEventPhrase, toPlaceName, toShownEvents } from "./life-words.ts";
import { toMarkers } from "./markup.ts";
import type { TextOptions } from "./text.ts";
import { paintMarkers } from "./text.ts";
import { indent, wrap } from "./wrap.ts";
import { toVisible, toVisibleLine } from "./visible.ts";

const maxQuote = 90;

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
  const blocks = toShownEvents(events).map((shown) =>
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
  const others = `clause ${event.others.map(toShortId).join(", ")}`;
  const head = [
    `${toMinute(event.seenAt)}: ${event.kinds.map((kind) => toEventPhrase(kind, event, others)).join(", ")}`,
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
