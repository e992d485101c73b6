import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Comparison } from "../../src/model/comparison.ts";
import { digestOf } from "../../src/model/digest.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { Alert, AlertDigest } from "../../src/render/alert.ts";
import { toJsonBytes } from "../../src/render/webhook-bounds.ts";
import { fitComparison } from "../../src/render/webhook-comparison.ts";
import { webhookJsonSchema, webhookSchema } from "../../src/render/webhook-schema.ts";
import { renderWebhook, renderWebhookDigest } from "../../src/render/webhook.ts";
import { createHostileAlert, hostileTexts } from "./hostile.ts";
import { createChange, createClauseChange, createSampleAlert } from "./sample.ts";

const competing = createClauseChange("You may <del>always </del><ins>not </ins>compete.");
const paying = createClauseChange("You pay <del>30</del><ins>60</ins> a month.");

/** The body as a receiver reads it, refused where it is not as described. */
function readBody(body: string) {
  return webhookSchema.parse(JSON.parse(body));
}

function readChange(alert: Alert) {
  const event = readBody(renderWebhook(alert).body);
  if (event.type !== "change.detected") throw new Error(event.type);
  return event.data;
}

describe("renderWebhook", () => {
  it("tells the whole comparison, and which of its changes were asked for", () => {
    const alert = createSampleAlert([competing, paying], {
      channel: "webhook",
      target: "archive",
      changeIndexes: [1],
      alert: { permalink: "https://watch.example/changes/1" },
    });
    const { to, id, body } = renderWebhook(alert);
    expect([to, id]).toEqual(["archive", alert.notification.id]);
    const event = readBody(body);
    expect(event.type).toBe("change.detected");
    expect(event.timestamp).toBe(alert.change.detectedAt);
    expect(event.data).toMatchObject({
      notificationId: alert.notification.id,
      subscriptionId: "legal-team",
      changeId: alert.change.id,
      terms: {
        id: "acme/terms-of-service",
        service: "Acme AI",
        type: "Terms of Service",
        urls: ["https://acme.example/legal/terms"],
      },
      permalink: "https://watch.example/changes/1",
      timing: { kind: "upcoming", from: "2026-05-01", days: 29 },
      changeIndexes: [1],
      truncated: null,
    });
    expect(readChange(alert).comparison).toEqual(alert.change.comparison);
  });

  it("names a reversal, clauses that returned, and the other documents of the same change", () => {
    const returns = [
      { start: 0, versionId: digestOf("v0"), seenAt: parseInstant("2025-01-01T00:00:00Z") },
    ];
    const sample = createSampleAlert([competing], { change: { reversalOf: digestOf("old") } });
    const other = {
      id: "acme/api-terms",
      serviceName: "Acme API",
      termsType: "API Terms",
    } as const;
    const data = readChange({
      ...sample,
      change: { ...sample.change, returns },
      alsoIn: [{ terms: other, changeId: digestOf("other"), detectedAt: sample.change.detectedAt }],
    });
    expect(data.reversalOf).toBe(digestOf("old"));
    expect(data.returns).toEqual(returns);
    expect(data.alsoIn).toEqual([
      {
        changeId: digestOf("other"),
        terms: { id: "acme/api-terms", service: "Acme API", type: "API Terms" },
        detectedAt: sample.change.detectedAt,
      },
    ]);
  });

  it("is the same byte for byte at each attempt", () => {
    const first = renderWebhook(createSampleAlert([competing], { channel: "webhook" }));
    expect(renderWebhook(createSampleAlert([competing], { channel: "webhook" }))).toEqual(first);
  });

  it.each(hostileTexts)("carries %s as nothing but text", (_, hostile) => {
    const alert = createHostileAlert(hostile, "webhook");
    const { body } = renderWebhook(alert);
    expect(body.isWellFormed()).toBe(true);
    expect(body).not.toMatch(/\\ud[89a-f]/i);
    const data = readChange(alert);
    expect(data.comparison?.changes[0]?.spans[1]?.text).toBe(hostile.toWellFormed());
    expect(data.terms.service).toBe(hostile.slice(0, 200).toWellFormed());
  });

  it("leaves out what was not asked for where all of it is too much", () => {
    const many = Array.from({ length: 300 }, () =>
      createClauseChange([{ op: "added", text: "Words of a clause. ".repeat(100) }]),
    );
    const alert = createSampleAlert(many, { channel: "webhook", changeIndexes: [299, 7] });
    const data = readChange(alert);
    expect(data.truncated).toEqual({ changes: 298, texts: 0, definitions: 0, notices: 0 });
    expect(data.comparison?.changes).toEqual([many[7], many[299]]);
    expect(data.changeIndexes).toEqual([1, 0]);
  });

  it.each([
    ["five megabytes of words", "word "],
    ["Chinese", "条款"],
    ["what JSON escapes", '"\\\n'],
    ["unpaired surrogates", "\uD83D"],
    ["control codes, which grow sixfold", "\u0001"],
  ])("stays within its bound with a clause of %s", (_, unit) => {
    const huge = createClauseChange([
      { op: "added", text: unit.repeat(Math.ceil(5_000_000 / unit.length)) },
    ]);
    const alert = createSampleAlert([huge, competing], { channel: "webhook" });
    expect(renderWebhook(alert).body.length).toBeLessThan(300_000);
    const data = readChange(alert);
    expect(data.truncated?.texts).toBe(1);
    expect(data.comparison?.changes).toHaveLength(2);
    expect(data.comparison?.changes[1]).toEqual(competing);
  });
});

describe("renderWebhook and renderWebhookDigest", () => {
  const words = "Words without end. ".repeat(300_000);
  const quote = { text: words, start: 0, end: words.length };
  const promise = { days: 30, from: "notice", changes: "all", quote } as const;
  const seenAt = parseInstant("2025-01-01T00:00:00Z");
  const other = { id: "acme/other", serviceName: words, termsType: words } as const;
  const detectedAt = parseInstant("2026-04-02T09:30:00Z");
  const alert = createSampleAlert([competing], {
    channel: "webhook",
    terms: {
      serviceName: words,
      termsType: words,
      urls: [words, ...Array.from({ length: 900 }, (_, at) => `https://acme.example/${at}`)],
    },
    change: { notices: { before: [promise], after: [promise] }, summary: words },
    alert: {
      leadInOf: () => words,
      alsoIn: Array.from({ length: 3000 }, () => ({
        terms: other,
        changeId: digestOf("other"),
        detectedAt,
      })),
    },
  });
  const returns = Array.from({ length: 9000 }, () => ({
    start: 0,
    versionId: digestOf("v0"),
    seenAt,
  }));
  const large = { ...alert, change: { ...alert.change, returns } };

  it("bound all that stands beside the clauses, and keep these whole", () => {
    const { body } = renderWebhook(large);
    expect(body.length).toBeLessThan(600_000);
    const data = readChange(large);
    expect(data.comparison?.changes).toEqual([competing]);
    expect(data.timing?.promise?.quote.text).toBe(words.slice(0, 2000));
    expect(data.terms.urls.length).toBeGreaterThan(800);
    expect(data.returns.length).toBeGreaterThan(100);
  });

  it("bound the same of hundreds of alerts", () => {
    const more = Array.from({ length: 599 }, () => large);
    const { body } = renderWebhookDigest({
      kind: "digest",
      why: "daily",
      alerts: [large, ...more],
    });
    expect(body.length).toBeLessThan(1_500_000);
    const event = readBody(body);
    expect(event.type === "change.digest" && event.data.changes).toHaveLength(500);
  });
});

describe("fitComparison", () => {
  const many = Array.from({ length: 2000 }, (_, at) =>
    createClauseChange(`Clause ${at} says <del>one</del><ins>another</ins> thing.`),
  );
  const { comparison } = createChange(many);

  it("keeps the most important ones where not even their starts all fit", () => {
    const chosen = [...many.keys()].toReversed();
    const fitted = fitComparison(comparison, chosen, 30_000);
    expect(toJsonBytes(fitted.comparison)).toBeLessThanOrEqual(30_000);
    const kept = fitted.comparison.changes;
    expect(kept.length).toBeGreaterThan(10);
    expect(kept).toEqual(many.slice(-kept.length));
    expect(fitted.changeIndexes).toEqual([...kept.keys()].toReversed());
    expect(fitted.truncated?.changes).toBe(2000 - kept.length);
  });

  it("keeps what a cue points at where a text is cut", () => {
    const text = `You may not compete. ${"More of it. ".repeat(5000)}`;
    const cues = [
      { side: "after", start: 4, end: 11, why: "permission-to-prohibition" },
      { side: "after", start: 59_000, end: 59_004, why: "beyond" },
    ] as const;
    const long = createClauseChange([{ op: "added", text }], { cues });
    const [first] = fitComparison(createChange([long]).comparison, [0], 20_000).comparison.changes;
    expect(first?.cues).toEqual(cues.slice(0, 1));
    expect(first?.after?.text.slice(4, 11)).toBe("may not");
  });

  it("tells of a defined term by the place that its clause change has now", () => {
    const definition = {
      kind: "changed",
      term: "Services",
      formerly: null,
      before: null,
      after: { start: 0, end: 5 },
      uses: 400,
      reaches: [],
    } as const;
    const defining: Comparison = {
      ...comparison,
      definitions: [
        { ...definition, change: 1500 },
        { ...definition, change: 3 },
      ],
    };
    const fitted = fitComparison(defining, [0, 1500], 30_000);
    expect(fitted.comparison.definitions).toEqual([{ ...definition, change: 1 }]);
    expect(fitted.truncated).toEqual({ changes: 1998, texts: 0, definitions: 1, notices: 0 });
  });
});

describe("renderWebhookDigest", () => {
  const toDigest = (count: number, text: string): AlertDigest => {
    const [first, ...rest] = Array.from({ length: count }, (_, at) => {
      const clause = createClauseChange([{ op: "added", text: `${at} ${text}` }]);
      const alert = createSampleAlert([clause], { channel: "webhook", target: "archive" });
      const createdAt = parseInstant(`2026-04-02T10:${String(at % 60).padStart(2, "0")}:00Z`);
      const id = digestOf(String(at));
      return { ...alert, notification: { ...alert.notification, id, createdAt } };
    });
    if (first === undefined) throw new Error("a digest of nothing");
    return { kind: "digest", why: "daily", alerts: [first, ...rest] };
  };

  it("lists each alert, under an id of its own and the time of the latest", () => {
    const digest = toDigest(3, "You may not compete.");
    const { id, to, body } = renderWebhookDigest(digest);
    const event = readBody(body);
    expect(to).toBe("archive");
    expect(id).toBe(renderWebhookDigest(digest).id);
    expect(digest.alerts.map(({ notification }) => notification.id)).not.toContain(id);
    expect(event.timestamp).toBe("2026-04-02T10:02:00.000Z");
    expect(event.data).toMatchObject({ why: "daily", left: 0 });
    expect(
      event.type === "change.digest" && event.data.changes.map((one) => one.comparison),
    ).toEqual(digest.alerts.map(({ change }) => change.comparison));
  });

  it("names five hundred of many alerts, counts the others, and stays within its bound", () => {
    const { body } = renderWebhookDigest(toDigest(700, "条款变更 ".repeat(10_000)));
    expect(new TextEncoder().encode(body).byteLength).toBeLessThan(900_000);
    const event = readBody(body);
    if (event.type !== "change.digest") throw new Error(event.type);
    expect(event.data.changes).toHaveLength(500);
    expect(event.data.left).toBe(200);
    const told = event.data.changes.filter(({ comparison }) => comparison !== null);
    expect(told).toHaveLength(32);
    expect(told.every(({ truncated }) => truncated?.texts === 1)).toBe(true);
  });
});

describe("webhookJsonSchema", () => {
  it("is what receivers are given", async () => {
    const file = new URL("../../docs/webhook.schema.json", import.meta.url);
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual(webhookJsonSchema());
  });
});
