import type { Command } from "commander";
import { checkEndpoints, isEndpointChannel } from "../core/endpoints.ts";
import { listOthers } from "../core/channel-incidents.ts";
import { isTermsIncident } from "../model/incident.ts";
import { MonitorError } from "../model/errors.ts";
import type { Channel } from "../model/subscription.ts";
import { describeChannelIncident } from "./channel-incident.ts";
import type { Cli, ExitCode, Services } from "./context.ts";
import { probeModel } from "./probe-model.ts";

interface Finding {
  readonly subject: string;
  /** `off`: not configured, which is fine. */
  readonly state: "ok" | "off" | "warning" | "problem";
  readonly detail: string;
}

const marks = { ok: "ok     ", off: "off    ", warning: "warning", problem: "PROBLEM" } as const;

export function addDoctor(program: Command, cli: Cli): void {
  program
    .command("doctor")
    .description(
      "check configuration, database, browser, mail server, Slack, Teams, webhooks and language model; change nothing",
    )
    .option("--json", "print JSON lines")
    .action(cli.action((flags: { json?: boolean }) => runDoctor(cli, flags.json ?? false)));
}

async function runDoctor(cli: Cli, isJson: boolean): Promise<ExitCode> {
  const findings: Finding[] = [await probe("watchlist", () => checkWatchlist(cli))];
  findings.push(await probe("subscriptions", () => checkSubscriptionsFile(cli)));
  try {
    await using services = await cli.open();
    findings.push(await probe("configuration", () => checkConfiguration(services)));
    findings.push(await probe("database", () => checkDatabase(services)));
    findings.push(await probe("web page", () => checkWeb(services)));
    findings.push(await probe("browser", () => checkBrowser(services)));
    for (const channel of ["email", "slack", "teams", "webhook"] as const) {
      findings.push(await probe(channel, () => checkChannel(services, channel, cli.signal)));
    }
    findings.push(await probe("language model", () => probeModel(services, cli.signal)));
    findings.push(await probe("deliveries", () => checkDeliveries(services)));
    findings.push(await probe("incidents", () => checkIncidents(services)));
  } catch (error) {
    if (!(error instanceof MonitorError)) throw error;
    findings.push({
      subject: "configuration or database",
      state: "problem",
      detail: error.message,
    });
  }
  // A configuration that cannot be read is in the way of every part: once is enough.
  const told = findings.filter(
    ({ state, detail }, index) =>
      state !== "problem" || findings.findIndex((each) => each.detail === detail) === index,
  );
  for (const finding of told) {
    const { subject, state, detail } = finding;
    cli.io.out(
      isJson ? `${JSON.stringify(finding)}\n` : `${marks[state]}  ${subject}: ${detail}\n`,
    );
  }
  return findings.some(({ state }) => state === "problem") ? 1 : 0;
}

type Result = Omit<Finding, "subject">;

async function probe(subject: string, work: () => Promise<Result>): Promise<Finding> {
  try {
    return { subject, ...(await work()) };
  } catch (error) {
    if (!(error instanceof MonitorError)) throw error;
    return { subject, state: "problem", detail: error.message };
  }
}

async function checkWatchlist(cli: Cli): Promise<Result> {
  const { declarations, issues } = await cli.loadWatchlist();
  if (issues.length > 0) {
    return {
      state: "problem",
      detail: `${issues.length} problems; \`clausewatch validate\` names them`,
    };
  }
  return { state: "ok", detail: `${declarations.length} terms` };
}

async function checkSubscriptionsFile(cli: Cli): Promise<Result> {
  const { length } = await cli.loadSubscriptions();
  return length > 0
    ? { state: "ok", detail: `${length} in the file` }
    : {
        state: "off",
        detail: "no file, or an empty one; without any subscription alerts are printed",
      };
}

async function checkConfiguration({ settings }: Services): Promise<Result> {
  const file = settings.configFile ?? "defaults, no file";
  return settings.contact
    ? { state: "ok", detail: file }
    : { state: "warning", detail: `${file}; set "contact" so that site owners can reach you` };
}

async function checkDatabase({ store, snapshots, settings }: Services): Promise<Result> {
  const terms = await store.listTermsStatus();
  const { files, bytes } = await snapshots.measure();
  const megabytes = (bytes / 1e6).toFixed(1);
  if (terms.length === 0 && files > 0) {
    return {
      state: "problem",
      detail: `${settings.dataDir} holds ${files} snapshots that its database knows nothing of: was it emptied or replaced? Restore it before the next crawl`,
    };
  }
  return {
    state: "ok",
    detail: `${settings.dataDir}: ${terms.length} terms, ${files} snapshots, ${megabytes} MB`,
  };
}

/** Who sees it, and who can sign in to it. */
async function checkWeb({ settings: { web }, store, signIn }: Services): Promise<Result> {
  if (web === null) return { state: "off", detail: "`web` is null" };
  const ways = [
    ...(signIn.adminPassword === null ? [] : ["the admin password"]),
    ...(signIn.hasProvider ? ["OpenID Connect"] : []),
  ];
  const own = (await store.listAccounts()).filter(({ origin }) => origin === "password").length;
  if (own > 0) ways.push(`${own} account${own === 1 ? "" : "s"} of your own`);
  const readers = web.isReadByAll ? "everybody reads" : "only who has signed in reads";
  if (ways.length > 0) return { state: "ok", detail: `${readers}; sign-in by ${ways.join(", ")}` };
  const hint = "set CLAUSEWATCH_ADMIN_PASSWORD, or `clausewatch accounts add`";
  return web.isReadByAll
    ? { state: "ok", detail: `${readers}; nobody can sign in: ${hint}` }
    : { state: "problem", detail: `${readers}, and nobody can: ${hint}` };
}

async function checkBrowser({ settings }: Services): Promise<Result> {
  return settings.browserPath
    ? { state: "ok", detail: settings.browserPath }
    : {
        state: "warning",
        detail:
          "none found: pages that need one fail; run `clausewatch setup`, or install Chromium",
      };
}

async function checkChannel(
  { notifiers, store, settings }: Services,
  channel: Exclude<Channel, "console">,
  signal: AbortSignal,
): Promise<Result> {
  const notifier = notifiers.get(channel);
  const inNeed = (await store.listSubscriptions()).filter((each) => each.channel === channel);
  if (!notifier) {
    return inNeed.length > 0
      ? { state: "problem", detail: `not configured, and ${inNeed.length} subscriptions need it` }
      : { state: "off", detail: "not configured" };
  }
  await notifier.verify(signal);
  if (isEndpointChannel(channel)) {
    const [missing] = checkEndpoints(inNeed, settings.endpoints);
    if (missing) return { state: "problem", detail: `${missing.path}: ${missing.message}` };
    const names = settings.endpoints[channel].join(", ");
    return { state: "ok", detail: `reached, nothing sent: ${names}` };
  }
  return { state: "ok", detail: "reached, and credentials accepted" };
}

/** A problem where nobody else is told of it: no operator, or none that could be reached. */
async function checkDeliveries({ store, settings }: Services): Promise<Result> {
  const open = (await store.listIncidents({ open: true })).filter((one) => !isTermsIncident(one));
  if (open.length === 0) return { state: "ok", detail: "nothing is known to be out of reach" };
  const { operators = [] } = settings.deliver;
  const isAnyUntold = open.some((incident) => listOthers(incident, operators).length === 0);
  const words = describeOpen(
    open,
    (incident) => `${describeChannelIncident(incident)} since ${incident.openedAt.slice(0, 16)}Z`,
  );
  return isAnyUntold
    ? { state: "problem", detail: `${words}; no operator can be told of it: set "operators"` }
    : { state: "warning", detail: words };
}

async function checkIncidents({ store }: Services): Promise<Result> {
  const open = (await store.listIncidents({ open: true })).filter(isTermsIncident);
  if (open.length === 0) return { state: "ok", detail: "none open" };
  const words = describeOpen(open, ({ termsId, kind, fault }) => `${termsId} ${kind} (${fault})`);
  return { state: "warning", detail: words };
}

/** The first few, and how many more. */
function describeOpen<T>(open: readonly T[], describe: (incident: T) => string): string {
  const shown = open.slice(0, 5).map(describe);
  const more = open.length > shown.length ? `, and ${open.length - shown.length} more` : "";
  return `${open.length} open: ${shown.join(", ")}${more}`;
}
