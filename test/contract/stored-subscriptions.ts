import { describe, expect, it } from "vitest";
import type { Store } from "../../src/ports/store.ts";
import { sampleSubscription } from "./samples.ts";

export function testStoredSubscriptions(create: () => Promise<Store>): void {
  describe("putFileSubscriptions", () => {
    it("replaces those of the file and no other", async () => {
      await using store = await create();
      const own = sampleSubscription("own", "database");
      const fresh = sampleSubscription("fresh", "file");
      await store.putSubscription(own);
      await store.putFileSubscriptions([sampleSubscription("gone", "file")]);
      await store.putFileSubscriptions([fresh]);
      expect(await store.listSubscriptions()).toEqual([fresh, own]);
    });

    it("shadows one of the database with the same id until the file drops it", async () => {
      await using store = await create();
      const own = sampleSubscription("same", "database");
      const declared = sampleSubscription("same", "file", { minMateriality: "noise" });
      await store.putSubscription(own);
      await store.putFileSubscriptions([declared]);
      expect(await store.listSubscriptions()).toEqual([declared]);
      await store.putFileSubscriptions([]);
      expect(await store.listSubscriptions()).toEqual([own]);
    });
  });

  describe("putSubscription", () => {
    it("brings one up to date", async () => {
      await using store = await create();
      await store.putSubscription(sampleSubscription("own", "database"));
      const newer = sampleSubscription("own", "database", {
        topics: [],
        target: "new@example.org",
      });
      await store.putSubscription(newer);
      expect(await store.listSubscriptions()).toEqual([newer]);
    });
  });

  describe("removeSubscription", () => {
    it("says whether there was one in the database", async () => {
      await using store = await create();
      await store.putFileSubscriptions([sampleSubscription("declared", "file")]);
      await store.putSubscription(sampleSubscription("own", "database"));
      expect(await store.removeSubscription("own")).toBe(true);
      expect(await store.removeSubscription("own")).toBe(false);
      expect(await store.removeSubscription("declared")).toBe(false);
      expect(await store.listSubscriptions()).toHaveLength(1);
    });
  });
}
