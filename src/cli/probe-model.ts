import { explainDefaults } from "../app/explain-clauses.ts";
import { checkClaims } from "../core/explain/claims.ts";
import { buildPrompt } from "../core/explain/prompt.ts";
import type { ClauseChange } from "../model/comparison.ts";
import type { Services } from "./context.ts";

const before = "You may resell access to the service.";
const after = "You may not resell access to the service without our written consent.";

/** An invented clause whose change no model misses. */
const sample: ClauseChange = {
  kind: "modified",
  before: { text: before, path: ["2. Use"], start: 0, end: before.length },
  after: { text: after, path: ["2. Use"], start: 0, end: after.length },
  spans: [
    { op: "same", text: "You may " },
    { op: "added", text: "not " },
    { op: "same", text: "resell access to the service" },
    { op: "added", text: " without our written consent" },
    { op: "same", text: "." },
  ],
  materiality: "substantive",
  topics: ["account-access"],
  direction: "tightened",
  confidence: 1,
  cues: [],
};

/**
 * Asks the configured language model one small question, outside its budget, and gives what came of it.
 * @throws {ExplainError} when it gives no answer that can be used
 */
export async function probeModel(
  { explainer, settings }: Services,
  signal: AbortSignal,
): Promise<{ readonly state: "ok" | "off" | "warning"; readonly detail: string }> {
  if (!explainer) return { state: "off", detail: "not configured; nothing generated is shown" };
  const prompt = buildPrompt(sample, false);
  if (prompt === undefined) throw new TypeError("the sample is too long: this is a bug");
  const { timeoutMs, maxOutputTokens } = { ...explainDefaults, ...settings.deliver.explain };
  const { answer } = await explainer.ask({ ...prompt, timeoutMs, maxOutputTokens }, signal);
  const { claims } = checkClaims(answer, sample);
  return claims.length > 0
    ? { state: "ok", detail: `${explainer.model} answers, and its statements bear checking` }
    : {
        state: "warning",
        detail: `${explainer.model} answers, but none of its statements bore checking: a larger model may serve better`,
      };
}
