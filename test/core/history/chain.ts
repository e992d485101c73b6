import { createLineage } from "../../../src/core/history/lineage.ts";
import type { ClauseLife } from "../../../src/model/clause-life.ts";
import { describeLife } from "../../../src/core/history/life.ts";
import { findClauses } from "../../../src/core/history/find-clauses.ts";
import type { Lineage } from "../../../src/core/history/thread.ts";
import { digestOf, digestOfFields } from "../../../src/model/digest.ts";
import type { Instant } from "../../../src/model/instant.ts";
import { addMs, parseInstant } from "../../../src/model/instant.ts";

const day = 86_400_000;

/** When the n-th version of a chain was first seen, from 0. */
export function dayOf(at: number): Instant {
  return addMs(parseInstant("2025-03-01T00:00:00Z"), at * day);
}

/** The clauses of one terms whose versions read so, a day apart. */
export function trace(...texts: readonly string[]): Lineage {
  const lineage = createLineage("acme/terms-of-service");
  for (const [at, text] of texts.entries()) {
    lineage.add({
      id: digestOfFields(String(at), text),
      seenAt: dayOf(at),
      changeId: at === 0 ? null : digestOf(`change ${at}`),
      isReread: false,
      text,
      digest: digestOf(text),
    });
  }
  return lineage;
}

/** The life of the one clause that is meant. */
export function lifeOf(lineage: Lineage, asked: string): ClauseLife {
  const [only, ...others] = findClauses(lineage, asked)?.threads ?? [];
  if (!only || others.length > 0) throw new Error(`${asked}: ${others.length} clauses too many`);
  return describeLife(lineage, only);
}
