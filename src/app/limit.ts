/** Runs work once there is room for it, in the order in which it was asked for. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

/** Gives a limit to so much work at a time. */
export function createLimit(count: number): Limit {
  const waiting: (() => void)[] = [];
  let room = count;
  return async (work) => {
    if (room > 0) room -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Room goes from hand to hand, so that nobody who comes in between takes it.
      if (next) next();
      else room += 1;
    }
  };
}
