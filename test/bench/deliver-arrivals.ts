import type { PostedMessage } from "../servers/slack.ts";
import type { PostedCard } from "../servers/teams.ts";
import type { Notification } from "../../src/model/notification.ts";
import { toShortId } from "../../src/render/alert.ts";
import { toMailIds } from "../../src/render/email.ts";
import type { LoadChannel } from "./deliver-load.ts";

/** What a receiver took, once. */
export interface Arrival {
  readonly channel: LoadChannel;
  readonly target: string;
  /** What the message names itself by: a mail's id, a webhook's id, or the short id of the change it tells of. */
  readonly told: string;
  /** Of a thread, the reply's text; empty for the message itself. */
  readonly part: string;
  /** The process that sent it, counted from 0. */
  readonly sender: number;
  /** False: the connection broke off before the receiver said that it took it. */
  readonly isAnswered: boolean;
}

/** Domain of the mails' ids. */
export const mailDomain = "load.example";

/** Gives what a notification's message names itself by at its receiver. */
export function toTold({ channel, id, subjectId }: Notification): string {
  if (channel === "email") return toMailIds(id, null, mailDomain).messageId;
  return channel === "webhook" ? id : toShortId(subjectId);
}

export function readPostedChange({ blocks }: PostedMessage): string {
  return readCommand(JSON.stringify(blocks));
}

export function readCardChange({ card }: PostedCard): string {
  return readCommand(JSON.stringify(card));
}

/** The change that a text says a command shows: of several the last, for the others are what else happened. */
function readCommand(text: string): string {
  const ids = [...text.matchAll(/clausewatch show ([0-9a-f]{12})/g)].map(([, id = ""]) => id);
  return ids.at(-1) ?? "";
}

export interface Verdict {
  /** Notifications that no receiver took, or not every part of. */
  readonly lost: readonly Notification[];
  /** Messages that a receiver took again after the sender's process had been killed: by process that was. */
  readonly repeatedByKill: ReadonlyMap<number, readonly Arrival[]>;
  /** Messages that were sent again because their receiver had not said that it took them. */
  readonly unanswered: readonly Arrival[];
  /** Messages that were taken again for no such reason. */
  readonly unexplained: readonly Arrival[];
  /** Notifications whose message came before one that was written earlier, for the same target and document. */
  readonly disordered: readonly Notification[];
  /** Messages that no notification was written for. */
  readonly strange: readonly Arrival[];
}

/**
 * Judges what arrived by what was owed.
 * @param owed in the order they were written, each of a target's for the same document
 * @param arrivals in the order each receiver took them
 * @param killed which processes of the sender's did not end by themselves
 */
export function judgeArrivals(
  owed: readonly Notification[],
  arrivals: readonly Arrival[],
  killed: ReadonlySet<number>,
): Verdict {
  const names = new Map(owed.map((one) => [toName(one.channel, one.target, toTold(one)), one]));
  const firsts = new Map<string, Arrival>();
  const parts = new Map<string, Set<string>>();
  const lastTold = new Map<string, number>();
  const order = new Map(owed.map((one, at) => [one, at]));
  const repeatedByKill = new Map<number, Arrival[]>();
  const [unanswered, unexplained, strange]: [Arrival[], Arrival[], Arrival[]] = [[], [], []];
  const disordered: Notification[] = [];
  for (const arrival of arrivals) {
    const name = toName(arrival.channel, arrival.target, arrival.told);
    const notification = names.get(name);
    if (notification === undefined) {
      strange.push(arrival);
      continue;
    }
    const first = firsts.get(`${name} ${arrival.part}`);
    firsts.set(`${name} ${arrival.part}`, arrival);
    if (first === undefined) {
      parts.set(name, (parts.get(name) ?? new Set()).add(arrival.part));
      const reader = `${arrival.channel} ${arrival.target}`;
      const place = order.get(notification) ?? 0;
      if (place < (lastTold.get(reader) ?? -1)) disordered.push(notification);
      lastTold.set(reader, Math.max(place, lastTold.get(reader) ?? -1));
    } else if (!first.isAnswered) unanswered.push(arrival);
    else if (first.sender === arrival.sender || !killed.has(first.sender))
      unexplained.push(arrival);
    else {
      const { sender } = first;
      repeatedByKill.set(sender, [...(repeatedByKill.get(sender) ?? []), arrival]);
    }
  }
  // All readers of a change on one channel are sent as many parts.
  const most = new Map<string, number>();
  const toKind = ({ channel, subjectId }: Notification): string => `${channel} ${subjectId}`;
  for (const [name, one] of names) {
    most.set(toKind(one), Math.max(most.get(toKind(one)) ?? 1, parts.get(name)?.size ?? 0));
  }
  const lost = [...names].flatMap(([name, one]) =>
    (parts.get(name)?.size ?? 0) < (most.get(toKind(one)) ?? 1) ? [one] : [],
  );
  return { lost, repeatedByKill, unanswered, unexplained, disordered, strange };
}

function toName(channel: string, target: string, told: string): string {
  return `${channel} ${target} ${told}`;
}
