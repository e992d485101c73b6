import { describe, expect, it } from "vitest";
import type { ChangePage } from "../../../src/app/change-page.ts";
import { digestOf } from "../../../src/model/digest.ts";
import { parseInstant } from "../../../src/model/instant.ts";
import type { Alert } from "../../../src/render/alert.ts";
import { toHtmlText } from "../../../src/render/html.ts";
import { createPaths } from "../../../src/web/paths.ts";
import { renderChangePage } from "../../../src/web/views/change-page.ts";
import {
  createCrowdedAlert,
  createHostileAlert,
  createHugeAlert,
  hostileTexts,
  hugeTexts,
} from "../../render/hostile.ts";
import { createClauseChange, createSampleAlert } from "../../render/sample.ts";
import { findForeignParts, findInvalidParts } from "../page-faults.ts";

const paths = createPaths("https://watch.example");
const now = parseInstant("2026-04-10T12:00:00Z");

function toPage(alert: Alert, leadIn?: string): ChangePage {
  const version = (name: string) =>
    ({
      id: digestOf(name),
      digest: digestOf(`text ${name}`),
      fetchedAt: now,
      origin: "crawl",
    }) as const;
  return { alert, before: version("before"), after: version("after"), leadInOf: () => leadIn };
}

function render(alert: Alert, part = 1, leadIn?: string): string {
  const canonical = `https://watch.example/changes/${alert.change.id}`;
  const page = renderChangePage(paths, { page: toPage(alert, leadIn), now, part, canonical });
  return page === null ? "none" : toHtmlText(page);
}

/** As a reader has it: no tags, white space as one blank. */
function wordsOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll(/\s+/g, " ");
}

describe("renderChangePage", () => {
  it.each(hostileTexts)("lets %s come to nothing", (_, text) => {
    const alert = createHostileAlert(text, "email");
    expect(findForeignParts(render(alert, 1, text))).toEqual([]);
  });

  it("is a valid document, whatever it holds", () => {
    const faults = hostileTexts.flatMap(([, text]) => {
      const alert = createHostileAlert(text, "email");
      return findInvalidParts(render(alert, 1, text));
    });
    expect(faults).toEqual([]);
  });

  it.each(hugeTexts)("is bounded for %s", (_, make) => {
    const text = make();
    const html = render(createHugeAlert(text, "email"), 1, text);
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
    expect(findForeignParts(html)).toEqual([]);
  });

  it("says of a clause that is cut how long it is, and where all of it is", () => {
    const clause = createClauseChange(`<ins>${"You must not compete. ".repeat(20_000)}</ins>`);
    const alert = createSampleAlert([clause]);
    const html = render(alert);
    const [, note = ""] = /(This clause has [^:]*):/.exec(wordsOf(html)) ?? [];
    expect(note).toBe("This clause has 440,000 characters, of which a part is shown");
    expect(html.includes(`href="/changes/${alert.change.id}.json">all of it`)).toBe(true);
    expect(/ … \[\d+ characters\] … /.test(wordsOf(html))).toBe(true);
  });

  it("is bounded for a hundred thousand clauses, and counts them", () => {
    const html = render(createCrowdedAlert("email"), 1000);
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
    expect(wordsOf(html)).toContain("100,000 changes in all: part 1000 of 1000.");
    expect(wordsOf(html)).toContain("And 99,960 more changes, in the order of the text.");
    expect(render(createCrowdedAlert("email"), 1001)).toBe("none");
  });

  it("cuts the longest of many clauses first, and leaves a short one whole", () => {
    const long = createClauseChange(`<ins>${"You must not compete. ".repeat(2000)}</ins>`);
    const short = createClauseChange("You may <ins>not </ins>resell access.");
    const html = render(createSampleAlert([...Array.from({ length: 60 }, () => long), short]));
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
    expect(wordsOf(html)).toContain("You may {+not+} resell access.");
    expect(html.match(/all of it, as JSON/g)).toHaveLength(60);
  });

  it("marks an edit with characters, and escapes the provider's own", () => {
    const edit = createClauseChange("You may [-not-] <del>resell</del><ins>share</ins> <b>it</b>.");
    const html = render(createSampleAlert([edit]));
    expect(wordsOf(html)).toContain(
      String.raw`You may \[-not-\] [-resell-]{+share+} &lt;b&gt;it&lt;/b&gt;.`,
    );
  });

  it("says which sentence a clause completes", () => {
    const clause = createClauseChange("<ins>(a) resell access;</ins>");
    const html = render(createSampleAlert([clause]), 1, "You may not:");
    expect(wordsOf(html)).toContain("Under: “You may not:”");
  });

  it("says where a moved clause stood", () => {
    const text = "We keep logs for thirty days.";
    const side = { text, start: 0, end: text.length };
    const moved = createClauseChange(text, {
      kind: "moved",
      before: { ...side, path: ["3. Logs"] },
      after: { ...side, path: ["9. Retention"] },
    });
    const words = wordsOf(render(createSampleAlert([moved])));
    expect(words).toContain("Clause moved");
    expect(words).toContain("Stood before under: 3. Logs");
    expect(words).toContain(text);
  });

  it("names what a model generated as generated", () => {
    const html = render(createHostileAlert("x", "email"));
    expect(wordsOf(html)).toContain("Generated by x, not the provider's words");
  });
});
