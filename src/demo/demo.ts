import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crawl } from "../app/crawl.ts";
import { deliverDue } from "../app/deliver.ts";
import type { ExitCode, Services } from "../cli/context.ts";
import { describeCheck } from "../cli/progress.ts";
import type { Config } from "../config.ts";
import { parseConfig } from "../config.ts";
import { parseService } from "../core/declaration.ts";
import { parseSubscriptions } from "../core/subscription.ts";
import type { Declaration } from "../model/declaration.ts";
import type { Instant } from "../model/instant.ts";
import { addMs, parseInstant } from "../model/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { Io } from "../ports/io.ts";
import type { Inbox } from "./inbox.ts";
import { startInbox } from "./inbox.ts";
import { demoDays } from "./pages.ts";
import { startDemoSite } from "./site.ts";

const reader = "counsel@example.com";
const operator = "operator@example.com";

export interface DemoContext {
  readonly io: Io;
  readonly signal: AbortSignal;
  /** Builds the real thing: the demo differs in its configuration and its calendar only. */
  readonly createServices: (
    config: Config,
    overrides: { readonly clock: Clock },
  ) => Promise<Services>;
}

/** Crawls three fictional providers on four dates and shows what changed and which mails went out. */
export async function runDemo({ io, signal, createServices }: DemoContext): Promise<ExitCode> {
  const dataDir = await mkdtemp(join(tmpdir(), "clausewatch-demo-"));
  try {
    await using inbox = await startInbox();
    await using site = await startDemoSite();
    const calendar = createCalendar();
    const config = parseConfig({}, createConfig(dataDir, new URL(site.origin).host, inbox.port));
    await using services = await createServices(config, { clock: calendar });
    await services.store.putFileSubscriptions(
      parseSubscriptions(
        { subscriptions: [{ id: "counsel", channel: "email", to: reader }] },
        "demo",
      ),
    );
    const declarations = declareAll(site.origin);
    for (const day of demoDays) {
      site.show(day);
      calendar.set(day.date);
      io.out(`\n━━ ${day.date.slice(0, 10)} ━━ ${day.story}\n\n`);
      await showDay({ io, services, inbox, signal }, declarations);
    }
    io.out(`\n━━ The mail server's inbox: ${inbox.mails.length} mails ━━\n\n`);
    for (const { to, subject } of inbox.mails) io.out(`  to ${to}: ${subject}\n`);
    return 0;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface DayContext {
  readonly io: Io;
  readonly services: Services;
  readonly inbox: Inbox;
  readonly signal: AbortSignal;
}

async function showDay(
  { io, services, inbox, signal }: DayContext,
  declarations: readonly Declaration[],
): Promise<void> {
  const mailsBefore = inbox.mails.length;
  const { records } = await crawl(
    { ...services, settings: services.settings.crawl },
    declarations,
    { waitForConfirmationMs: 60_000 },
    signal,
  );
  await deliverDue({ ...services, options: services.settings.deliver }, signal);
  for (const record of records) {
    io.out(`  ${describeCheck(record)}\n`);
    if (record.closedIncidentIds.length > 0)
      io.out(`  ${record.check.termsId}  is back: incident closed\n`);
  }
  for (const mail of inbox.mails.slice(mailsBefore)) {
    io.out(
      `\n  ✉ to ${mail.to}: ${mail.subject}\n${mail.text.trimEnd().replaceAll(/^/gm, "    │ ")}\n`,
    );
  }
}

function createConfig(dataDir: string, siteHost: string, smtpPort: number): unknown {
  return {
    dataDir,
    contact: operator,
    fetch: { allowHosts: [siteHost] },
    confirmDelayMs: 0,
    smtp: { host: "127.0.0.1", port: smtpPort, from: "clausewatch@example.com" },
    operators: [{ channel: "email", target: operator }],
    logLevel: "silent",
  };
}

function declareAll(origin: string): readonly Declaration[] {
  return [
    ...declare("northwind", "Northwind AI", {
      "Acceptable Use Policy": { fetch: `${origin}/northwind/usage-policy` },
    }),
    ...declare("halcyon", "Halcyon Models", {
      "Model Deprecations": { fetch: `${origin}/halcyon/deprecations`, list: true },
    }),
    ...declare("quill", "Quill Labs", { "Terms of Service": { fetch: `${origin}/quill/terms` } }),
  ];
}

function declare(id: string, name: string, terms: unknown): readonly Declaration[] {
  return parseService(id, { name, terms }).declarations;
}

/** Time as the story tells it: it stands still on each date, and waiting takes none. */
function createCalendar(): Clock & { set(date: string): void } {
  let now: Instant = parseInstant("2026-01-01T00:00:00Z");
  return {
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      now = addMs(now, ms);
    },
    set(date) {
      now = parseInstant(date);
    },
  };
}
