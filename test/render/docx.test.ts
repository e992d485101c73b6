import { array, assert, asyncProperty, constantFrom } from "fast-check";
import { describe, expect, it } from "vitest";
import { fitsWord, renderDocx } from "../../src/render/docx.ts";
import { readFixturePairs } from "../core/text-pairs.ts";
import { inventedDocuments } from "../invented-texts.ts";
import { readParagraphs, resolveChanges, unpackDocx } from "./docx-reading.ts";
import { hostileTexts } from "./hostile.ts";
import { joinWords, readWords, toSampleDocument, track } from "./tracked-pair.ts";
import { findXmlFaults } from "./xml-faults.ts";

const inventedPairs = inventedDocuments.flatMap(({ serviceName, termsType, versions }) => {
  const [first, last] = [versions[0]?.text ?? "", versions.at(-1)?.text ?? ""];
  const neighbours = versions.slice(1).map(({ day, text }, at) => {
    return [`${serviceName} ${termsType} ${day}`, versions[at]?.text ?? "", text] as const;
  });
  const name = `${serviceName} ${termsType}`;
  return [...neighbours, [`${name}, all`, first, last], [`${name}, back`, last, first]] as const;
});

async function resolve(before: string, after: string) {
  const bytes = await renderDocx(toSampleDocument(track(before, after)));
  const paragraphs = readParagraphs(bytes);
  return {
    accepted: joinWords(resolveChanges(paragraphs, "accept")),
    rejected: joinWords(resolveChanges(paragraphs, "reject")),
  };
}

const sentences = [
  "You may not resell the service.",
  "You may resell the service, and what it returns.",
  "We keep your data for 30 days.",
  "We keep your data for 90 days, unless the law says otherwise.",
  "* spam and fraud",
  "* weapons that can cause mass harm",
  "  * and their parts",
  "## 4. Your data",
  "## 5. Your data",
  "**Retention.** We keep your [data](https://a.example/) for 30 days.",
  "You may not: (a) scrape the site by any automated means; (b) reverse engineer the model behind it; or (c) share your account.",
  "| Acme | mail | United States |",
];
const randomText = array(constantFrom(...sentences), { maxLength: 12 }).map((parts) =>
  parts.join("\n\n"),
);

describe("renderDocx", () => {
  it.each([...readFixturePairs(), ...inventedPairs])(
    "gives the text after to whoever accepts all changes of %s, and the text before to whoever rejects them",
    async (_, before, after) => {
      expect(await resolve(before, after)).toEqual({
        accepted: readWords(after),
        rejected: readWords(before),
      });
    },
  );

  it("does so with any two texts, blanks and parting apart", async () => {
    const flat = (words: string) => words.replaceAll("\n", "");
    await assert(
      asyncProperty(randomText, randomText, async (before, after) => {
        const { accepted, rejected } = await resolve(before, after);
        expect([flat(accepted), flat(rejected)]).toEqual([
          flat(readWords(after)),
          flat(readWords(before)),
        ]);
      }),
      { numRuns: 60, seed: 20261121 },
    );
  });

  it("names the provider and the day on each change, and numbers each by itself", async () => {
    const bytes = await renderDocx(
      toSampleDocument(track("Fees are due in 30 days.\n\nA.", "Fees are due in 14 days.\n\nA.")),
    );
    const xml = unpackDocx(bytes)["word/document.xml"] ?? "";
    const marks = [...xml.matchAll(/<w:(?:ins|del) ([^>]*?)\/?>/g)].map(([, fields]) => fields);
    expect(marks).toEqual([
      'w:id="1" w:author="Halcyon AI" w:date="2025-02-18T06:00:00Z"',
      'w:id="2" w:author="Halcyon AI" w:date="2025-02-18T06:00:00Z"',
    ]);
  });

  it("says beside a clause what its change means, as a comment of our own", async () => {
    const before = "## 1. Use\n\nYou may use the output.";
    const after = `${before}\n\nYou must not use the output to build competing models.`;
    const parts = unpackDocx(await renderDocx(toSampleDocument(track(before, after))));
    expect(parts["word/comments.xml"]).toContain(
      "Tightened. New clause: building competing models",
    );
    expect(parts["word/document.xml"]).toContain('<w:commentReference w:id="0"/>');
  });

  it("tracks what whoever opens it changes too", async () => {
    const parts = unpackDocx(await renderDocx(toSampleDocument(track("A b.", "A c."))));
    expect(parts["word/settings.xml"]).toContain("<w:trackRevisions/>");
  });

  it("has the time of the change for its own, whenever it is made", async () => {
    const parts = unpackDocx(await renderDocx(toSampleDocument(track("A b.", "A c."))));
    expect(parts["docProps/core.xml"]).toContain(">2025-02-18T06:00:00Z</dcterms:created>");
  });

  it("is a document also where a text is empty", async () => {
    expect(await resolve("", "")).toEqual({ accepted: "", rejected: "" });
    expect(await resolve("A clause.", "")).toEqual({ accepted: "", rejected: "Aclause." });
  });

  it.each([...hostileTexts, ["what is no character of XML", "a\uFFFE\uFFFF\u0000b"] as const])(
    "is well-formed with %s in texts and names",
    async (_, text) => {
      const document = toSampleDocument(track(`${text}\n\nB.`, `${text}${text}\n\n${text} c.`), {
        title: text,
        author: text,
        head: text,
        foot: text,
      });
      const parts = Object.entries(unpackDocx(await renderDocx(document)));
      const faults = parts.map(([name, xml]) => [
        name,
        findXmlFaults(xml.replace(/^<\?xml[^>]*>/, "")),
      ]);
      expect(faults.filter(([, found]) => found?.length !== 0)).toEqual([]);
    },
  );

  it("refers to nothing outside itself, whatever the texts hold", async () => {
    const text = hostileTexts.map(([, hostile]) => hostile).join("\n\n");
    const parts = unpackDocx(await renderDocx(toSampleDocument(track("A.", text), { foot: text })));
    const relations = Object.entries(parts).filter(([name]) => name.endsWith(".rels"));
    expect(relations.length).toBeGreaterThan(0);
    expect(relations.filter(([, xml]) => xml.includes("External"))).toEqual([]);
    const xml = parts["word/document.xml"] ?? "";
    expect(xml).not.toMatch(/<w:(?:instrText|fldSimple|hyperlink|object|altChunk)\b/);
  });
});

describe("fitsWord", () => {
  const paragraph = track("A.", "A.")[0] ?? expect.fail("no paragraph");

  it("takes what real documents have", () => {
    expect(fitsWord(Array(3_000).fill(paragraph))).toBe(true);
  });

  it("refuses what Word would not come to an end with", () => {
    const long = { ...paragraph, runs: [{ op: "same", text: "x".repeat(5_000_000) }] } as const;
    expect([fitsWord([long]), fitsWord(Array(20_001).fill(paragraph))]).toEqual([false, false]);
  });
});
