import { describe, expect, it } from "vitest";
import { parseInstant } from "../../src/model/instant.ts";
import type { ServedText, TextCacheOptions } from "../../src/web/text-cache.ts";
import { createTextCache } from "../../src/web/text-cache.ts";

const updatedAt = parseInstant("2026-03-01T00:00:00Z");

/** A cache, and how often each of its texts was built. */
function createCounted(options: TextCacheOptions<ServedText> = {}) {
  const cache = createTextCache(options);
  const built: string[] = [];
  const get = (key: string, text = key) =>
    cache.get(key, async () => {
      built.push(key);
      return { text, etag: `"${key}"`, updatedAt };
    });
  return { cache, get, built };
}

describe("createTextCache", () => {
  it("builds a text once, however many ask at once", async () => {
    const { get, built } = createCounted();
    await Promise.all([get("a"), get("a"), get("a")]);
    await get("a");
    expect(built).toEqual(["a"]);
  });

  it("forgets what was asked for longest ago, by number", async () => {
    const { get, built } = createCounted({ maxKept: 2 });
    for (const key of ["a", "b", "a", "c", "a", "b"]) await get(key);
    expect(built).toEqual(["a", "b", "c", "b"]);
  });

  it("forgets what was asked for longest ago, by length", async () => {
    const { get, built } = createCounted({ maxChars: 10 });
    await get("a", "1234");
    await get("b", "1234");
    await get("c", "1234");
    await get("b");
    await get("a");
    expect(built).toEqual(["a", "b", "c", "a"]);
  });

  it("keeps the one asked for last, however long", async () => {
    const { get, built } = createCounted({ maxChars: 3 });
    await get("a", "12345");
    await get("a");
    expect(built).toEqual(["a"]);
  });

  it("pushes nothing out for what turns out not to be there", async () => {
    const cache = createTextCache<ServedText | null>({ maxKept: 1 });
    const built: string[] = [];
    const get = (key: string) =>
      cache.get(key, async () => {
        built.push(key);
        return key === "nothing" ? null : { text: key, etag: `"${key}"`, updatedAt };
      });
    for (const key of ["a", "nothing", "nothing", "a"]) await get(key);
    expect(built).toEqual(["a", "nothing", "nothing"]);
  });

  it("tries a text anew that could not be built", async () => {
    const { cache, get, built } = createCounted();
    const failed = cache.get("a", async () => {
      throw new RangeError("no");
    });
    await expect(failed).rejects.toThrow("no");
    expect((await get("a"))?.text).toBe("a");
    expect(built).toEqual(["a"]);
  });

  it("turns away who comes when too many wait, but for what is being built", async () => {
    const { cache, get } = createCounted({ maxWaiting: 1 });
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = cache.get("a", async () => {
      await promise;
      return { text: "a", etag: '"a"', updatedAt };
    });
    expect(await get("b")).toBeUndefined();
    const second = get("a");
    resolve();
    expect((await first)?.text).toBe("a");
    expect((await second)?.text).toBe("a");
  });
});
