import type { TermsChange } from "../../src/model/change.ts";
import type { Digest } from "../../src/model/digest.ts";
import type { ExplanationState, ModelAnswer } from "../../src/model/explanation.ts";
import type { Instant } from "../../src/model/instant.ts";
import type { Notification } from "../../src/model/notification.ts";
import type { ExplanationStore } from "../../src/ports/explanation-store.ts";

/** The part of the memory store's state that explanations are. */
export interface ExplanationsState {
  readonly answers: ReadonlyMap<Digest, ModelAnswer>;
  readonly usage: ReadonlyMap<string, { readonly calls: number; readonly tokens: number }>;
  readonly queue: ReadonlyMap<Digest, QueueRow>;
}

interface QueueRow {
  readonly recordedAt: Instant;
  readonly state: ExplanationState;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
}

interface Draft {
  explanations: ExplanationsState;
  readonly changes: ReadonlyMap<Digest, TermsChange>;
}

export interface MemoryAccess<S extends Draft> {
  readonly write: <T>(run: (draft: S) => T) => Promise<T>;
  readonly read: <T>(run: (now: S) => T) => Promise<T>;
  /** Adds those that are not there, and tells pending ones of further clauses. */
  raise(draft: S, notifications: readonly Notification[]): void;
}

export const noExplanations: ExplanationsState = {
  answers: new Map(),
  usage: new Map(),
  queue: new Map(),
};

export function queueExplanation(draft: Draft, changeId: Digest, recordedAt: Instant): void {
  const { explanations } = draft;
  if (explanations.queue.has(changeId)) return;
  const row = { recordedAt, state: "pending", attempts: 0, nextAttemptAt: recordedAt } as const;
  draft.explanations = {
    ...explanations,
    queue: new Map(explanations.queue).set(changeId, row),
  };
}

export function createMemoryExplanations<S extends Draft>(
  access: MemoryAccess<S>,
): ExplanationStore {
  const { read, write } = access;
  const change = (draft: S, fields: Partial<ExplanationsState>) => {
    draft.explanations = { ...draft.explanations, ...fields };
  };
  return {
    listAnswers: (clauses) =>
      read(({ explanations }) =>
        [...explanations.answers.values()]
          .filter((answer) => clauses.includes(answer.clauses))
          .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
          .toSorted((a, b) => (a.answeredAt > b.answeredAt ? -1 : +(a.answeredAt < b.answeredAt))),
      ),
    putAnswer: (answer) =>
      write((draft) =>
        change(draft, { answers: new Map(draft.explanations.answers).set(answer.id, answer) }),
      ),
    reserveUsage: (day, spent, limits) =>
      write((draft) => {
        const before = draft.explanations.usage.get(day) ?? { calls: 0, tokens: 0 };
        const after = { calls: before.calls + 1, tokens: before.tokens + spent.tokens };
        if (after.calls > limits.calls || after.tokens > limits.tokens) return false;
        change(draft, { usage: new Map(draft.explanations.usage).set(day, after) });
        return true;
      }),
    adjustUsage: (day, tokens) =>
      write((draft) => {
        const before = draft.explanations.usage.get(day);
        if (!before) return;
        const after = { calls: before.calls, tokens: before.tokens + tokens };
        change(draft, { usage: new Map(draft.explanations.usage).set(day, after) });
      }),
    listQueuedExplanations: ({ now, limit }) =>
      read(({ explanations, changes }) =>
        [...explanations.queue]
          .filter(([, { state }]) => state === "pending")
          .filter(([, { attempts, nextAttemptAt }]) => attempts === 0 || nextAttemptAt <= now)
          .toSorted(([a, one], [b, other]) => (one.recordedAt + a < other.recordedAt + b ? -1 : 1))
          .slice(0, limit)
          .flatMap(([id, { recordedAt, attempts }]) => {
            const found = changes.get(id);
            return found ? [{ change: found, recordedAt, attempts }] : [];
          }),
      ),
    giveUpExplanations: (recordedBefore) =>
      write((draft) => {
        const queue = [...draft.explanations.queue].map(([id, row]) => {
          const isOld = row.state === "pending" && row.recordedAt < recordedBefore;
          return [id, isOld ? { ...row, state: "given-up" as const } : row] as const;
        });
        change(draft, { queue: new Map(queue) });
      }),
    recordExplanation: (changeId, progress, notifications) =>
      write((draft) => {
        const row = draft.explanations.queue.get(changeId);
        if (row) {
          const queue = new Map(draft.explanations.queue).set(changeId, { ...row, ...progress });
          change(draft, { queue });
        }
        access.raise(draft, notifications);
      }),
  };
}

function keyOf({ id }: ModelAnswer): string {
  return id;
}
