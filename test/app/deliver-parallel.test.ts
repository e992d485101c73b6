import { describe, expect, it } from "vitest";
import { DeliveryError, StoreError } from "../../src/model/errors.ts";
import type { Message } from "../../src/model/message.ts";
import type { Notifier } from "../../src/ports/notifier.ts";
import type { DeliveryScene, Reader } from "./delivery-scene.ts";
import { createDeliveryScene } from "./delivery-scene.ts";

/** A channel that answers only when told to, so that what is under way at a time can be seen. */
function createSlowNotifier() {
  const begun: string[] = [];
  const waiting: (() => void)[] = [];
  let most = 0;
  const notifier: Notifier = {
    channel: "email",
    async send(message: Message) {
      const to = message.channel === "email" ? `${message.to} ${message.subject}` : "";
      begun.push(to);
      most = Math.max(most, waiting.length + 1);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return "taken";
    },
    async verify() {},
    async [Symbol.asyncDispose]() {},
  };
  return {
    notifier,
    begun,
    most: () => most,
    /** Lets everything that is under way be taken, until nothing more comes. */
    async takeAll(ended: Promise<unknown>) {
      const state = { isOver: false };
      const over = ended.finally(() => (state.isOver = true));
      while (!state.isOver) {
        await new Promise((resolve) => setImmediate(resolve));
        waiting.splice(0).forEach((take) => take());
      }
      return over;
    },
  };
}

function readersOf(count: number): readonly Reader[] {
  return Array.from({ length: count }, (_, at) => ({ id: `reader-${at}` }));
}

async function recordSeveral(scene: DeliveryScene, readers: readonly Reader[]): Promise<void> {
  for (const name of ["one", "two", "three"]) await scene.record(name, readers);
}

describe("deliverDue, of many targets", () => {
  it("has as many messages under way as may be, one of each target, in order", async () => {
    await using scene = await createDeliveryScene();
    await recordSeveral(scene, readersOf(8));
    const slow = createSlowNotifier();
    const notifiers = new Map([["email" as const, slow.notifier]]);
    const options = { maxConcurrent: { email: 3 } };
    await slow.takeAll(scene.deliver({ notifiers, options }));
    expect(slow.most()).toBe(3);
    for (const { id } of readersOf(8)) {
      const own = slow.begun.filter((line) => line.startsWith(`${id}@`));
      expect(own.map((line) => line.split(" ").at(-1))).toEqual(["one[0]", "two[0]", "three[0]"]);
    }
  });

  it("has no more under way than may be on all channels together", async () => {
    await using scene = await createDeliveryScene();
    const others = readersOf(8).map((reader) => ({
      ...reader,
      target: `${reader.id}@else.example`,
    }));
    await recordSeveral(scene, [...readersOf(8), ...others]);
    const slow = createSlowNotifier();
    const notifiers = new Map([["email" as const, slow.notifier]]);
    const options = { maxConcurrent: { email: 5, all: 2 } };
    await slow.takeAll(scene.deliver({ notifiers, options }));
    expect(slow.most()).toBe(2);
    expect(slow.begun).toHaveLength(24);
  });

  it("sends one message by itself until the channel has shown that it works", async () => {
    await using scene = await createDeliveryScene();
    await recordSeveral(scene, readersOf(8));
    scene.mail.failWith(() => new DeliveryError("misconfigured", "535 wrong password"));
    await scene.deliver();
    expect(scene.mail.tried).toHaveLength(1);
  });

  it("lets no channel wait for another", async () => {
    await using scene = await createDeliveryScene();
    await scene.record("one", [
      { id: "counsel" },
      { id: "console", channel: "console", target: "" },
    ]);
    const slow = createSlowNotifier();
    const told: string[] = [];
    const console: Notifier = {
      ...slow.notifier,
      channel: "console",
      async send() {
        told.push("console");
        return "written";
      },
    };
    const ended = scene.deliver({
      notifiers: new Map<"email" | "console", Notifier>([
        ["email", slow.notifier],
        ["console", console],
      ]),
      render: (alert) => {
        const { channel, target } =
          alert.kind === "digest" ? alert.alerts[0].notification : alert.notification;
        if (channel === "console") return { channel, text: "told" };
        const mail = { subject: "told", html: "", text: "", messageId: "<1@example.com>" };
        return { channel: "email", to: target, references: [], unsubscribeUrl: null, ...mail };
      },
    });
    await expect.poll(() => told).toEqual(["console"]);
    expect(slow.begun).toHaveLength(1);
    await slow.takeAll(ended);
  });

  it("begins nothing more once the store could not write", async () => {
    await using scene = await createDeliveryScene();
    await recordSeveral(scene, readersOf(8));
    const full = new StoreError("full", "disk full");
    let records = 0;
    const store = {
      ...scene.store,
      recordDeliveries: async (...args: Parameters<typeof scene.store.recordDeliveries>) => {
        records += 1;
        if (records === 2) throw full;
        await scene.store.recordDeliveries(...args);
      },
    };
    await expect(scene.deliver({ store, options: { maxConcurrent: { email: 3 } } })).rejects.toBe(
      full,
    );
    expect(scene.mail.tried.length).toBeLessThanOrEqual(4);
  });

  it("reads a change once for all who hear of it", async () => {
    await using scene = await createDeliveryScene();
    const readers = readersOf(120);
    await scene.record("one", readers);
    const reads = { findChange: 0, findVersion: 0, listSignedChanges: 0 };
    const count = <K extends keyof typeof reads>(name: K): DeliveryScene["store"][K] => {
      const read: (...args: never[]) => unknown = scene.store[name];
      return ((...args: never[]) => {
        reads[name] += 1;
        return read(...args);
      }) as DeliveryScene["store"][K];
    };
    const store = {
      ...scene.store,
      findChange: count("findChange"),
      findVersion: count("findVersion"),
      listSignedChanges: count("listSignedChanges"),
    };
    expect(await scene.deliver({ store })).toMatchObject({ delivered: 120, remaining: 0 });
    // Of the text before when it was seen, of the text after what its clauses complete.
    expect(reads).toEqual({ findChange: 1, findVersion: 2, listSignedChanges: 1 });
  });
});
