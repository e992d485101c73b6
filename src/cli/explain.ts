import type { ExplainSettings } from "../app/explain-clauses.ts";
import { createExplainRun, explainClauses, explainDefaults } from "../app/explain-clauses.ts";
import { loadExplanations } from "../app/explain-due.ts";
import { chooseToExplain } from "../core/explain/choose.ts";
import type { Explanations } from "../core/explain/explanation.ts";
import type { Comparison } from "../model/comparison.ts";
import { UsageError } from "../model/errors.ts";
import type { Cli, Services } from "./context.ts";

/**
 * Asks the configured language model about a comparison, within its budget and what was answered before; gives what it
 * has said. What it does not answer is told on standard error: the comparison stands without it.
 * @throws {UsageError} when no model is configured
 */
export async function explainNow(
  cli: Cli,
  services: Services,
  comparison: Comparison,
): Promise<Explanations> {
  const { store, explainer } = services;
  if (!explainer) {
    throw new UsageError("no language model is configured: see `explain` in the README");
  }
  const settings: ExplainSettings = services.settings.deliver.explain ?? {};
  const run = createExplainRun({ ...services, explainer, settings });
  const { maxClauses = explainDefaults.maxClauses } = settings;
  const chosen = chooseToExplain(comparison, maxClauses);
  await explainClauses(run, chosen, { isAnew: true, signal: cli.signal });
  if (run.stop) cli.io.err(`not everything is explained: ${run.stop.detail}\n`);
  return loadExplanations(store, comparison.changes);
}
