import { digestOfFields } from "../model/digest.ts";
import type { DeliveryErrorKind } from "../model/errors.ts";
import type { IncidentReport } from "../model/incident-report.ts";
import type { ChannelIncident, ChannelIncidentKind } from "../model/incident.ts";
import type { Instant } from "../model/instant.ts";
import { toMs } from "../model/instant.ts";
import type { Channel } from "../model/subscription.ts";
import type { Operator } from "./match.ts";
import { notifyOperators } from "./match.ts";

/** A mail server that restarts is back by the fifth attempt, a quarter of an hour after the first. */
const attemptsToReport = 5;
const troubleToReportMs = 3_600_000;

/** More targets than this in trouble at a time are one trouble: the channel's. */
const mostTargetsAlone = 3;

/** Of an incident that a later attempt may end by itself, as opposed to one that a person must. */
const passingFaults: ReadonlySet<string> = new Set(["temporary", "rate-limited"]);

/** Where a message went, and what is known of the trouble there. */
export interface ChannelFacts {
  readonly channel: Channel;
  readonly target: string;
  /** Open ones of the channel, whichever target they are about. */
  readonly open: readonly ChannelIncident[];
  readonly operators: readonly Operator[];
  readonly now: Instant;
}

/** How an attempt failed. */
export interface AttemptFailure {
  readonly kind: DeliveryErrorKind;
  /** Of a misconfiguration: it is of the target alone. */
  readonly isOfTarget: boolean;
  /** The channel's words. */
  readonly detail: string;
  /** Attempts at the message that have failed in a row, this one included. */
  readonly attempts: number;
  /** When the first of them ended. */
  readonly since: Instant;
  /** Whether no further one will be made. */
  readonly isLast: boolean;
}

/**
 * Gives the incident that a failed attempt opens, with its notifications; nothing while one of its kind is open, and
 * while the trouble may pass by itself: five attempts, or an hour. A misconfigured channel, a target that does not exist
 * and a message that is given up are told at once. Where several targets of a channel are in passing trouble already,
 * the next one opens an incident of the channel, and further ones nothing.
 */
export function planFailure(failure: AttemptFailure, facts: ChannelFacts): IncidentReport[] {
  const { kind, detail } = failure;
  const isPassing = passingFaults.has(kind);
  if (isPassing && !isLasting(failure, facts.now)) return [];
  if (kind === "misconfigured") {
    const target = failure.isOfTarget ? facts.target : "";
    return open("misconfigured", target, { fault: kind, detail }, facts);
  }
  const about = { fault: kind, detail };
  if (!isPassing) {
    const passing = facts.open.filter(
      (one) => one.target === facts.target && isPassingTrouble(one),
    );
    const rest = { ...facts, open: facts.open.filter((one) => !passing.includes(one)) };
    // What was told as passing ends untold: the new incident says the more.
    const ended = passing.map((one) => close(one, { ...facts, operators: [] }));
    return [...ended, ...open("undeliverable", facts.target, about, rest)];
  }
  const troubled = facts.open.filter(isPassingTrouble).map(({ target }) => target);
  if (troubled.includes(facts.target)) return [];
  const isWhole = troubled.includes("") || troubled.length >= mostTargetsAlone;
  return open("undeliverable", isWhole ? "" : facts.target, about, facts);
}

/**
 * Gives what ends because a message was taken: the trouble of its target, a misconfiguration of the channel, and the
 * channel's trouble with many targets once none is left that is told of by itself.
 */
export function planTaken(facts: ChannelFacts): IncidentReport[] {
  const { target } = facts;
  const ended = facts.open.filter(
    (incident) =>
      incident.target === target || (incident.kind === "misconfigured" && incident.target === ""),
  );
  const isAnyLeft = facts.open.some(
    (incident) => isPassingTrouble(incident) && incident.target !== "" && !ended.includes(incident),
  );
  const whole = facts.open.filter(
    (incident) => isPassingTrouble(incident) && incident.target === "",
  );
  return [...ended, ...(isAnyLeft ? [] : whole.filter((one) => !ended.includes(one)))].map(
    (incident) => close(incident, facts),
  );
}

/** Gives what ends because a target is written to again: what is told of a target that does not exist. */
export function planResumed(facts: ChannelFacts): IncidentReport[] {
  return facts.open
    .filter(({ target, fault }) => target === facts.target && fault === "gone")
    .map((incident) => close(incident, facts));
}

function isLasting({ attempts, since, isLast }: AttemptFailure, now: Instant): boolean {
  return isLast || attempts >= attemptsToReport || toMs(now) - toMs(since) > troubleToReportMs;
}

function isPassingTrouble({ kind, fault }: ChannelIncident): boolean {
  return kind === "undeliverable" && passingFaults.has(fault);
}

function open(
  kind: ChannelIncidentKind,
  target: string,
  about: Pick<ChannelIncident, "fault" | "detail">,
  { channel, now, operators, ...facts }: ChannelFacts,
): IncidentReport[] {
  if (facts.open.some((one) => one.kind === kind && one.target === target)) return [];
  const id = digestOfFields(channel, target, kind, now);
  const incident: ChannelIncident = {
    id,
    kind,
    channel,
    target,
    ...about,
    openedAt: now,
    closedAt: null,
  };
  return [report(incident, operators, now)];
}

function close(incident: ChannelIncident, { operators, now }: ChannelFacts): IncidentReport {
  return report({ ...incident, closedAt: now }, operators, now);
}

function report(
  incident: ChannelIncident,
  operators: readonly Operator[],
  now: Instant,
): IncidentReport {
  return {
    incident,
    notifications: notifyOperators(incident, listOthers(incident, operators), now),
  };
}

/** Gives the operators who can be told of an incident: not on a channel, or at a target, that nothing reaches. */
export function listOthers(
  { channel, target }: Pick<ChannelIncident, "channel" | "target">,
  operators: readonly Operator[],
): readonly Operator[] {
  return operators.filter(
    (one) => one.channel !== channel || (target !== "" && one.target !== target),
  );
}
