import type { Answer } from "../model/explanation.ts";

/** One question about one clause change, complete in itself: no tools, no conversation. */
export interface Question {
  readonly system: string;
  /** Provider text stands in it between fences that it cannot close. */
  readonly prompt: string;
  readonly maxOutputTokens: number;
  /** For the whole answer, retries not included: there are none here. */
  readonly timeoutMs: number;
}

export interface Reply {
  /** In the form that was asked for; nothing in it has been checked. */
  readonly answer: Answer;
  /** Asked and answered; null where the server does not say. */
  readonly tokens: number | null;
}

/** A language model that somebody has configured; there is none by default. */
export interface Explainer extends AsyncDisposable {
  /** As readers are told: its name, and who runs it. Two models never share it. */
  readonly model: string;
  /**
   * One request at temperature 0; gives the answer in its form.
   * @throws {ExplainError} saying whether another attempt can help; the signal's reason when it aborts
   */
  ask(question: Question, signal?: AbortSignal): Promise<Reply>;
}
