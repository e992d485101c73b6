import type { Command } from "commander";
import { UsageError } from "../model/errors.ts";
import { isTermsIncident } from "../model/incident.ts";
import type { Message } from "../model/message.ts";
import type { Delivery } from "../model/notification.ts";
import type { OutboxEntry } from "../ports/outbox-store.ts";
import type { Store } from "../ports/store.ts";
import { toShortId } from "../render/alert.ts";
import { hasLostTokens, renderSentMessage, tokenNotice } from "../render/sent-message.ts";
import { toTitle } from "../render/story.ts";
import { toVisibleLine } from "../render/visible.ts";
import { parseCount } from "./arguments.ts";
import type { Cli, ExitCode } from "./context.ts";

interface ShowFlags {
  readonly attempt?: number;
  readonly html?: boolean;
  readonly json?: boolean;
}

export function addShowDelivery(deliveries: Command, cli: Cli): void {
  deliveries
    .command("show")
    .description("one notification: what it is about, every attempt, and exactly what was sent")
    .argument("<id>", "its id, or the beginning of it")
    .option("--attempt <number>", "what was sent at this attempt instead of the last", parseCount)
    .option("--html", "only the HTML of a mail")
    .option("--json", "all of it as one JSON object")
    .action(cli.action((id: string, flags: ShowFlags) => show(cli, id, flags)));
}

async function show(cli: Cli, id: string, flags: ShowFlags): Promise<ExitCode> {
  await using services = await cli.open();
  const { store } = services;
  const entry = await store.findNotification(id);
  if (entry === undefined) {
    throw new UsageError(`no one delivery is ${id}; \`clausewatch deliveries\` lists them`);
  }
  const sent = findSent(entry, flags.attempt);
  const digest = sent?.messageDigest ?? null;
  const message = digest === null ? undefined : await store.findSentMessage(digest);
  if (flags.json) {
    cli.io.out(`${JSON.stringify({ ...entry, message: message ?? null })}\n`);
    return 0;
  }
  if (flags.html) {
    if (message?.channel !== "email") throw new UsageError("no mail was sent: there is no HTML");
    cli.io.out(message.html);
    return 0;
  }
  cli.io.out(await describe(store, entry));
  cli.io.out(describeSent(sent, message));
  return 0;
}

/** The attempt that was asked for, or the last at which something was sent. */
function findSent({ deliveries }: OutboxEntry, number: number | undefined): Delivery | undefined {
  if (number === undefined)
    return deliveries.findLast(({ messageDigest }) => messageDigest !== null);
  const found = deliveries.find(({ attempt }) => attempt === number);
  if (found === undefined) throw new UsageError(`there was no attempt ${number}`);
  return found;
}

async function describe(store: Store, entry: OutboxEntry): Promise<string> {
  const { state, channel, rhythm } = entry;
  const due = state === "pending" ? `, due ${entry.nextAttemptAt}` : "";
  const attempts = entry.deliveries.map(
    ({ attempt, at, outcome, response }) =>
      `  ${String(attempt).padStart(3)}  ${at}  ${outcome.padEnd(9)}  ${toVisibleLine(response)}\n`,
  );
  return [
    `${entry.id}\n`,
    `about    ${await describeSubject(store, entry)}\n`,
    `to       ${channel} ${toVisibleLine(entry.target)}`.trimEnd(),
    `\nfor      ${toVisibleLine(entry.subscriptionId)}, ${rhythm}\n`,
    `written  ${entry.createdAt}\n`,
    `state    ${state}${due}\n`,
    attempts.length === 0 ? "attempts none\n" : `attempts\n${attempts.join("")}`,
  ].join("");
}

async function describeSubject(store: Store, { subject, subjectId }: OutboxEntry): Promise<string> {
  const named = `${subject} ${toShortId(subjectId)}`;
  if (subject === "change") {
    const change = await store.findChange(subjectId);
    if (change === undefined) return `${named}, which is not recorded any more`;
    const status = (await store.listTermsStatus()).find(({ id }) => id === change.termsId);
    const title = status === undefined ? change.termsId : toTitle(status);
    return `${named} of ${title} (clausewatch show ${toShortId(subjectId)})`;
  }
  const incident = await store.findIncident(subjectId);
  if (incident === undefined) return `${named}, which is not recorded any more`;
  const where = isTermsIncident(incident)
    ? incident.termsId
    : `${incident.channel} ${toVisibleLine(incident.target)}`.trimEnd();
  return `${named}: ${where} ${incident.kind} since ${incident.openedAt}`;
}

function describeSent(sent: Delivery | undefined, message: Message | undefined): string {
  if (sent === undefined) return "\nnothing was sent\n";
  if (message === undefined) {
    return `\nwhat was sent at attempt ${sent.attempt} is not kept\n`;
  }
  const notice = hasLostTokens(message) ? `\n${tokenNotice}` : "";
  return `\nsent at attempt ${sent.attempt}:${notice}\n\n${renderSentMessage(message)}`;
}
