import type { CrawlProgress } from "../app/crawl.ts";
import type { CheckRecord } from "../model/check-record.ts";
import type { CheckOutcome } from "../model/check.ts";
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

/** Back to the first column, and the line gone (ECMA-48 EL). */
const eraseLine = "\r\u001B[2K";

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
      if (progress.kind === "finished") io.err(`${describeCheck(progress.record)}\n`);
      if (progress.kind === "broken")
        io.err(`${progress.declaration.id}  BROKE OFF: ${String(progress.error)}\n`);
      if (progress.kind === "waiting") io.err(`${describeWaiting(progress)}\n`);
    },
    done() {},
  };
}

/** Quiet outcomes only move the bar; what an operator may have to see to stays above it. */
function createLiveView(io: Io, total: number): ProgressView {
  const active = new Set<string>();
  const finished = new Set<string>();
  let waiting = "";
  const quiet = new Set<CheckOutcome>(["first", "unchanged", "not-modified", "upgraded"]);
  const draw = () => {
    const width = 30;
    const share = total === 0 ? 1 : finished.size / total;
    const bar = "█".repeat(Math.round(share * width)).padEnd(width, "░");
    const shown = [...active].slice(0, 4).join(", ");
    const more = active.size > 4 ? ` and ${active.size - 4} more` : "";
    const line = `${bar} ${finished.size}/${total}  ${waiting || `${shown}${more}`}`;
    io.err(`${eraseLine}${line.slice(0, io.columns - 1)}`);
  };
  return {
    report(progress) {
      if (progress.kind === "waiting") {
        waiting = describeWaiting(progress);
        return draw();
      }
      const { id } = progress.declaration;
      if (progress.kind === "started") active.add(id);
      else {
        active.delete(id);
        finished.add(id);
        const isLoud = progress.kind === "broken" || !quiet.has(progress.record.check.outcome);
        if (isLoud) {
          io.err(eraseLine);
          createLineView(io).report(progress);
        }
      }
      draw();
    },
    done() {
      io.err(eraseLine);
    },
  };
}

function describeWaiting({ count, until }: Extract<CrawlProgress, { kind: "waiting" }>): string {
  return `waiting until ${until.slice(11, 19)} UTC to confirm ${count} new wording${count === 1 ? "" : "s"}`;
}
