import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { digestOf } from "../../../src/model/digest.ts";
import { hour } from "../../contract/samples.ts";
import type { ApiScene, Asking } from "./api-scene.ts";
import { createApiScene, document } from "./api-scene.ts";

const list = z.object({ items: z.array(z.object({ id: z.string() })) });
const review = z.object({
  state: z.string(),
  clauses: z.array(
    z.object({
      key: z.string(),
      changeIndexes: z.array(z.int()),
      state: z.string(),
      reviews: z.array(z.object({ id: z.string(), note: z.string(), reviewer: z.string() })),
    }),
  ),
});

const changes = z.object({
  items: z.array(z.object({ id: z.string(), matched: z.array(z.int()) })),
});

let api: ApiScene;
let path: string;
let mattersMost: number;
beforeAll(async () => {
  api = await createApiScene();
  const { items } = changes.parse(await api.read(`/changes?document=${document}`));
  path = `/changes/${items[0]?.id ?? ""}/review`;
  mattersMost = items[0]?.matched[0] ?? -1;
});
afterAll(() => api[Symbol.asyncDispose]());

function put(body: object): Asking {
  const headers = { "Content-Type": "application/json" };
  return { as: "reviewer", method: "PUT", headers, body: JSON.stringify(body) };
}

/** Of the clause that matters most. */
function findClause({ clauses }: z.output<typeof review>) {
  const found = clauses.find(({ changeIndexes }) => changeIndexes.includes(mattersMost));
  if (found === undefined) throw new Error("no such clause");
  return found;
}

async function listActions(): Promise<readonly (readonly [actor: string, action: string])[]> {
  const entries = await api.scene.store.listAudit({ limit: 100, before: null });
  return entries.map(({ actor, action }) => [actor, action]);
}

describe("putReview", () => {
  it("keeps what a key's owner found of a clause, and notes who did it", async () => {
    const { key: clause } = findClause(review.parse(await api.read(path)));
    const answer = await api.ask(path, put({ clause, state: "escalated", note: " Look.\r\n " }));
    const kept = review.parse(await answer.json());
    expect([answer.status, kept.state]).toEqual([200, "escalated"]);
    expect(findClause(kept).reviews).toMatchObject([{ note: "Look.", reviewer: "key:a-reviewer" }]);
    expect(await listActions()).toContainEqual(["key:a-reviewer", "reviewed"]);
  });

  it("keeps nothing where somebody wrote since", async () => {
    const before = review.parse(await api.read(path));
    const { key: clause } = findClause(before);
    const answer = await api.ask(path, put({ clause, state: "dismissed", seen: null }));
    expect(answer.status).toBe(409);
    expect(review.parse(await api.read(path))).toEqual(before);
  });

  it("goes on from the review that it has seen", async () => {
    const { key: clause, reviews } = findClause(review.parse(await api.read(path)));
    const asking = put({ clause, state: "reviewed", seen: reviews[0]?.id ?? null });
    const kept = review.parse(await (await api.ask(path, asking)).json());
    expect(findClause(kept)).toMatchObject({ state: "reviewed", reviews: { length: 2 } });
  });

  it("knows no clause of another change", async () => {
    const asking = put({ clause: digestOf("another"), state: "reviewed" });
    expect((await api.ask(path, asking)).status).toBe(404);
  });
});

describe("retryDelivery", () => {
  it("makes one that failed due again, and notes who did it", async () => {
    const { store } = api.scene;
    const options = { now: hour(9), limit: 1, leaseMs: 1000, leaseToken: "test" };
    const [claimed] = await store.claimNotifications(options);
    if (claimed === undefined) throw new Error("nothing is due");
    const failed = { notificationId: claimed.id, attempt: 1, at: hour(9), messageDigest: null };
    const delivery = { ...failed, outcome: "failed", response: "550 no such user" } as const;
    await store.recordDelivery(claimed, delivery, null);
    const address = `/deliveries/${claimed.id}/retry`;
    const answer = await api.ask(address, { method: "POST" });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { id: claimed.id, state: "pending", attempts: [{ response: "550 no such user" }] },
    ]);
    expect(await listActions()).toContainEqual(["key:a-admin", "retried-delivery"]);
  });

  it("leaves alone what nobody has tried", async () => {
    const { items } = list.parse(await api.read("/deliveries"));
    const answer = await api.ask(`/deliveries/${items[0]?.id ?? ""}/retry`, { method: "POST" });
    expect([answer.status, await answer.json()]).toMatchObject([
      409,
      { detail: "Not tried: it was not tried yet: it goes out by itself." },
    ]);
  });

  it("knows no delivery that there is not", async () => {
    const answer = await api.ask(`/deliveries/${digestOf("none")}/retry`, { method: "POST" });
    expect(answer.status).toBe(404);
  });
});
