import { describe, expect, it } from "vitest";
import type { Subscriber } from "../../src/model/subscriber.ts";
import { toDefaultSubscriber } from "../../src/model/subscriber.ts";
import type { Store } from "../../src/ports/store.ts";

const target = "counsel@example.org";
const settings: Subscriber = {
  channel: "email",
  target,
  timeZone: "Europe/Berlin",
  quietHours: { from: "22:00", to: "07:30" },
  digestAt: "17:15",
  digestDay: "friday",
  maxPerHour: 5,
};

export function testStoredSubscribers(create: () => Promise<Store>): void {
  describe("findSubscriber", () => {
    it("gives what holds for everybody where nobody said anything", async () => {
      await using store = await create();
      expect(await store.findSubscriber("email", target)).toEqual(
        toDefaultSubscriber("email", target),
      );
    });

    it("gives what was put last", async () => {
      await using store = await create();
      await store.putSubscriber({ ...settings, maxPerHour: null });
      await store.putSubscriber(settings);
      expect(await store.findSubscriber("email", target)).toEqual(settings);
    });

    it("tells targets of one name on two channels apart", async () => {
      await using store = await create();
      await store.putSubscriber({ ...settings, channel: "teams", target: "legal" });
      expect(await store.findSubscriber("webhook", "legal")).toEqual(
        toDefaultSubscriber("webhook", "legal"),
      );
    });

    it("gives the file's settings before the database's, which come back when the file drops its own", async () => {
      await using store = await create();
      await store.putFileSubscribers([{ ...settings, timeZone: "Asia/Tokyo", quietHours: null }]);
      await store.putSubscriber(settings);
      expect(await store.findSubscriber("email", target)).toMatchObject({
        timeZone: "Asia/Tokyo",
        quietHours: null,
      });
      await store.putFileSubscribers([]);
      expect(await store.findSubscriber("email", target)).toEqual(settings);
    });

    it("gives the last of two that the file has for one target", async () => {
      await using store = await create();
      await store.putFileSubscribers([settings, { ...settings, digestAt: "06:00" }]);
      expect(await store.findSubscriber("email", target)).toMatchObject({ digestAt: "06:00" });
    });
  });
}
