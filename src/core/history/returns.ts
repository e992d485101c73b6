import type { Clause } from "../../model/clause.ts";
import type { ClauseReturn } from "../../model/change.ts";
import type { ClauseChange, Comparison } from "../../model/comparison.ts";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import { segmentClauses } from "../clauses/segment.ts";
import { createRecent } from "./recent.ts";
import { toWording } from "./wording.ts";

/** A version whose wordings may return. */
export interface PastVersion {
  readonly id: Digest;
  readonly seenAt: Instant;
  readonly text: string;
  /** Of the text. */
  readonly digest: Digest;
}

/** What the clauses of a terms have read so far. */
export interface PastWordings {
  /** Takes the next version, in the order of time. */
  add(version: PastVersion): void;
  /** Clauses of a change of the version added last whose wording had stood before, but stood no more. */
  findReturns(comparison: Comparison): readonly ClauseReturn[];
}

// Fewer words ("See below.") say nothing about where they come from.
const minimumWords = 4;
// Pages alternate between a handful of texts.
const rememberedTexts = 8;

/** Remembers the wordings of a terms; linear in the versions' length, and holds each wording once. */
export function createPastWordings(): PastWordings {
  const spells = new Map<string, { versionId: Digest; seenAt: Instant; last: number }>();
  // Versions have most of their clauses in common.
  const wordings = new Map<string, string>();
  const readWording = (clause: Clause): string => {
    const key = `${clause.kind} ${clause.text}`;
    const wording = wordings.get(key) ?? toWording(clause);
    wordings.set(key, wording);
    return wording;
  };
  const readWordings = createRecent(
    rememberedTexts,
    (_: Digest, text: string) => new Set(segmentClauses(text).map(readWording)),
  );
  let count = 0;
  return {
    add({ id, seenAt, text, digest }) {
      count += 1;
      for (const wording of readWordings(digest, text)) {
        const spell = spells.get(wording);
        if (spell?.last === count - 1) spell.last = count;
        else spells.set(wording, { versionId: id, seenAt, last: count });
      }
    },
    findReturns: ({ changes }) =>
      changes.filter(isNews).flatMap(({ after }) => {
        if (after === null) return [];
        const kind = after.text.startsWith("#") ? "heading" : "paragraph";
        const wording = toWording({ kind, text: after.text });
        const spell = spells.get(wording);
        if (spell === undefined || spell.last === count) return [];
        if (wording.split(" ").length < minimumWords) return [];
        return [{ start: after.start, versionId: spell.versionId, seenAt: spell.seenAt }];
      }),
  };
}

function isNews({ materiality }: ClauseChange): boolean {
  return materiality !== "noise";
}
