import type { Element } from "domhandler";
import { isTag } from "domhandler";
import { getElementsByTagName, textContent } from "domutils";
import { HtmlValidate } from "html-validate";
import { parseDocument } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { digestOf } from "../../src/model/digest.ts";
import { parseInstant } from "../../src/model/instant.ts";
import { renderEmail } from "../../src/render/email.ts";
import type { FeedItem } from "../../src/render/feed-entry.ts";
import { toFeedEntry } from "../../src/render/feed-entry.ts";
import type { FeedHead } from "../../src/render/feed.ts";
import { renderAtom, renderJsonFeed } from "../../src/render/feed.ts";
import { createClauseChange, createSampleAlert } from "./sample.ts";
import { findXmlFaults } from "./xml-faults.ts";

const competing = createClauseChange("You may <ins>not </ins>build competing models.", {
  path: ["2. Use", "2.3 Restrictions"],
  topics: ["competing-development"],
});

const head: FeedHead = {
  id: "urn:clausewatch:feed:test",
  title: "Clausewatch: all",
  description: "What changed.",
  selfUrl: "https://watch.example/feed.atom?topic=other&limit=5",
  homeUrl: "https://watch.example/",
  emptyAt: parseInstant("1970-01-01T00:00:00Z"),
};

type AlertParameters = Parameters<typeof createSampleAlert>;

function toItem(
  changes: AlertParameters[0] = [competing],
  options: AlertParameters[1] = {},
): FeedItem {
  const alert = createSampleAlert(changes, options);
  return { id: alert.change.id, alert, updatedAt: alert.change.detectedAt };
}

const entry = toFeedEntry(toItem());

/** Texts of a tag's elements, in order, directly inside of `parent`. */
function readAll(parent: Element, name: string): string[] {
  return parent.children
    .filter(isTag)
    .filter((child) => child.name === name)
    .map((child) => textContent(child));
}

function readFeed(atom: string): { readonly feed: Element; readonly entries: readonly Element[] } {
  const document = parseDocument(atom, { xmlMode: true });
  const [feed] = getElementsByTagName("feed", document);
  if (feed === undefined) throw new Error("no feed");
  return { feed, entries: getElementsByTagName("entry", feed) };
}

const instant = z.iso.datetime({ offset: true });
const jsonFeed = z.strictObject({
  version: z.literal("https://jsonfeed.org/version/1.1"),
  title: z.string().min(1),
  home_page_url: z.url().optional(),
  feed_url: z.url().optional(),
  description: z.string().optional(),
  language: z.string().optional(),
  authors: z.array(z.strictObject({ name: z.string() })).optional(),
  items: z.array(
    z.strictObject({
      id: z.string().min(1),
      url: z.url().optional(),
      external_url: z.url().optional(),
      title: z.string().optional(),
      content_html: z.string().min(1),
      summary: z.string().optional(),
      date_published: instant,
      date_modified: instant,
      tags: z.array(z.string()),
    }),
  ),
});

const hostile = [
  '<script>alert("x")</script>',
  "]]>&<b>&amp;&#0;",
  "a\u0000b\u0008c\u001bd\u007fe\ufffef\uffffg",
  "safe\u202Etxt.exe\u200B\u2066",
  "half \ud800 of \udc00 a pair",
  "line\r\nbreak\u2028and\u0085more",
  '"><img src=x onerror=alert(1)>',
].join(" ");

const hostileItem = toItem(
  [
    createClauseChange(
      [
        { op: "same", text: hostile },
        { op: "removed", text: `was ${hostile}` },
        { op: "added", text: `is ${hostile}` },
      ],
      { path: [hostile, hostile], topics: ["x-own"] },
    ),
  ],
  {
    change: { summary: hostile, silent: true },
    terms: {
      serviceName: hostile,
      termsType: hostile,
      urls: ["javascript:alert(1)", "https://acme.example/a?b=<c>&d='e'"],
    },
  },
);

describe("toFeedEntry", () => {
  it("has the alert's subject for a title", () => {
    const item = toItem([competing], { change: { silent: true } });
    expect(toFeedEntry(item).title).toBe(renderEmail(item.alert).subject);
    expect(toFeedEntry(item).title).toContain("Acme AI · Terms of Service: ");
  });

  it("is named by its first change, whatever else changes", () => {
    const { id, alert } = toItem();
    const later = { id, alert, updatedAt: parseInstant("2026-04-05T00:00:00Z") };
    expect(toFeedEntry(later).id).toBe(`urn:clausewatch:change:${id}`);
    expect(toFeedEntry(later).updatedAt).toBe("2026-04-05T00:00:00.000Z");
  });

  it("has the redline, where it stands, why and when", () => {
    expect(entry.content).toContain("You may {+<ins>not</ins>+} build competing models.");
    expect(entry.content).toContain("2. Use › 2.3 Restrictions");
    expect(entry.content).toContain("Tightened · building competing models · ");
    expect(entry.content).toContain("takes effect 1 May 2026, 29 days after that");
    expect(entry.content).toContain('<a href="https://acme.example/legal/terms">');
  });

  it("marks what was removed in text too", () => {
    const { content } = toFeedEntry(
      toItem([createClauseChange("You may <del>never </del>resell.")]),
    );
    expect(content).toContain("[-<del>never</del>-]");
  });

  it("shows a clause that kept hardly a word as it was and as it is", () => {
    const was = "We keep what you send us for thirty days and delete it then for good.";
    const is = "All content may be retained, shared with partners and used to train models.";
    const { content } = toFeedEntry(
      toItem([createClauseChange(`<del>${was}</del><ins>${is}</ins>`)]),
    );
    expect(content).toContain(
      `<p dir="auto">[-<del>${was}</del>-]</p><p dir="auto">{+<ins>${is}</ins>+}</p>`,
    );
  });

  it("leads to our page of the change where there is one, to the source where not", () => {
    const permalink = "https://watch.example/changes/abc";
    expect(toFeedEntry(toItem([competing], { alert: { permalink } })).url).toBe(permalink);
    expect(entry.url).toBe("https://acme.example/legal/terms");
    expect(toFeedEntry(toItem([competing], { terms: { urls: [] } })).url).toBeNull();
  });

  it("names every document that shares the change", () => {
    const terms = { id: "acme/api", serviceName: "Acme AI", termsType: "API Terms" };
    const alsoIn = [{ terms, changeId: digestOf("b"), detectedAt: entry.publishedAt }];
    const shared = toFeedEntry(toItem([competing], { alert: { alsoIn } }));
    expect(shared.title).toContain("Acme AI · Terms of Service and 1 more document");
    expect(shared.content).toContain("Acme AI · API Terms");
  });

  it("says how many clauses are left out, and where they are", () => {
    const many = Array.from({ length: 300 }, (_, at) =>
      createClauseChange(`<del>${"old words ".repeat(80)}${at}</del>`),
    );
    const { content } = toFeedEntry(toItem(many));
    expect(new TextEncoder().encode(content).byteLength).toBeLessThan(40_000);
    expect(content).toMatch(
      /<p>2\d\d more changes that you asked for not shown here: <code>clausewatch show [0-9a-f]{12}<\/code><\/p>/i,
    );
  });

  it("bounds a clause of five megabytes", () => {
    const { content } = toFeedEntry(
      toItem([createClauseChange([{ op: "added", text: "<b>&amp;</b> ".repeat(400_000) }])]),
    );
    expect(content.length).toBeLessThan(40_000);
    expect(content).toContain("characters]");
  });

  it.each([
    ["an ordinary entry", toItem([competing, competing])],
    ["hostile text in every field", hostileItem],
  ])("is HTML without a fault, of %s", async (_, item) => {
    const { content } = toFeedEntry(item);
    const validator = new HtmlValidate({ extends: ["html-validate:standard"] });
    const page = `<!DOCTYPE html><html lang="en"><head><title>-</title></head><body><h1>-</h1><h2>-</h2>${content}</body></html>`;
    const { results } = await validator.validateString(page);
    const messages = results.flatMap((result) => result.messages);
    expect(messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  it("lets nothing hostile out of the text", () => {
    const { content } = toFeedEntry(hostileItem);
    expect(content).not.toMatch(/<(?:script|img|b)\b/i);
    expect(content).not.toContain("javascript:");
    expect(content).toContain("‹U+202E›");
    expect(content.isWellFormed()).toBe(true);
  });
});

describe("renderAtom", () => {
  it("has all that RFC 4287 asks for", () => {
    const { feed, entries } = readFeed(renderAtom([entry], head));
    expect(feed.attribs["xmlns"]).toBe("http://www.w3.org/2005/Atom");
    expect(readAll(feed, "id")).toEqual([head.id]);
    expect(readAll(feed, "title")).toEqual([head.title]);
    expect(readAll(feed, "updated")).toEqual([entry.updatedAt]);
    expect(getElementsByTagName("author", feed).map((author) => readAll(author, "name"))).toEqual([
      ["Clausewatch"],
    ]);
    const links = feed.children.filter(isTag).filter(({ name }) => name === "link");
    expect(links.map(({ attribs }) => [attribs["rel"], attribs["href"]])).toEqual([
      ["alternate", head.homeUrl],
      ["self", head.selfUrl],
    ]);
    const [first] = entries;
    if (first === undefined) throw new Error("no entry");
    for (const name of ["id", "title", "updated", "published", "content", "summary"])
      expect(readAll(first, name), name).toHaveLength(1);
    expect(readAll(first, "content")).toEqual([entry.content]);
    expect(readAll(first, "id")).toEqual([entry.id]);
  });

  it.each([
    ["an ordinary entry", toItem()],
    ["hostile text in every field", hostileItem],
    ["no address at all", toItem([competing], { terms: { urls: [] } })],
  ])("is well-formed with %s", (_, item) => {
    const atom = renderAtom([toFeedEntry(item)], {
      ...head,
      title: `Clausewatch: ${hostile}`,
      description: hostile,
    });
    expect(findXmlFaults(atom)).toEqual([]);
    expect(readFeed(atom).entries.map((each) => readAll(each, "content"))).toEqual([
      [toFeedEntry(item).content.replaceAll("\ufffe", "\ufffd").replaceAll("\uffff", "\ufffd")],
    ]);
  });

  it("is itself without entries", () => {
    const atom = renderAtom([], { ...head, selfUrl: null, homeUrl: null });
    expect(findXmlFaults(atom)).toEqual([]);
    expect(readAll(readFeed(atom).feed, "updated")).toEqual([head.emptyAt]);
  });

  it("says that older entries are left out of one that would be too large", () => {
    const content = "x".repeat(39_000);
    const many = Array.from({ length: 60 }, (_, at) => ({ ...entry, id: `urn:x:${at}`, content }));
    const { feed, entries } = readFeed(renderAtom(many, head));
    expect(entries).toHaveLength(51);
    expect(readAll(feed, "subtitle")).toEqual([
      "What changed. 9 older entries left out: the feed would be too large.",
    ]);
  });

  it("gives the same bytes for the same entries", () => {
    expect(renderAtom([toFeedEntry(toItem())], head)).toBe(renderAtom([entry], head));
  });
});

describe("renderJsonFeed", () => {
  it.each([
    ["an ordinary entry", toItem()],
    ["hostile text in every field", hostileItem],
    ["no address at all", toItem([competing], { terms: { urls: [] } })],
  ])("is JSON Feed 1.1 with %s", (_, item) => {
    const text = renderJsonFeed([toFeedEntry(item)], head);
    expect(jsonFeed.parse(JSON.parse(text)).items[0]?.content_html).toBe(toFeedEntry(item).content);
    expect(text.isWellFormed()).toBe(true);
  });

  it("keeps the entries' order and names what each is about", () => {
    const older = { ...entry, id: "urn:x:older" };
    const { items } = jsonFeed.parse(JSON.parse(renderJsonFeed([entry, older], head)));
    expect(items.map(({ id }) => id)).toEqual([entry.id, older.id]);
    expect(items[0]?.tags).toEqual(["competing-development", "tightened"]);
  });
});

describe("findXmlFaults", () => {
  it.each([
    ["<a><b></a></b>", "</a> at 6"],
    ["<a>&</a>", "a bare & at 3"],
    ["<a>]]></a>", "]]> in text at 3"],
    ["<a>\u0001</a>", "a character that XML does not have"],
    ["<a/><b/>", "2 roots"],
    ["<a>", "<a> left open"],
    ['<a b="<"/>', 'not XML at 0: <a b="<"/>'],
  ])("finds what is wrong with %j", (xml, fault) => {
    expect(findXmlFaults(xml)).toContain(fault);
  });
});
