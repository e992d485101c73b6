import { loadChannels } from "./deliver-load.ts";
import type { DeliverFigures, DeliverRun } from "./deliver.ts";

/** Gives what a run came to, in lines of text. */
export function describeFigures(figures: DeliverFigures): readonly string[] {
  const { load, verdict, sender, receivers } = figures;
  const { arrivals, known, met, refused } = receivers;
  const { repeatedByKill, unanswered, unexplained, lost, disordered, strange } = verdict;
  const count = load.notifications.length;
  const repeated = [...repeatedByKill.values()].flat();
  const most = Math.max(0, ...[...repeatedByKill.values()].map((group) => group.length));
  return [
    `${sender.processes} processes of \`deliver\`, ${sender.killed.size} of them killed, in ${sender.seconds.toFixed(0)} s: ${(count / sender.seconds).toFixed(0)} deliveries/s`,
    `${((sender.cpuSeconds / count) * 1000).toFixed(1)} ms of processor a delivery; ${sender.peakMegabytes.toFixed(0)} MB peak`,
    `${met.requests} messages sent, of which ${met.failed} were made to fail (${toPercent(met.failed, met.requests)})`,
    `taken: ${byChannel(arrivals)}`,
    `lost: ${lost.length}; out of order: ${disordered.length}; never owed: ${strange.length}; signatures refused: ${refused}`,
    `taken again after a kill: ${repeated.length} (${byChannel(repeated)}), ${most} at most of one kill`,
    `taken again as their receiver had broken off after it took them: ${unanswered.length} (${byChannel(unanswered)})`,
    `taken again for neither reason: ${unexplained.length}`,
    `webhooks that came again, known by their ids and not taken: ${known.length}`,
  ];
}

/** Gives what was promised and does not hold; none where all does. */
export function listBroken({ kills }: DeliverRun, figures: DeliverFigures): readonly string[] {
  const { verdict, sender, receivers } = figures;
  const repeated = [...verdict.repeatedByKill.values()].flat();
  const broken: readonly (readonly [boolean, string])[] = [
    [verdict.lost.length > 0, "a notification was lost"],
    [verdict.disordered.length > 0, "a notification came before an earlier one"],
    [verdict.strange.length > 0, "a message told of nothing that was owed"],
    [verdict.unexplained.length > 0, "a message was sent twice by a process that was not killed"],
    [repeated.length > kills, "more messages were sent twice than processes were killed"],
    [sender.killed.size < kills, "fewer processes were killed than asked for"],
    [receivers.refused > 0, "a signature did not hold"],
  ];
  return broken.flatMap(([isBroken, what]) => (isBroken ? [what] : []));
}

function byChannel(all: readonly { readonly channel: string }[]): string {
  return loadChannels
    .map((channel) => `${channel} ${all.filter((one) => one.channel === channel).length}`)
    .join(", ");
}

function toPercent(part: number, whole: number): string {
  return `${((part / Math.max(1, whole)) * 100).toFixed(1)} %`;
}
