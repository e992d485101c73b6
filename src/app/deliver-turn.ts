import type { Alert, IncidentAlert } from "../render/alert.ts";
import { mostNamed } from "../render/alert.ts";
import { renderIncidentList } from "../render/incident-list.ts";
import type { MessageOptions } from "../render/message.ts";
import { renderMessage } from "../render/message.ts";
import type { ClaimedNotification } from "../model/notification.ts";
import type { Message } from "../model/message.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { AttemptContext, AttemptResult } from "./deliver-one.ts";
import { deliverMessage, giveUp } from "./deliver-one.ts";
import type { createAlertLoader } from "./load-alert.ts";
import type { Turn } from "./turns.ts";

export interface TurnContext extends AttemptContext {
  readonly loadAlert: ReturnType<typeof createAlertLoader>;
  readonly options: AttemptContext["options"] & MessageOptions;
}

/**
 * Loads and renders what a turn tells, sends it as one message, and gives what came of it for each of its notifications.
 * @throws as `deliverMessage` does
 */
export async function deliverTurn(
  context: TurnContext,
  notifier: Notifier,
  turn: Turn,
): Promise<readonly AttemptResult[]> {
  const [only, ...others] = turn;
  return others.length === 0
    ? [await deliverOne(context, notifier, only)]
    : deliverTogether(context, notifier, turn);
}

async function deliverOne(
  context: TurnContext,
  notifier: Notifier,
  claimed: ClaimedNotification,
): Promise<AttemptResult> {
  const alert = await context.loadAlert(claimed);
  if (alert === undefined) {
    return giveUp(context, claimed, `${claimed.subject} ${claimed.subjectId} is not in the store`);
  }
  const message = renderMessage(alert, context.options);
  const [result] = await deliverMessage(context, notifier, message, [claimed]);
  if (result === undefined) throw new TypeError("an attempt without a result: this is a bug");
  return result;
}

/** Several incidents of one operator, or the same change in several documents for one subscription, as one message. */
async function deliverTogether(
  context: TurnContext,
  notifier: Notifier,
  group: readonly ClaimedNotification[],
): Promise<readonly AttemptResult[]> {
  const results: AttemptResult[] = [];
  const found: { claimed: ClaimedNotification; alert: Alert | IncidentAlert }[] = [];
  for (const claimed of group) {
    const alert = await context.loadAlert(claimed);
    if (alert && isToldWith(alert, found[0]?.alert ?? alert)) found.push({ claimed, alert });
    else results.push(await deliverOne(context, notifier, claimed));
  }
  const message = renderTogether(
    found.map(({ alert }) => alert),
    context.options,
  );
  if (message === undefined) return results;
  const claimed = found.map((one) => one.claimed);
  return [...results, ...(await deliverMessage(context, notifier, message, claimed))];
}

/** Nothing counts as told that the message does not name. */
function isToldWith(alert: Alert | IncidentAlert, first: Alert | IncidentAlert): boolean {
  if (alert === first || alert.kind === "incident") return alert.kind === first.kind;
  return (
    first.kind === "change" &&
    (first.alsoIn ?? []).slice(0, mostNamed).some(({ changeId }) => changeId === alert.change.id)
  );
}

/** A change's message names the other documents itself. Undefined where there is nothing to tell. */
function renderTogether(
  alerts: readonly (Alert | IncidentAlert)[],
  options: MessageOptions,
): Message | undefined {
  const [first] = alerts;
  if (first?.kind === "change") return renderMessage(first, options);
  const [incident, ...others] = alerts.filter((alert) => alert.kind === "incident");
  return incident && renderIncidentList([incident, ...others]);
}
