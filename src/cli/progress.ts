import type { CrawlProgress } from "../app/crawl.ts";
import type { CheckRecord } from "../model/check-record.ts";
import type { CheckOutcome } from "../model/check.ts";
import { assertNever } from "../model/errors.ts";
import type { Io } from "../ports/io.ts";

/** What a crawl shows while it runs: a live block on a terminal, a line a terms elsewhere. */
export interface ProgressView {
  report(progress: CrawlProgress): void;
  done(): void;
}

const words: Readonly<Record<CheckOutcome, string>> = {
  first: "recorded for the first time",
  unchanged: "unchanged",
  "not-modified": "unchanged (304)",
  changed: "CHANGED",
  unconfirmed: "new words, to be confirmed",
  variant: "an earlier wording, not yet lasting",
  reversed: "REVERSED to an earlier wording",
  upgraded: "unchanged, read again by newer rules",
  quarantined: "HELD BACK",
  failed: "FAILED",
};

/** Of one kind of failure a terminal shows this many; one cause, such as no network, often fails them all. */
const shownPerFailure = 3;

/** Outcomes that only move the bar. */
const quiet = new Set<CheckOutcome>(["first", "unchanged", "not-modified", "upgraded"]);

export function createProgressView(io: Io, total: number): ProgressView {
  return io.isTerminal ? createLiveView(io, total) : createLineView(io);
}

/** One line for the operator, such as `openai/usage-policy  FAILED (timeout): …`. */
export function describeCheck({ check }: CheckRecord): string {
  const fault = check.fault ? ` (${check.fault})` : "";
  const detail = check.detail ? `: ${check.detail}` : "";
  return `${check.termsId}  ${words[check.outcome]}${fault}${detail}`;
}

function createLineView(io: Io): ProgressView {
  return {
    report(progress) {
      if (progress.kind !== "started") io.err(`${describe(progress)}\n`);
    },
    done() {},
  };
}

/**
 * What an operator may have to see to stays above the bar: everything new, and of each kind of failure the first few;
 * the rest of them is counted at the end.
 */
function createLiveView(io: Io, total: number): ProgressView {
  const active = new Set<string>();
  const finished = new Set<string>();
  const failures = new Map<string, number>();
  let waiting = "";
  // Without a line break at its end it is replaced by whatever is written next.
  const draw = () => {
    const width = 30;
    const share = total === 0 ? 1 : finished.size / total;
    const bar = "█".repeat(Math.round(share * width)).padEnd(width, "░");
    const head = `${bar} ${finished.size}/${total}  `;
    const room = Math.max(0, io.columns - 1 - head.length);
    const line = `${head}${(waiting || describeActive([...active], room)).slice(0, room)}`;
    io.err(line.slice(0, Math.max(1, io.columns - 1)));
  };
  const isShown = (progress: Ended) => {
    const failure = describeFailure(progress);
    if (failure === null)
      return progress.kind === "finished" && !quiet.has(progress.record.check.outcome);
    const count = (failures.get(failure) ?? 0) + 1;
    failures.set(failure, count);
    return count <= shownPerFailure;
  };
  return {
    report(progress) {
      if (progress.kind === "waiting") {
        waiting = describeWaiting(progress);
      } else if (progress.kind === "started") {
        waiting = "";
        active.add(progress.declaration.id);
      } else {
        active.delete(progress.declaration.id);
        finished.add(progress.declaration.id);
        if (isShown(progress)) io.err(`${describe(progress)}\n`);
      }
      draw();
    },
    done() {
      const folded = [...failures].filter(([, count]) => count > shownPerFailure);
      for (const [failure, count] of folded) {
        io.err(`… and ${count - shownPerFailure} more ${failure}\n`);
      }
      if (folded.length > 0) io.err("`clausewatch history` marks each of them\n");
    },
  };
}

/** As many of the ids as there is room for whole, the rest counted. */
function describeActive(ids: readonly string[], room: number): string {
  for (let count = ids.length; count > 0; count -= 1) {
    const more = ids.length > count ? ` and ${ids.length - count} more` : "";
    const text = `${ids.slice(0, count).join(", ")}${more}`;
    if (text.length <= room || count === 1) return text;
  }
  return "";
}

type Ended = Extract<CrawlProgress, { kind: "finished" | "broken" }>;

function describe(progress: Exclude<CrawlProgress, { kind: "started" }>): string {
  switch (progress.kind) {
    case "finished":
      return describeCheck(progress.record);
    case "broken":
      return `${progress.declaration.id}  BROKE OFF: ${String(progress.error)}`;
    case "waiting":
      return describeWaiting(progress);
    default:
      return assertNever(progress);
  }
}

/** The kind of failure, such as `FAILED (dns)`; null where all went well. */
function describeFailure(progress: Ended): string | null {
  if (progress.kind === "broken") return "BROKE OFF";
  const { outcome, fault } = progress.record.check;
  const isFailure = outcome === "failed" || outcome === "quarantined";
  return isFailure ? `${words[outcome]} (${fault ?? "unknown"})` : null;
}

function describeWaiting({ count, until }: Extract<CrawlProgress, { kind: "waiting" }>): string {
  return `waiting until ${until.slice(11, 19)} UTC to confirm ${count} new wording${count === 1 ? "" : "s"}`;
}
