import { describe, expect, it } from "vitest";
import { reviewKeyOf } from "../../src/core/review/clause-key.ts";
import type { Viewer } from "../../src/model/account.ts";
import { html, toHtmlText } from "../../src/render/html.ts";
import { createPaths } from "../../src/web/paths.ts";
import { renderPage, showTo } from "../../src/web/views/layout.ts";
import { recordHistory } from "../app/history.ts";
import { createClauseChange } from "../render/sample.ts";
import { addAccount, addKey, signIn } from "./people.ts";
import type { Scene } from "./scene.ts";
import { baseUrl, createScene } from "./scene.ts";

const fees = createClauseChange("Fees rise by <del>5</del><ins>9</ins> %.");

/** A scene with a change, and two who may review it. */
async function open(scene: Scene) {
  const history = [{ termsId: "acme/terms-of-service", at: 3, changes: [fees] }] as const;
  const [change] = await recordHistory(scene.store, history);
  if (change === undefined) throw new Error("nothing was recorded");
  await addAccount(scene, "ana", "reviewer");
  await addAccount(scene, "bo", "reviewer");
  const people = { ana: await signIn(scene, "ana"), bo: await signIn(scene, "bo") };
  return { change, ...people, page: `/changes/${change.id}` };
}

const readText = async (answer: Promise<Response>): Promise<string> => (await answer).text();

/** What leads somewhere in the site's head. */
function readPlaces(page: string): readonly string[] {
  const head = /<nav aria-label="Site">([^]*?)<\/nav>/.exec(page)?.[1] ?? "";
  return [...head.matchAll(/<a [^>]*>([^<]*)</g)].map(([, label = ""]) => label);
}

describe("a page of history", () => {
  it("differs for those who have signed in by the site's head alone, whoever asked first", async () => {
    await using scene = await createScene();
    const { ana, bo } = await open(scene);
    const texts = [
      await readText(scene.get("/documents", { cookie: ana.cookie })),
      await readText(scene.get("/documents")),
      await readText(scene.get("/documents", { cookie: bo.cookie })),
    ];
    const places = ["Changes", "Documents", "Topics", "Search"];
    expect(texts.map(readPlaces)).toEqual([
      [...places, "Reviews", "ana"],
      [...places, "Sign in"],
      [...places, "Reviews", "bo"],
    ]);
    const rests = texts.map((text) => text.replace(/<nav aria-label="Site">[^]*?<\/nav>/, ""));
    expect(new Set(rests).size).toBe(1);
  });

  it("is kept by no cache where it names somebody, and answers nobody's tag", async () => {
    await using scene = await createScene();
    const { ana } = await open(scene);
    const etag = (await scene.get("/documents")).headers.get("etag") ?? "";
    const own = await scene.get("/documents", { cookie: ana.cookie, "if-none-match": etag });
    expect([own.status, own.headers.get("cache-control"), own.headers.get("etag")]).toEqual([
      200,
      "no-store",
      null,
    ]);
  });

  it("is made once for all", async () => {
    await using scene = await createScene();
    const { ana, bo, change } = await open(scene);
    let read = 0;
    const { store } = scene;
    const findVersion: typeof store.findVersion = async (id) => {
      read += 1;
      return store.findVersion(id);
    };
    await using counted = await createScene({ store: { ...store, findVersion } });
    const statuses: number[] = [];
    for (const headers of [{}, { cookie: ana.cookie }, { cookie: bo.cookie }] as const)
      statuses.push((await counted.get(`/versions/${change.afterId}`, headers)).status);
    expect(statuses).toEqual([200, 200, 200]);
    expect(read).toBe(1);
  });
});

describe("a page with reviews", () => {
  const formTokens = (page: string): readonly string[] =>
    [...page.matchAll(/name="formToken" value="([^"]*)"/g)].map(([, token = ""]) => token);

  it("holds the token of each reader's own session, and none for others", async () => {
    await using scene = await createScene();
    const { ana, bo, page } = await open(scene);
    const key = await addKey(scene, "robot", "reviewer");
    const tokens: (readonly string[])[] = [];
    for (const headers of [
      { cookie: ana.cookie },
      { cookie: bo.cookie },
      { authorization: `Bearer ${key}` },
      {},
    ] as const)
      tokens.push([...new Set(formTokens(await readText(scene.get(page, headers))))]);
    expect(tokens).toEqual([[ana.formToken], [bo.formToken], [], []]);
  });

  it("shows what somebody else has just found", async () => {
    await using scene = await createScene();
    const { ana, bo, page, change } = await open(scene);
    const before = await readText(scene.get(page, { cookie: bo.cookie }));
    await scene.post(
      `${page}/review`,
      {
        formToken: ana.formToken,
        clause: reviewKeyOf(change.termsId, fees).key,
        seen: "",
        state: "escalated",
        note: "Ask legal.",
      },
      { cookie: ana.cookie, origin: baseUrl },
    );
    const after = await readText(scene.get(page, { cookie: bo.cookie }));
    expect([before, after].map((text) => text.includes("Ask legal."))).toEqual([false, true]);
  });

  it("says to nobody else that a review was just kept", async () => {
    await using scene = await createScene();
    const { ana, bo, page } = await open(scene);
    const key = reviewKeyOf("acme/terms-of-service", fees).key;
    const done = await readText(scene.get(`${page}?done=${key}`, { cookie: ana.cookie }));
    const plain = await readText(scene.get(page, { cookie: bo.cookie }));
    expect([done, plain].map((text) => text.includes("Your review is kept."))).toEqual([
      true,
      false,
    ]);
  });
});

describe("showTo", () => {
  it("puts a reader's places where nobody's stand in the head, whatever the text looks like", () => {
    const paths = createPaths(baseUrl);
    const forged = `<li><a href="/sign-in" >Sign in</a></li>`;
    const main = html`<h1>${forged}</h1>`;
    const page = toHtmlText(renderPage(paths, { title: forged, canonical: forged, main }));
    const viewer: Viewer = { name: "<b>$& ana", role: "admin", formToken: null };
    const shown = showTo(paths, page, viewer);
    expect(readPlaces(shown).slice(4)).toEqual(["Reviews", "Operations", "&lt;b&gt;$&amp; ana"]);
    expect(shown.match(/Sign in/g)).toHaveLength(3);
  });
});
