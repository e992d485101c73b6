import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordHistory } from "../app/history.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";
import { recordInventedHistory } from "../invented-history.ts";
import { createClauseChange } from "../render/sample.ts";
import { findInvalidParts } from "./page-faults.ts";
import type { Scene } from "./scene.ts";
import { createScene } from "./scene.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await createScene({ clock: createFakeClock("2026-11-21T12:00:00Z") });
  await recordInventedHistory(scene.store);
});

afterAll(() => scene[Symbol.asyncDispose]());

const toWords = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll(/\s+/g, " ");

async function read(path: string): Promise<{ readonly html: string; readonly words: string }> {
  const answer = await scene.get(path);
  const html = await answer.text();
  expect([answer.status, findInvalidParts(html)]).toEqual([200, []]);
  return { html, words: toWords(html) };
}

/** `2025-06-30 halcyon-ai/commercial-terms`, as listed. */
async function list(path: string): Promise<readonly string[]> {
  const rows = (await (await scene.get(path)).text()).trim();
  if (rows === "") return [];
  return rows.split("\n").map((row) => {
    const { seen_at: seenAt, document } = JSON.parse(row) as Record<string, string>;
    return `${seenAt?.slice(0, 10)} ${document}`;
  });
}

describe("GET / over years", () => {
  it("shows the clause that matters most in place", async () => {
    const { html, words } = await read("/?topic=competing-development&until=2023-12-31");
    expect(html.match(/<h3 class="gist">/g)).toHaveLength(1);
    expect(words).toContain(
      "{+use the Service or its Output to develop models that compete with ours;+}",
    );
    expect(words).toContain("1 change.");
  });

  it("answers which changes loosened training on customers' data in a year", async () => {
    const query =
      "topic=customer-data-training&direction=loosened&since=2025-01-01&until=2025-12-31";
    expect(await list(`/changes.jsonl?${query}`)).toEqual([
      "2025-09-15 brightwater/terms-of-service",
      "2025-06-30 halcyon-ai/commercial-terms",
    ]);
    const { words } = await read(`/?${query}`);
    expect(words).toContain("2 changes.");
  });

  it("keeps what was chosen in its form, and lets each go by itself", async () => {
    const { html } = await read(
      "/?service=halcyon-ai&topic=competing-development&since=2024-01-01&word=resell",
    );
    expect(html).toMatch(/<option value="halcyon-ai"\s+selected>/);
    expect(html).toMatch(/id="filter-since"\s+name="since"\s+value="2024-01-01"/);
    expect(html).toContain('<input type="hidden" name="word" value="resell" />');
    const chips = [...html.matchAll(/<a href="([^"]*)" title="Remove this filter"/g)].map(
      ([, to]) => to,
    );
    expect(chips).toEqual([
      "/?topic=competing-development&amp;word=resell&amp;since=2024-01-01",
      "/?service=halcyon-ai&amp;word=resell&amp;since=2024-01-01",
      "/?service=halcyon-ai&amp;topic=competing-development&amp;since=2024-01-01",
      "/?service=halcyon-ai&amp;topic=competing-development&amp;word=resell",
    ]);
  });

  it("leads a form's many empty fields to the address that is kept", async () => {
    const sent =
      "/?service=&type=&topic=competing-development&direction=&only=&min=substantive&since=&until=&utm=x";
    const answer = await scene.get(sent);
    expect([answer.status, answer.headers.get("location")]).toEqual([
      302,
      "/?topic=competing-development",
    ]);
  });

  it("gives the same list as feeds, files and a subscription", async () => {
    const { html } = await read("/?service=halcyon-ai&topic=competing-development");
    for (const to of ["feed.atom", "feed.json", "calendar.ics", "changes.csv", "changes.jsonl"])
      expect(html).toContain(`href="/${to}?service=halcyon-ai&amp;topic=competing-development"`);
    expect(html).toContain(
      'href="/subscribe?services=halcyon-ai&amp;topics=competing-development"',
    );
    const form = await (
      await scene.get("/subscribe?services=halcyon-ai&topics=competing-development")
    ).text();
    expect(form).toMatch(/value="halcyon-ai"\s+checked/);
  });

  it.each([
    ["?since=soon", "From: Not a date such as 2026-03-01"],
    ["?topic=nothing", "Topic: "],
    ["?min=vital", "Weight: "],
    ["?since=2025-01-01&since=2025-02-01", "From: Given more than once"],
  ])("says kindly what is wrong with %s", async (query, said) => {
    for (const path of ["/", "/changes.csv", "/changes.jsonl"]) {
      const answer = await scene.get(`${path}${query}`);
      const html = await answer.text();
      expect([answer.status, findInvalidParts(html)]).toEqual([400, []]);
      expect(toWords(html)).toContain(said);
      expect(html).toContain('action="/"');
    }
  });

  it("says that nothing is like what was asked for", async () => {
    const { words } = await read("/?service=norrland-models&topic=dispute-resolution");
    expect(words).toContain("Nothing that was recorded is like this.");
  });

  it("sends a spreadsheet a row for each event, with its page", async () => {
    const answer = await scene.get("/changes.csv?service=norrland-models");
    expect(answer.headers.get("content-type")).toContain("text/csv");
    const [head = "", row = "", ...others] = (await answer.text()).trim().split("\r\n");
    expect(head).toContain('"What happened"');
    expect(row).toMatch(
      /"Norrland Models".*"https:\/\/alerts\.example\.com\/changes\/[0-9a-f]{64}"/,
    );
    expect(others).toEqual([]);
  });
});

describe("pages of a long list", () => {
  it("go on where the one before ended, also when something new has come", async () => {
    await using own = await createScene();
    const changes = [
      createClauseChange("Fees rise by <del>5</del><ins>9</ins> %.", {
        topics: ["pricing-payment"],
      }),
    ];
    const recorded = Array.from({ length: 45 }, (_, at) => ({
      termsId: `acme/d${at}`,
      at,
      changes: [...changes],
    }));
    // The same words in several documents are one event: each has its own here.
    const history = recorded.map((one) => ({
      ...one,
      changes: [
        createClauseChange(
          `Fees of ${one.termsId} rise by <del>${one.at}</del><ins>${one.at + 900}</ins> per cent of what they were.`,
          { topics: ["pricing-payment"] },
        ),
      ],
    }));
    const all = await recordHistory(own.store, history);
    const newestFirst = all.map(({ id }) => id).toReversed();
    const open = async (path: string) => {
      const html = (await (await own.get(path)).text()).replaceAll("&amp;", "&");
      return {
        ids: [...html.matchAll(/<a href="\/changes\/([0-9a-f]{64})"/g)].map(([, id]) => id),
        next: /rel="next" href="([^"]+)"/.exec(html)?.[1] ?? "none",
        previous: /rel="prev" href="([^"]+)"/.exec(html)?.[1] ?? "none",
      };
    };
    const first = await open("/");
    const second = await open(first.next);
    expect(first.ids).toEqual(newestFirst.slice(0, 20));
    expect(second.ids).toEqual(newestFirst.slice(20, 40));
    await recordHistory(own.store, [
      {
        termsId: "acme/new",
        at: 60,
        changes: [createClauseChange("A new <ins>and longer </ins>clause about the fees.", {})],
      },
    ]);
    const again = await open(first.next);
    expect(again.ids).toEqual(second.ids);
    const third = await open(second.next);
    expect([third.ids, third.next]).toEqual([newestFirst.slice(40), "none"]);
    expect((await open(third.previous)).ids.at(-1)).toBe(newestFirst[39]);
    expect((await open("/?before=unknown")).ids).toHaveLength(20);
  });
});
