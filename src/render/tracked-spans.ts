import type { Span } from "../model/comparison.ts";
import { findMarkup } from "./readable.ts";
import { toVisible } from "./visible.ts";

/**
 * Gives a redline without Markdown, hidden characters made visible, so that each side reads as that text alone would:
 * words that were markup in one text and are words in the other count as added or removed. Where nothing but markup
 * changed, nothing is marked. Linear.
 */
export function toTrackedSpans(spans: readonly Span[]): readonly Span[] {
  const sideOf = (left: Span["op"]) =>
    spans.map(({ op, text }) => (op === left ? "" : text)).join("");
  const [before, after] = [toStruck(sideOf("added")), toStruck(sideOf("removed"))];
  const at = { before: 0, after: 0 };
  const kept: Span[] = [];
  for (const { op, text } of spans) {
    let offset = 0;
    for (; offset < text.length; offset++) {
      const isPastMarkup = at.before >= before.reach && at.after >= after.reach;
      if (isPastMarkup) break;
      const sign = text.charAt(offset);
      const was = op === "added" ? "" : before.read(at.before, sign);
      const is = op === "removed" ? "" : after.read(at.after, sign);
      if (was === is) push(kept, "same", was);
      else {
        push(kept, "removed", was);
        push(kept, "added", is);
      }
      if (op !== "added") at.before += 1;
      if (op !== "removed") at.after += 1;
    }
    const rest = text.slice(offset);
    push(kept, op, rest);
    if (op !== "added") at.before += rest.length;
    if (op !== "removed") at.after += rest.length;
  }
  return joinEqual(kept).map(({ op, text }) => ({ op, text: toVisible(text) }));
}

/** One text and its markup, read character by character. */
interface Struck {
  /** Where the last markup ends. */
  readonly reach: number;
  /** What is read of the character there: itself, nothing, or what stands in the place of the markup that begins there. */
  read(at: number, sign: string): string;
}

function toStruck(text: string): Struck {
  const isStruck = new Uint8Array(text.length);
  const instead = new Map<number, string>();
  let reach = 0;
  for (const markup of findMarkup(text)) {
    isStruck.fill(1, markup.start, markup.end);
    reach = Math.max(reach, markup.end);
    if (markup.instead !== "") instead.set(markup.start, markup.instead);
  }
  return {
    reach,
    read: (at, sign) => (isStruck[at] === 1 ? (instead.get(at) ?? "") : sign),
  };
}

/** Pieces that follow each other with one fate are one. */
function push(spans: Span[], op: Span["op"], text: string): void {
  if (text === "") return;
  const last = spans.at(-1);
  if (last?.op === op) spans[spans.length - 1] = { op, text: last.text + text };
  else spans.push({ op, text });
}

/** What reads the same once the markup is gone is no change of words. */
function joinEqual(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const { op, text } of spans) {
    const last = joined.at(-1);
    if (last?.op === "removed" && op === "added" && last.text === text) {
      joined.pop();
      push(joined, "same", text);
    } else push(joined, op, text);
  }
  return joined;
}
