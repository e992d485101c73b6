import { describe, expect, it } from "vitest";
import { createBoundedCache } from "../../src/app/bounded-cache.ts";

/** A cache of texts that take a byte a character, and what was made in it. */
function createCache(maxBytes: number) {
  const made: string[] = [];
  const cache = createBoundedCache<string>(maxBytes, (text) => text.length);
  const get = (key: string) =>
    cache.get(key, async () => {
      made.push(key);
      return key;
    });
  return { made, get };
}

describe("createBoundedCache", () => {
  it("makes a value once, however many ask at the same time", async () => {
    const { made, get } = createCache(100);
    expect(await Promise.all([get("one"), get("one"), get("one")])).toEqual(["one", "one", "one"]);
    await get("one");
    expect(made).toEqual(["one"]);
  });

  it("forgets what was used longest ago when all take too much", async () => {
    const { made, get } = createCache(9);
    for (const key of ["aaa", "bbb", "ccc", "aaa", "ddd"]) await get(key);
    for (const key of ["aaa", "ccc", "ddd"]) await get(key);
    expect(made).toEqual(["aaa", "bbb", "ccc", "ddd"]);
    await get("bbb");
    expect(made).toEqual(["aaa", "bbb", "ccc", "ddd", "bbb"]);
  });

  it("gives what is too large to be kept", async () => {
    const { made, get } = createCache(2);
    expect([await get("aaa"), await get("aaa")]).toEqual(["aaa", "aaa"]);
    expect(made).toEqual(["aaa", "aaa"]);
  });

  it("tries anew what could not be made", async () => {
    const cache = createBoundedCache<string>(100, (text) => text.length);
    const failed = cache.get("one", () => Promise.reject(new Error("not now")));
    await expect(failed).rejects.toThrow("not now");
    expect(await cache.get("one", async () => "made")).toBe("made");
  });
});
