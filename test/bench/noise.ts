import type { ImportedHistory } from "./history.ts";
import { importBundle } from "./history.ts";
import { isDueTo, noiseCauses } from "./noise-causes.ts";
import type { NoiseCause } from "./noise-causes.ts";
import { estimateNoise } from "./noise-estimate.ts";

// What users are promised.
const mostAlertsPerRealChange = 1.3;

/** Reports how many alerts the whole imported history comes to, how many of them are real, and what noise yields. */
export async function benchNoise(): Promise<void> {
  const history = await importBundle();
  const { changes, documents, versions } = history;
  const alerting = changes.filter(({ isAlert }) => isAlert);
  const returns = changes.filter(({ change }) => change.reversalOf !== null);
  const silent = alerting.filter(({ change }) => change.comparison.silent);
  console.log(
    `noise: ${documents} documents, ${versions} versions, ${changes.length} changes: ${alerting.length} alert, ${returns.length} return to wording that had stood before, ${silent.length} of the alerts are silent changes`,
  );
  reportEstimate(history);
  console.log(
    "  what noise is made of: pairs of versions that differ by it alone, and what they yield",
  );
  for (const cause of noiseCauses) reportCause(history, cause);
}

function reportEstimate({ changes }: ImportedHistory): void {
  const estimate = estimateNoise(changes);
  const { alerts, labelledAlerts, realAlerts, quiet, labelledQuiet, missed } = estimate;
  console.log(
    `  ${alerts} alerts, an event in several documents counted once: ${realAlerts} of ${labelledAlerts} labelled ones are real; of ${quiet} changes that alert nobody, ${missed} of ${labelledQuiet} labelled ones are`,
  );
  const [ratio, least, most] = [estimate.ratio, estimate.least, estimate.most].map((value) =>
    value.toFixed(2),
  );
  console.log(
    `  alerts per real change: ${ratio} (95 %: ${least} to ${most}; goal ${mostAlertsPerRealChange}); what has no label is taken to be real as often as what has one`,
  );
}

function reportCause({ pairs, changes }: ImportedHistory, cause: NoiseCause): void {
  const differing = pairs.filter(({ document }) => cause.documents.includes(document));
  const due = differing.filter(({ before, after }) => isDueTo(cause, before, after));
  const recorded = changes.filter(({ document }) => cause.documents.includes(document));
  const noise = recorded.filter(({ before, after }) => isDueTo(cause, before, after));
  const alerts = noise.filter(({ isAlert }) => isAlert);
  const others = recorded.filter((change) => change.isAlert && !alerts.includes(change));
  console.log(
    `    ${cause.name.padEnd(52)} ${String(due.length).padStart(4)} of ${String(differing.length).padStart(4)} pairs  ${String(noise.length).padStart(3)} changes recorded  ${alerts.length} alerts (${others.length} for other reasons)`,
  );
  for (const { document, change } of alerts)
    console.log(`      ${document} ${change.detectedAt}: ${change.comparison.summary}`);
}
