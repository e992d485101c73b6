import { describe, expect, it } from "vitest";
import { createQueue } from "../../../src/adapters/print/queue.ts";

/** Work that ends when it is told to. */
function createWork(name: string, begun: string[]) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const work = () => {
    begun.push(name);
    return promise;
  };
  return { work, end: () => resolve(name), fail: () => reject(new Error(name)) };
}

describe("createQueue", () => {
  it("lets so many begin, and the others in the order in which they came", async () => {
    const begun: string[] = [];
    const queue = createQueue(2, 8);
    const works = ["a", "b", "c", "d"].map((name) => createWork(name, begun));
    const results = works.map(({ work }) => queue.run(work));
    expect(begun).toEqual(["a", "b"]);
    works[1]?.end();
    await results[1];
    await Promise.resolve();
    expect(begun).toEqual(["a", "b", "c"]);
    for (const { end } of works) end();
    expect(await Promise.all(results.map(async (result) => result))).toEqual(["a", "b", "c", "d"]);
  });

  it("refuses what would wait behind too many, and takes it once one has ended", async () => {
    const begun: string[] = [];
    const queue = createQueue(1, 1);
    const [one, other, late] = ["a", "b", "c"].map((name) => createWork(name, begun));
    if (!one || !other || !late) throw new Error("no work");
    const results = [queue.run(one.work), queue.run(other.work)];
    expect(queue.run(late.work)).toBeNull();
    one.end();
    await results[0];
    const taken = queue.run(late.work);
    expect(taken).not.toBeNull();
    other.end();
    late.end();
    expect(await taken).toBe("c");
  });

  it("gives the place of work that failed to whoever is next", async () => {
    const begun: string[] = [];
    const queue = createQueue(1, 8);
    const [one, other] = ["a", "b"].map((name) => createWork(name, begun));
    if (!one || !other) throw new Error("no work");
    const results = [queue.run(one.work), queue.run(other.work)];
    one.fail();
    await expect(results[0]).rejects.toThrow("a");
    other.end();
    expect(await results[1]).toBe("b");
  });
});
