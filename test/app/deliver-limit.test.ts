import { describe, expect, it } from "vitest";
import type { Message } from "../../src/model/message.ts";
import type { Channel } from "../../src/model/subscription.ts";
import type { Notifier } from "../../src/ports/notifier.ts";
import type { Alert, AlertDigest, IncidentAlert } from "../../src/render/alert.ts";
import { createDeliveryScene } from "./delivery-scene.ts";

/** Channels that take a message only when told to. */
function createChannels() {
  const waiting: { channel: Channel; take: () => void }[] = [];
  const open = (channel: Channel): readonly [Channel, Notifier] => [
    channel,
    {
      channel,
      async send() {
        await new Promise<void>((take) => waiting.push({ channel, take }));
        return "taken";
      },
      async verify() {},
      async [Symbol.asyncDispose]() {},
    },
  ];
  return {
    waiting,
    notifiers: new Map(["email", "slack", "webhook"].map((one) => open(one as Channel))),
  };
}

function renderNothing(alert: Alert | IncidentAlert | AlertDigest): Message {
  const { notification } = alert.kind === "digest" ? alert.alerts[0] : alert;
  if (notification.channel === "webhook") {
    return { channel: "webhook", to: notification.target, id: notification.id, body: "{}" };
  }
  if (notification.channel === "slack") {
    return { channel: "slack", to: notification.target, text: "told", blocks: [], replies: [] };
  }
  const mail = { subject: "told", html: "", text: "", messageId: "<1@example.com>" };
  return {
    channel: "email",
    to: notification.target,
    references: [],
    unsubscribeUrl: null,
    ...mail,
  };
}

describe("deliverDue, one message at a time", () => {
  it("has one under way that cannot be told from its repetition, and webhooks beside it", async () => {
    await using scene = await createDeliveryScene();
    const channels = ["email", "slack", "webhook"] as const;
    const readers = channels.flatMap((channel) =>
      [1, 2, 3, 4].map((at) => ({ id: `${channel}-${at}`, channel })),
    );
    await scene.record("one", readers);
    const { waiting, notifiers } = createChannels();
    const state = { isOver: false };
    const ended = scene
      .deliver({ notifiers, render: renderNothing, options: { maxConcurrent: { all: 1 } } })
      .finally(() => (state.isOver = true));
    let [mostOthers, mostWebhooks] = [0, 0];
    while (!state.isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      const webhooks = waiting.filter(({ channel }) => channel === "webhook").length;
      mostWebhooks = Math.max(mostWebhooks, webhooks);
      mostOthers = Math.max(mostOthers, waiting.length - webhooks);
      waiting.splice(0).forEach(({ take }) => take());
    }
    expect(await ended).toMatchObject({ delivered: readers.length, remaining: 0 });
    expect(mostOthers).toBe(1);
    expect(mostWebhooks).toBe(3);
  });
});
