import type { ChangeKind, ClauseChange } from "../model/comparison.ts";
import type { Instant } from "../model/instant.ts";
import { taxonomy } from "../model/taxonomy.ts";
import { isOwnTopic } from "../model/topic.ts";
import type { Direction, Topic } from "../model/topic.ts";

/** A topic as a reader says it, in the middle of a sentence; of one that a team added, the name it chose. */
export function toTopicLabel(topic: Topic): string {
  return isOwnTopic(topic) ? topic.slice(2).replaceAll("-", " ") : taxonomy[topic].label;
}

export const kindLabels: Readonly<Record<ChangeKind, string>> = {
  added: "New clause",
  removed: "Clause removed",
  modified: "Changed clause",
  moved: "Clause moved",
  split: "Clause split",
  merged: "Clauses merged",
};

const directionLabels: Readonly<Record<Direction, string>> = {
  tightened: "Tightened",
  loosened: "Loosened",
  mixed: "Tightened and loosened",
  neutral: "Neutral",
};

/** The one word of judgement that a reader looks for first. */
export function toVerdict({
  materiality,
  direction,
}: Pick<ClauseChange, "materiality" | "direction">): string {
  if (materiality === "noise") return "Noise";
  if (materiality === "editorial") return "Editorial";
  return direction === null ? "Substantive" : directionLabels[direction];
}

const favours: Readonly<Record<Direction, string>> = {
  tightened: "stricter for the customer",
  loosened: "better for the customer",
  mixed: "stricter for the customer in part, better in part",
  neutral: "favours neither side",
};

/** Whom a change serves; null where it is none of substance. */
export function toFavour({
  materiality,
  direction,
}: Pick<ClauseChange, "materiality" | "direction">): string | null {
  return materiality === "substantive" && direction !== null ? favours[direction] : null;
}

/** Clause changes of the same verdict. */
export interface VerdictGroup {
  readonly verdict: string;
  readonly favour: string | null;
  readonly direction: Direction | null;
  readonly count: number;
}

/** Gives the verdicts on several clause changes, in the order in which they come first. */
export function toVerdictGroups(changes: readonly ClauseChange[]): readonly VerdictGroup[] {
  return [...Map.groupBy(changes, toVerdict)].flatMap(([verdict, held]) => {
    const [first] = held;
    if (first === undefined) return [];
    const { direction } = first;
    return [{ verdict, favour: toFavour(first), direction, count: held.length }];
  });
}

/** Below this, three judgements in ten are wrong: too many to rely on. */
export const sureFrom = 0.7;

/** `judged with 58 % certainty`; null where that is enough to rely on. */
export function toUnsure({ confidence }: Pick<ClauseChange, "confidence">): string | null {
  return confidence >= sureFrom ? null : `judged with ${Math.round(confidence * 100)} % certainty`;
}

/** `7 Nov 2025` for a date or an instant; the text as it is where it is neither. */
export function toDay(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date) ?? [];
  const name = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[Number(month) - 1];
  return year === undefined || name === undefined ? date : `${Number(day)} ${name} ${year}`;
}

/** `7 Nov 2025, 04:08 UTC`. */
export function toMinute(instant: Instant): string {
  return `${toDay(instant)}, ${instant.slice(11, 16)} UTC`;
}

export function toCount(count: number, singular: string, plural: string): string {
  return `${count.toString().replaceAll(/\B(?=(\d{3})+$)/g, ",")} ${count === 1 ? singular : plural}`;
}

export function capitalize(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
