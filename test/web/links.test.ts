import { describe, expect, it } from "vitest";
import { createSecrets } from "../../src/adapters/system/secrets.ts";
import { createLinks } from "../../src/app/self-service/links.ts";
import { toTokenDigest } from "../../src/core/self-service/tokens.ts";
import type { Digest } from "../../src/model/digest.ts";
import { sampleSubscription } from "../contract/samples.ts";
import { baseUrl, createScene, plainForm, reader } from "./scene.ts";

const oneClick = { "List-Unsubscribe": "One-Click" };
const hourMs = 3_600_000;

/** What somebody sees whose link does not work, whatever the reason. */
const dead = "This link does not work any more";

describe("a link", () => {
  it.each(["confirm", "manage", "unsubscribe"])(
    "to %s changes nothing by being looked at",
    async (kind) => {
      await using scene = await createScene();
      await scene.post("/subscribe", plainForm);
      await scene.untilSent();
      if (kind !== "confirm") await scene.post(scene.lastLink("confirm"));
      await scene.untilSent();
      const link = scene.lastLink(kind as "confirm");
      const before = await scene.store.listSubscriptions();
      for (const method of ["GET", "HEAD"]) {
        const request = new Request(`${baseUrl}${link}`, { method });
        const { status } = await scene.app.fetch(request, { remoteAddress: "" });
        expect(status).toBe(200);
      }
      expect(await scene.store.listSubscriptions()).toEqual(before);
      expect(await scene.store.listSuppressions()).toEqual([]);
      expect((await scene.get(link)).status).toBe(200);
    },
  );

  it("of one purpose opens nothing else", async () => {
    await using scene = await createScene();
    await scene.post("/subscribe", plainForm);
    await scene.untilSent();
    const links = { confirm: scene.lastLink("confirm"), manage: "", unsubscribe: "" };
    const tokenOf = (path: string): string => path.split("/").at(-1) ?? "";
    for (const kind of ["manage", "unsubscribe"]) {
      expect((await scene.get(`/${kind}/${tokenOf(links.confirm)}`)).status).toBe(404);
    }
    await scene.post(links.confirm);
    await scene.untilSent();
    const manage = tokenOf(scene.lastLink("manage"));
    const end = tokenOf(scene.lastLink("unsubscribe"));
    for (const path of [`/unsubscribe/${manage}`, `/confirm/${end}`, `/confirm/${manage}`]) {
      expect((await scene.post(path, oneClick)).status).toBe(404);
    }
    for (const path of [`/manage/${end}`, `/manage/${end}/forget`]) {
      expect((await scene.post(path, oneClick)).status).not.toBe(200);
    }
    expect(await scene.store.listSubscriptions()).toHaveLength(1);
  });

  it("says the same whether it is unknown, malformed, used or expired", async () => {
    await using scene = await createScene();
    await scene.post("/subscribe", plainForm);
    await scene.untilSent();
    const used = scene.lastLink("confirm");
    await scene.post(used);
    await scene.post("/subscribe", { ...plainForm, email: "other@example.com" });
    await scene.untilSent();
    const expired = scene.lastLink("confirm");
    scene.clock.advance(48 * hourMs);
    const texts: string[] = [];
    for (const path of [
      used,
      expired,
      `/confirm/${"A".repeat(43)}`,
      "/confirm/x",
      "/confirm/%00",
    ]) {
      for (const answer of [await scene.get(path), await scene.post(path)]) {
        expect(answer.status).toBe(404);
        texts.push(await answer.text());
      }
    }
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain(dead);
    expect(texts[0]).toContain('href="/manage"');
    expect(await scene.store.listSubscriptions()).toHaveLength(1);
  });

  it("to confirm begins one subscription, however often and fast it is followed", async () => {
    await using scene = await createScene();
    await scene.post("/subscribe", plainForm);
    await scene.untilSent();
    const link = scene.lastLink("confirm");
    const answers = await Promise.all([1, 2, 3, 4].map(() => scene.post(link)));
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual([
      "200",
      "404",
      "404",
      "404",
    ]);
    expect(await scene.store.listSubscriptions()).toHaveLength(1);
  });

  it("is refused where half of its digest is right, by a comparison of the whole", async () => {
    const secrets = createSecrets();
    const compared: (readonly [Digest, Digest])[] = [];
    const isSame = (one: Digest, other: Digest): boolean => {
      compared.push([one, other]);
      return secrets.isSame(one, other);
    };
    await using scene = await createScene({ secrets: { ...secrets, isSame } });
    const manage = await scene.subscribe();
    compared.length = 0;
    const digest = toTokenDigest(manage.split("/").at(-1) ?? "");
    const kept = await scene.store.findAccessToken(digest);
    const half = `${digest.slice(0, 32)}${"0".repeat(32)}` as Digest;
    scene.store.findAccessToken = async () => kept && { ...kept, digest: half };
    expect((await scene.get(manage)).status).toBe(404);
    expect(compared).toEqual([[half, digest]]);
  });

  it("stands in no table as it is", async () => {
    await using scene = await createScene();
    const link = await scene.subscribe();
    const token = link.split("/").at(-1) ?? "";
    const found = await scene.store.findAccessToken(toTokenDigest(token));
    expect(found).toBeDefined();
    expect(JSON.stringify(found)).not.toContain(token);
    expect(JSON.stringify(scene.logged)).not.toContain(token);
  });
});

describe("one click", () => {
  it.each([
    ["a form", new URLSearchParams(oneClick)],
    [
      "multipart",
      (() => {
        const body = new FormData();
        body.append("List-Unsubscribe", "One-Click");
        return body;
      })(),
    ],
  ])("as %s ends a subscription without cookie, redirect or origin", async (_, body) => {
    await using scene = await createScene();
    await scene.subscribe();
    const request = new Request(`${baseUrl}${scene.lastLink("unsubscribe")}`, {
      method: "POST",
      body,
      headers: { "Sec-Fetch-Site": "cross-site", Origin: "https://mail.example" },
    });
    const answer = await scene.app.fetch(request, { remoteAddress: "198.51.100.7" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(await scene.store.listSubscriptions()).toEqual([]);
  });

  it("may come twice", async () => {
    await using scene = await createScene();
    await scene.subscribe();
    const link = scene.lastLink("unsubscribe");
    for (const _ of [1, 2]) expect((await scene.post(link, oneClick)).status).toBe(200);
    expect(await (await scene.get(link)).text()).toContain("You are unsubscribed");
    expect(await scene.store.listSuppressions()).toHaveLength(1);
  });

  it.each([
    ["nothing", {}],
    ["another word", { "List-Unsubscribe": "Two-Click" }],
  ])("that says %s shows the button instead", async (_, fields) => {
    await using scene = await createScene();
    await scene.subscribe();
    const answer = await scene.post(scene.lastLink("unsubscribe"), fields);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('value="One-Click"');
    expect(await scene.store.listSubscriptions()).toHaveLength(1);
  });

  it("ends one of the operator's file, by a suppression", async () => {
    await using scene = await createScene();
    const declared = sampleSubscription("counsel", "file", { target: reader });
    await scene.store.putFileSubscriptions([declared]);
    const [link] = await createLinks(
      { ...scene, secrets: createSecrets(), settings: { baseUrl } },
      [{ purpose: "unsubscribe", address: reader, subscriptionId: "counsel" }] as const,
    );
    const path = link.slice(baseUrl.length);
    expect(await (await scene.get(path)).text()).toContain("Unsubscribe");
    expect((await scene.post(path, oneClick)).status).toBe(200);
    expect(await scene.store.listSuppressions()).toMatchObject([
      { target: reader, subscriptionId: "counsel", reason: "unsubscribed" },
    ]);
  });

  it("leaves a reader's other subscriptions alone", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const link = scene.lastLink("unsubscribe");
    await scene.post(`${manage}/subscriptions`, { topics: "indemnity", rhythm: "weekly" });
    await scene.post(link, oneClick);
    expect(await scene.store.listSubscriptions()).toMatchObject([{ topics: ["indemnity"] }]);
  });
});
