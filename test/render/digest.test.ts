import { describe, expect, it } from "vitest";
import type { ClauseChange } from "../../src/model/comparison.ts";
import { digestOf } from "../../src/model/digest.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { Message } from "../../src/model/message.ts";
import type { Channel } from "../../src/model/subscription.ts";
import type { Alert, AlertDigest } from "../../src/render/alert.ts";
import { toDigestStory } from "../../src/render/digest.ts";
import { renderMessage } from "../../src/render/message.ts";
import { findCardProblems, listCardTexts } from "./adaptive-card.ts";
import { findSlackProblems, listSlackTexts } from "./block-kit.ts";
import { createHostileAlert, hostileTexts } from "./hostile.ts";
import type { SampleOptions } from "./sample.ts";
import { createClauseChange, createSampleAlert } from "./sample.ts";

const competing = createClauseChange("You may <del>always </del><ins>not </ins>compete.", {
  topics: ["competing-development"],
});
const pricing = createClauseChange("You pay <del>30</del><ins>60</ins> a month.", {
  topics: ["pricing-payment"],
});
const wording = createClauseChange("This is <del>the</del><ins>our</ins> text.", {
  materiality: "editorial",
  direction: null,
});

/** Each alert of it is of a change of its own. */
function toDigest(
  alerts: readonly Alert[],
  fields: Partial<Omit<AlertDigest, "kind" | "alerts">> = {},
): AlertDigest {
  const [first, ...rest] = alerts.map((alert, at) => ({
    ...alert,
    notification: { ...alert.notification, id: digestOf(`notification ${at}`) },
    change: { ...alert.change, id: digestOf(`change ${at}`) },
  }));
  if (first === undefined) throw new Error("a digest of nothing");
  return { kind: "digest", why: "daily", ...fields, alerts: [first, ...rest] };
}

function of(
  serviceName: string,
  changes: readonly ClauseChange[],
  options: SampleOptions = {},
): Alert {
  return createSampleAlert(changes, { ...options, terms: { serviceName, ...options.terms } });
}

function render<Name extends Channel>(
  digest: AlertDigest,
  channel: Name,
): Extract<Message, { channel: Name }> {
  const [first, ...rest] = digest.alerts.map((alert) => ({
    ...alert,
    notification: { ...alert.notification, channel },
  }));
  const message = first && renderMessage({ ...digest, alerts: [first, ...rest] });
  if (message?.channel !== channel) throw new Error(`no message on ${channel}`);
  return message as Extract<Message, { channel: Name }>;
}

const three = toDigest([
  of("Acme AI", [wording]),
  of("Beta Models", [pricing, wording]),
  of("Acme AI", [wording, competing], { changeIndexes: [1, 0] }),
]);

function createMany(count: number, text: string): AlertDigest {
  return toDigest(
    Array.from({ length: count }, (_, at) =>
      of(`Provider ${at % 40}`, [
        createClauseChange([{ op: "added", text: `${at} ${text}` }], { topics: ["terms-change"] }),
        pricing,
      ]),
    ),
  );
}

describe("toDigestStory", () => {
  it("puts the provider with the most important change first, and most important first within", () => {
    const { groups } = toDigestStory(three);
    expect(
      groups.map(({ provider, entries }) => [provider, entries.map(({ first }) => first)]),
    ).toEqual([
      ["Acme AI", [competing, wording]],
      ["Beta Models", [pricing]],
    ]);
    expect(toDigestStory(three).entries.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it("says in the subject how much of whom, and the gist of each, as far as they fit", () => {
    expect(toDigestStory(three).subject).toBe(
      "Clausewatch daily: 3 changes at 2 providers: Acme AI: stricter rules on building competing models (+1 more); Beta Models: stricter rules on pricing…",
    );
    const one = toDigest([of("Acme AI", [competing])], { why: "weekly" });
    expect(toDigestStory(one).subject).toBe(
      "Clausewatch weekly: 1 change at Acme AI: stricter rules on building competing models",
    );
  });

  it("says when they were seen, and how to list them all", () => {
    const later = of("Beta Models", [pricing]);
    const detectedAt = parseInstant("2026-04-03T00:00:00Z");
    const digest = toDigest([
      of("Acme AI", [competing]),
      { ...later, change: { ...later.change, detectedAt } },
    ]);
    const story = toDigestStory(digest);
    expect(story.seen).toBe("Seen 2 Apr 2026 to 3 Apr 2026");
    expect(story.command).toBe(
      "clausewatch changes --since 2026-04-02 --until 2026-04-03 --limit 1000",
    );
  });

  it("says that a limit an hour was reached, and which", () => {
    const capped = toDigest([of("Acme AI", [competing])], { why: "cap", maxPerHour: 20 });
    expect(toDigestStory(capped).why).toBe(
      "More than 20 messages were due within an hour, which is your limit. The rest is here together, most important first.",
    );
    const { why } = toDigestStory(toDigest([of("Acme AI", [competing])], { why: "cap" }));
    expect(why).toContain("More was due within an hour than you are sent one by one.");
  });

  it("tells a change once that several subscriptions asked for, with all that they asked for", () => {
    const alert = createSampleAlert([wording, competing], { changeIndexes: [0] });
    const other = createSampleAlert([wording, competing], { changeIndexes: [1] });
    const { entries } = toDigestStory({ kind: "digest", why: "cap", alerts: [alert, other] });
    expect(entries.map((entry) => entry.alert.chosen)).toEqual([[competing, wording]]);
  });

  it("puts a text that was replaced as a whole before all", () => {
    const replaced = of("Gamma", [], { change: { replaced: true } });
    const { entries } = toDigestStory(toDigest([of("Acme AI", [competing]), replaced]));
    expect(entries.map(({ story }) => story.title)).toEqual([
      "Gamma · Terms of Service",
      "Acme AI · Terms of Service",
    ]);
    expect(entries[0]?.first).toBeNull();
  });
});

describe("renderMessage of a digest as mail", () => {
  it("says the same in both parts", () => {
    const { html, text } = render(three, "email");
    for (const part of [html, text]) {
      expect(part).toContain("3 changes at 2 providers");
      expect(part).toContain("Your daily digest, most important first.");
      expect(part).toContain("1. Acme AI · Terms of Service");
      expect(part).toContain("3. Beta Models · Terms of Service");
      expect(part).toContain("Stricter rules on building competing models");
      expect(part).toContain("on 1 May 2026");
      expect(part).toMatch(/1 more change that you asked for/);
      expect(part).toMatch(/clausewatch show [0-9a-f]{12}/);
      expect(part).toContain("https://acme.example/legal/terms");
      expect(part).toContain("because of your subscription “legal-team”");
    }
    expect(text).toContain("You may [-always-] {+not+} compete.");
    expect(html).toMatch(/<del [^>]*>always<\/del[^]*<ins [^>]*>not<\/ins/);
  });

  it("has an id that its notifications decide, whatever is written of them", () => {
    const { messageId, references } = render(three, "email");
    expect(messageId).toMatch(/^<[0-9a-f]{40}@alerts\.example\.com>$/);
    expect(references).toEqual([]);
    expect(render({ ...three, why: "cap" }, "email").messageId).toBe(messageId);
    const [first] = three.alerts;
    expect(render({ ...three, alerts: [first] }, "email").messageId).not.toBe(messageId);
  });

  it("lists what is in it where that is much, and does not where it is little", () => {
    expect(render(three, "email").text.match(/1\. Acme AI/g)).toHaveLength(1);
    const { html, text } = render(createMany(6, "New words."), "email");
    expect(text.match(/1\. Provider 0 · Terms of Service/g)).toHaveLength(2);
    expect(html.match(/<strong>Provider 0 · Terms of Service<\/strong>/g)).toHaveLength(1);
  });

  it("ends its subscription with one click, and none where it is of several", () => {
    const links = {
      unsubscribe: "https://watch.example/u/1",
      manage: "https://watch.example/m/1",
    };
    const one = toDigest([of("Acme AI", [competing], { alert: { links } })]);
    const mail = render(one, "email");
    expect(mail.unsubscribeUrl).toBe(links.unsubscribe);
    for (const part of [mail.html, mail.text]) {
      expect(part).toContain(links.unsubscribe);
      expect(part).toContain(links.manage);
    }
    const [first] = one.alerts;
    const notification = { ...first.notification, subscriptionId: "b-team" };
    const two = render({ ...one, alerts: [first, { ...first, notification }] }, "email");
    expect(two.unsubscribeUrl).toBeNull();
    expect(two.text).toContain("your subscriptions “legal-team”, “b-team”");
    expect(two.text).toContain(links.manage);
    expect(two.html).not.toContain(links.unsubscribe);
  });

  it("links what found no room but its name", () => {
    const permalinkOf = (at: number) => `https://watch.example/changes/${at}`;
    const digest = createMany(14, "New words. ".repeat(2000));
    const alerts = digest.alerts.map((alert, at) => ({ ...alert, permalink: permalinkOf(at) }));
    const { html, text } = render(toDigest(alerts), "email");
    expect(text).toContain("Also changed:");
    for (const at of alerts.keys()) {
      expect(text).toContain(permalinkOf(at));
      expect(html).toContain(`href="${permalinkOf(at)}"`);
    }
  });

  it.each([
    ["ASCII that all must be escaped", `"&'<>`],
    ["Chinese", "条款变更"],
    ["Cyrillic among Latin", "aбвг "],
    ["hidden characters, which grow when shown", "\u202E"],
  ])("stays below 100 KB with three hundred changes of 50 kB of %s", (_, unit) => {
    const digest = createMany(300, unit.repeat(Math.ceil(50_000 / unit.length)));
    const { html, text, subject } = render(digest, "email");
    expect(encodedBytes(html) + encodedBytes(text)).toBeLessThan(99_000);
    expect(subject.length).toBeLessThanOrEqual(150);
    const told = [...text.matchAll(/^(\d+)\. Provider/gm)].map(([, number]) => Number(number));
    const named = Math.max(...told);
    expect(named).toBeGreaterThan(10);
    for (const part of [html, text])
      expect(part).toContain(`${300 - named} more changes not named here`);
  });

  it.each(hostileTexts)("lets %s come to nothing", (_, hostile) => {
    const { html, text, subject } = render(
      toDigest([createHostileAlert(hostile, "email")]),
      "email",
    );
    expect(html).not.toMatch(/<script|<img|<at>|href="(?!https?:)/i);
    // oxlint-disable-next-line no-control-regex -- none may be left
    const hidden = /[\u0000-\u0008\u001B\u200B\u202E\u2066\uFEFF\u{E0041}]/u;
    expect(html + text + subject).not.toMatch(hidden);
    expect(html.isWellFormed() && text.isWellFormed() && subject.isWellFormed()).toBe(true);
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

/** As the notifier sends it: base64 where much is not ASCII, else quoted-printable. */
function encodedBytes(part: string): number {
  const bytes = Buffer.from(part);
  const ascii = [...bytes].filter((byte) => byte < 128 && byte !== 61).length;
  const isBase64 = part.replaceAll(/\P{ASCII}/gu, "").length < part.length * 0.9;
  return isBase64 ? bytes.length * 1.37 : ascii + (bytes.length - ascii) * 3 + bytes.length / 25;
}

describe("renderMessage of a digest on Slack", () => {
  it("tells each change with its first clause and where to read on", () => {
    const message = render(three, "slack");
    expect(findSlackProblems(message)).toEqual([]);
    const texts = listSlackTexts(message);
    expect(message.text).toContain("Clausewatch daily: 3 changes at 2 providers");
    expect(texts).toContain("1. Acme AI · Terms of Service\n");
    expect(texts).toContain("[-always-]");
    expect(texts).toContain("Source: <https://acme.example/legal/terms>");
    expect(
      texts.filter((line) => /^Whole comparison: `clausewatch show [0-9a-f]{12}`$/.test(line)),
    ).toHaveLength(3);
    expect(message.replies).toEqual([]);
  });

  it("goes on in the thread and counts what has no room there", () => {
    const message = render(createMany(300, "New words. ".repeat(50)), "slack");
    expect(findSlackProblems(message)).toEqual([]);
    const texts = listSlackTexts(message);
    const told = texts.filter((line) => /^\d+\. Provider/.test(line)).length;
    expect(told).toBeGreaterThan(20);
    expect(
      texts.filter((line) => line.startsWith(`${300 - told} more changes not named`)),
    ).toHaveLength(2);
  });

  it.each(hostileTexts)("lets %s come to nothing", (_, hostile) => {
    const digest = toDigest([createHostileAlert(hostile, "slack")]);
    expect(findSlackProblems(render(digest, "slack"))).toEqual([]);
  });
});

describe("renderMessage of a digest on Teams", () => {
  it("tells each change with its first clause and where to read on", () => {
    const { card } = render(three, "teams");
    expect(findCardProblems(card)).toEqual([]);
    const texts = listCardTexts(card);
    expect(texts[0]).toBe("3 changes at 2 providers");
    expect(texts).toContain("1. Acme AI · Terms of Service");
    expect(texts).toContain("{+not+}");
    expect(texts.filter((line) => /^clausewatch show [0-9a-f]{12}$/.test(line))).toHaveLength(3);
  });

  it.each([
    ["English", "New words. "],
    ["Chinese", "条款变更"],
  ])("names what has no room, and counts what has not even a name, in %s", (_, unit) => {
    const { card } = render(createMany(300, unit.repeat(5000)), "teams");
    expect(findCardProblems(card)).toEqual([]);
    const texts = listCardTexts(card);
    const named = texts.filter((line) => /^\d+\. Provider/.test(line)).length;
    expect(named).toBeGreaterThan(10);
    expect(texts).toContain("Also changed");
    expect(texts).toContain(`${300 - named} more changes not named here: `);
  });

  it.each(hostileTexts)("lets %s come to nothing", (_, hostile) => {
    const digest = toDigest([createHostileAlert(hostile, "teams")]);
    expect(findCardProblems(render(digest, "teams").card)).toEqual([]);
  });
});

describe("renderMessage of a digest for a terminal", () => {
  it("tells all of it as lines", () => {
    const { text } = render(createMany(30, "New words."), "console");
    expect(text.match(/^\d+\. Provider \d+ · Terms of Service$/gm)).toHaveLength(30);
    expect(text).not.toContain("not named here");
  });
});
