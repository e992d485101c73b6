import { describe, expect, it } from "vitest";
import { crawl } from "../../src/app/crawl.ts";
import type { Digest } from "../../src/model/digest.ts";
import { digestOf } from "../../src/model/digest.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { StoreErrorKind } from "../../src/model/errors.ts";
import { renderTerms } from "../servers/site.ts";
import type { Scene } from "./scene.ts";
import { address, createScene, declareTerms } from "./scene.ts";

const old = renderTerms("Northwind");
const restricted = renderTerms("Northwind", ["develop models that compete with Northwind;"]);
const sides = {
  "Acceptable Use Policy": { fetch: address },
  "Terms of Service": { fetch: `${address}/2` },
};
const other = renderTerms("Southwind");

/** A crawl in which one snapshot cannot be read; it can again once its bytes were put anew. */
async function crawlDamaged(
  scene: Scene,
  html: string,
  kind: StoreErrorKind,
  terms: unknown = sides,
) {
  const damaged = new Set<Digest>([digestOf(new TextEncoder().encode(html))]);
  const snapshots = {
    ...scene.snapshots,
    async put(bytes: Uint8Array) {
      const digest = await scene.snapshots.put(bytes);
      damaged.delete(digest);
      return digest;
    },
    async get(digest: Digest) {
      if (damaged.has(digest)) throw new StoreError(kind, `snapshot ${digest}`);
      return scene.snapshots.get(digest);
    },
  };
  scene.clock.advance(86_400_000);
  const summary = await crawl({ ...scene.context, snapshots }, declareTerms(terms), {
    waitForConfirmationMs: 15 * 60_000,
  });
  return { summary, damaged };
}

async function createCrawled(): Promise<Scene> {
  const scene = await createScene();
  show(scene, address, old);
  show(scene, `${address}/2`, other);
  await scene.crawlAfter(0, declareTerms(sides));
  return scene;
}

function show(scene: Scene, url: string, html: string): void {
  const headers = { "content-type": "text/html", etag: `"${digestOf(html)}"` };
  scene.fetcher.answer(url, { bytes: new TextEncoder().encode(html), headers });
}

describe("crawl with a damaged snapshot", () => {
  it.each(["corrupt", "missing"] as const)(
    "fetches in full what a 304 stands for where that is %s",
    async (kind) => {
      const scene = await createCrawled();
      const { summary, damaged } = await crawlDamaged(scene, old, kind);
      expect(summary.counts).toEqual({ unchanged: 1, "not-modified": 1 });
      expect([...damaged]).toEqual([]);
      expect(scene.errors).toMatchObject([
        ["a kept snapshot cannot be read", { termsId: "northwind/acceptable-use-policy", kind }],
      ]);
    },
  );

  it("finds the change all the same", async () => {
    const scene = await createCrawled();
    show(scene, address, restricted);
    const { summary } = await crawlDamaged(scene, old, "corrupt");
    expect(summary.changes).toHaveLength(1);
  });

  it("goes on from the text as it is now where the base cannot be read by new rules", async () => {
    const scene = await createCrawled();
    const narrower = { ...sides, "Acceptable Use Policy": { fetch: address, select: "main" } };
    const { summary } = await crawlDamaged(scene, old, "corrupt", narrower);
    expect(summary.counts).toEqual({ upgraded: 1, "not-modified": 1 });
    expect(await scene.store.listOutbox({ limit: 10 })).toEqual([]);
  });

  it("stops where the disk itself cannot be read", async () => {
    const scene = await createCrawled();
    await expect(crawlDamaged(scene, old, "io")).rejects.toMatchObject({ kind: "io" });
  });
});
