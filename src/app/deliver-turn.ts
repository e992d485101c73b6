import type { ClaimedNotification } from "../model/notification.ts";
import type { Message } from "../model/message.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { Alert, AlertDigest, IncidentAlert } from "../render/alert.ts";
import { mostNamed } from "../render/alert.ts";
import { renderIncidentList } from "../render/incident-list.ts";
import type { MessageOptions } from "../render/message.ts";
import type { renderMessage } from "../render/message.ts";
import type { ChangeSource } from "./change-source.ts";
import type { AttemptContext, AttemptResult } from "./deliver-one.ts";
import { deliverMessage, failSuppressed, giveUp } from "./deliver-one.ts";
import type { createAlertLoader } from "./load-alert.ts";
import type { Told, Turn } from "./turns.ts";

export interface TurnContext extends AttemptContext {
  readonly changes: ChangeSource;
  readonly loadAlert: ReturnType<typeof createAlertLoader>;
  readonly render: typeof renderMessage;
  readonly options: AttemptContext["options"] & MessageOptions;
}

/** What is told, and the notifications that are settled by it. */
interface Loaded<T extends Alert | IncidentAlert = Alert | IncidentAlert> {
  readonly told: Told;
  readonly alert: T;
}

type Results = readonly AttemptResult[];

/**
 * Loads and renders what a turn tells, sends it as one message, and gives what came of it for each of its notifications.
 * What is not in the store any more is given up, and the rest told without it; what the message cannot name is told by
 * another.
 * @throws as `deliverMessage` does
 */
export async function deliverTurn(
  context: TurnContext,
  notifier: Notifier,
  turn: Turn,
): Promise<Results> {
  const loaded: Loaded[] = [];
  const { wanted, results } = await dropSuppressed(context, turn);
  for (const told of wanted) {
    const alert = await context.loadAlert(await combine(context.changes, told));
    if (alert) loaded.push({ told, alert });
    else for (const claimed of told) results.push(await giveUpMissing(context, claimed));
  }
  const parts = turn.kind === "changes" ? partUnnamed(loaded) : [loaded];
  for (const part of parts) {
    const message = await renderTurn(context, turn, part);
    if (message === null) continue;
    const group = part.flatMap(({ told }) => told);
    results.push(...(await deliverMessage(context, notifier, message, group)));
  }
  return results;
}

/**
 * Fails what was owed to subscriptions that have ended since, where the message is for others too: it shows nothing
 * that only they asked for. One subscription by itself is looked at when its message is sent.
 */
async function dropSuppressed(
  context: TurnContext,
  turn: Turn,
): Promise<{ readonly wanted: readonly Told[]; readonly results: AttemptResult[] }> {
  const all = turn.told.flat();
  const [{ channel, target, subscriptionId: one }] = turn.told[0];
  if (all.every(({ subscriptionId }) => subscriptionId === one)) {
    return { wanted: turn.told, results: [] };
  }
  const results: AttemptResult[] = [];
  const ended = new Set<ClaimedNotification>();
  for (const suppression of await context.store.listSuppressions({ channel, target })) {
    const group = all.filter(({ subscriptionId }) => subscriptionId === suppression.subscriptionId);
    if (group.length === 0) continue;
    results.push(...(await failSuppressed(context, group, suppression)));
    group.forEach((claimed) => ended.add(claimed));
  }
  const wanted = turn.told.flatMap((told): Told[] => {
    const [first, ...others] = told.filter((claimed) => !ended.has(claimed));
    return first ? [[first, ...others]] : [];
  });
  return { wanted, results };
}

/** One notification that asks for all that several of the same change ask for, what matters most first. */
async function combine(changes: ChangeSource, told: Told): Promise<ClaimedNotification> {
  const [first, ...others] = told;
  if (others.length === 0) return first;
  const known = await changes.find(first.subjectId);
  const indexes = told.flatMap(({ changeIndexes }) => changeIndexes);
  return known ? { ...first, changeIndexes: known.rank(indexes) } : first;
}

/** The documents that the first one's message names, and each other by itself: nothing counts as told that is not named. */
function partUnnamed(loaded: readonly Loaded[]): readonly (readonly Loaded[])[] {
  const [first, ...others] = loaded;
  if (first?.alert.kind !== "change") return [loaded];
  const named = new Set((first.alert.alsoIn ?? []).slice(0, mostNamed).map((one) => one.changeId));
  const isNamed = ({ alert }: Loaded) => alert.kind === "change" && named.has(alert.change.id);
  const alone = others.filter((one) => !isNamed(one)).map((one) => [one]);
  return [[first, ...others.filter(isNamed)], ...alone];
}

/** Null where there is nothing to tell. */
async function renderTurn(
  { store, render, options }: TurnContext,
  turn: Turn,
  loaded: readonly Loaded[],
): Promise<Message | null> {
  const [first] = loaded;
  if (first === undefined) return null;
  if (turn.kind === "incidents") {
    const incidents = loaded.flatMap(({ alert }) => (alert.kind === "incident" ? alert : []));
    const [incident, ...others] = incidents;
    if (incident !== undefined && others.length > 0)
      return renderIncidentList([incident, ...others]);
  }
  if (turn.kind === "digest") {
    const [alert, ...others] = loaded.flatMap((one) =>
      one.alert.kind === "change" ? one.alert : [],
    );
    if (alert === undefined) return null;
    const { channel, target } = alert.notification;
    const maxPerHour =
      turn.why === "cap" ? (await store.findSubscriber(channel, target)).maxPerHour : null;
    const digest: AlertDigest = {
      kind: "digest",
      why: turn.why,
      ...(maxPerHour !== null && { maxPerHour }),
      alerts: [alert, ...others],
    };
    return render(digest, options);
  }
  return render(first.alert, options);
}

function giveUpMissing(context: TurnContext, claimed: ClaimedNotification): Promise<AttemptResult> {
  const { subject, subjectId } = claimed;
  return giveUp(context, claimed, `${subject} ${subjectId} is not in the store`);
}
