import type { Explanations } from "../core/explain/explanation.ts";
import type { ClauseChange } from "../model/comparison.ts";
import type { Direction } from "../model/topic.ts";
import { paint } from "./colour.ts";
import { toEntry } from "./entry.ts";
import { toGenerated } from "./generated.ts";
import { sureFrom, toVerdict } from "./labels.ts";
import { toLeadInLine } from "./lead-in.ts";
import { renderRedline } from "./redline.ts";
import { renderGenerated } from "./text.ts";
import { indent, wrap } from "./wrap.ts";

export interface BlockOptions {
  readonly hasColour: boolean;
  /** Characters that a line holds. */
  readonly width: number;
  /** The sentence that the clause completes ("You may not:"); empty where there is none, or it was shown. */
  readonly leadIn: string;
  /** Where it stood, if that needs saying. */
  readonly pathBefore: string | null;
  readonly explanations: Explanations | undefined;
}

const meanings: Readonly<Record<Direction, string>> = {
  tightened: "Tightened: stricter for the customer",
  loosened: "Loosened: better for the customer",
  mixed: "Mixed: stricter in part, better in part",
  neutral: "Neutral: favours neither side",
};

/** Gives one clause change as a numbered block of lines: what became of it, its redline, and why it is judged so. */
export function renderClause(change: ClauseChange, number: number, options: BlockOptions): string {
  const { hasColour, width, leadIn, pathBefore, explanations } = options;
  const entry = toEntry(change);
  const under = toLeadInLine(leadIn);
  const mark = `${number}. `;
  const inner = " ".repeat(mark.length);
  const say = (text: string): string => indent(wrap(text, width - inner.length), inner);
  const generated = toGenerated(change, explanations);
  const head = say([entry.kind, toMeaning(change)].join(" · ")).trimStart();
  const redline = renderRedline(entry.spans, { hasColour, width: width - inner.length });
  return [
    `${mark}${paint(head, "bold", hasColour)}`,
    ...(pathBefore === null ? [] : [say(`Before, under: ${pathBefore || "no heading"}`)]),
    ...(entry.about.length === 0 ? [] : [say(`About: ${entry.about.join("; ")}`)]),
    ...(under === null ? [] : [say(under)]),
    ...(generated === null ? [] : renderGenerated(generated, width)),
    "",
    ...redline.map((line) => `${inner}${line}`.trimEnd()),
    ...(entry.reasons.length === 0
      ? []
      : ["", paint(say(`Why: ${entry.reasons.join("; ")}.`), "dim", hasColour)]),
  ].join("\n");
}

/** `Tightened: stricter for the customer · unsure (58 %)`. */
function toMeaning(change: ClauseChange): string {
  const meaning = change.direction === null ? toVerdict(change) : meanings[change.direction];
  const isSure = change.confidence >= sureFrom;
  return isSure ? meaning : `${meaning} · unsure (${Math.round(change.confidence * 100)} %)`;
}
