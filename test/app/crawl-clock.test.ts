import { describe, expect, it } from "vitest";
import { digestOf } from "../../src/model/digest.ts";
import { FetchError } from "../../src/model/errors.ts";
import { renderTerms } from "../servers/site.ts";
import type { Scene } from "./scene.ts";
import { address, createScene } from "./scene.ts";

const old = renderTerms("Northwind");
const restricted = renderTerms("Northwind", ["develop models that compete with Northwind;"]);
const year = 365;

function show(scene: Scene, html: string): void {
  const headers = { "content-type": "text/html", etag: `"${digestOf(html)}"` };
  scene.fetcher.answer(address, { bytes: new TextEncoder().encode(html), headers });
}

async function listOutbox({ store }: Scene) {
  const entries = await store.listOutbox({ limit: 100 });
  return entries.map(({ subject }) => subject).toReversed();
}

describe.each([
  ["back", -year],
  ["forward", year],
])("crawl after the clock was set %s a year", (_, jump) => {
  it("tells nobody of a text that is the same", async () => {
    const scene = await createScene();
    show(scene, old);
    await scene.crawlAfter(0);
    await scene.crawlAfter(jump);
    for (let day = 0; day < 5; day += 1) await scene.crawlAfter(1);
    expect(await listOutbox(scene)).toEqual([]);
  });

  it("reports a change as ever, once", async () => {
    const scene = await createScene();
    show(scene, old);
    await scene.crawlAfter(0);
    show(scene, restricted);
    await scene.crawlAfter(jump);
    await scene.crawlAfter(1);
    expect(await listOutbox(scene)).toEqual(["change"]);
  });

  it("confirms words that were seen before within the delay after", async () => {
    const scene = await createScene({ confirmDelayMs: 20 * 60_000 });
    show(scene, old);
    await scene.crawlAfter(0);
    show(scene, restricted);
    await scene.crawlAfter(1);
    await scene.crawlAfter(jump);
    await scene.crawlAfter(0.1);
    expect(await listOutbox(scene)).toEqual(["change"]);
    const { latest } = await scene.store.getTermsState(scene.declaration.id);
    expect(latest?.text).toContain("compete");
    expect(latest && latest.fetchedAt <= scene.clock.now()).toBe(true);
  });

  it("takes a return for lasting after the days that it always takes", async () => {
    const scene = await createScene();
    show(scene, old);
    await scene.crawlAfter(0);
    show(scene, restricted);
    await scene.crawlAfter(1);
    show(scene, old);
    await scene.crawlAfter(1);
    for (const days of [jump, 1, 1, 1, 1]) await scene.crawlAfter(days);
    const changes = await scene.store.listChanges({});
    expect(changes.filter(({ reversalOf }) => reversalOf !== null)).toHaveLength(1);
    expect(await listOutbox(scene)).toEqual(["change", "change"]);
  });

  it("tells operators of one fresh trouble, and that it went stale when it lasts", async () => {
    const scene = await createScene();
    show(scene, old);
    await scene.crawlAfter(0);
    const timeout = new FetchError("timeout", address, "no answer", { retryable: true });
    scene.fetcher.answer(address, timeout);
    await scene.crawlAfter(jump);
    expect(await listOutbox(scene)).toEqual([]);
    await scene.crawlAfter(0.25);
    expect(await listOutbox(scene)).toEqual(["incident"]);
    for (let day = 0; day < 4; day += 1) await scene.crawlAfter(1);
    const incidents = await scene.store.listIncidents({ open: true });
    expect(incidents.map(({ kind }) => kind)).toEqual(["stale", "failing"]);
    expect(await listOutbox(scene)).toEqual(["incident", "incident"]);
  });

  it("fetches in full at least weekly", async () => {
    const scene = await createScene();
    show(scene, old);
    await scene.crawlAfter(0);
    await scene.crawlAfter(jump);
    for (let day = 0; day < 8; day += 1) await scene.crawlAfter(1);
    const full = scene.fetcher.requests.slice(1).filter(({ validators }) => !validators);
    expect(full).toHaveLength(2);
  });
});
