import type { SignIn } from "../app/accounts/context.ts";
import type { CrawlSettings, CrawlSummary } from "../app/crawl.ts";
import type { DeliverOptions } from "../app/deliver.ts";
import type { EndpointNames } from "../core/endpoints.ts";
import type { SubscriptionsFile } from "../core/subscription.ts";
import type { Bucket } from "../core/token-bucket.ts";
import type { OwnTopics } from "../core/topics/own-topics.ts";
import type { Declaration } from "../model/declaration.ts";
import type { Issue } from "../model/errors.ts";
import type { Channel, Subscription } from "../model/subscription.ts";
import type { Alarm } from "../ports/alarm.ts";
import type { Archive } from "../ports/archive.ts";
import type { Clock } from "../ports/clock.ts";
import type { Explainer } from "../ports/explainer.ts";
import type { Fetcher } from "../ports/fetcher.ts";
import type { Io } from "../ports/io.ts";
import type { Log } from "../ports/log.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { Passwords } from "../ports/passwords.ts";
import type { RunLock } from "../ports/run-lock.ts";
import type { Secrets } from "../ports/secrets.ts";
import type { SnapshotStore } from "../ports/snapshot-store.ts";
import type { WebStore } from "../ports/web-store.ts";
import type { TopicFiles } from "../ports/topic-files.ts";

/** 0 fine · 1 something failed · 2 wrong usage or configuration · 3 changes found, where that was asked for. */
export type ExitCode = 0 | 1 | 2 | 3;

/** How people sign in to the web page. Apart from settings, which travel far. */
export interface SignInServices {
  readonly passwords: Passwords;
  /** Of the account `admin`; null: there is none. */
  readonly adminPassword: string | null;
  readonly hasProvider: boolean;
  /** Null where none is set up. */
  openProvider(): Promise<SignIn["provider"]>;
}

/** Everything built from the configuration; disposed in reverse order. */
export interface Services extends AsyncDisposable {
  readonly store: WebStore;
  readonly snapshots: SnapshotStore;
  readonly fetcher: Fetcher;
  /** By channel; a channel that is not configured is absent. */
  readonly notifiers: ReadonlyMap<Channel, Notifier>;
  /** Null: no language model is configured, and nothing generated is shown. */
  readonly explainer: Explainer | null;
  readonly lock: RunLock;
  readonly alarm: Alarm;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Topics that a team added, learned from their files. */
  readonly ownTopics: OwnTopics;
  readonly signIn: SignInServices;
  readonly secrets: Secrets;
  readonly settings: Settings;
}

export interface Settings {
  readonly crawl: CrawlSettings;
  readonly deliver: DeliverOptions;
  /** The folder of the database and the snapshots, and the watchlist's, as the user named them. */
  readonly dataDir: string;
  readonly watchlistDir: string;
  /** Where the configuration was read from; null when there is no file. */
  readonly configFile: string | null;
  readonly contact: string | null;
  readonly browserPath: string | null;
  /** Whether the browser is given its own sandbox. @default as its users do */
  readonly browserSandbox?: boolean;
  /** Of Teams workflows and webhooks, which subscriptions write to by name. */
  readonly endpoints: EndpointNames;
  /** Null: no web page is served, and nothing links to one. */
  readonly web: WebSettings | null;
}

export interface WebSettings {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Whether `X-Forwarded-For` is a proxy's of the operator. */
  readonly trustsProxy: boolean;
  /** What readers reach the page under; null: this machine's own address. */
  readonly publicUrl: string | null;
  /** Whether history is shown to whoever asks; false: to those who have signed in. */
  readonly isReadByAll: boolean;
  /** Whether others reach it without a proxy in between. */
  readonly isOpen: boolean;
  /** Of what is costly, for each client; null: no limit. */
  readonly bucket: Bucket | null;
}

export interface Watchlist {
  readonly declarations: readonly Declaration[];
  readonly issues: readonly Issue[];
}

export interface OpenOptions {
  /** Where alerts for the console go: elsewhere than data that a program reads. @default "out" */
  readonly alertsTo?: "out" | "err";
}

/** What commands are given by the composition: they never build an adapter themselves. */
export interface Cli {
  readonly io: Io;
  /** Aborts on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Opens the database and all else that the configuration asks for. @throws {ConfigError} */
  open(options?: OpenOptions): Promise<Services>;
  /** Reads the watchlist that the configuration, or the command, names. */
  loadWatchlist(dir?: string): Promise<Watchlist>;
  /** The operator's subscriptions file; empty when there is none. @throws {DeclarationError} */
  loadSubscriptions(): Promise<readonly Subscription[]>;
  /** The same with the settings of subscribers. */
  loadSubscriptionsFile(): Promise<SubscriptionsFile>;
  /** Learns the topics of the operator's folder; none when there is no folder. @throws {DeclarationError} */
  loadOwnTopics(): Promise<OwnTopics>;
  /** What Teams workflows and webhooks the environment names. @throws {ConfigError} */
  loadEndpointNames(): Promise<EndpointNames>;
  /** The folder of the operator's own topics. @throws {ConfigError} */
  openTopicFiles(): Promise<TopicFiles>;
  /** Serves the web page beside other work until it is disposed; null where it is not served, which is said or logged. */
  openPage(services: Services): Promise<AsyncDisposable | null>;
  /** Keeps checking on schedule and delivering until the signal aborts; tells what each crawl came to. */
  watch(
    services: Services,
    onCrawled: (summary: CrawlSummary) => void | Promise<void>,
  ): Promise<void>;
  /** Serves the web page until the signal aborts. @throws {MonitorError} where it cannot listen */
  serve(services: Services, web: WebSettings): Promise<void>;
  openArchive(path: string): Promise<Archive>;
  /** Finds a browser, or brings one where that is possible; null when there is none. */
  setUpBrowser(say: (text: string) => void): Promise<string | null>;
  /** Serves the fictional providers and shows the product on them. */
  runDemo(): Promise<ExitCode>;
  /** Wraps a command's work: its exit code is the process's. */
  action<Args extends unknown[]>(
    work: (...args: Args) => Promise<ExitCode>,
  ): (...args: Args) => Promise<void>;
}
