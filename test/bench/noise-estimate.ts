import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedDir } from "../replay/corpus.ts";
import type { RecordedChange } from "./history.ts";

/** How often those who are alerted hear of something real; by labelled pairs, extrapolated to the others. */
export interface NoiseEstimate {
  /** Events that alert. */
  readonly alerts: number;
  /** Of them, labelled, and labelled as substantive. */
  readonly labelledAlerts: number;
  readonly realAlerts: number;
  /** Changes that alert nobody. */
  readonly quiet: number;
  readonly labelledQuiet: number;
  readonly missed: number;
  /** Alerts per real change, with the ends of an interval that holds it in 95 of 100 cases. */
  readonly ratio: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Gives the estimate. A return of wording is neither an alert nor a real change; what is one event counts once, and is
 * real where a reader said so of one of its changes. Each labelled change counts for itself; of the others, alerts are
 * taken to be as often real as labelled alerts are, and quiet changes as often as labelled quiet ones.
 */
export function estimateNoise(changes: readonly RecordedChange[]): NoiseEstimate {
  const labels = readLabels();
  const news = changes.filter(({ change }) => change.reversalOf === null);
  const units = [...Map.groupBy(news, ({ eventId }) => eventId).values()].map((members) => {
    const said = members.flatMap((member) => labels.get(toKey(member)) ?? []);
    return {
      isAlert: members.some(({ isAlert }) => isAlert),
      isLabelled: said.length > 0,
      isReal: said.includes(true),
    };
  });
  const alerts = count(units.filter(({ isAlert }) => isAlert));
  const quiet = count(units.filter(({ isAlert }) => !isAlert));
  const toRatio = (end: -1 | 0 | 1): number =>
    alerts.all / (toReal(alerts, end) + toReal(quiet, end));
  return {
    alerts: alerts.all,
    labelledAlerts: alerts.labelled,
    realAlerts: alerts.real,
    quiet: quiet.all,
    labelledQuiet: quiet.labelled,
    missed: quiet.real,
    ratio: toRatio(0),
    least: toRatio(1),
    most: toRatio(-1),
  };
}

interface Label {
  readonly document: string;
  /** Names of files. */
  readonly before: string;
  readonly after: string;
  readonly verdict: string;
}

/** Whether a labelled change is real, by its document and both its texts. */
function readLabels(): ReadonlyMap<string, boolean> {
  const folder = join(sharedDir, "corpus/changes");
  const lines = readFileSync(join(folder, "changes.jsonl"), "utf8").trim().split("\n");
  return new Map(
    lines.map((line) => {
      const { document, before, after, verdict }: Label = JSON.parse(line);
      const read = (name: string): string => readFileSync(join(folder, name), "utf8");
      const key = toKey({ document, before: read(before), after: read(after) });
      return [key, verdict === "substantive"] as const;
    }),
  );
}

function toKey({
  document,
  before,
  after,
}: Pick<RecordedChange, "document" | "before" | "after">): string {
  return JSON.stringify([document, before.trim(), after.trim()]);
}

interface Count {
  readonly all: number;
  readonly labelled: number;
  readonly real: number;
}

function count(
  units: readonly { readonly isLabelled: boolean; readonly isReal: boolean }[],
): Count {
  return {
    all: units.length,
    labelled: units.filter(({ isLabelled }) => isLabelled).length,
    real: units.filter(({ isReal }) => isReal).length,
  };
}

/** How many are real, at an end of the interval of the share that the labels leave open. */
function toReal({ all, labelled, real }: Count, end: -1 | 0 | 1): number {
  return real + (all - labelled) * toShare(real, labelled, end);
}

// Ends that hold a share in 95 of 100 cases.
const z = 1.96;

/** A share of few, or an end of its interval by Wilson's formula. @see Wilson 1927, doi:10.1080/01621459.1927.10502953 */
function toShare(part: number, whole: number, end: -1 | 0 | 1): number {
  const share = part / Math.max(1, whole);
  if (end === 0 || whole === 0) return share;
  const spread = Math.sqrt((share * (1 - share)) / whole + z ** 2 / (4 * whole ** 2));
  return (share + z ** 2 / (2 * whole) + end * z * spread) / (1 + z ** 2 / whole);
}
