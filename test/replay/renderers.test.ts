import { describe, expect, it } from "vitest";
import { compareVersions } from "../../src/core/compare.ts";
import { rankClauseChanges } from "../../src/core/rank.ts";
import { readCorpusPairs } from "../core/text-pairs.ts";
import { findValidityFaults } from "../render/html-validity.ts";
import { createSampleAlert, createSampleIncident } from "../render/sample.ts";
import { findPartFaults, surfaces } from "../render/surfaces.ts";

const pairs = readCorpusPairs();

/** A mail as a server is given it: both parts in base64, and some headers. */
const toSentBytes = (texts: readonly string[]): number =>
  2000 + (Buffer.byteLength(texts.join("")) * 4 * 78) / (3 * 76);

describe.skipIf(pairs.length === 0)("surfaces", () => {
  it.each(pairs)("hold to their rules with the real change %s", (_, before, after) => {
    const comparison = compareVersions(before, after);
    const changeIndexes = rankClauseChanges(comparison.changes);
    const faults = surfaces
      .filter(({ isWhole }) => isWhole !== true)
      .flatMap(({ channel, toParts }) => {
        const alert = createSampleAlert(comparison.changes, {
          channel,
          change: comparison,
          changeIndexes,
        });
        const parts = toParts(alert, createSampleIncident(channel));
        const mail = parts.filter(({ kind }) => kind === "mail" || kind === "text");
        const size = toSentBytes(mail.slice(0, 2).map(({ text }) => text));
        return [
          ...parts.flatMap(findPartFaults),
          ...mail.flatMap(({ kind, text }) => (kind === "mail" ? findValidityFaults(text) : [])),
          ...(size > 100_000 ? [`a mail of ${Math.round(size)} bytes`] : []),
        ];
      });
    expect([...new Set(faults)]).toEqual([]);
  });
});
