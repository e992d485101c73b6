import { describe, expect, it } from "vitest";
import { createMailQueue } from "../../../src/app/self-service/mail-queue.ts";
import { DeliveryError } from "../../../src/model/errors.ts";
import type { Message } from "../../../src/model/message.ts";
import type { LogFields } from "../../../src/ports/log.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";
import { createFakeNotifier } from "../../fakes/fake-notifier.ts";

function mailTo(to: string): Message {
  const parts = { subject: "s", html: "h", text: "t", messageId: `<${to}>`, references: [] };
  return { channel: "email", to, ...parts, unsubscribeUrl: null };
}

function createScene(options: { readonly maxWaiting?: number } = {}) {
  const notifier = createFakeNotifier("email");
  const clock = createFakeClock();
  const logged: string[] = [];
  const write = (message: string, fields: LogFields = {}) => {
    logged.push(`${message} ${JSON.stringify(fields)}`);
  };
  const log = { debug: write, info: write, warn: write, error: write };
  const queue = createMailQueue({ notifier, clock, log, ...options });
  const toList = () => notifier.sent.map((message) => message.channel === "email" && message.to);
  return { notifier, clock, logged, queue, toList };
}

describe("createMailQueue", () => {
  it("sends in the order of asking, and nothing for work that ends in no mail", async () => {
    const { queue, toList } = createScene();
    queue.add("first", async () => mailTo("a@example.com"));
    queue.add("none", async () => null);
    queue.add("second", async () => mailTo("b@example.com"));
    await queue.untilIdle();
    expect(toList()).toEqual(["a@example.com", "b@example.com"]);
  });

  it("tries again where that can help, no sooner than it is asked to", async () => {
    const { queue, notifier, clock } = createScene();
    notifier.failWith((_, attempt) =>
      attempt === 1
        ? new DeliveryError("rate-limited", "slow", { retryAfterMs: 90_000 })
        : undefined,
    );
    queue.add("mail", async () => mailTo("a@example.com"));
    await queue.untilIdle();
    expect(notifier.sent).toHaveLength(1);
    expect(clock.slept).toEqual([250, 90_000]);
  });

  it("gives up after the last attempt, at once where none can help, and says so each time", async () => {
    const { queue, notifier, logged } = createScene();
    notifier.failWith((message) =>
      message.channel === "email" && message.to === "gone@example.com"
        ? new DeliveryError("gone", "550 no gone@example.com here")
        : new DeliveryError("temporary", "451 later"),
    );
    queue.add("gone", async () => mailTo("gone@example.com"));
    queue.add("slow", async () => mailTo("slow@example.com"));
    await queue.untilIdle();
    expect(notifier.tried).toHaveLength(1 + 5);
    expect(logged.filter((line) => line.includes("not taken"))).toHaveLength(6);
    expect(logged.join("\n")).not.toContain("gone@example.com");
  });

  it("lets others pass a mail that waits", async () => {
    const { queue, notifier, clock, toList } = createScene();
    const { promise: later, resolve } = Promise.withResolvers<void>();
    clock.sleep = async (ms) => (ms >= 60_000 ? later : undefined);
    notifier.failWith((_, attempt) =>
      attempt === 1 ? new DeliveryError("temporary", "451 later") : undefined,
    );
    queue.add("slow", async () => mailTo("slow@example.com"));
    queue.add("quick", async () => mailTo("quick@example.com"));
    while (toList().length === 0) await new Promise((done) => setImmediate(done));
    expect(toList()).toEqual(["quick@example.com"]);
    resolve();
    await queue.untilIdle();
    expect(toList()).toEqual(["quick@example.com", "slow@example.com"]);
  });

  it("turns away what is too much, and says so", async () => {
    const { queue, logged } = createScene({ maxWaiting: 2 });
    const add = () => queue.add("mail", async () => mailTo("a@example.com"));
    expect([add(), add(), add()]).toEqual([true, true, false]);
    await queue.untilIdle();
    expect(add()).toBe(true);
    await queue.untilIdle();
    expect(logged.filter((line) => line.includes("turned away"))).toHaveLength(1);
  });

  it("goes on after work that fails", async () => {
    const { queue, toList, logged } = createScene();
    queue.add("broken", async () => {
      throw new TypeError("a bug");
    });
    queue.add("whole", async () => mailTo("a@example.com"));
    await queue.untilIdle();
    expect(toList()).toEqual(["a@example.com"]);
    expect(logged[0]).toContain("met an error");
  });

  it("gives up what waits when it is disposed, and says so", async () => {
    const { queue, clock, toList, logged } = createScene();
    clock.sleep = (_, signal) =>
      new Promise((_done, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
    queue.add("waiting", async () => mailTo("a@example.com"));
    await queue[Symbol.asyncDispose]();
    expect(toList()).toEqual([]);
    expect(logged).toEqual([expect.stringContaining("given up: stopping")]);
    expect(queue.add("late", async () => null)).toBe(false);
  });
});
