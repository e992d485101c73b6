import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DeliveryFacts } from "../../../src/core/delivery/plan-delivery.ts";
import { planDelivery } from "../../../src/core/delivery/plan-delivery.ts";
import { quietUntil } from "../../../src/core/delivery/quiet-hours.ts";
import { addMs, parseInstant } from "../../../src/model/instant.ts";
import { holdReasons } from "../../../src/model/notification.ts";
import { toDefaultSubscriber } from "../../../src/model/subscriber.ts";
import { rhythms } from "../../../src/model/subscription.ts";
import { hourMs, instants, times, timeZones, toGap } from "./clocks.ts";

const now = parseInstant("2026-01-05T12:00:00Z");
const minuteMs = 60_000;

interface Given {
  readonly notification?: Partial<DeliveryFacts["notification"]>;
  readonly subscriber?: Partial<DeliveryFacts["subscriber"]>;
  /** How many minutes ago each message was taken. */
  readonly sent?: readonly number[];
}

function plan({ notification, subscriber, sent = [] }: Given) {
  return planDelivery({
    notification: {
      subscriptionId: "counsel",
      rhythm: "instant",
      hold: null,
      createdAt: addMs(now, -minuteMs),
      ...notification,
    },
    subscriber: { ...toDefaultSubscriber("email", "counsel@example.org"), ...subscriber },
    sentAt: sent.map((minutes) => addMs(now, -minutes * minuteMs)),
    now,
  });
}

const noon = { quietHours: { from: "11:00", to: "14:00" } };

describe("planDelivery", () => {
  it("sends at once what nothing speaks against", () => {
    expect(plan({})).toEqual({ kind: "send" });
  });

  it("holds what comes within quiet hours until they end", () => {
    const until = "2026-01-05T14:00:00.000Z";
    expect(plan({ subscriber: noon })).toEqual({ kind: "hold", why: "quiet", until });
  });

  it("holds what is for a digest until the first one after it was written", () => {
    const until = "2026-01-06T08:00:00.000Z";
    const notification = { rhythm: "daily" } as const;
    expect(plan({ notification })).toEqual({ kind: "hold", why: "digest", until });
  });

  it("makes due what missed its digest while nobody delivered", () => {
    const createdAt = addMs(now, -10 * hourMs);
    const until = "2026-01-05T08:00:00.000Z";
    const notification = { rhythm: "daily", createdAt } as const;
    expect(plan({ notification })).toEqual({ kind: "hold", why: "digest", until });
  });

  it("does not take the word of a clock that was set back since", () => {
    const createdAt = addMs(now, 400 * 24 * hourMs);
    const until = "2026-01-12T08:00:00.000Z";
    const notification = { rhythm: "weekly", createdAt } as const;
    expect(plan({ notification })).toEqual({ kind: "hold", why: "digest", until });
  });

  it("lets a digest that is due in quiet hours come when they end", () => {
    const notification = { rhythm: "daily" } as const;
    const subscriber = { digestAt: "12:30", ...noon };
    const until = "2026-01-05T14:00:00.000Z";
    expect(plan({ notification, subscriber })).toEqual({ kind: "hold", why: "digest", until });
  });

  it("sends a digest that has become due, and no sooner", () => {
    const held = { rhythm: "daily", hold: "digest" } as const;
    const createdAt = addMs(now, -10 * hourMs);
    expect(plan({ notification: { ...held, createdAt } })).toEqual({ kind: "send" });
    expect(plan({ notification: held })).toMatchObject({ until: "2026-01-06T08:00:00.000Z" });
  });

  it("holds what is beyond the cap until the oldest message of the hour has left it", () => {
    const subscriber = { maxPerHour: 3 };
    const until = "2026-01-05T12:10:00.000Z";
    expect(plan({ subscriber, sent: [50, 20] })).toEqual({ kind: "send" });
    expect(plan({ subscriber, sent: [60, 50, 20] })).toEqual({ kind: "send" });
    expect(plan({ subscriber, sent: [50, 20, 5] })).toEqual({ kind: "hold", why: "cap", until });
  });

  it("waits for as many to leave as are too many where the cap was lowered", () => {
    const until = "2026-01-05T12:55:00.000Z";
    const facts = { subscriber: { maxPerHour: 1 }, sent: [50, 20, 5] };
    expect(plan(facts)).toEqual({ kind: "hold", why: "cap", until });
  });

  it("counts nothing that lies ahead since a clock was set back", () => {
    expect(plan({ subscriber: { maxPerHour: 1 }, sent: [-500] })).toEqual({ kind: "send" });
  });

  it("keeps the rest that a cap left together over quiet hours", () => {
    expect(plan({ notification: { hold: "cap" }, subscriber: noon })).toMatchObject({ why: "cap" });
  });

  it("sends a machine as much as there is", () => {
    const subscriber = toDefaultSubscriber("webhook", "siem");
    const sent = Array.from({ length: 100 }, () => 1);
    expect(plan({ subscriber, sent })).toEqual({ kind: "send" });
  });

  it("never holds what operators are to hear", () => {
    const notification = { subscriptionId: "operators/email/ops@example.org" };
    const subscriber = { ...noon, maxPerHour: 1 };
    expect(plan({ notification, subscriber, sent: [1] })).toEqual({ kind: "send" });
  });

  it("never sends within quiet hours nor holds for more than nine days, and holds to the future but for a digest", () => {
    const settings = fc.record({ timeZone: timeZones, digestAt: times, from: times, to: times });
    const rows = fc.record({
      rhythm: fc.constantFrom(...rhythms),
      hold: fc.constantFrom(null, ...holdReasons),
      maxPerHour: fc.constantFrom(null, 1, 5),
      age: fc.integer({ min: 0, max: 240 }),
    });
    fc.assert(
      fc.property(instants, settings, rows, (at, { from, to, ...clock }, row) => {
        const { age, maxPerHour, ...notification } = row;
        const subscriber = {
          ...toDefaultSubscriber("email", "counsel@example.org"),
          ...clock,
          quietHours: { from, to },
          maxPerHour,
        };
        const planned = planDelivery({
          notification: {
            subscriptionId: "counsel",
            createdAt: addMs(at, -age * hourMs),
            ...notification,
          },
          subscriber,
          sentAt: [addMs(at, -30 * minuteMs)],
          now: at,
        });
        const goesOutAt = planned.kind === "send" ? at : planned.until;
        expect(quietUntil(subscriber, goesOutAt)).toBeNull();
        expect(toGap(at, goesOutAt)).toBeLessThanOrEqual(9 * 24 * hourMs);
        const isSettled = notification.rhythm === "instant" || notification.hold !== null;
        expect(planned.kind === "hold" || isSettled).toBe(true);
        const isAhead = planned.kind === "hold" && planned.until > at;
        expect(isAhead || planned.kind === "send" || planned.why === "digest").toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
