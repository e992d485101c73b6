import { describe, expect, it } from "vitest";
import { StoreError } from "../../src/model/errors.ts";
import { createScene, plainForm } from "./scene.ts";

/** A path of a route, its parameters filled in with what no token is. */
const toPath = (route: string): string => route.replaceAll(/:\w+/g, "unknown");
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"];

describe("createApp", () => {
  it("answers to what is declared and to nothing else", async () => {
    await using scene = await createScene();
    const answers: string[] = [];
    for (const { path, get, post, put } of scene.app.routes) {
      for (const method of methods) {
        const request = new Request(`https://alerts.example.com${toPath(path)}`, { method });
        const { status } = await scene.app.fetch(request, { remoteAddress: "192.0.2.1" });
        const declared = new Map([
          ["GET", get],
          ["POST", post],
          ["PUT", put],
        ]);
        const isDeclared = declared.get(method) !== undefined;
        if (isDeclared === (status === 405)) answers.push(`${method} ${path}: ${status}`);
      }
    }
    expect(answers).toEqual([]);
    expect(scene.app.routes.length).toBeGreaterThan(10);
  });

  it.each(["/nowhere", "/subscribe/", "/confirm", "/manage/x/y", "/.env", "/%ff", "/manage//"])(
    "has no page at %s",
    async (path) => {
      await using scene = await createScene();
      expect((await scene.get(path)).status).toBe(404);
    },
  );

  it("sends strict headers with every answer", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const answers = [
      await scene.get("/subscribe"),
      await scene.get("/nowhere"),
      await scene.get("/unsubscribe/unknown"),
      await scene.get(manage),
      await scene.post(`${manage}/subscriptions/none/pause`),
      await scene.post("/subscribe", { ...plainForm, email: "x".repeat(70_000) }),
      await scene.app.fetch(
        new Request("https://alerts.example.com/subscribe", { method: "PUT" }),
        {
          remoteAddress: "",
        },
      ),
    ];
    for (const { headers } of answers) {
      expect(Object.fromEntries(headers)).toMatchObject({
        "content-security-policy": expect.stringContaining("default-src 'none'"),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-frame-options": "DENY",
        "cache-control": "no-store",
      });
      const policy = headers.get("content-security-policy");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 200, 404, 413, 405]);
  });

  it("keeps no style, script or handler in a page, so that its policy can forbid them", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    for (const path of ["/subscribe", "/manage", manage, scene.lastLink("unsubscribe")]) {
      const text = await (await scene.get(path)).text();
      expect(text).not.toMatch(/\sstyle=|<style|\son\w+=|<script(?! src="\/assets\/)/i);
    }
  });

  it("serves its stylesheet and script for ever, under their content's name", async () => {
    await using scene = await createScene();
    const text = await (await scene.get("/subscribe")).text();
    const assets = [...text.matchAll(/"(\/assets\/[0-9a-f]{12}\.\w+)"/g)].map(
      ([, path = ""]) => path,
    );
    const types: (string | null)[] = [];
    for (const path of assets) {
      const { headers, status } = await scene.get(path);
      expect(status).toBe(200);
      expect(headers.get("cache-control")).toContain("immutable");
      types.push(headers.get("content-type"));
    }
    expect(types).toEqual(["text/css; charset=utf-8", "text/javascript; charset=utf-8"]);
  });

  it("puts its addresses below the path that it is reached under", async () => {
    const settings = { baseUrl: "https://example.com/watch" };
    await using scene = await createScene({ settings });
    const text = await (await scene.get("/subscribe")).text();
    const addresses = [...text.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map(([, to]) => to);
    expect(addresses.filter((to) => to?.startsWith("/watch/") !== true)).toEqual([]);
    expect(addresses).toContain("/watch/subscribe");
  });

  it("shows a page and logs, without its address, what goes wrong", async () => {
    await using scene = await createScene();
    scene.store.findAccessToken = async () => {
      throw new StoreError("io", "disk on fire");
    };
    const token = "A".repeat(43);
    const answer = await scene.get(`/manage/${token}`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("disk on fire");
    expect(scene.logged).toMatchObject([{ level: "error", fields: { route: "/manage/:token" } }]);
    expect(JSON.stringify(scene.logged)).not.toContain(token);
  });

  it.each([
    ["locked", "Another program is writing to the database."],
    ["full", "The disk is full."],
  ] as const)("says in plain words, to people and programs, that it is %s", async (kind, words) => {
    await using scene = await createScene();
    const fail = async () => {
      throw new StoreError(kind, "x.db");
    };
    scene.store.findAccessToken = fail;
    scene.store.listTermsStatus = fail;
    for (const path of [`/manage/${"A".repeat(43)}`, "/api/v1/documents"]) {
      const answer = await scene.get(path);
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "60"]);
      const text = await answer.text();
      expect(text).toContain(words);
      expect(text).not.toContain("x.db");
    }
  });
});
