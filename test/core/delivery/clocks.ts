import * as fc from "fast-check";
import { toInstant, toMs } from "../../../src/model/instant.ts";
import type { Instant } from "../../../src/model/instant.ts";

export const hourMs = 3_600_000;

/** Zones with whole, half and quarter hours, with summer time of an hour and of half an hour, and without. */
export const timeZones = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Santiago",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Tokyo",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Africa/Casablanca",
);

/** Of the years in which zones changed their rules and those to come. */
export const instants = fc
  .integer({ min: Date.UTC(2013, 0, 1), max: Date.UTC(2037, 0, 1) })
  .map((ms) => toInstant(ms));

/** `HH:MM` */
export const times = fc
  .integer({ min: 0, max: 1439 })
  .map((minutes) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`);

export function toGap(from: Instant, to: Instant): number {
  return toMs(to) - toMs(from);
}

function pad(count: number): string {
  return String(count).padStart(2, "0");
}
