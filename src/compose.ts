import { join } from "node:path";
import { openGitArchive } from "./adapters/archive/git-archive.ts";
import { createFetcher } from "./adapters/fetch/fetcher.ts";
import { findInstalledBrowser, provisionBrowser } from "./adapters/fetch/provision-browser.ts";
import { createConsoleNotifier } from "./adapters/notify/console.ts";
import { createEmailNotifier } from "./adapters/notify/email.ts";
import { createSlackNotifier } from "./adapters/notify/slack.ts";
import { createTeamsNotifier } from "./adapters/notify/teams.ts";
import { createWebhookNotifier } from "./adapters/notify/webhook.ts";
import { createDiskSnapshots } from "./adapters/snapshots/disk.ts";
import { createRunLock } from "./adapters/store/sqlite/run-lock.ts";
import { createSqliteStore } from "./adapters/store/sqlite/store.ts";
import { createSystemClock } from "./adapters/system/clock.ts";
import { readConfigFile, readSecretFiles } from "./adapters/system/config-file.ts";
import { createCronAlarm } from "./adapters/system/cron-alarm.ts";
import { createLog } from "./adapters/system/log.ts";
import { createSecrets } from "./adapters/system/secrets.ts";
import { loadWatchlist } from "./adapters/watchlist/load.ts";
import { createTopicFiles } from "./adapters/watchlist/topic-files.ts";
import { loadSubscriptions, loadSubscriptionsFile } from "./adapters/watchlist/subscriptions.ts";
import type { Cli, OpenOptions, Services, Settings } from "./cli/context.ts";
import { deliverDue } from "./app/deliver.ts";
import { indexInThread } from "./compose-index.ts";
import { createSignInServices } from "./compose-sign-in.ts";
import { createLinksOf, openPage, toWebSettings, tryOpenPage } from "./compose-web.ts";
import type { Config } from "./config.ts";
import { parseConfig } from "./config.ts";
import type { Environment } from "./config-environment.ts";
import { looksUnrendered } from "./core/assess.ts";
import type { EndpointNames } from "./core/endpoints.ts";
import type { OwnTopics } from "./core/topics/own-topics.ts";
import { createOwnTopics } from "./core/topics/own-topics.ts";
import { runDaemon } from "./daemon/daemon.ts";
import { createTick } from "./daemon/tick.ts";
import { runDemo } from "./demo/demo.ts";
import type { Channel } from "./model/subscription.ts";
import type { Clock } from "./ports/clock.ts";
import type { Io } from "./ports/io.ts";
import type { Explainer } from "./ports/explainer.ts";
import type { Notifier } from "./ports/notifier.ts";

const defaultConfigFile = "clausewatch.json";

/** Beside Node 24, which set-up brings too; `launch.mjs` looks for it. */
const browserAnswerFile = join(import.meta.dirname, "../.runtime/browser.json");

export interface ComposeOptions {
  readonly env: Environment;
  readonly io: Io;
  readonly signal: AbortSignal;
}

/** What the commands need, each part built when it is asked for. */
export function createCliServices(options: ComposeOptions): Omit<Cli, "action"> {
  const { env, io, signal } = options;
  const build = (config: Config, overrides: Overrides) =>
    createServices(config, options, overrides);
  const readWatchlist = async (dir?: string) =>
    loadWatchlist(dir ?? (await loadConfig(env)).watchlistDir);
  const readSubscriptions = async () =>
    loadSubscriptions((await loadConfig(env)).subscriptionsFile);
  const readSubscriptionsFile = async () =>
    loadSubscriptionsFile((await loadConfig(env)).subscriptionsFile);
  const readOwnTopics = async () => learnOwnTopics((await loadConfig(env)).topicsDir);
  const tell = (text: string) => io.err(text);
  const index = async ({ store, settings, ...services }: Services, stop: AbortSignal) => {
    // As the crawl reads them; what is wrong with a file is said there.
    const ownTopics = await readOwnTopics().catch(() => services.ownTopics);
    await indexInThread({ store, path: toDatabasePath(settings), ownTopics, say: tell }, stop);
  };
  return {
    io,
    signal,
    async open(opening = {}) {
      const config = await loadConfig(env);
      return build(config, { ...opening, configFile: await findConfigFile(env) });
    },
    loadWatchlist: readWatchlist,
    loadSubscriptions: readSubscriptions,
    loadSubscriptionsFile: readSubscriptionsFile,
    loadOwnTopics: readOwnTopics,
    openTopicFiles: async () => createTopicFiles((await loadConfig(env)).topicsDir),
    openPage: (services) => tryOpenPage(services, tell),
    async watch(services, onCrawled) {
      const { lock, settings } = services;
      const deliver = { ...services, options: settings.deliver };
      const tick = createTick({
        crawl: { ...services, settings: settings.crawl },
        deliver,
        lock,
        loadWatchlist: () => readWatchlist(settings.watchlistDir),
        loadSubscriptionsFile: readSubscriptionsFile,
        loadOwnTopics: readOwnTopics,
        onCrawled,
      });
      const works = [
        tick,
        (stop: AbortSignal) => deliverDue(deliver, stop),
        () => services.store.pruneAccessTokens(services.clock.now()),
        (stop: AbortSignal) => index(services, stop),
      ];
      await runDaemon({ ...services, works }, signal);
    },
    loadEndpointNames: async () => toEndpointNames(await loadConfig(env)),
    async serve(services, web) {
      await using page = await openPage(services, web);
      io.err(`the web page is at ${page.origin}/; stop with Ctrl-C\n`);
      const works = [(stop: AbortSignal) => index(services, stop)];
      await runDaemon({ ...services, works }, signal);
    },
    openArchive: openGitArchive,
    async setUpBrowser(say) {
      return (await provisionBrowser({ env, say, answerFile: browserAnswerFile })) ?? null;
    },
    runDemo: () => runDemo({ io, signal, createServices: build }),
  };
}

export interface Overrides extends OpenOptions {
  readonly clock?: Clock;
  readonly configFile?: string | null;
}

function toDatabasePath({ dataDir }: Pick<Config, "dataDir">): string {
  return join(dataDir, "clausewatch.db");
}

/** Builds the adapters that a configuration asks for; disposed in reverse order. */
export async function createServices(
  config: Config,
  { env, io }: Pick<ComposeOptions, "env" | "io">,
  overrides: Overrides = {},
): Promise<Services> {
  await using stack = new AsyncDisposableStack();
  const clock = overrides.clock ?? createSystemClock();
  const random = Math.random;
  const log = createLog({ level: config.logLevel, destination: { write: (line) => io.err(line) } });
  const store = stack.use(await createSqliteStore({ path: toDatabasePath(config) }));
  const snapshots = await createDiskSnapshots({ dir: config.dataDir });
  const browserPath = await findInstalledBrowser(
    { env, answerFile: browserAnswerFile },
    config.fetch.browserPath,
  );
  const fetcher = stack.use(
    createFetcher({
      ...config.fetch,
      ...(browserPath !== undefined && { browserPath }),
      clock,
      random,
      log,
      userAgent: describeAgent(config),
      needsBrowser: looksUnrendered,
    }),
  );
  const notifiers = createNotifiers(config, clock, (text) =>
    overrides.alertsTo === "err" ? io.err(text) : io.out(text),
  );
  for (const notifier of notifiers.values()) stack.use(notifier);
  const explainer = await openExplainer(config, clock);
  if (explainer) stack.use(explainer);
  const ownTopics = await learnOwnTopics(config.topicsDir);
  const settings = toSettings(config, browserPath ?? null, overrides.configFile ?? null);
  const links = createLinksOf(store, clock, settings.web);
  const owned = stack.move();
  return {
    store,
    snapshots,
    fetcher,
    notifiers,
    explainer,
    lock: createRunLock({ dir: config.dataDir }),
    alarm: createCronAlarm(),
    clock,
    random,
    log,
    ownTopics,
    signIn: createSignInServices(config.signIn),
    secrets: createSecrets(),
    settings: { ...settings, deliver: { ...settings.deliver, ...links } },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function learnOwnTopics(dir: string): Promise<OwnTopics> {
  return createOwnTopics(await createTopicFiles(dir).load());
}

async function loadConfig(env: Environment): Promise<Config> {
  const named = env["CLAUSEWATCH_CONFIG"];
  const file = await readConfigFile(named ?? defaultConfigFile, {
    isOptional: named === undefined,
  });
  return parseConfig(await readSecretFiles(env), file);
}

async function findConfigFile(env: Environment): Promise<string | null> {
  const named = env["CLAUSEWATCH_CONFIG"];
  if (named !== undefined) return named;
  const file = await readConfigFile(defaultConfigFile, { isOptional: true });
  return file === undefined ? null : defaultConfigFile;
}

/** Product token, then how to reach whoever runs this; an honest name, never a browser's. */
function describeAgent({ userAgent, contact }: Config): string {
  if (contact === null) return userAgent;
  return `${userAgent} (+${contact.includes("://") ? contact : `mailto:${contact}`})`;
}

/** The library behind it takes a tenth of a second to load: only those who set it up wait for that. */
async function openExplainer({ explain }: Config, clock: Clock): Promise<Explainer | null> {
  if (explain === null) return null;
  const { createExplainer } = await import("./adapters/llm/explainer.ts");
  return createExplainer({ ...explain, clock });
}

function createNotifiers(
  config: Config,
  clock: Clock,
  write: (text: string) => void,
): ReadonlyMap<Channel, Notifier> {
  const notifiers: Notifier[] = [createConsoleNotifier({ write })];
  if (config.smtp) notifiers.push(createEmailNotifier(config.smtp));
  if (config.slack) notifiers.push(createSlackNotifier(config.slack));
  const { teams, webhook } = config.endpoints;
  if (teams.size > 0) notifiers.push(createTeamsNotifier({ endpoints: teams, clock }));
  if (webhook.size > 0) notifiers.push(createWebhookNotifier({ endpoints: webhook, clock }));
  return new Map(notifiers.map((notifier) => [notifier.channel, notifier]));
}

/** Names alone: addresses and secrets go no further than to the notifiers. */
function toEndpointNames({ endpoints: { teams, webhook } }: Config): EndpointNames {
  return { teams: [...teams.keys()], webhook: [...webhook.keys()] };
}

function toSettings(
  config: Config,
  browserPath: string | null,
  configFile: string | null,
): Settings {
  const { firstRetryMs, maxRetryMs, maxAgeMs, minAttempts, ...delivery } = config.delivery;
  const { publicUrl } = config;
  return {
    crawl: {
      rules: {
        confirmDelayMs: config.confirmDelayMs,
        variantHoldMs: config.variantHoldMs,
        variantSightings: config.variantSightings,
        settledMs: config.settledMs,
      },
      fullFetchEveryMs: config.fullFetchEveryMs,
      staleAfterIntervals: config.staleAfterIntervals,
      operators: config.operators,
      extract: config.extract,
    },
    deliver: {
      ...delivery,
      // A process that is killed sends one message twice, unless it is one that took longer than the patience: a server
      // that is silent for half a minute must not hold up all others for so long.
      maxConcurrent: { all: 1, ...delivery.maxConcurrent },
      patienceMs: 2000,
      backoff: {
        ...(firstRetryMs !== undefined && { firstMs: firstRetryMs }),
        ...(maxRetryMs !== undefined && { capMs: maxRetryMs }),
        ...(maxAgeMs !== undefined && { maxAgeMs }),
        ...(minAttempts !== undefined && { minAttempts }),
      },
      operators: config.operators,
      ...(config.explain !== null && { explain: config.explain.bounds }),
      ...(publicUrl !== null && {
        permalinkOf: (changeId) => `${publicUrl.replace(/\/$/, "")}/changes/${changeId}`,
      }),
    },
    dataDir: config.dataDir,
    watchlistDir: config.watchlistDir,
    configFile,
    contact: config.contact,
    browserPath,
    ...(config.fetch.browserSandbox !== undefined && {
      browserSandbox: config.fetch.browserSandbox,
    }),
    endpoints: toEndpointNames(config),
    web: toWebSettings(config),
  };
}
