import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TermsId } from "../../src/model/declaration.ts";
import type { Digest } from "../../src/model/digest.ts";
import { sampleTerms, sampleVersion, hour } from "../contract/samples.ts";
import { recordInventedHistory } from "../invented-history.ts";
import { hostileTexts } from "../render/hostile.ts";
import { findHtmlFaults } from "../render/surface-faults.ts";
import { findInvalidParts } from "./page-faults.ts";
import type { Scene } from "./scene.ts";
import { baseUrl, createScene } from "./scene.ts";

const allowance = {
  elements: new Set(
    "link script header main nav footer section article details summary dl dt dd ol h4 button kbd label textarea".split(
      " ",
    ),
  ),
  attributes: new Set(
    "id rel type title tabindex aria-labelledby aria-current aria-expanded aria-controls open hidden src defer for readonly spellcheck rows data-step-bar data-step data-step-place data-step-said data-step-keys data-step-switch".split(
      " ",
    ),
  ),
  address: /^(?:\/[\w./-]*(?:\?[\w=&-]*)?(?:#[\w-]+)?|#[\w-]+)$/,
};

let scene: Scene;
const terms: TermsId = "halcyon-ai/commercial-terms";

beforeAll(async () => {
  scene = await createScene();
  await recordInventedHistory(scene.store);
});

afterAll(() => scene[Symbol.asyncDispose]());

/** A version of the document by when it was first seen. */
async function idOf(day: string, id = terms): Promise<Digest> {
  const versions = await scene.store.listVersions(id);
  const version = versions.find(({ fetchedAt }) => fetchedAt.startsWith(day));
  if (version === undefined) throw new Error(`no version of ${day}`);
  return version.id;
}

async function addressOf(from: string, to: string, query = ""): Promise<string> {
  return `/compare/${await idOf(from)}/${await idOf(to)}${query}`;
}

/** As a reader has it: no tags, white space as one blank. */
function wordsOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll("&#39;", "'");
}

async function read(address: string): Promise<string> {
  const answer = await scene.get(address);
  expect(answer.status).toBe(200);
  return answer.text();
}

describe("GET /compare/:before/:after", () => {
  it("compares two versions that are years apart, and names what lies between them", async () => {
    const address = await addressOf("2023-05-04", "2026-04-21");
    const html = await read(address);
    const words = wordsOf(html);
    expect(words).toContain("What changed from 4 May 2023 to 21 Apr 2026");
    expect(words).toContain("1,083 days apart, with 7 recorded changes on the way.");
    expect(words).toContain("5 changes of substance");
    expect(words).toContain("Hidden: 3 editorial and 1 of the page, not the terms. Show them too");
    expect(words).toContain("We keep Input for [-30-]{+90+} days");
    expect(html).toContain(`<link rel="canonical" href="${baseUrl}${address}" />`);
    expect(html.match(/href="\/changes\/[0-9a-f]{64}"/g)).toHaveLength(7);
  });

  it("leads from neighbours to their recorded change, and back", async () => {
    const address = await addressOf("2024-09-02", "2025-02-18");
    const [, recorded = ""] = /href="(\/changes\/[0-9a-f]{64})"/.exec(await read(address)) ?? [];
    expect(await read(recorded)).toContain(`href="${address}"`);
  });

  it("shows what is not of substance when asked", async () => {
    const html = await read(await addressOf("2023-05-04", "2026-04-21", "?weights=all"));
    expect(html.match(/<article class="clause /g)).toHaveLength(9);
    expect(wordsOf(html)).not.toContain("Hidden:");
  });

  it("folds what did not change under its heading", async () => {
    const words = wordsOf(await read(await addressOf("2024-09-02", "2025-02-18", "?show=all")));
    expect(words).toContain("1 unchanged clause under 1. The Service");
    expect(words).toContain("provides access to language models over an API");
  });

  it("unfolds all of it at an address of its own", async () => {
    const folded = await read(await addressOf("2024-09-02", "2025-02-18", "?show=all"));
    const open = await addressOf("2024-09-02", "2025-02-18", "?show=open");
    expect(folded).toContain(`href="${open}">Unfold them all`);
    expect(folded).not.toMatch(/<details class="fold"\s+open>/);
    const unfolded = await read(open);
    expect(unfolded).toMatch(/<details class="fold"\s+open>/);
    expect(findInvalidParts(unfolded)).toEqual([]);
  });

  it("marks a moved clause where it is and where it was", async () => {
    const html = await read(await addressOf("2023-05-04", "2026-04-21"));
    const [, index = ""] = /href="#from-(\d+)">Moved from/.exec(html) ?? [];
    expect(html).toContain(`id="from-${index}"`);
    expect(html).toContain(`href="#change-${index}">moved to`);
    expect(html).toContain(`id="change-${index}"`);
  });

  it("shows both sides beside each other, each with its own marks", async () => {
    const html = await read(await addressOf("2025-02-18", "2025-06-30", "?view=side"));
    const [, cells = ""] = /<div class="sides[^>]*>([^]*?)<\/article>/.exec(html) ?? [];
    const [before = "", after = ""] = cells.split("After");
    expect(before).not.toContain("<ins>");
    expect(after).not.toContain("<del>");
    expect(wordsOf(before)).toContain("We [-may-] use Input [-and-] Output");
    expect(wordsOf(after)).toContain("We {+will not+} use Input {+or+} Output");
  });

  it("lists changes by section or by importance", async () => {
    const address = await addressOf("2023-05-04", "2026-04-21");
    const listOf = async (query: string): Promise<string> =>
      wordsOf(/<nav class="list"[^]*?<\/nav>/.exec(await read(`${address}${query}`))?.[0] ?? "");
    const bySection = await listOf("");
    expect(bySection.indexOf("2. Your data")).toBeLessThan(bySection.indexOf("4. Fees"));
    const ranked = await listOf("?list=importance");
    expect(ranked.indexOf("Stricter for the customer")).toBeGreaterThan(0);
    expect(ranked.indexOf("building competing models")).toBeLessThan(ranked.indexOf("pricing"));
  });

  it("offers to swap the two, and says which is newer where they are swapped", async () => {
    const swapped = await addressOf("2025-06-30", "2025-02-18");
    expect(await read(await addressOf("2025-02-18", "2025-06-30"))).toContain(`href="${swapped}"`);
    const words = wordsOf(await read(swapped));
    expect(words).toContain(
      "The newer text first: “before” is the text that was first seen 132 days later",
    );
  });

  it("compares two documents, and says that they are two", async () => {
    const other = await idOf("2024-01-15", "norrland-models/terms-of-service");
    const words = wordsOf(await read(`/compare/${await idOf("2023-05-04")}/${other}`));
    expect(words).toContain("Halcyon AI · Commercial Terms, compared with Norrland Models");
    expect(words).toContain("Two documents:");
  });

  it("says where the two were read by different rules, so that a difference may be ours", async () => {
    const id = "reread/terms-of-service";
    const one = sampleVersion("You may resell.", hour(1), null, { termsId: id });
    const fields = { termsId: id, extractorVersion: 2 };
    const other = sampleVersion("You may resell it.", hour(2), one, fields);
    await scene.store.importHistory(sampleTerms(id), [one, other], []);
    expect(wordsOf(await read(`/compare/${one.id}/${other.id}`))).toContain("Read in two ways:");
    expect(wordsOf(await read(await addressOf("2023-05-04", "2026-04-21")))).not.toContain(
      "Read in two ways:",
    );
  });

  it("makes no heading of one without words", async () => {
    const id = "unnamed/terms-of-service";
    const text =
      "# Terms\n\nYou may resell access.\n\n## ![](https://a.example/x.png)\n\nFees are due.";
    const one = sampleVersion(text, hour(1), null, { termsId: id });
    const other = sampleVersion(text.replace("may", "may not"), hour(2), one, { termsId: id });
    await scene.store.importHistory(sampleTerms(id), [one, other], []);
    const html = await read(`/compare/${one.id}/${other.id}?show=open`);
    expect(findInvalidParts(html)).toEqual([]);
  });

  it("says that nothing differs where nothing does", async () => {
    const words = wordsOf(await read(await addressOf("2025-02-18", "2025-02-18")));
    expect(words).toContain("Nothing differs The two texts say the same, word for word.");
  });

  it("knows a silent change", async () => {
    const words = wordsOf(await read(await addressOf("2023-11-20", "2024-03-12")));
    expect(words).toContain(
      "Silent change: the text changed in substance; the date that it states, 20 Nov 2023, did not",
    );
  });

  it("is found by the first digits of both ids, in the state that was asked for", async () => {
    const [one, other] = [await idOf("2023-05-04"), await idOf("2025-02-18")];
    const address = `/compare/${one.slice(0, 12).toUpperCase()}/${other.slice(0, 12)}?view=side`;
    const answer = await scene.get(address);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("Location")).toBe(`/compare/${one}/${other}?view=side`);
  });

  it.each([
    "/compare/0000000000/1111111111",
    "/compare/x/y",
    `/compare/${"0".repeat(64)}/${"1".repeat(64)}`,
  ])("says that there is none at %s", async (address) => {
    const answer = await scene.get(address);
    expect(answer.status).toBe(404);
    expect(wordsOf(await answer.text())).toContain("No two texts are kept under this address");
  });

  it.each(["?part=2", "?part=0", "?part=x"])(
    "has no part %s where one holds all",
    async (query) => {
      const answer = await scene.get(await addressOf("2023-05-04", "2026-04-21", query));
      expect(answer.status).toBe(404);
    },
  );

  it("is kept, and told to be the same to whoever has it", async () => {
    const address = await addressOf("2023-05-04", "2026-04-21");
    const first = await scene.get(address);
    const again = await scene.get(address, { "If-None-Match": first.headers.get("ETag") ?? "" });
    expect(again.status).toBe(304);
  });

  it.each(["", "?view=side", "?show=all", "?view=side&show=all&weights=all&list=importance"])(
    "is a valid document, and holds nothing foreign, shown as %j",
    async (query) => {
      const html = await read(await addressOf("2023-05-04", "2026-04-21", query));
      expect(findInvalidParts(html)).toEqual([]);
      expect(findHtmlFaults(html, allowance)).toEqual([]);
    },
  );

  it("lets hostile texts come to nothing in every view", async () => {
    const texts = hostileTexts.map(([name, text]) => `## ${name}\n\n${text.toWellFormed()}`);
    const changed = texts.map((text, at) => (at % 2 === 0 ? `${text} You may not.` : text));
    const id = "evil/terms-of-service";
    const one = sampleVersion(texts.join("\n\n"), hour(1), null, { termsId: id });
    const two = changed.toReversed().join("\n\n");
    const other = sampleVersion(two, hour(2), one, { termsId: id });
    const evil = sampleTerms(id, {
      serviceName: "<script>alert(1)</script>",
      termsType: "\u202E<b>",
    });
    await scene.store.importHistory(evil, [one, other], []);
    for (const query of ["", "?weights=all&show=all", "?view=side&show=all&weights=all"]) {
      const html = await read(`/compare/${one.id}/${other.id}${query}`);
      expect(findHtmlFaults(html, allowance)).toEqual([]);
      expect(findInvalidParts(html)).toEqual([]);
    }
  });

  it("holds back who asks for too much that has to be computed, and nobody for what is at hand", async () => {
    await using narrow = await createScene({ bucket: { capacity: 10, perSecond: 1 } });
    await recordInventedHistory(narrow.store);
    const [newest, , third, fourth, oldest] = await narrow.store.listVersions(terms);
    const ask = async (from = oldest, to = newest): Promise<number> =>
      (await narrow.get(`/compare/${from?.id}/${to?.id}`)).status;
    expect(await ask()).toBe(200);
    expect(await ask(oldest, third)).toBe(429);
    expect([await ask(), await ask(fourth, third)]).toEqual([200, 200]);
  });

  it("parts what is long, and leads from the last change of a part to the first of the next", async () => {
    const id = "long/terms-of-service";
    const fees = Array.from({ length: 150 }, (_, at) => `Fee ${at} is ${at} dollars a month.`);
    const one = sampleVersion(fees.join("\n\n"), hour(1), null, { termsId: id });
    const dearer = fees.map((fee) => fee.replace(" dollars", "0 dollars")).join("\n\n");
    const other = sampleVersion(dearer, hour(2), one, { termsId: id });
    await scene.store.importHistory(sampleTerms(id), [one, other], []);
    const address = `/compare/${one.id}/${other.id}`;
    const [first, second] = [await read(address), await read(`${address}?part=2`)];
    const [, next = ""] = /href="([^"]*\?part=2#change-\d+)"\s*>Next/.exec(first) ?? [];
    expect(next).toContain(address);
    expect(second).toContain(`id="${next.split("#")[1]}"`);
    expect(second).toMatch(new RegExp(`href="${address}#change-\\d+"\\s*>Previous`));
    expect(wordsOf(second)).toContain("Part 2 of 2. Earlier part");
  });

  it("stays below a megabyte or so for texts of several", async () => {
    const id = "huge/terms-of-service";
    const sentence = "is due and payable ".repeat(20);
    const clauses = Array.from({ length: 3000 }, (_, at) => `Fee ${at} ${sentence}`).join("\n\n");
    const endless = "You must not compete. ".repeat(100_000);
    const one = sampleVersion(clauses, hour(1), null, { termsId: id });
    const other = sampleVersion(`${clauses}\n\n${endless}`, hour(2), one, { termsId: id });
    await scene.store.importHistory(sampleTerms(id), [one, other], []);
    const html = await read(`/compare/${one.id}/${other.id}?show=all&view=side`);
    expect(Buffer.byteLength(html)).toBeLessThan(2_500_000);
    expect(wordsOf(html)).toContain("Part 1 of");
  });
});
