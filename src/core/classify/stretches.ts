/** Parts of a text by offsets, added from left to right. */
export interface Stretches {
  readonly add: (start: number, length: number) => void;
  /** Whether an offset lies in one of them; logarithmic. */
  readonly has: (offset: number) => boolean;
}

/** Gives an empty set of stretches. */
export function createStretches(): Stretches {
  const starts: number[] = [];
  const ends: number[] = [];
  return {
    add: (start, length) => {
      starts.push(start);
      ends.push(start + length);
    },
    has: (offset) => {
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle + 1;
        else high = middle;
      }
      return low > 0 && offset < (ends[low - 1] ?? 0);
    },
  };
}
