import { describe, expect, it } from "vitest";
import type { Channel } from "../../src/model/subscription.ts";
import { renderMessage } from "../../src/render/message.ts";
import type { FakeNotifier } from "../fakes/fake-notifier.ts";
import { createFakeNotifier } from "../fakes/fake-notifier.ts";
import { createDeliveryScene } from "./delivery-scene.ts";

const hour = 3_600_000;

describe("deliverDue, of a digest as it is sent", () => {
  it.each([
    ["email", "counsel@example.com"],
    ["slack", "#terms"],
    ["teams", "legal"],
    ["webhook", "siem"],
    ["console", ""],
  ] as const)("tells by %s of every document in one message", async (channel, target) => {
    await using scene = await createDeliveryScene("2026-02-02T07:00:00Z");
    const reader = { id: "daily", rhythm: "daily", channel, target } as const;
    for (const name of ["one", "two"]) await scene.record(name, [reader], `acme/${name}`);
    const notifier = createFakeNotifier(channel);
    const notifiers = new Map<Channel, FakeNotifier>([[channel, notifier]]);
    await scene.deliver({ notifiers, render: renderMessage });
    scene.clock.advance(hour);
    const count = await scene.deliver({ notifiers, render: renderMessage });
    expect(count).toMatchObject({ delivered: 2, remaining: 0 });
    expect(notifier.sent).toHaveLength(1);
    const text = JSON.stringify(notifier.sent);
    for (const name of ["one", "two"]) expect(text).toContain(`that and ${name}`);
  });
});
