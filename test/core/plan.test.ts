import { describe, expect, it } from "vitest";
import { parseService } from "../../src/core/declaration.ts";
import { extractorVersion } from "../../src/core/extract/extract.ts";
import { fingerprintOf } from "../../src/core/extract/fingerprint.ts";
import type { CheckInputs, Observation } from "../../src/core/plan.ts";
import { planCheck } from "../../src/core/plan.ts";
import type { CheckRecord } from "../../src/model/check-record.ts";
import { isVerified } from "../../src/model/check.ts";
import { digestOf } from "../../src/model/digest.ts";
import { addMs, parseInstant } from "../../src/model/instant.ts";
import type { TermsState } from "../../src/model/terms-state.ts";
import type { Version } from "../../src/model/version.ts";
import { createVersion } from "../../src/model/version.ts";
import { emptyTermsState } from "../contract/samples.ts";

const day = 86_400_000;
const hour = day / 24;
const start = parseInstant("2026-03-01T00:00:00Z");

const [declaration] = parseService("acme", {
  name: "Acme",
  terms: { "Terms of Service": { fetch: "https://acme.example/terms" } },
}).declarations;
if (!declaration) throw new Error("nothing declared");

const clause = "You may use the service for any lawful purpose, at your own risk and cost.";
const ban = "You may not use outputs to develop models that compete with Acme.";
const textA = `# Terms\n\n${clause}\n`;
const textB = `# Terms\n\n${clause}\n\n${ban}\n`;
const textC = `# Terms\n\n${clause}\n\nYou may not resell the service.\n`;

const inputs: CheckInputs = {
  declaration,
  state: emptyTermsState,
  observation: seeing(textA),
  snapshotIds: [digestOf("snapshot")],
  reread: null,
  operators: [{ channel: "email", target: "operator@example.com" }],
  rules: {
    confirmDelayMs: hour,
    variantHoldMs: 3 * day,
    variantSightings: 3,
    settledMs: 7 * day,
  },
  isAccepted: false,
  startedAt: start,
};

function seeing(text: string): Observation {
  return { kind: "text", text };
}

const timeout: Observation = { kind: "failed", fault: "timeout", detail: "no answer" };
const wall: Observation = { kind: "held", fault: "login-wall", detail: "a password field" };

/** What the next check knows. */
function remember(state: TermsState, record: CheckRecord): TermsState {
  const { check, variant } = record;
  const others = state.variants.filter(({ fingerprint }) => fingerprint !== variant?.fingerprint);
  const open = [...state.openIncidents, ...record.openedIncidents];
  return {
    ...state,
    latest: record.versions.at(-1) ?? state.latest,
    lastVerifiedAt: isVerified(check.outcome) ? check.finishedAt : state.lastVerifiedAt,
    pending: record.pending,
    variants: variant ? [variant, ...others] : state.variants,
    openIncidents: open.filter(({ id }) => !record.closedIncidentIds.includes(id)),
    failuresInRow: isVerified(check.outcome) ? 0 : state.failuresInRow + 1,
  };
}

interface Step {
  readonly sees: Observation;
  /** Since the check before. */
  readonly afterMs?: number;
  readonly also?: Partial<CheckInputs>;
}

/** The records of checks one after the other. */
function planAll(steps: readonly Step[], from: TermsState = emptyTermsState): CheckRecord[] {
  let state = from;
  let now = start;
  return steps.map(({ sees, afterMs = 2 * hour, also }) => {
    now = addMs(now, afterMs);
    const record = planCheck(
      { ...inputs, ...also, state, observation: sees, startedAt: now },
      addMs(now, 1000),
    );
    state = remember(state, record);
    return record;
  });
}

function outcomes(records: readonly CheckRecord[]): string[] {
  return records.map(({ check }) => check.outcome);
}

/** The text that stands after each check, by its letter. */
function standing(records: readonly CheckRecord[]): string[] {
  const texts = new Map(
    records.flatMap(({ versions }) => versions.map(({ id, text }) => [id, text] as const)),
  );
  const letters = new Map([
    [textA, "A"],
    [textB, "B"],
    [textC, "C"],
  ]);
  return records.map(({ check: { versionId } }) =>
    versionId === null ? "none" : (letters.get(texts.get(versionId) ?? "") ?? "other"),
  );
}

/** What readers and operators would hear of. */
function alerts(records: readonly CheckRecord[]): string[] {
  return records.flatMap(({ change, notifications }) => [
    ...(change === null ? [] : ["change"]),
    ...notifications.map(({ subject }) => subject),
  ]);
}

/** A latest version, as an archive or older rules of ours left it. */
function stateWith(fields: Partial<Omit<Version, "id">>): TermsState {
  const text = fields.text ?? textA;
  const latest = createVersion({
    termsId: inputs.declaration.id,
    previousId: null,
    text,
    digest: digestOf(text),
    fingerprint: fingerprintOf(text),
    extractorVersion,
    declarationDigest: inputs.declaration.digest,
    snapshotIds: [digestOf("earlier snapshot")],
    fetchedAt: addMs(start, -day),
    origin: "crawl",
    ...fields,
  });
  return { ...emptyTermsState, latest };
}

describe("planCheck", () => {
  it("records the first text without telling anyone", () => {
    const [record] = planAll([{ sees: seeing(textA) }]);
    expect(record).toMatchObject({
      check: { outcome: "first", fault: null, detail: null },
      versions: [{ text: textA, previousId: null, origin: "crawl" }],
      change: null,
      notifications: [],
      pending: null,
      variant: { sightings: 1 },
    });
    expect(record?.check.versionId).toBe(record?.versions[0]?.id);
  });

  it("finds the same words unchanged, also where the markup differs", () => {
    const records = planAll([
      { sees: seeing(textA) },
      { sees: seeing(textA.replace("# ", "## ")) },
    ]);
    expect(outcomes(records)).toEqual(["first", "unchanged"]);
    expect(standing(records)).toEqual(["A", "A"]);
    expect(records[1]?.variant?.sightings).toBe(2);
  });

  it.each([
    [true, "not-modified"],
    [false, "unchanged"],
  ] as const)("takes the same answer (304: %s) for %s", (isNotModified, outcome) => {
    const records = planAll([{ sees: seeing(textA) }, { sees: { kind: "same", isNotModified } }]);
    expect(outcomes(records)).toEqual(["first", outcome]);
    expect(standing(records)).toEqual(["A", "A"]);
  });

  it("refuses an answer that is the same as none", () => {
    expect(() => planAll([{ sees: { kind: "same", isNotModified: true } }])).toThrow(TypeError);
  });

  it("tells of new words once they are confirmed, and dates them from their first sight", () => {
    const records = planAll([textA, textB, textB, textB].map((text) => ({ sees: seeing(text) })));
    expect(outcomes(records)).toEqual(["first", "unconfirmed", "changed", "unchanged"]);
    expect(standing(records)).toEqual(["A", "A", "B", "B"]);
    expect(alerts(records)).toEqual(["change"]);
    expect(records[2]?.change).toMatchObject({
      beforeId: records[0]?.check.versionId,
      afterId: records[2]?.check.versionId,
      detectedAt: records[1]?.pending?.firstSeenAt,
      reversalOf: null,
    });
  });

  it("drops what was pending when the words that stand are seen again", () => {
    const records = planAll([textA, textB, textA].map((text) => ({ sees: seeing(text) })));
    expect(records.map(({ pending }) => pending === null)).toEqual([true, false, true]);
    expect(alerts(records)).toEqual([]);
  });

  it("keeps what is pending over checks that failed or were held back", () => {
    const records = planAll([
      { sees: seeing(textA) },
      { sees: seeing(textB) },
      { sees: timeout },
      { sees: wall },
      { sees: seeing(textB) },
    ]);
    expect(outcomes(records)).toEqual(["first", "unconfirmed", "failed", "quarantined", "changed"]);
    expect(records[3]?.pending).toEqual(records[1]?.pending);
    expect(standing(records)).toEqual(["A", "A", "A", "A", "B"]);
  });

  it("holds a return of earlier words for one of several, until it has lasted", () => {
    const records = planAll([
      ...[textA, textB, textB].map((text) => ({ sees: seeing(text) })),
      ...[0, 1, 2, 3].map(() => ({ sees: seeing(textA), afterMs: day })),
    ]);
    expect(outcomes(records).slice(3)).toEqual(["variant", "variant", "variant", "reversed"]);
    const [first] = records[0]?.versions ?? [];
    const reversal = records.at(-1);
    expect(reversal?.change?.reversalOf).toBe(first?.id);
    expect(reversal?.versions[0]).toMatchObject({ text: textA });
    expect(reversal?.check.versionId).not.toBe(first?.id);
    expect(reversal?.variant?.reversals).toBe(1);
    expect(alerts(records)).toEqual(["change", "change"]);
  });

  it("replaces the base by what today's rules read, and reports no difference of ours", () => {
    const state = stateWith({ text: "# Terms\n\nMenu Login\n", extractorVersion: 0 });
    const also = { reread: { kind: "text", text: textA } } as const;
    const [record] = planAll([{ sees: seeing(textA), also }], state);
    expect(record).toMatchObject({
      check: { outcome: "upgraded" },
      versions: [
        {
          text: textA,
          origin: "upgrade",
          previousId: state.latest?.id,
          snapshotIds: state.latest?.snapshotIds,
        },
      ],
      change: null,
      notifications: [],
    });
    expect(record?.check.versionId).toBe(record?.versions[0]?.id);
  });

  it("compares with the base read again where both changed at once", () => {
    const state = stateWith({ text: "# Terms\n\nMenu Login\n", extractorVersion: 0 });
    const also = {
      reread: { kind: "text", text: textA },
      rules: { ...inputs.rules, confirmDelayMs: 0 },
    } as const;
    const [sight] = planAll([{ sees: seeing(textB), also }], state);
    expect(sight).toMatchObject({ check: { outcome: "unconfirmed" }, change: null });
    expect(sight?.versions.map(({ text }) => text)).toEqual([textA]);
    expect(sight?.check.versionId).toBe(sight?.versions[0]?.id);
    const accepted = planCheck(
      { ...inputs, ...also, state, observation: seeing(textB), isAccepted: true },
      start,
    );
    expect(accepted.versions.map(({ origin }) => origin)).toEqual(["upgrade", "crawl"]);
    expect(accepted.change?.comparison.changes.map(({ kind }) => kind)).toEqual(["added"]);
    expect(accepted.change?.beforeId).toBe(accepted.versions[0]?.id);
    expect(accepted.check.versionId).toBe(accepted.versions[1]?.id);
  });

  it("goes on from the text as it is where the base cannot be read again", () => {
    const state = stateWith({ text: textC, extractorVersion: 0 });
    const also = { reread: { kind: "lost", detail: "the snapshot is gone" } } as const;
    const [record] = planAll([{ sees: seeing(textB), also }], state);
    expect(record).toMatchObject({
      check: { outcome: "upgraded", detail: "the snapshot is gone" },
      versions: [{ text: textB, origin: "upgrade", previousId: state.latest?.id }],
      change: null,
      notifications: [],
    });
  });

  it("does not replace the base while no text is seen", () => {
    const state = stateWith({ extractorVersion: 0 });
    const also = { reread: { kind: "text", text: textB } } as const;
    const [record] = planAll([{ sees: wall, also }], state);
    expect(record?.versions).toEqual([]);
    expect(record?.check.versionId).toBe(state.latest?.id);
  });

  it("follows an imported history without telling anyone of a difference", () => {
    const state = stateWith({ text: textC, origin: "import", snapshotIds: [] });
    const [record] = planAll([{ sees: seeing(textA) }], state);
    expect(record).toMatchObject({
      check: { outcome: "first" },
      versions: [{ text: textA, origin: "crawl", previousId: state.latest?.id }],
      change: null,
      notifications: [],
    });
  });

  it("asks for no confirmation of what an operator accepts, and for nothing where it is the same", () => {
    const accept = (text: string) =>
      planCheck(
        { ...inputs, state: stateWith({}), observation: seeing(text), isAccepted: true },
        start,
      );
    expect(accept(textB).check.outcome).toBe("changed");
    expect(alerts([accept(textB)])).toEqual(["change"]);
    expect(accept(textA).check.outcome).toBe("unchanged");
  });

  it("keeps fault and detail of what was held back, tells the operator and nobody else", () => {
    const [, record] = planAll([{ sees: seeing(textA) }, { sees: wall }]);
    expect(record).toMatchObject({
      check: { outcome: "quarantined", fault: "login-wall", detail: "a password field" },
      versions: [],
      change: null,
      variant: null,
      notifications: [{ subject: "incident", target: "operator@example.com" }],
      openedIncidents: [{ kind: "quarantined", fault: "login-wall" }],
    });
  });

  it("stands on nothing while there was never a text", () => {
    const records = planAll([{ sees: timeout }, { sees: wall }]);
    expect(standing(records)).toEqual(["none", "none"]);
  });

  it("closes all incidents by a check that saw the text, and tells of one recovery", () => {
    const records = planAll([
      { sees: seeing(textA) },
      { sees: wall },
      { sees: timeout },
      { sees: timeout },
      { sees: { kind: "same", isNotModified: true } },
    ]);
    expect(records.at(-1)?.closedIncidentIds).toHaveLength(2);
    expect(alerts(records)).toEqual(["incident", "incident", "recovery"]);
  });

  it("gives the same record, ids and all, for the same inputs", () => {
    const run = () =>
      planAll([
        ...[textA, textB, textB].map((text) => ({ sees: seeing(text) })),
        { sees: wall },
        ...[0, 1, 2, 3].map(() => ({ sees: seeing(textA), afterMs: day })),
      ]);
    expect(run()).toEqual(run());
  });

  it("gives each check, version, change, notification and incident an id of its own", () => {
    const records = planAll([
      ...[textA, textB, textB].map((text) => ({ sees: seeing(text) })),
      { sees: wall },
      ...[0, 1, 2, 3].map(() => ({ sees: seeing(textA), afterMs: day })),
      { sees: wall },
    ]);
    const ids = records.flatMap((record) => [
      record.check.id,
      ...record.versions.map(({ id }) => id),
      ...(record.change ? [record.change.id] : []),
      ...record.notifications.map(({ id }) => id),
      ...record.openedIncidents.map(({ id }) => id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("changes nothing of what it was given", () => {
    const state = deepFreeze(stateWith({}));
    expect(() =>
      planCheck(
        deepFreeze({ ...inputs, state, observation: seeing(textB), isAccepted: true }),
        start,
      ),
    ).not.toThrow();
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
