import { describe, expect, it } from "vitest";
import { digestOf } from "../../src/model/digest.ts";
import { parseInstant } from "../../src/model/instant.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import { renderEmail } from "../../src/render/email.ts";
import { renderIncidentEmail } from "../../src/render/incident.ts";
import { createClauseChange, createSampleAlert, createSampleIncident } from "./sample.ts";

const competing = createClauseChange("You may <ins>not </ins>build competing models.", {
  path: ["2. Use", "2.3 Restrictions"],
  topics: ["competing-development"],
  cues: [{ side: "after", start: 4, end: 11, why: "permission-to-prohibition" }],
});

/** What is left to read where tags and styles are stripped. */
function toWords(html: string): string {
  return html
    .replace(/<style>[^]*?<\/style>/, "")
    .replaceAll(/<!--[^]*?-->|<[^>]+>/g, "")
    .replaceAll(/\s+/g, " ");
}

describe("renderEmail", () => {
  it("says in the subject who, what and the gist", () => {
    expect(renderEmail(createSampleAlert([competing])).subject).toBe(
      "Acme AI · Terms of Service: stricter rules on building competing models",
    );
  });

  it("names a second matter and counts the rest", () => {
    const training = createClauseChange("<ins>We train on it.</ins>", {
      topics: ["customer-data-training"],
    });
    expect(renderEmail(createSampleAlert([competing, training, competing])).subject).toBe(
      "Acme AI · Terms of Service: stricter rules on building competing models; stricter rules on training on your data (+1 more)",
    );
  });

  it.each([
    [{ replaced: true }, "a different document stands here now"],
    [{ reversalOf: digestOf("old") }, "earlier wording has returned"],
    [{ silent: true }, "stricter rules on building competing models [silent]"],
  ])("says %j in the subject", (change, gist) => {
    expect(renderEmail(createSampleAlert([competing], { change })).subject).toBe(
      `Acme AI · Terms of Service: ${gist}`,
    );
  });

  it("says the same in both parts", () => {
    const { html, text } = renderEmail(
      createSampleAlert([competing], {
        change: { silent: true, reversalOf: digestOf("old") },
        alert: { reversedToSeenAt: parseInstant("2025-01-02T00:00:00Z") },
      }),
    );
    for (const part of [html, text]) {
      expect(part).toContain("2. Use › 2.3 Restrictions");
      expect(part).toContain("Tightened");
      expect(part).toMatch(/building competing models/i);
      expect(part).toContain("a permission became a prohibition (“may not”)");
      expect(part).toContain("2 Apr 2026, 09:30 UTC");
      expect(part).toMatch(/Takes effect in 29 days, on 1 May\s2026/);
      expect(part).toContain("last updated 3 Mar 2026");
      expect(part).toContain("first seen 2 Jan 2025, 00:00 UTC");
      expect(part).toContain("https://acme.example/legal/terms");
      expect(part).toMatch(/clausewatch show [0-9a-f]{12}/);
      expect(part).toContain("legal-team");
    }
    expect(text).toContain("You may {+not+} build competing models.");
    expect(toWords(html)).toContain("You may {+not+} build competing models.");
  });

  it("keeps to its ids however often it is rendered", () => {
    const first = renderEmail(createSampleAlert([competing]));
    expect(first.messageId).toMatch(/^<[0-9a-f]{40}@alerts\.example\.com>$/);
    expect(renderEmail(createSampleAlert([competing])).messageId).toBe(first.messageId);
  });

  it("refers to the first mail of its thread, and the first to none", () => {
    const threadStartId = digestOf("first");
    const later = renderEmail(createSampleAlert([competing], { alert: { threadStartId } }));
    expect(later.references).toEqual([`<${threadStartId.slice(0, 40)}@alerts.example.com>`]);
    expect(renderEmail(createSampleAlert([competing])).references).toEqual([]);
  });

  it("brings no markup of the provider's to life", () => {
    const hostile = `<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;`;
    const alert = createSampleAlert(
      [
        createClauseChange(`${hostile}<ins>${hostile.replaceAll("</", "<\\/")}</ins>`, {
          path: [hostile],
        }),
      ],
      {
        terms: { serviceName: hostile, urls: ["javascript:alert(3)", "https://a.example/?<b>"] },
        change: { summary: hostile },
      },
    );
    const { html } = renderEmail(alert);
    expect(html).not.toMatch(/<script|<img|javascript:/i);
    expect(html).toContain("&lt;script&gt;alert(1)");
    expect(html).toContain("&amp;lt;b&amp;gt;");
    expect(html).toContain('href="https://a.example/?%3Cb%3E"');
  });

  it("keeps line breaks out of the subject and shows what is hidden", () => {
    const { subject, html } = renderEmail(
      createSampleAlert([createClauseChange("a <ins>\u202Eb\u202C</ins>")], {
        terms: { serviceName: "Acme\r\nBcc: x@example.com", termsType: "Terms\u2028of" },
      }),
    );
    expect(subject).not.toMatch(/[\r\n\u2028]/);
    expect(html).toContain("‹U+202E›b‹U+202C›");
  });

  it.each([
    ["ASCII that all must be escaped", `"&'<>`],
    ["Chinese", "条款变更"],
    ["Cyrillic among Latin", "aбвг "],
  ])("stays below 100 KB with forty clauses of 50 kB of %s", (_, unit) => {
    const clause = unit.repeat(Math.ceil(50_000 / unit.length));
    const changes = Array.from({ length: 40 }, () =>
      createClauseChange([{ op: "added", text: clause }]),
    );
    const { html, text, subject } = renderEmail(createSampleAlert(changes));
    expect(Buffer.byteLength(html) + Buffer.byteLength(text)).toBeLessThan(70_000);
    expect(subject.length).toBeLessThanOrEqual(150);
    expect(html).toMatch(/\d+ more changes that you asked for not shown here/);
    expect(text).toMatch(/\d+ more changes that\s+you asked for not shown here/);
  });

  it("counts what the reader did not ask for", () => {
    const { text } = renderEmail(createSampleAlert([competing, competing], { changeIndexes: [1] }));
    expect(text).toContain("1 other change outside your filters not shown here");
  });

  it("shows both headings of a clause that moved", () => {
    const moved = createClauseChange("Same words.", { kind: "moved", topics: [], direction: null });
    const side = { text: "Same words.", path: ["9. Misc"], start: 0, end: 11 };
    const { text } = renderEmail(createSampleAlert([{ ...moved, before: side }]));
    expect(text).toContain("2. Use\n   (before: 9. Misc)");
  });

  it("names first, and in its subject, what the reader asked for", () => {
    const touching = createClauseChange("You <ins>must not </ins>probe it.", {
      topics: ["reverse-engineering", "competing-development"],
    });
    const alert = createSampleAlert([touching, competing], {
      alert: { asked: { ...wholeFilter, topics: ["competing-development"] } },
    });
    const { subject, html, text } = renderEmail(alert);
    expect(subject).toContain("stricter rules on building competing models (+1 more)");
    for (const part of [toWords(html), text]) {
      expect(part.indexOf("compet")).toBeLessThan(part.indexOf("probe it"));
      expect(part).toMatch(/building competing models(?:,| ·)\s+reverse\s+engineering/);
    }
  });

  it("says which subscription, what it asks for, and how to end it", () => {
    const alert = createSampleAlert([competing], {
      alert: {
        asked: { ...wholeFilter, topics: ["competing-development"], services: ["acme"] },
        links: {
          unsubscribe: "https://alerts.example.com/u/1",
          manage: "https://alerts.example.com/m/1",
        },
      },
    });
    const { html, text, unsubscribeUrl } = renderEmail(alert);
    expect(unsubscribeUrl).toBe("https://alerts.example.com/u/1");
    const why =
      "your subscription “legal-team”, which asks for substantive changes on building competing models, of acme.";
    expect(toWords(html)).toContain(why);
    expect(toWords(text)).toContain(why);
    for (const url of ["https://alerts.example.com/u/1", "https://alerts.example.com/m/1"]) {
      expect(html).toContain(`href="${url}"`);
      expect(text).toContain(url);
    }
  });

  it("links the stored comparison where it has a page, and names its command where not", () => {
    const permalink = "https://alerts.example.com/changes/1";
    const linked = renderEmail(createSampleAlert([competing], { alert: { permalink } }));
    expect(linked.html).toContain(`href="${permalink}"`);
    expect(linked.text).toContain(`Whole comparison: ${permalink}`);
    const { text } = renderEmail(createSampleAlert([competing]));
    expect(text).toMatch(/Whole comparison: clausewatch show [0-9a-f]{12}/);
  });

  it("keeps its text part to 76 columns", () => {
    const long = createClauseChange(`<ins>${"All of this is new. ".repeat(30)}</ins>`, {
      path: ["1. A heading of some length", "1.2 Another heading", "(a) And a third below it"],
      cues: [{ side: "after", start: 0, end: 3, why: "burden-added" }],
    });
    const change = { silent: true, summary: "Something changed here. ".repeat(12) };
    const { text } = renderEmail(createSampleAlert([long, long], { change }));
    const longest = Math.max(...text.split("\n").map((line) => line.length));
    expect(longest).toBeLessThanOrEqual(76);
  });

  it("keeps the word for a silent change in a subject that is cut", () => {
    const serviceName = "A provider with a name that is long enough to be cut somewhere";
    const matters = (["customer-data-training", "suspension-termination"] as const).map((topic) =>
      createClauseChange("You may <ins>not </ins>ask.", { topics: [topic] }),
    );
    const { subject } = renderEmail(
      createSampleAlert(matters, {
        change: { silent: true },
        terms: { serviceName, termsType: "Acceptable Use Policy for Developers" },
      }),
    );
    expect(subject.length).toBeLessThanOrEqual(150);
    expect(subject).toMatch(/ \[silent\]$/);
  });

  it("shows a clause that kept hardly a word as what it was above what it is", () => {
    const before = "We keep what you send us for as long as the law of your country asks us to.";
    const after = "Deletion happens thirty days after any account closes, without further request.";
    const spans = [
      { op: "removed", text: before },
      { op: "added", text: after },
    ] as const;
    const { html, text } = renderEmail(createSampleAlert([createClauseChange(spans)]));
    expect(toWords(html)).toMatch(/Before: .*\[-We keep .*-\].*Now: .*\{\+Deletion .*\+\}/);
    expect(toWords(text)).toContain(`[-${before}-] {+${after}+}`);
  });

  it("says how sure a judgement is where that is not sure", () => {
    const unsure = createClauseChange("You may <ins>not </ins>ask.", { confidence: 0.58 });
    const { html, text } = renderEmail(createSampleAlert([unsure]));
    for (const part of [toWords(html), text])
      expect(part).toContain("tricter for the customer, judged with 58 % certainty");
  });

  it("fills the line beside the subject, so that nothing of the body runs into it", () => {
    const { html } = renderEmail(createSampleAlert([competing]));
    const shown = /display:none[^>]*>(?<words>[^]*?)<\/div>/.exec(html)?.groups?.["words"] ?? "";
    const blanks = shown.match(/&zwnj;&nbsp;/g) ?? [];
    const words = toWords(shown.replaceAll("&zwnj;&nbsp;", "")).trim();
    expect(words).toMatch(/^Tightened · Takes effect in 29 days/);
    expect(words.length + blanks.length).toBeGreaterThanOrEqual(200);
  });
});

describe("renderIncidentEmail", () => {
  it("tells the operator what was held back and that subscribers were not told", () => {
    const mail = renderIncidentEmail(createSampleIncident("email"));
    expect(mail.subject).toBe(
      "[operator] Acme AI · Terms of Service: held back an answer: login wall",
    );
    expect(mail.text).toContain("subscribers were told nothing");
    expect(mail.html).toContain("a form asks for a password");
  });

  it("says so when it has recovered before it was sent", () => {
    const closedAt = parseInstant("2026-04-03T00:00:00Z");
    const mail = renderIncidentEmail(createSampleIncident("email", { closedAt }));
    expect(mail.subject).toContain("has recovered");
    expect(mail.text).toContain("Recovered: 3 Apr 2026, 00:00 UTC");
  });
});
