/** So many within the last so many milliseconds. */
export interface RateLimit {
  readonly count: number;
  readonly withinMs: number;
}

export interface Taking {
  readonly isTaken: boolean;
  /** To be kept for the next: those that still count, oldest first, this one among them where it was taken. */
  readonly times: readonly number[];
  /** Until one more is free; 0 where this one was taken. */
  readonly retryAfterMs: number;
}

/**
 * Gives whether one more is within a sliding limit. A refused one is not counted: who waits gets through, however
 * often they tried.
 * @param times of those taken before, in milliseconds, oldest first
 */
export function takeOne(times: readonly number[], limit: RateLimit, nowMs: number): Taking {
  // Times in the future are of a clock that was set back since.
  const counting = times.filter((time) => time > nowMs - limit.withinMs && time <= nowMs);
  if (counting.length < limit.count) {
    return { isTaken: true, times: [...counting, nowMs], retryAfterMs: 0 };
  }
  const freedBy = counting[counting.length - limit.count] ?? nowMs;
  return { isTaken: false, times: counting, retryAfterMs: freedBy + limit.withinMs - nowMs };
}
