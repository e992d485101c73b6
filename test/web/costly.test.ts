import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { Viewer } from "../../src/model/account.ts";
import type { Env } from "../../src/web/context.ts";
import type { CostlyWork } from "../../src/web/costly.ts";
import { createCostly } from "../../src/web/costly.ts";
import { createPaths } from "../../src/web/paths.ts";
import { refuseCostly } from "../../src/web/routes/holding-back.ts";
import type { FakeClock } from "../fakes/fake-clock.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";

interface Asking {
  readonly from?: string;
  readonly by?: string;
}

function createAsking(work: CostlyWork): {
  readonly clock: FakeClock;
  readonly ask: (asking?: Asking) => Promise<Response>;
} {
  const clock = createFakeClock();
  const paths = createPaths("https://terms.example.com");
  const bucket = { capacity: 20, perSecond: 1 };
  const web = { clock, paths, trustsProxy: false, costly: createCostly(bucket) };
  const app = new Hono<Env>();
  app.get("/", (c) => {
    const name = c.req.query("by");
    const viewer: Viewer | null =
      name === undefined ? null : { name, role: "reader", formToken: null };
    c.set("viewer", viewer);
    return refuseCostly(web, c, work) ?? c.text("made");
  });
  const ask = async ({ from = "192.0.2.1", by }: Asking = {}): Promise<Response> =>
    app.request(`/${by === undefined ? "" : `?by=${by}`}`, {}, { remoteAddress: from });
  return { clock, ask };
}

describe("refuseCostly", () => {
  it("asks a client to wait that wants too much, and nobody else", async () => {
    const { ask } = createAsking("comparison");
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("10");
    expect(await refused.text()).toContain("Try again in 10 seconds.");
    expect((await ask({ from: "192.0.2.2" })).status).toBe(200);
  });

  it("lets a client go on that has waited as long as it was told", async () => {
    const { ask, clock } = createAsking("comparison");
    await ask();
    await ask();
    expect((await ask()).status).toBe(429);
    clock.advance(10_000);
    expect((await ask()).status).toBe(200);
  });

  it("counts those who have signed in by their name, wherever they are", async () => {
    const { ask } = createAsking("comparison");
    await ask({ by: "ada", from: "192.0.2.1" });
    await ask({ by: "ada", from: "192.0.2.2" });
    expect((await ask({ by: "ada", from: "192.0.2.3" })).status).toBe(429);
    expect((await ask({ by: "bo", from: "192.0.2.1" })).status).toBe(200);
  });

  it("weighs what is asked for by what it costs", async () => {
    const { ask } = createAsking("search");
    for (let asked = 0; asked < 20; asked += 1) expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(429);
  });
});
