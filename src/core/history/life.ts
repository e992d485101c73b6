import type {
  ClauseLife,
  ClausePlace,
  LifeEvent,
  LifeEventKind,
  WordingSpell,
} from "../../model/clause-life.ts";
import { lifeEventKinds } from "../../model/clause-life.ts";
import type { Clause } from "../../model/clause.ts";
import type { Instant } from "../../model/instant.ts";
import { diffWords } from "../diff/words.ts";
import type { ClauseStep, ClauseThread, LifeVersion, Lineage } from "./thread.ts";
import { toWording } from "./wording.ts";

/** Gives a clause's life with its redlines; linear in its events. */
export function describeLife(lineage: Lineage, thread: ClauseThread): ClauseLife {
  const events: LifeEvent[] = [];
  const spells = new Map<string, WordingSpell[]>();
  let wording: string | null = null;
  for (const step of thread.steps) {
    const version = lineage.versions[step.version];
    if (version === undefined) continue;
    const next: string | null =
      step.after && (step.kind === "kept" && !step.isReworded ? wording : toWording(step.after));
    const returnsTo = step.isReworded && next !== null ? (spells.get(next)?.at(-1) ?? null) : null;
    const before = step.before && toWording(step.before);
    events.push(
      toEvent(lineage, step, {
        version,
        spans: step.isReworded ? diffWords(before ?? "", next ?? "") : [],
        returnsTo: returnsTo && { versionId: returnsTo.versionId, seenAt: returnsTo.from },
      }),
    );
    if (next === wording) continue;
    if (wording !== null) endSpell(spells.get(wording), version.seenAt);
    if (next !== null) {
      const spell = { versionId: version.id, from: version.seenAt, until: null };
      spells.set(next, [...(spells.get(next) ?? []), spell]);
    }
    wording = next;
  }
  const [first] = events;
  const end = thread.steps.at(-1);
  const last = end?.after ?? end?.before;
  if (first === undefined || last === undefined || last === null) {
    throw new TypeError(`clause ${thread.id} was never seen: this is a bug`);
  }
  return {
    id: thread.id,
    firstSeenAt: first.seenAt,
    leftAt: end?.after ? null : (events.at(-1)?.seenAt ?? null),
    last: toPlace(last),
    wordings: [...spells].map(([text, all]) => ({ text, spells: all })),
    events,
  };
}

function endSpell(spells: WordingSpell[] | undefined, until: Instant): void {
  const last = spells?.pop();
  if (last !== undefined) spells?.push({ ...last, until });
}

function toEvent(
  { threads }: Lineage,
  step: ClauseStep,
  { version, ...said }: { readonly version: LifeVersion } & Pick<LifeEvent, "spans" | "returnsTo">,
): LifeEvent {
  const { before, after, splitFrom, mergedInto, tookIn, splitOff } = step;
  const others = [splitFrom, mergedInto, ...tookIn, ...splitOff].flatMap((thread) =>
    thread === null ? [] : (threads[thread]?.id ?? []),
  );
  return {
    kinds: lifeEventKinds.filter((kind) => tests[kind](step)),
    versionId: version.id,
    seenAt: version.seenAt,
    changeId: version.changeId,
    isReread: version.isReread,
    isWholeText: step.isWholeText,
    before: before && toPlace(before),
    after: after && toPlace(after),
    ...said,
    others,
  };
}

const tests: Readonly<Record<LifeEventKind, (step: ClauseStep) => boolean>> = {
  "first-seen": ({ kind }) => kind === "first",
  reworded: ({ isReworded }) => isReworded,
  renumbered: ({ before, after }) => isBoth(before, after) && before?.number !== after?.number,
  moved: ({ isMoved }) => isMoved,
  retitled: ({ before, after, isMoved }) =>
    !isMoved && isBoth(before, after) && before?.path.join("\n") !== after?.path.join("\n"),
  split: ({ splitFrom, splitOff }) => splitFrom !== null || splitOff.length > 0,
  merged: ({ mergedInto, tookIn }) => mergedInto !== null || tookIn.length > 0,
  left: ({ kind }) => kind === "left",
  returned: ({ kind }) => kind === "returned",
};

function isBoth(before: Clause | null, after: Clause | null): boolean {
  return before !== null && after !== null;
}

function toPlace(clause: Clause): ClausePlace {
  const { number = null, path, text, start, end } = clause;
  return { number, path, text, start, end, wording: toWording(clause) };
}
