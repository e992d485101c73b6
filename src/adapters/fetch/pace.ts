import { toMs } from "../../model/instant.ts";
import type { FetchSettings } from "./options.ts";
import { createSlots } from "./slots.ts";
import type { Slots } from "./slots.ts";

/** Turns: one request at a time to a host with a gap between, and so many over all hosts. */
export interface Pace {
  /** Runs the work when it is its turn. An abort while waiting rejects with the signal's reason. */
  run<T>(turn: Turn, work: () => Promise<T>): Promise<T>;
  /** No request to this host for so long, whoever asks: it said that it wants rest. */
  rest(host: string, ms: number): void;
  /** A gap that this host asks for; shorter than the least one, it changes nothing. */
  widen(host: string, gapMs: number): void;
}

export interface Turn {
  /** Name and port, as in `URL.host`. */
  readonly host: string;
  readonly lane: "http" | "browser";
  readonly signal?: AbortSignal | undefined;
}

interface HostState {
  readonly turns: Slots;
  gapMs: number;
  /** Milliseconds since 1970. */
  notBefore: number;
}

export function createPace(settings: FetchSettings): Pace {
  const { clock } = settings;
  const everything = createSlots(settings.maxConcurrent);
  const pages = createSlots(settings.maxOpenPages);
  const hosts = new Map<string, HostState>();

  function getHost(name: string): HostState {
    const known = hosts.get(name);
    if (known !== undefined) return known;
    const state: HostState = {
      turns: createSlots(1),
      gapMs: settings.minGapMs,
      notBefore: 0,
    };
    hosts.set(name, state);
    return state;
  }

  return {
    run({ host, lane, signal }, work) {
      const state = getHost(host);
      return state.turns.run(async () => {
        // A host may be told to rest while this request waits: look again after each sleep.
        for (;;) {
          const waitMs = state.notBefore - toMs(clock.now());
          if (waitMs <= 0) break;
          await clock.sleep(waitMs, signal);
        }
        // Only now: whoever waits for its host must not take another host's place.
        try {
          return await (lane === "http"
            ? everything.run(work, signal)
            : pages.run(() => everything.run(work, signal), signal));
        } finally {
          state.notBefore = Math.max(state.notBefore, toMs(clock.now()) + state.gapMs);
        }
      }, signal);
    },
    rest(host, ms) {
      const state = getHost(host);
      state.notBefore = Math.max(state.notBefore, toMs(clock.now()) + ms);
    },
    widen(host, gapMs) {
      getHost(host).gapMs = Math.max(settings.minGapMs, gapMs);
    },
  };
}
