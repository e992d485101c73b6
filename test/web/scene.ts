import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmailNotifier } from "../../src/adapters/notify/email.ts";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import { createPasswords } from "../../src/adapters/system/passwords.ts";
import { createSecrets } from "../../src/adapters/system/secrets.ts";
import { createMailQueue } from "../../src/app/self-service/mail-queue.ts";
import type { LogFields } from "../../src/ports/log.ts";
import type { Notifier } from "../../src/ports/notifier.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import type { App } from "../../src/web/app.ts";
import { createApp } from "../../src/web/app.ts";
import type { WebOptions } from "../../src/web/context.ts";
import { sampleTerms } from "../contract/samples.ts";
import type { FakeClock } from "../fakes/fake-clock.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";
import type { SmtpServer } from "../servers/smtp.ts";
import { startSmtpServer } from "../servers/smtp.ts";

export const baseUrl = "https://alerts.example.com";
export const reader = "reader@example.com";

/** Fields by name; several values as a list. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** As the real ones, at a cost that no guesser minds. */
export const quickPasswords = createPasswords({ cost: { log2N: 4, r: 8, p: 1 } });

export interface Line {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

/** The page over a real database and a real mail server, as a browser and a mail program see it. */
export interface Scene extends AsyncDisposable {
  readonly app: App;
  readonly store: WebStore;
  readonly clock: FakeClock;
  readonly smtp: SmtpServer;
  /** The one that the page sends its mails with. */
  readonly notifier: Notifier;
  readonly logged: readonly Line[];
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  post(
    path: string,
    fields?: Fields,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Resolves once every mail that was asked for is sent or given up. */
  untilSent(): Promise<void>;
  /** The path of the only link of this kind in the last mail. */
  lastLink(kind: "confirm" | "manage" | "unsubscribe"): string;
  /** A confirmed subscription; gives the path of its reader's manage link. */
  subscribe(fields?: Fields): Promise<string>;
}

/** What a browser sends of the form as it comes, with an address typed in. */
export const plainForm: Fields = {
  email: reader,
  topics: "competing-development",
  words: "",
  rhythm: "instant",
  timeZone: "UTC",
};

export async function createScene(options: Partial<WebOptions> = {}): Promise<Scene> {
  await using stack = new AsyncDisposableStack();
  const dir = await mkdtemp(join(tmpdir(), "clausewatch-web-"));
  stack.defer(() => rm(dir, { recursive: true, force: true }));
  const store = stack.use(await createSqliteStore({ path: join(dir, "web.db") }));
  await store.putTerms([
    sampleTerms("acme/terms-of-service", { serviceName: "Acme" }),
    sampleTerms("bolt/usage-policy", { serviceName: "Bolt <b>" }),
  ]);
  const smtp = stack.use(await startSmtpServer());
  const from = "Clausewatch <alerts@example.org>";
  const notifier = stack.use(createEmailNotifier({ host: "127.0.0.1", port: smtp.port, from }));
  const clock = createFakeClock();
  const logged: Line[] = [];
  const write =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      logged.push({ level, message, fields });
  const log = {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
  };
  const mails = stack.use(createMailQueue({ notifier, clock, log }));
  const app = createApp({
    store,
    clock,
    log,
    mails,
    secrets: createSecrets(),
    signIn: { passwords: quickPasswords, provider: null },
    perClient: { count: 100, withinMs: 3_600_000 },
    ...options,
    settings: { baseUrl, ...options.settings },
  });
  const owned = stack.move();
  const send = (path: string, init: RequestInit) =>
    app.fetch(new Request(`${baseUrl}${path}`, init), { remoteAddress: "192.0.2.1" });
  const scene: Scene = {
    app,
    store,
    clock,
    smtp,
    notifier,
    logged,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, fields = {}, headers = {}) =>
      send(path, { method: "POST", headers, body: toBody(fields) }),
    untilSent: () => mails.untilIdle(),
    lastLink(kind) {
      const text = smtp.mails.at(-1)?.text ?? "";
      const links = [...text.matchAll(/https:\/\/alerts\.example\.com(\/(\w+)\/\S+)/g)];
      const [found, ...others] = links.filter(([, , of]) => of === kind);
      if (found?.[1] === undefined || others.length > 0) throw new Error(`no ${kind} in: ${text}`);
      return found[1];
    },
    async subscribe(fields = {}) {
      await scene.post("/subscribe", { ...plainForm, ...fields });
      await scene.untilSent();
      await scene.post(scene.lastLink("confirm"));
      await scene.untilSent();
      return scene.lastLink("manage");
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
  return scene;
}

function toBody(fields: Fields): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values].flat()) body.append(name, value);
  }
  return body;
}
