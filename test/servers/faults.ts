import { digestOfFields } from "../../src/model/digest.ts";

/** What a server does wrong: always, never, or as each request is judged. */
export type FaultPlan<Fault> = Fault | null | ((key: string) => Fault | null);

/** @param key what the request is about: a recipient, a channel, a message's id */
export function pickFault<Fault extends object>(plan: FaultPlan<Fault>, key: string): Fault | null {
  return typeof plan === "function" ? plan(key) : plan;
}

export interface SeededFaults<Fault> {
  readonly seed: string;
  /** Of the requests about one key, the share that fails: 0 to 1. */
  readonly rate: number;
  /** One of these each time. */
  readonly faults: readonly Fault[];
  /** Requests about one key that may fail, after which none does, so that a run ends. @default 20 */
  readonly maxPerKey?: number;
}

/**
 * Faults that look random and are the same in each run: drawn from the seed, the key and how often that key was asked
 * for, so that the order in which requests about different keys come makes no difference.
 */
export function seedFaults<Fault>(options: SeededFaults<Fault>): (key: string) => Fault | null {
  const { seed, rate, faults, maxPerKey = 20 } = options;
  const counts = new Map<string, number>();
  return (key) => {
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    if (count >= maxPerKey) return null;
    const drawn = digestOfFields(seed, key, String(count));
    const share = Number.parseInt(drawn.slice(0, 8), 16) / 2 ** 32;
    if (share >= rate) return null;
    return faults[Number.parseInt(drawn.slice(8, 12), 16) % faults.length] ?? null;
  };
}
