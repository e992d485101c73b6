declare const brand: unique symbol;

/** A point in time: ISO 8601, UTC, with milliseconds, so that text order is time order. */
export type Instant = string & { readonly [brand]: "Instant" };

/** Reads any ISO 8601 date or date-time that names its offset; throws a RangeError on anything else. */
export function parseInstant(text: string): Instant {
  const ms = Date.parse(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(ms)) {
    throw new RangeError(`not an ISO 8601 time: ${text}`);
  }
  return toInstant(ms);
}

/** @param ms milliseconds since 1970-01-01 UTC */
export function toInstant(ms: number): Instant {
  return new Date(ms).toISOString() as Instant;
}

/** Milliseconds since 1970-01-01 UTC. */
export function toMs(instant: Instant): number {
  return Date.parse(instant);
}

export function addMs(instant: Instant, ms: number): Instant {
  return toInstant(toMs(instant) + ms);
}
