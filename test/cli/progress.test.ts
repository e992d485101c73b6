import { describe, expect, it } from "vitest";
import { createProgressView } from "../../src/cli/progress.ts";
import type { CheckRecord } from "../../src/model/check-record.ts";
import type { CheckOutcome } from "../../src/model/check.ts";
import type { Declaration } from "../../src/model/declaration.ts";
import { digestOf } from "../../src/model/digest.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { Io } from "../../src/ports/io.ts";
import { declareTerms } from "../app/scene.ts";

const now = parseInstant("2026-01-01T00:00:00Z");
const [declared] = declareTerms({ "Acceptable Use Policy": { fetch: "https://a.example/" } });

function declare(id: string): Declaration {
  if (!declared) throw new Error("nothing declared");
  return { ...declared, id };
}

function createRecord(termsId: string, outcome: CheckOutcome, fault: string | null): CheckRecord {
  return {
    check: {
      id: digestOf(termsId),
      termsId,
      startedAt: now,
      finishedAt: now,
      outcome,
      fault,
      detail: fault === null ? null : `${termsId} did not answer`,
      snapshotIds: [],
      versionId: null,
    },
    versions: [],
    change: null,
    notifications: [],
    pending: null,
    variant: null,
    openedIncidents: [],
    matched: [],
    closedIncidentIds: [],
  };
}

/** What is written, with a view on it that takes the outcome of one terms after the other. */
function createScreen({ isTerminal, total }: { isTerminal: boolean; total: number }) {
  const written: string[] = [];
  const io: Io = {
    out: () => {},
    err: (text) => void written.push(text),
    isTerminal,
    isInteractive: false,
    columns: 60,
    hasColour: false,
    readStdin: () => {
      throw new Error("not read");
    },
  };
  const view = createProgressView(io, total);
  return {
    view,
    written,
    /** What stays on the screen: lines that end. */
    lines: () => written.filter((text) => text.endsWith("\n")).map((text) => text.trimEnd()),
    finish(id: string, outcome: CheckOutcome, fault: string | null = null) {
      const declaration = declare(id);
      view.report({ kind: "started", declaration });
      view.report({ kind: "finished", declaration, record: createRecord(id, outcome, fault) });
    },
  };
}

describe("createProgressView", () => {
  it("writes a line for each terms outside a terminal", () => {
    const screen = createScreen({ isTerminal: false, total: 7 });
    for (let index = 0; index < 6; index += 1) screen.finish(`a/${index}`, "failed", "dns");
    screen.finish("b/0", "unchanged");
    screen.view.done();
    expect(screen.lines()).toHaveLength(7);
    expect(screen.lines()[0]).toBe("a/0  FAILED (dns): a/0 did not answer");
    expect(screen.lines()[6]).toBe("b/0  unchanged");
  });

  it("shows three failures of each kind on a terminal, and counts the others at the end", () => {
    const screen = createScreen({ isTerminal: true, total: 368 });
    for (let index = 0; index < 366; index += 1) screen.finish(`a/${index}`, "failed", "dns");
    screen.finish("b/0", "quarantined", "login-wall");
    screen.finish("c/0", "changed");
    screen.view.done();
    expect(screen.lines()).toEqual([
      "a/0  FAILED (dns): a/0 did not answer",
      "a/1  FAILED (dns): a/1 did not answer",
      "a/2  FAILED (dns): a/2 did not answer",
      "b/0  HELD BACK (login-wall): b/0 did not answer",
      "c/0  CHANGED",
      "… and 363 more FAILED (dns)",
      "`clausewatch history` marks each of them",
    ]);
  });

  it("keeps quiet above the bar about what went as usual", () => {
    const screen = createScreen({ isTerminal: true, total: 2 });
    screen.finish("a/0", "unchanged");
    screen.finish("b/0", "first");
    screen.view.done();
    expect(screen.lines()).toEqual([]);
    expect(screen.written.at(-1)).toMatch(/^█{30} 2\/2 /);
  });

  it("keeps the bar within the terminal's width", () => {
    const screen = createScreen({ isTerminal: true, total: 9 });
    for (let index = 0; index < 9; index += 1) {
      screen.view.report({ kind: "started", declaration: declare(`service/long-name-${index}`) });
    }
    expect(Math.max(...screen.written.map((text) => text.length))).toBeLessThan(60);
    expect(screen.written.at(-1)).toMatch(/0\/9 {2}service\/long-/);
  });

  it("names whole terms, as many as there is room for, and counts the others", () => {
    const screen = createScreen({ isTerminal: true, total: 9 });
    for (const id of ["a/1", "a/2", "a/3", "a/4", "a/5", "a/6"]) {
      screen.view.report({ kind: "started", declaration: declare(id) });
    }
    expect(screen.written.at(-1)).toMatch(/0\/9 {2}a\/1, a\/2 and 4 more$/);
  });

  it("says what it waits for until the next terms begins", () => {
    const screen = createScreen({ isTerminal: true, total: 1 });
    screen.finish("a/0", "unconfirmed");
    screen.view.report({ kind: "waiting", count: 1, until: now });
    expect(screen.written.at(-1)).toMatch(/1\/1 {2}waiting until 00:00:00/);
    screen.view.report({ kind: "started", declaration: declare("a/0") });
    expect(screen.written.at(-1)).toMatch(/1\/1 {2}a\/0/);
  });
});
