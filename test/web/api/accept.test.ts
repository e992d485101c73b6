import { describe, expect, it } from "vitest";
import { noOwnTopics } from "../../../src/core/topics/own-topics.ts";
import { digestOf } from "../../../src/model/digest.ts";
import { baseUrl, createScene } from "../scene.ts";
import type { Watched } from "../watched.ts";
import { createWatched, renderCollapsed } from "../watched.ts";

/** The pages of one watched document, asked by a program with an admin's key. */
async function createKeyScene({ crawl, store, lock }: Watched) {
  const { context, clock, declaration } = crawl;
  const loadDeclarations = async () => [declaration];
  return createScene({
    store,
    clock,
    operations: { ...context, store, lock, ownTopics: noOwnTopics, loadDeclarations },
    findViewer: async () => ({ name: "key:robot", role: "admin", formToken: null }),
  });
}

type KeyScene = Awaited<ReturnType<typeof createKeyScene>>;

async function accept({ app }: KeyScene, termsId: string, checkId: string): Promise<Response> {
  const request = new Request(`${baseUrl}/api/v1/documents/${termsId}/accept`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ checkId }),
  });
  return app.fetch(request, { remoteAddress: "192.0.2.1" });
}

describe("acceptAnswer", () => {
  it("takes what was held back, once, and notes who had it done", async () => {
    await using watched = await createWatched();
    const { id, termsId } = await watched.hold(renderCollapsed());
    await using scene = await createKeyScene(watched);
    const answer = await accept(scene, termsId, id);
    expect([answer.status, await answer.json()]).toMatchObject([200, { outcome: "changed" }]);
    const [entry] = await watched.store.listAudit({ limit: 1, before: null });
    expect(entry).toMatchObject({ actor: "key:robot", action: "accepted-version", subject: id });
    expect((await accept(scene, termsId, id)).status).toBe(409);
  });

  it("takes nothing while a crawl is at work, nor of another check", async () => {
    await using watched = await createWatched();
    const { id, termsId } = await watched.hold(renderCollapsed());
    await using scene = await createKeyScene(watched);
    {
      await using held = await watched.lock.acquire("crawl");
      expect(held).not.toBeNull();
      const busy = await accept(scene, termsId, id);
      expect([busy.status, await busy.json()]).toMatchObject([
        409,
        { detail: "A crawl is at work; try again when it has ended." },
      ]);
    }
    expect((await accept(scene, termsId, digestOf("another"))).status).toBe(409);
    expect((await accept(scene, "nobody/nothing", id)).status).toBe(404);
    expect(await watched.store.listHeldChecks()).toHaveLength(1);
  });
});
