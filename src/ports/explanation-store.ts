import type { TermsChange } from "../model/change.ts";
import type { Digest } from "../model/digest.ts";
import type { ExplanationState, ModelAnswer } from "../model/explanation.ts";
import type { Instant } from "../model/instant.ts";
import type { Notification } from "../model/notification.ts";

/** A recorded change that a language model has not been asked about, or not to the end. */
export interface QueuedExplanation {
  readonly change: TermsChange;
  /** When the check that found it was recorded. */
  readonly recordedAt: Instant;
  /** Runs that ended before the last answer. */
  readonly attempts: number;
}

/** The part of a store that explanations need; used only where a language model is configured. */
export interface ExplanationStore {
  /** Kept answers about these clauses (`ModelAnswer.clauses`), newest first. */
  listAnswers(clauses: readonly Digest[]): Promise<readonly ModelAnswer[]>;
  /** Keeps an answer instead of an earlier one with its id. */
  putAnswer(answer: ModelAnswer): Promise<void>;
  /**
   * Takes one call and so many tokens from a day's budget, durably, before they are spent; false, and nothing
   * taken, where that would exceed a limit.
   * @param day `YYYY-MM-DD`, UTC
   */
  reserveUsage(
    day: string,
    spent: { readonly tokens: number },
    limits: { readonly calls: number; readonly tokens: number },
  ): Promise<boolean>;
  /** Corrects a day's tokens once the true number is known: the difference, often negative. */
  adjustUsage(day: string, tokens: number): Promise<void>;
  /** Changes found by checks (never imported ones) whose explanation is due, oldest first. */
  listQueuedExplanations(options: {
    readonly now: Instant;
    readonly limit: number;
  }): Promise<readonly QueuedExplanation[]>;
  /** Gives up on every change recorded earlier that still waits. */
  giveUpExplanations(recordedBefore: Instant): Promise<void>;
  /**
   * One transaction: where a change's explanation stands, and the notifications that a second opinion raises. One
   * that is in the outbox already and still pending is told of the further clauses; one delivered is left alone.
   * Repeatable.
   */
  recordExplanation(
    changeId: Digest,
    progress: {
      readonly state: ExplanationState;
      readonly attempts: number;
      readonly nextAttemptAt: Instant;
    },
    notifications: readonly Notification[],
  ): Promise<void>;
}
