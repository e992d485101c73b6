/** So much at once, and so much again in every second. */
export interface Bucket {
  readonly capacity: number;
  readonly perSecond: number;
}

/** What is left in a bucket, as of when. */
export interface BucketLevel {
  readonly tokens: number;
  readonly atMs: number;
}

export interface Drawing {
  /** To be kept for the next; as it was where nothing was taken, but for what has flowed in since. */
  readonly level: BucketLevel;
  /** Until there is enough; 0 where it was taken. */
  readonly retryAfterMs: number;
}

/**
 * Gives whether so much is in a bucket, and what is left once it is taken. What costs more than a bucket holds is taken
 * from a full one.
 * @param level undefined: full
 */
export function drawTokens(
  level: BucketLevel | undefined,
  { capacity, perSecond }: Bucket,
  { cost, nowMs }: { readonly cost: number; readonly nowMs: number },
): Drawing {
  // A clock that was set back gives nothing, and takes nothing either.
  const passedMs = Math.max(0, nowMs - (level?.atMs ?? nowMs));
  const tokens = Math.min(capacity, (level?.tokens ?? capacity) + (passedMs / 1000) * perSecond);
  const needed = Math.min(cost, capacity);
  if (tokens >= needed) return { level: { tokens: tokens - needed, atMs: nowMs }, retryAfterMs: 0 };
  const retryAfterMs = Math.ceil(((needed - tokens) / perSecond) * 1000);
  return { level: { tokens, atMs: nowMs }, retryAfterMs };
}
