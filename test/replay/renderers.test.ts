import { describe, expect, it } from "vitest";
import { createLeadIns } from "../../src/core/clauses/lead-ins.ts";
import { compareVersions } from "../../src/core/compare.ts";
import { rankClauseChanges } from "../../src/core/rank.ts";
import type { Alert } from "../../src/render/alert.ts";
import { readCorpusPairs } from "../core/text-pairs.ts";
import { findValidityFaults } from "../render/html-validity.ts";
import { createSampleAlert } from "../render/sample.ts";
import type { Part } from "../render/surfaces.ts";
import { findPartFaults, surfaces, toPartsOf } from "../render/surfaces.ts";

const pairs = readCorpusPairs();
const shown = surfaces.filter(({ isWhole, isApart }) => isWhole !== true && isApart !== true);

/** The validator takes longer than all else; what it reads is built by the same few templates each time. */
const validatedEvery = 5;

/** A mail as a server is given it: both parts in base64, and some headers. */
const toSentBytes = (texts: readonly string[]): number =>
  2000 + (Buffer.byteLength(texts.join("")) * 4 * 78) / (3 * 76);

function toAlert(before: string, after: string): Alert {
  const comparison = compareVersions(before, after);
  return createSampleAlert(comparison.changes, {
    change: comparison,
    changeIndexes: rankClauseChanges(comparison.changes),
    alert: { leadInOf: createLeadIns({ before, after }) },
  });
}

function findMailFaults(parts: readonly Part[], isValidated: boolean): string[] {
  const mail = parts.filter(({ kind }) => kind === "mail" || kind === "text");
  const size = toSentBytes(mail.map(({ text }) => text));
  return [
    ...mail.flatMap(({ kind, text }) =>
      isValidated && kind === "mail" ? findValidityFaults(text) : [],
    ),
    ...(size > 100_000 ? [`a mail of ${Math.round(size)} bytes`] : []),
  ];
}

describe.skipIf(pairs.length === 0)("surfaces", () => {
  const cases = pairs.map((pair, at) => [...pair, at % validatedEvery === 0] as const);

  it.each(cases)("hold to their rules with the real change %s", (_, before, after, isValidated) => {
    const alert = toAlert(before, after);
    const faults = shown.flatMap((surface) => {
      const parts = toPartsOf(surface, alert);
      return [...parts.flatMap(findPartFaults), ...findMailFaults(parts, isValidated)];
    });
    expect([...new Set(faults)]).toEqual([]);
  });
});
