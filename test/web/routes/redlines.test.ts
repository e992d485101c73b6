import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareVersions } from "../../../src/core/compare.ts";
import { PrintError } from "../../../src/model/errors.ts";
import type { PagePrinter, PrintedPage } from "../../../src/ports/page-printer.ts";
import type { WebOptions } from "../../../src/web/context.ts";
import { recordInventedHistory } from "../../invented-history.ts";
import { readParagraphs, resolveChanges } from "../../render/docx-reading.ts";
import { joinWords, readWords } from "../../render/tracked-pair.ts";
import type { Scene } from "../scene.ts";
import { baseUrl, createScene } from "../scene.ts";

const termsId = "halcyon-ai/commercial-terms";

/** A scene with history, and two texts of it that are no neighbours. */
async function createHistory(options: Partial<WebOptions> = {}) {
  const scene = await createScene({ bucket: null, ...options });
  await recordInventedHistory(scene.store);
  const id = (await scene.store.listTermsStatus()).find((terms) => terms.id === termsId)?.id;
  if (id === undefined) throw new Error("no such terms");
  const versions = (await scene.store.listVersions(id)).toReversed();
  const [first, last] = [versions[0], versions.at(-1)];
  const [change] = await scene.store.listChanges({ termsId: id, limit: 1 });
  if (!first || !last || !change) throw new Error("no history");
  return { scene, first, last, change, comparison: `/compare/${first.id}/${last.id}` };
}

async function readText(scene: Scene, id: Parameters<Scene["store"]["findVersion"]>[0]) {
  return (await scene.store.findVersion(id))?.text ?? "";
}

async function resolve(response: Response) {
  const paragraphs = readParagraphs(new Uint8Array(await response.arrayBuffer()));
  return {
    accepted: joinWords(resolveChanges(paragraphs, "accept")),
    rejected: joinWords(resolveChanges(paragraphs, "reject")),
  };
}

type History = Awaited<ReturnType<typeof createHistory>>;

/** Keeps what it was asked to print. */
function createFakePrinter() {
  const printed: PrintedPage[] = [];
  const failures: PrintError[] = [];
  const printer: PagePrinter = {
    async print(page) {
      printed.push(page);
      const failure = failures.shift();
      if (failure) throw failure;
      return new TextEncoder().encode(`%PDF ${printed.length}`);
    },
    [Symbol.asyncDispose]: async () => {},
  };
  return { printer, printed, failures };
}

const fake = createFakePrinter();
let history: History;
beforeAll(async () => {
  history = await createHistory({ printer: fake.printer });
});
afterAll(() => history.scene[Symbol.asyncDispose]());

describe("/compare/:before/:after/redline.docx", () => {
  it("gives the whole document, from which both texts can be had", async () => {
    const { scene, first, last, comparison } = history;
    const response = await scene.get(`${comparison}/redline.docx`);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "content-disposition":
        'attachment; filename="clausewatch-halcyon-ai-commercial-terms-2023-05-04-2026-04-21.docx"',
      "x-content-type-options": "nosniff",
    });
    expect(await resolve(response)).toEqual({
      accepted: readWords(await readText(scene, last.id)),
      rejected: readWords(await readText(scene, first.id)),
    });
  });

  it("gives what changed alone, if asked", async () => {
    const { scene, comparison } = history;
    const { accepted } = await resolve(await scene.get(`${comparison}/redline.docx?show=changes`));
    expect(accepted).toContain("thelawsof");
    expect(accepted).not.toContain("providesaccesstolanguagemodels");
  });

  it("is not sent again to whoever has it", async () => {
    const { scene, comparison } = history;
    const etag = (await scene.get(`${comparison}/redline.docx`)).headers.get("etag") ?? "";
    const again = await scene.get(`${comparison}/redline.docx`, { "If-None-Match": etag });
    const other = await scene.get(`${comparison}/redline.docx?show=changes`, {
      "If-None-Match": etag,
    });
    expect([again.status, other.status]).toEqual([304, 200]);
  });

  it("is refused for texts that are not there", async () => {
    const { scene, first } = history;
    const paths = [
      `/compare/${first.id}/${"0".repeat(64)}/redline.docx`,
      `/compare/${first.id}/x/redline.docx`,
      `/changes/${"0".repeat(64)}/redline.docx`,
      "/changes/x/redline.pdf",
    ];
    const statuses = [];
    for (const path of paths) statuses.push((await scene.get(path)).status);
    expect(statuses).toEqual([404, 404, 404, 404]);
  });

  it("holds back whoever asks for many", async () => {
    await using scene = await createScene({ bucket: { capacity: 20, perSecond: 1 } });
    const path = `/compare/${"0".repeat(64)}/${"1".repeat(64)}/redline.docx`;
    const statuses = [];
    for (let at = 0; at < 3; at++) statuses.push((await scene.get(path)).status);
    expect(statuses).toEqual([404, 404, 429]);
  });
});

describe("/changes/:id/redline.docx", () => {
  it("gives a recorded change under the provider's name", async () => {
    const { scene, change } = history;
    const response = await scene.get(`/changes/${change.id}/redline.docx`);
    const { accepted, rejected } = await resolve(response);
    expect(accepted).toBe(readWords(await readText(scene, change.afterId)));
    expect(rejected).toBe(readWords(await readText(scene, change.beforeId)));
  });
});

describe("/compare/:before/:after/redline.pdf", () => {
  it("has what changed printed, with its marks, digests and permanent address", async () => {
    const { scene, first, last, comparison } = history;
    const response = await scene.get(`${comparison}/redline.pdf`);
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "application/pdf",
    ]);
    const { html = "", foot = "" } = fake.printed.at(-1) ?? {};
    expect(html).toContain(`SHA-256 ${first.digest}`);
    expect(html).toContain(`SHA-256 ${last.digest}`);
    expect(html).toMatch(/<span class="mark">\{\+<\/span><ins>[^<]+<\/ins>/);
    expect(html).not.toContain("provides access to language models");
    expect(foot).toMatch(`${baseUrl}${comparison} · retrieved `);
  });

  it("has the whole document printed, if asked", async () => {
    const { scene, comparison } = history;
    await scene.get(`${comparison}/redline.pdf?show=all`);
    expect(fake.printed.at(-1)?.html).toContain("provides access to language models");
  });

  it("is printed once for all who ask for it on one day", async () => {
    const { scene, change } = history;
    const before = fake.printed.length;
    const ask = () => scene.get(`/changes/${change.id}/redline.pdf`);
    await Promise.all([ask(), ask(), ask()]);
    expect(fake.printed.length - before).toBe(1);
    scene.clock.advance(86_400_000);
    await ask();
    expect(fake.printed.length - before).toBe(2);
  });

  it("says what went wrong, and tries again for whoever asks next", async () => {
    const { scene, change } = history;
    const path = `/compare/${change.afterId}/${change.beforeId}/redline.pdf`;
    fake.failures.push(new PrintError("timeout", "too slow"));
    const response = await scene.get(path);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "10"]);
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    expect(await response.text()).toContain("was not printed in time");
    expect((await scene.get(path)).status).toBe(200);
  });

  it("says where there is no browser that one's own prints the page", async () => {
    const { scene, comparison } = await createHistory();
    await using _ = scene;
    const response = await scene.get(`${comparison}/redline.pdf`);
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(text).toContain("print it from your own browser");
    expect(text).toContain(`href="${comparison}"`);
  });
});

describe("/compare/:before/:after/comparison.json", () => {
  it("gives the comparison with what proves the texts, and no change's id where none is recorded", async () => {
    const { scene, first, last, comparison } = history;
    const json = JSON.parse(await (await scene.get(`${comparison}/comparison.json`)).text());
    expect(json).toMatchObject({
      id: null,
      termsId,
      beforeId: first.id,
      afterId: last.id,
      texts: {
        before: { digest: first.digest, seenAt: first.fetchedAt, serviceName: "Halcyon AI" },
        after: { digest: last.digest, versionId: last.id },
      },
    });
    const texts = [await readText(scene, first.id), await readText(scene, last.id)] as const;
    const expected = compareVersions(...texts, { at: last.fetchedAt });
    expect(json.comparison).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  it("gives of neighbours what is recorded, the same as the change's own", async () => {
    const { scene, change } = history;
    const path = `/compare/${change.beforeId}/${change.afterId}/comparison.json`;
    const { texts: _texts, ...json } = JSON.parse(await (await scene.get(path)).text());
    expect(json).toEqual(JSON.parse(await (await scene.get(`/changes/${change.id}.json`)).text()));
  });
});
