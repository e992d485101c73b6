import { compareVersions } from "../core/compare.ts";
import { toClockKey } from "../core/dates/silence.ts";
import { createRecent } from "../core/history/recent.ts";
import type { Rejudgement } from "../core/history/rejudgement.ts";
import { compareJudgements } from "../core/history/rejudgement.ts";
import { toJudgementVersion } from "../core/judgement-version.ts";
import type { OwnTopics } from "../core/topics/own-topics.ts";
import { noOwnTopics } from "../core/topics/own-topics.ts";
import type { ChangeHead } from "../model/change.ts";
import type { Comparison } from "../model/comparison.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import { StoreError } from "../model/errors.ts";
import type { JudgementOutcome } from "../model/judgement.ts";
import type { Version } from "../model/version.ts";
import type { Clock } from "../ports/clock.ts";
import type { HeadFilter, Store } from "../ports/store.ts";

/** Of the imported archive's pages that alternate, none has more than a handful of wordings at a time. */
const rememberedPairs = 12;

export interface RejudgeContext {
  readonly store: Store;
  readonly clock: Clock;
  /** Topics that a team added. @default none */
  readonly ownTopics?: OwnTopics;
}

export interface RejudgeOptions {
  /** Which recorded changes. @default all */
  readonly filter?: HeadFilter;
  /** Also those that the present rules have judged. @default false */
  readonly isAll?: boolean;
  /** Records the new judgements; else nothing is written. @default false */
  readonly isApplied?: boolean;
  /** Whether a terms lists entries, as its declaration says. @default never */
  readonly isListOf?: (termsId: TermsId) => boolean;
  /** Called with each change that was judged anew, in the order of recording, whether anything differs or not. */
  readonly onJudged?: (judged: JudgedAnew) => void;
}

/** One recorded change, judged a second time. */
export interface JudgedAnew {
  readonly change: ChangeHead;
  readonly rejudgement: Rejudgement;
  /** What came of recording it; null where that was not asked for. */
  readonly outcome: JudgementOutcome | null;
}

export interface RejudgeSummary {
  readonly judgedBy: string;
  /** Changes recorded, of those asked for. */
  readonly changes: number;
  /** Left alone, as the present rules have judged them. */
  readonly current: number;
  readonly judged: number;
  /** Judged otherwise than before, in whatever respect. */
  readonly other: number;
  /** Of the whole change, such as `editorial → substantive`: how many. */
  readonly turns: Readonly<Record<string, number>>;
  /** Clauses whose judgement is another. */
  readonly clauses: number;
  /** New judgements recorded. */
  readonly recorded: number;
  /** Left as they are, because an alert about them waits in the outbox. */
  readonly awaited: number;
}

/**
 * Judges recorded changes anew by the present rules, says what that would change, and records it where
 * asked to: one transaction a change, the old judgement kept beside the new one, nobody told. Cut off,
 * it goes on with the changes that are left; repeated, it finds nothing to do. Holds one change's texts
 * at a time.
 * @throws {StoreError} when the store cannot be read or written; the signal's reason when it aborts
 */
export async function rejudge(
  context: RejudgeContext,
  options: RejudgeOptions = {},
  signal?: AbortSignal,
): Promise<RejudgeSummary> {
  const { filter = {}, isAll = false, onJudged } = options;
  const { ownTopics = noOwnTopics } = context;
  const judgedBy = toJudgementVersion(ownTopics.version);
  const heads = await context.store.listChangeHeads(filter);
  const due = isAll ? heads : heads.filter((head) => head.judgedBy !== judgedBy);
  const turns = new Map<string, number>();
  const count = { other: 0, clauses: 0, recorded: 0, awaited: 0 };
  const judge = createJudge(context.store, ownTopics);
  for (const head of due) {
    signal?.throwIfAborted();
    const judged = await judgeAnew({ ...context, judge, judgedBy }, head, options);
    const { rejudgement, outcome } = judged;
    if (rejudgement.isOther) count.other += 1;
    count.clauses += rejudgement.clauses.length;
    if (outcome === "recorded") count.recorded += 1;
    if (outcome === "awaited") count.awaited += 1;
    const { before, now } = rejudgement.materiality;
    if (before !== now) {
      const turn = `${before} → ${now}`;
      turns.set(turn, (turns.get(turn) ?? 0) + 1);
    }
    onJudged?.(judged);
  }
  return {
    judgedBy,
    changes: heads.length,
    current: heads.length - due.length,
    judged: due.length,
    turns: Object.fromEntries([...turns].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    ...count,
  };
}

async function judgeAnew(
  { store, clock, judge, judgedBy }: RejudgeContext & Judging,
  head: ChangeHead,
  options: RejudgeOptions,
): Promise<JudgedAnew> {
  const recorded = await store.findChange(head.id);
  if (!recorded) throw new StoreError("missing", `change ${head.id} is gone from the database`);
  const present = await judge(head, options.isListOf?.(head.termsId) ?? false);
  const outcome = options.isApplied
    ? await store.recordJudgement(head.id, { ...present, judgedBy }, clock.now())
    : null;
  return {
    change: head,
    rejudgement: compareJudgements(recorded.comparison, present),
    outcome,
  };
}

interface Judging {
  readonly judge: Judge;
  readonly judgedBy: string;
}

type Judge = (head: ChangeHead, isList: boolean) => Promise<Comparison>;

/** Compares a change's texts; the last few pairs are remembered, as pages alternate between a few wordings. */
function createJudge(store: Store, ownTopics: OwnTopics): Judge {
  const compare = createRecent(rememberedPairs, (_: string, compareNow: () => Comparison) =>
    compareNow(),
  );
  return async (head, isList) => {
    const before = await getVersion(store, head.beforeId);
    const after = await getVersion(store, head.afterId);
    const at = head.detectedAt;
    const clock = toClockKey(before.text, after.text, at);
    return compare(`${before.digest} ${after.digest} ${isList} ${clock}`, () =>
      compareVersions(before.text, after.text, { isList, at, ownTopics }),
    );
  };
}

async function getVersion(store: Store, id: Digest): Promise<Version> {
  const version = await store.findVersion(id);
  if (!version) throw new StoreError("missing", `version ${id} is gone from the database`);
  return version;
}
