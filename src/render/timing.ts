import type { Timing } from "../core/dates/timing.ts";
import type { Comparison, NoticePromise } from "../model/comparison.ts";
import { capitalize, toCount, toDay } from "./labels.ts";
import { toVisibleLine } from "./visible.ts";

/** A remark on a change as a whole: what it is about, and the remark. */
export interface Remark {
  readonly label: string;
  readonly value: string;
}

const maxQuote = 220;

/** Of the remark that a change bound before it was seen. */
export const inForceLabel = "Already in force";

/** Gives what is out of the ordinary about a change's dates, most important first; nothing is escaped yet. */
export function toTimeRemarks(comparison: Comparison, timing: Timing | null): Remark[] {
  const remarks: Remark[] = [];
  if (comparison.silent) remarks.push({ label: "Silent change", value: toSilence(comparison) });
  if (timing?.isShort === true) remarks.push({ label: "Short notice", value: toShortness(timing) });
  if (timing?.kind === "in-force" && timing.days > 0)
    remarks.push({ label: inForceLabel, value: toInForce(timing) });
  if (comparison.undated)
    remarks.push({ label: "No date", value: "the page states no date of its own to tell it by" });
  return remarks;
}

/** `takes effect in 9 days`; null where there is nothing to say. */
export function toEffect(timing: Timing | null): string | null {
  if (timing?.kind === "upcoming") return `takes effect in ${toDays(timing.days)}`;
  if (timing?.kind === "in-force")
    return timing.days === 0
      ? "in force since the day it was seen"
      : `in force since ${toDays(timing.days)} when first seen`;
  return null;
}

function toSilence({ dates }: Comparison): string {
  const stated = dates.lastUpdated.after ?? dates.effective.after;
  if (stated === null) return "the page's own date did not move";
  const name = dates.lastUpdated.after === null ? "effective" : "last updated";
  return `the page still says ${name} ${toDay(stated)}`;
}

function toShortness(timing: Timing): string {
  const { kind, noticeDays, promise } = timing;
  const given =
    kind === "unstated" ? "no later effective date is stated" : `${toDays(noticeDays)}' notice`;
  const promised = promise === null ? "" : `; the document promises ${toPromise(promise)}`;
  return `${given}${promised}`;
}

/** `30 for material changes: “…”`. */
function toPromise({ days, changes, quote }: NoticePromise): string {
  const which = changes === "material" ? " for material changes" : "";
  return `${toDays(days ?? 0)}${which}: “${toVisibleLine(quote.text.replaceAll(/^[\s|]+|[\s|]+$/g, ""), maxQuote)}”`;
}

/** `since 1 May 2026, 3 days before it was first seen`. */
export function toInForce({ from, days, isBackdated }: Timing): string {
  const since = `since ${toDay(from ?? "")}, ${toDays(days)} before it was first seen`;
  return isBackdated ? `${since}, although the earlier text stood there after that day` : since;
}

function toDays(days: number): string {
  return toCount(days, "day", "days");
}

/** Gives the same as one line each, for a terminal: `SILENT CHANGE: the page still says …`. */
export function toTimeLines(comparison: Comparison, timing: Timing | null): string[] {
  const effect = toEffect(timing);
  const remarks = toTimeRemarks(comparison, timing);
  const isSaid = remarks.some(({ label }) => label === inForceLabel);
  return [
    ...remarks.map(({ label, value }) => `${label.toUpperCase()}: ${capitalize(value)}.`),
    ...(effect === null || isSaid ? [] : [`${capitalize(effect)}.`]),
  ];
}
