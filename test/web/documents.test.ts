import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseInstant } from "../../src/model/instant.ts";
import type { Version } from "../../src/model/version.ts";
import { sampleIncident, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";
import { recordInventedHistory } from "../invented-history.ts";
import { hostileTexts } from "../render/hostile.ts";
import { findForeignListParts, findInvalidParts } from "./page-faults.ts";
import type { Scene } from "./scene.ts";
import { createScene } from "./scene.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await createScene({ clock: createFakeClock(parseInstant("2026-11-21T12:00:00Z")) });
  await recordInventedHistory(scene.store);
});

afterAll(() => scene[Symbol.asyncDispose]());

const commercial = "/documents/halcyon-ai/commercial-terms";

/** As a reader has it: no tags, white space as one blank. */
const toWords = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll(/\s+/g, " ");

async function read(path: string): Promise<{ readonly html: string; readonly words: string }> {
  const answer = await scene.get(path);
  const html = await answer.text();
  expect([answer.status, findInvalidParts(html)]).toEqual([200, []]);
  return { html, words: toWords(html) };
}

async function whereTo(path: string): Promise<string> {
  const answer = await scene.get(path);
  return `${answer.status} ${answer.headers.get("location") ?? ""}`;
}

describe("GET /documents", () => {
  it("lists every document under its provider, with how it stands", async () => {
    const { html, words } = await read("/documents");
    expect(html).toContain(`href="${commercial}"`);
    expect(words).toContain(
      "From an archive, not watched here; last changed 21 Apr 2026. 8 versions.",
    );
    expect(html.indexOf("Brightwater")).toBeLessThan(html.indexOf("Norrland Models"));
  });

  it("is narrowed down by provider and type", async () => {
    const { html } = await read("/documents?service=halcyon-ai&type=Privacy+Policy");
    expect(html.match(/href="\/documents\/[\w-]+\/[\w-]+"/g)).toEqual([
      'href="/documents/halcyon-ai/privacy-policy"',
    ]);
  });

  it("leads from a provider's address to its documents", async () => {
    expect(await whereTo("/documents/halcyon-ai")).toBe("302 /documents?service=halcyon-ai");
    expect(await whereTo("/documents/nobody")).toBe("404 ");
  });

  it("says since when a document is in quarantine, and why, as soon as it is", async () => {
    await using own = await createScene();
    const before = await (await own.get("/documents/acme/terms-of-service")).text();
    expect(toWords(before)).not.toContain("In quarantine");
    const at = parseInstant("2026-02-03T04:00:00Z");
    const incident = {
      ...sampleIncident(at, "acme/terms-of-service"),
      kind: "quarantined",
      fault: "login-wall",
    } as const;
    await own.store.recordIncidents([incident], [], at, []);
    for (const path of ["/documents", "/documents/acme/terms-of-service"]) {
      const words = toWords(await (await own.get(path)).text());
      expect(words).toContain(
        "In quarantine since 3 Feb 2026, because the page was not the document (login wall).",
      );
    }
  });
});

describe("GET /documents/:service/:type", () => {
  it("tells what became of the document, in words and in a picture of links", async () => {
    const { html, words } = await read(commercial);
    expect(words).toContain("8 versions");
    expect(words).toContain("The first text that is known.");
    const drawing = html.slice(html.indexOf("<svg"), html.indexOf("</svg>"));
    const drawn = [...drawing.matchAll(/href="(\/changes\/[0-9a-f]{64})"/g)].map(([, to]) => to);
    expect(new Set(drawn).size).toBe(7);
    const listed = html.slice(html.indexOf('class="versions"'));
    for (const to of drawn) expect(listed).toContain(`href="${to}"`);
    expect(drawing).toContain("Stricter rules on building competing models".toLowerCase());
  });

  it("has no page for what is no document", async () => {
    expect(await whereTo("/documents/halcyon-ai/nothing")).toBe("404 ");
  });

  it("parts a long list of versions, and goes on where it ended", async () => {
    await using own = await createScene();
    const versions = [];
    let previous = null;
    for (let day = 1; day <= 60; day += 1) {
      const at = parseInstant(new Date(Date.UTC(2025, 0, day)).toISOString());
      previous = sampleVersion(`text ${day}`, at, previous, { termsId: "acme/terms-of-service" });
      versions.push(previous);
    }
    await own.store.importHistory(sampleTerms("acme/terms-of-service"), versions, []);
    const first = await (await own.get("/documents/acme/terms-of-service")).text();
    const [, next = ""] = /rel="next" href="([^"#]+)/.exec(first) ?? [];
    const second = await (await own.get(next)).text();
    const listed = [first, second].map((html) => html.match(/id="v-/g)?.length);
    expect(listed).toEqual([30, 30]);
  });
});

describe("GET /documents/:service/:type/compare", () => {
  const choose = (query: string): Promise<string> => whereTo(`${commercial}/compare${query}`);

  it("leads to the comparison of what stood on both days, whichever comes first", async () => {
    const forth = await choose("?from=2024-01-01&to=2025-12-31");
    expect(forth).toMatch(/^303 \/compare\/[0-9a-f]{64}\/[0-9a-f]{64}$/);
    expect(await choose("?from=2025-12-31&to=2024-01-01")).toBe(forth);
  });

  it.each([
    [
      "?from=2020-01-01&to=2025-01-01",
      400,
      "The first text that is known of this document is of 4 May 2023",
    ],
    ["?from=2024-01-01&to=2024-02-01", 200, "The same text stood on both days"],
    ["?from=&to=2024-02-01", 400, "A comparison takes two days"],
    ["?from=2024-02-30&to=2024-03-01", 400, "A comparison takes two days"],
    ["", 400, "A comparison takes two days"],
  ])("says what is in the way of %s", async (query, status, said) => {
    const answer = await scene.get(`${commercial}/compare${query}`);
    expect(answer.status).toBe(status);
    expect(toWords(await answer.text())).toContain(said);
  });
});

describe("GET /documents/:service/:type/at/:day", () => {
  it("shows the text as it stood at the end of that day", async () => {
    const { words } = await read(`${commercial}/at/2025-02-18`);
    expect(words).toContain("First seen 18 Feb 2025; it stood until 30 Jun 2025.");
    expect(words).toContain(
      "to train, develop or improve any model or product that competes with ours",
    );
    const dayBefore = await read(`${commercial}/at/2025-02-17`);
    expect(dayBefore.words).not.toContain("improve any model or product");
  });

  it("leads on to its neighbours, the changes around it and the latest text", async () => {
    const { words } = await read(`${commercial}/at/2024-01-01`);
    for (const said of [
      "Earlier text, of 4 May 2023",
      "Later text, of 12 Mar 2024",
      "What it changed: stricter rules on building competing models",
      "Compare with the latest text",
      "As plain Markdown",
    ])
      expect(words).toContain(said);
  });

  it("gives each clause an anchor, and long texts their contents", async () => {
    const { html } = await read(`${commercial}/at/2025-09-01`);
    const listed = [...html.matchAll(/<a href="#(c-\d+)">(?=[^<]*Your data)/g)].map(([, to]) => to);
    expect(listed).toHaveLength(1);
    expect(html).toContain(`id="${listed[0]}"`);
  });

  it("leads from the form to the day, and from a day to come to today", async () => {
    expect(await whereTo(`${commercial}/at?day=2025-09-01`)).toBe(
      `302 ${commercial}/at/2025-09-01`,
    );
    expect(await whereTo(`${commercial}/at/2100-01-01`)).toBe(`302 ${commercial}/at/2026-11-21`);
    expect(await whereTo(`${commercial}/at?day=soon`)).toBe("400 ");
  });

  it("says which day is the first for one before it", async () => {
    const answer = await scene.get(`${commercial}/at/2022-01-01`);
    expect(answer.status).toBe(404);
    expect(toWords(await answer.text())).toContain(
      "The first text that is known of this document is of 4 May 2023.",
    );
  });
});

describe("GET /versions/:id", () => {
  async function findLatest(): Promise<string> {
    const [latest] = await scene.store.listVersions("halcyon-ai/commercial-terms");
    return latest?.id ?? "";
  }

  it("shows one text for good, and leads to it from the first digits of its id", async () => {
    const id = await findLatest();
    const { html, words } = await read(`/versions/${id}`);
    expect(words).toContain("The text since 21 Apr 2026");
    expect(html).toContain(`rel="canonical" href="https://alerts.example.com/versions/${id}"`);
    expect(await whereTo(`/versions/${id.slice(0, 12)}`)).toBe(`302 /versions/${id}`);
    expect(await whereTo(`/versions/${id.slice(0, 12)}.md`)).toBe(`302 /versions/${id}.md`);
  });

  it("gives the text as it is kept, as nothing but text", async () => {
    const id = await findLatest();
    const answer = await scene.get(`/versions/${id}.md`);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await answer.text()).toMatch(/^# Commercial Terms\n/);
    const etag = answer.headers.get("etag") ?? "";
    expect((await scene.get(`/versions/${id}.md`, { "if-none-match": etag })).status).toBe(304);
  });

  it("parts a long text, and leads from its contents to each heading in the part that holds it", async () => {
    const sections = Array.from(
      { length: 40 },
      (_, at) => `## Section ${at}\n\n${"You may use it as it is meant. ".repeat(100)}`,
    );
    const termsId = "acme/long-terms";
    const text = `# Long Terms\n\n${sections.join("\n\n")}`;
    const version = sampleVersion(text, parseInstant("2025-02-01"), null, { termsId });
    await scene.store.importHistory(sampleTerms(termsId), [version], []);
    const long = version.id;
    const { html } = await read(`/versions/${long}`);
    const [, there = "", anchor = ""] = /href="(\/versions\/\w+\?part=2)#(c-\d+)"/.exec(html) ?? [];
    const { html: further, words } = await read(there);
    expect([html.includes(`id="${anchor}"`), further.includes(`id="${anchor}"`)]).toEqual([
      false,
      true,
    ]);
    expect(words).toContain("The text is long: this is part 2 of 2. Part 1");
    expect(further).toContain(`rel="canonical" href="https://alerts.example.com${there}"`);
    expect((await scene.get(`/versions/${long}?part=3`)).status).toBe(404);
  });

  it.each(["nothing", "abcdef", "f".repeat(64), `${"f".repeat(64)}.md`])(
    "knows no %s",
    async (id) => {
      expect((await scene.get(`/versions/${id}`)).status).toBe(404);
    },
  );
});

describe("pages of documents", () => {
  it("let nothing that a provider writes come to anything", async () => {
    await using own = await createScene();
    const versions: Version[] = [];
    for (const [at, [, text]] of hostileTexts.entries()) {
      const termsId = `acme/hostile-${at}`;
      const first = sampleVersion("Be fair.", parseInstant("2025-01-01"), null, { termsId });
      const markdown = `# ${text}\n\n${text}\n\n- ${text}\n\n| ${text} |\n| --- |\n| ${text} |\n\n> ${text}\n`;
      const second = sampleVersion(markdown, parseInstant("2025-02-01"), first, { termsId });
      const terms = sampleTerms(termsId, {
        serviceName: text,
        termsType: text,
        urls: [text, `javascript:${text}`, `https://a.example/?q=${text}`],
      });
      await own.store.importHistory(terms, [first, second], []);
      versions.push(second);
    }
    const paths = versions.flatMap(({ id, termsId }) => [
      `/documents/${termsId}`,
      `/versions/${id}`,
    ]);
    const faults: unknown[] = [];
    for (const path of ["/documents", ...paths]) {
      const answer = await own.get(path);
      const html = await answer.text();
      const found = [...findForeignListParts(html), ...findInvalidParts(html)];
      if (answer.status !== 200 || found.length > 0) faults.push([path, answer.status, found]);
    }
    expect(faults).toEqual([]);
  });
});
