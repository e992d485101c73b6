import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { createRandom } from "../../src/core/learn/train.ts";
import { toInstant } from "../../src/model/instant.ts";
import type { Workspace } from "../e2e/workspace.ts";
import { createWorkspace } from "../e2e/workspace.ts";
import type { Verdict } from "./deliver-arrivals.ts";
import { judgeArrivals, mailDomain } from "./deliver-arrivals.ts";
import type { Load } from "./deliver-load.ts";
import { changesPerDocument, fillOutbox } from "./deliver-load.ts";
import type { Receivers } from "./deliver-receivers.ts";
import { describeFigures, listBroken } from "./deliver-report.ts";
import { startReceivers } from "./deliver-receivers.ts";
import type { SenderFigures } from "./deliver-sender.ts";
import { sendUntilDone } from "./deliver-sender.ts";

// Whether all that is owed arrives, once and in order, when a fifth of what is sent fails and the process is killed again
// and again: the command as an operator runs it, a real database, and receivers on loopback that speak their protocols.

export interface DeliverRun {
  /** How many notifications, five for each subscriber. */
  readonly deliveries: number;
  readonly kills: number;
  readonly seed: number;
  /** Of the requests, the share that fails. */
  readonly rate: number;
}

export interface DeliverFigures {
  readonly load: Load;
  readonly verdict: Verdict;
  readonly sender: SenderFigures;
  readonly receivers: Pick<Receivers, "known" | "met" | "refused" | "arrivals">;
}

const subscribersPerDocument = 100;

/** As was promised. */
export const promisedRun: DeliverRun = { deliveries: 10_000, kills: 50, seed: 1, rate: 0.2 };

/** How fast it is where nothing is in the way; then what holds when much is. */
export async function benchDeliver(run: DeliverRun = promisedRun): Promise<void> {
  const calm = await runDeliveries({ ...run, deliveries: run.deliveries / 10, kills: 0, rate: 0 });
  const { load, sender } = calm;
  console.log("deliver: to an SMTP server, Slack, Teams and webhooks on loopback");
  console.log(
    `  ${load.notifications.length} undisturbed: ${(load.notifications.length / sender.seconds).toFixed(0)} deliveries/s`,
  );
  const { isTTY } = process.stderr;
  const figures = await runDeliveries(run, (text) => isTTY && process.stderr.write(`${text}\r`));
  console.log(
    `  ${figures.load.notifications.length} of ${figures.load.changes} changes to ${figures.load.subscriptions.length} subscribers, ${run.rate * 100} % to fail, ${run.kills} kills, seed ${run.seed}`,
  );
  for (const line of describeFigures(figures)) console.log(`    ${line}`);
  const broken = listBroken(run, figures);
  for (const what of broken) console.log(`    BROKEN: ${what}`);
  if (broken.length > 0) process.exitCode = 1;
}

/**
 * Fills an outbox, starts receivers that fail, and has the command deliver to them while it is killed.
 * @param say is told now and then how far it has come
 */
export async function runDeliveries(
  run: DeliverRun,
  say: (text: string) => unknown = () => {},
): Promise<DeliverFigures> {
  const subscribers = Math.ceil(run.deliveries / changesPerDocument);
  const documents = Math.ceil(subscribers / subscribersPerDocument);
  await using workspace = await createWorkspace();
  await using receivers = await startReceivers({ seed: String(run.seed), rate: run.rate });
  const now = toInstant(Date.now());
  const load = await fillOutbox(join(workspace.dir, "snapshots"), { subscribers, documents, now });
  const sender = await sendUntilDone(workspace, {
    env: await configure(workspace, receivers, load),
    receivers,
    kills: run.kills,
    messages: load.notifications.length,
    random: createRandom(run.seed),
    onEnded: (killed, arrived) => say(`  ${killed} killed, ${arrived} taken`),
  });
  const { known, met, refused, arrivals } = receivers;
  const verdict = judgeArrivals(load.notifications, arrivals, sender.killed);
  return { load, verdict, sender, receivers: { known, met, refused, arrivals } };
}

async function configure(
  workspace: Workspace,
  receivers: Receivers,
  { subscriptions }: Load,
): Promise<Readonly<Record<string, string>>> {
  await workspace.write("clausewatch.json", {
    ...receivers.config,
    // Waits that a run of minutes can see the end of.
    delivery: { firstRetryMs: 1000, maxRetryMs: 4000, mailDomain },
    logLevel: "silent",
  });
  const endpoints = subscriptions.flatMap(({ channel, target }) =>
    channel === "teams" || channel === "webhook"
      ? [[target, receivers.toEndpoint(channel, target)] as const]
      : [],
  );
  await workspace.write("endpoints.json", Object.fromEntries(endpoints));
  const file = join(workspace.dir, "endpoints.json");
  await chmod(file, 0o600);
  return { ...receivers.env, CLAUSEWATCH_ENDPOINTS_FILE: file };
}
