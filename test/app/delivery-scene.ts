import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import type { DeliverContext, DeliverOptions, DeliveryCount } from "../../src/app/deliver.ts";
import { deliverDue } from "../../src/app/deliver.ts";
import type { TermsChange } from "../../src/model/change.ts";
import type { Digest } from "../../src/model/digest.ts";
import { addMs } from "../../src/model/instant.ts";
import type { Instant } from "../../src/model/instant.ts";
import type { Message } from "../../src/model/message.ts";
import { createNotification } from "../../src/model/notification.ts";
import type { Subscriber } from "../../src/model/subscriber.ts";
import { toDefaultSubscriber } from "../../src/model/subscriber.ts";
import type { Channel, Rhythm } from "../../src/model/subscription.ts";
import type { Notifier } from "../../src/ports/notifier.ts";
import type { Store } from "../../src/ports/store.ts";
import type { Alert, AlertDigest, IncidentAlert } from "../../src/render/alert.ts";
import {
  sampleChange,
  sampleCheck,
  sampleRecord,
  sampleTerms,
  sampleVersion,
} from "../contract/samples.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";
import type { FakeClock } from "../fakes/fake-clock.ts";
import { createFakeNotifier } from "../fakes/fake-notifier.ts";
import type { FakeNotifier } from "../fakes/fake-notifier.ts";
import { createChange, createClauseChange } from "../render/sample.ts";

export interface Reader {
  readonly id: string;
  readonly channel?: Channel;
  /** @default the reader's id at example.com */
  readonly target?: string;
  readonly rhythm?: Rhythm;
  /** Of the change's two clauses. @default the first */
  readonly asksFor?: readonly number[];
}

/** One message as it was taken. */
export interface Sent {
  readonly at: Instant;
  readonly target: string;
  /** What it tells: `digest daily` or `change`, then names of changes with the clauses that are shown. */
  readonly says: string;
}

/** Recorded changes over a real database, and a channel that notes what it takes. */
export interface DeliveryScene extends AsyncDisposable {
  readonly store: Store;
  readonly clock: FakeClock;
  /** Scripts what the channel does. */
  readonly mail: FakeNotifier;
  /** The same, noting when it takes what. */
  readonly notifier: Notifier;
  readonly sent: readonly Sent[];
  readonly digests: readonly AlertDigest[];
  /** Records a change that is named so, of `acme/terms` unless said otherwise, and owes it to readers. */
  record(name: string, readers: readonly Reader[], termsId?: string): Promise<TermsChange>;
  settle(target: string, settings: Partial<Subscriber>): Promise<void>;
  deliver(fields?: Partial<DeliverContext>): Promise<DeliveryCount>;
  /** Everything that is told and taken, a line each. */
  say(): readonly string[];
}

export async function createDeliveryScene(
  start = "2026-02-02T06:00:00Z",
  options: DeliverOptions = {},
): Promise<DeliveryScene> {
  const dir = await mkdtemp(join(tmpdir(), "clausewatch-delivery-"));
  const store = await createSqliteStore({ path: join(dir, "clausewatch.db") });
  const clock = createFakeClock(start);
  const sent: Sent[] = [];
  const digests: AlertDigest[] = [];
  const names = new Map<Digest, string>();
  const versions = new Map<string, ReturnType<typeof sampleVersion>>();
  const mail = createFakeNotifier("email");
  const noting: FakeNotifier = {
    ...mail,
    async send(message) {
      const response = await mail.send(message);
      if (message.channel === "email") {
        sent.push({ at: clock.now(), target: message.to, says: message.subject });
      }
      return response;
    },
  };
  const describe = ({ change, chosen }: Alert): string => {
    const clauses = chosen.map((one) => change.comparison.changes.indexOf(one));
    return `${names.get(change.id) ?? "?"}[${clauses.join()}]`;
  };
  /** Just what is told, so that no word of the renderers' matters here. */
  const render = (alert: Alert | IncidentAlert | AlertDigest): Message => {
    if (alert.kind === "incident") return toMail(alert.notification.target, "incident");
    if (alert.kind === "change") {
      return toMail(alert.notification.target, `change ${describe(alert)}`);
    }
    digests.push(alert);
    const told = alert.alerts.map(describe).join(" ");
    return toMail(alert.alerts[0].notification.target, `digest ${alert.why}: ${told}`);
  };

  return {
    store,
    clock,
    mail,
    notifier: noting,
    sent,
    digests,
    async record(name, readers, termsId = "acme/terms") {
      const now = clock.now();
      await store.putTerms([sampleTerms(termsId)]);
      const before =
        versions.get(termsId) ?? sampleVersion(`first of ${termsId}`, now, null, { termsId });
      const after = sampleVersion(`${name} of ${termsId}`, now, before, { termsId });
      versions.set(termsId, after);
      const clauses = [1, 2].map((count) =>
        createClauseChange(`Clause ${count} of ${name} says <ins>that and ${name} </ins>more.`),
      );
      const change = sampleChange(before, after, createChange(clauses).comparison);
      names.set(change.id, name);
      const notifications = readers.map((reader) =>
        createNotification({
          subject: "change",
          subjectId: change.id,
          subscriptionId: reader.id,
          channel: reader.channel ?? "email",
          target: targetOf(reader),
          changeIndexes: reader.asksFor ?? [0],
          rhythm: reader.rhythm ?? "instant",
          createdAt: now,
        }),
      );
      const check = sampleCheck("changed", now, { termsId, versionId: after.id });
      const kept = { versions: [before, after], change, notifications };
      await store.recordCheck(sampleRecord({ ...check, id: change.id }, kept));
      return change;
    },
    settle: (target, settings) =>
      store.putSubscriber({ ...toDefaultSubscriber("email", target), ...settings }),
    deliver: (fields = {}) =>
      deliverDue({
        store,
        notifiers: new Map([["email", noting]]),
        clock,
        random: () => 0.5,
        log: { debug() {}, info() {}, warn() {}, error() {} },
        options,
        render,
        ...fields,
      }),
    say: () => sent.map(({ says }) => says),
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await rm(dir, { recursive: true });
    },
  };
}

export function targetOf({ id, target }: Reader): string {
  return target ?? `${id}@example.com`;
}

function toMail(to: string, subject: string): Message {
  return {
    channel: "email",
    to,
    subject,
    html: "",
    text: subject,
    messageId: `<${subject}@alerts.example.com>`,
    references: [],
    unsubscribeUrl: null,
  };
}

/** Advances the clock and delivers, so many times. */
export async function deliverEvery(
  scene: DeliveryScene,
  { stepMs, until }: { readonly stepMs: number; readonly until: Instant },
): Promise<void> {
  for (let at = scene.clock.now(); at < until; at = addMs(at, stepMs)) {
    await scene.deliver();
    scene.clock.set(addMs(at, stepMs));
  }
  await scene.deliver();
}
