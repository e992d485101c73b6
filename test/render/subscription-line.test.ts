import { describe, expect, it } from "vitest";
import { toDefaultSubscriber } from "../../src/model/subscriber.ts";
import type { SubscriptionState } from "../../src/render/subscription-line.ts";
import { renderSubscription } from "../../src/render/subscription-line.ts";
import { hour, subscribeToAll } from "../contract/samples.ts";

function render(fields: Partial<SubscriptionState> = {}): string {
  return renderSubscription({
    subscription: subscribeToAll("counsel", { source: "database" }),
    subscriber: toDefaultSubscriber("email", "counsel@example.com"),
    suppressions: [],
    isReachable: true,
    ...fields,
  });
}

describe("renderSubscription", () => {
  it("says who is told of what, and when", () => {
    expect(render()).toBe(
      "counsel: e-mail counsel@example.com, at once\n    Substantive changes\n",
    );
    const subscription = subscribeToAll("counsel", { rhythm: "weekly", services: ["acme"] });
    expect(render({ subscription })).toBe(
      "counsel: e-mail counsel@example.com, weekly on Monday at 08:00 UTC (of the file)\n    Substantive changes of acme\n",
    );
  });

  it("says what the reader has set", () => {
    const subscriber = {
      ...toDefaultSubscriber("email", "counsel@example.com"),
      timeZone: "Europe/Berlin",
      quietHours: { from: "22:00", to: "07:00" },
      maxPerHour: 1,
    };
    expect(render({ subscriber })).toContain(
      "    Quiet from 22:00 to 07:00 Europe/Berlin, at most 1 message an hour\n",
    );
    expect(render({ subscriber: { ...subscriber, maxPerHour: null } })).toContain(
      "as many messages an hour as there are",
    );
  });

  it("says why nobody is told", () => {
    const gone = { channel: "email", target: "counsel@example.com", at: hour(1) } as const;
    const out = render({
      suppressions: [
        { ...gone, subscriptionId: "counsel", reason: "unsubscribed", detail: "" },
        { ...gone, subscriptionId: null, reason: "bounced", detail: "550 no such\u202Euser" },
      ],
      isReachable: false,
    });
    expect(out).toMatch(/NOT TOLD of this since \d+ \w+ \d{4}: unsubscribed\n/);
    expect(out).toMatch(/NOT TOLD of anything since .*: bounced, 550 no such/);
    expect(out).not.toContain("\u202E");
    expect(out).toContain("is not set up, what is for it waits");
  });
});
