import { describe, expect, it } from "vitest";
import { renderIncidentSlack } from "../../src/render/incident.ts";
import { renderSlack } from "../../src/render/slack.ts";
import { findBlockProblems, listTexts } from "../servers/slack.ts";
import { findSlackProblems, listSlackTexts } from "./block-kit.ts";
import { createHostileAlert, hostileTexts } from "./hostile.ts";
import { createClauseChange, createSampleAlert, createSampleIncident } from "./sample.ts";

const competing = createClauseChange("You may <del>always </del><ins>not </ins>compete.", {
  topics: ["competing-development"],
});

describe("renderSlack", () => {
  it("strikes out what went and underlines what came, and marks both in the text", () => {
    const { blocks } = renderSlack(createSampleAlert([competing], { channel: "slack" }));
    expect(JSON.stringify(blocks)).toContain(
      '{"type":"text","text":"[-always-]","style":{"strike":true}},{"type":"text","text":" "},{"type":"text","text":"{+not+}","style":{"bold":true,"underline":true}}',
    );
  });

  it("puts document, gist and source where they are seen first", () => {
    const message = renderSlack(
      createSampleAlert([competing], { channel: "slack", target: "C123" }),
    );
    expect(message.to).toBe("C123");
    expect(message.text).toContain(
      "Acme AI · Terms of Service: stricter rules on building competing models",
    );
    expect(listTexts(message.blocks[0])[0]?.text).toBe("Acme AI · Terms of Service");
    expect(JSON.stringify(message.blocks)).toContain("<https://acme.example/legal/terms>");
  });

  it.each([
    "<!channel>",
    "<!here|x>",
    "<@U1>",
    "<#C1>",
    "<https://evil.example|openai.com>",
    "<!subteam^S1>",
  ])("lets no %s come alive", (hostile) => {
    const message = renderSlack(
      createSampleAlert(
        [
          createClauseChange([{ op: "added", text: hostile }], {
            path: [hostile],
            cues: [{ side: "after", start: 0, end: hostile.length, why: hostile }],
          }),
        ],
        {
          channel: "slack",
          terms: {
            serviceName: hostile,
            termsType: hostile,
            urls: [`https://a.example/${hostile}`],
          },
          change: { summary: hostile },
          alert: { permalink: hostile },
        },
      ),
    );
    expect(findSlackProblems(message)).toEqual([]);
    expect(JSON.stringify(message)).not.toContain(hostile);
    expect(message.text).not.toMatch(/[<>]/);
  });

  it.each([
    ["plain text", "word "],
    ["what must be escaped", "&<>"],
    ["unpaired surrogates", "\uD83D"],
    ["pairs that a cut could break", "😀"],
    ["hidden characters, which grow when shown", "\u202E"],
  ])("keeps to Slack's limits with sixty clauses of 50 kB of %s", (_, unit) => {
    const text = unit.repeat(Math.ceil(50_000 / unit.length));
    const change = createClauseChange([{ op: "added", text }], {
      path: [text, text, text, text, text, text, text, text],
      cues: [{ side: "after", start: 0, end: 5000, why: text }],
    });
    const message = renderSlack(
      createSampleAlert(
        Array.from({ length: 60 }, () => change),
        {
          channel: "slack",
          terms: {
            serviceName: text,
            urls: Array.from({ length: 9 }, () => `https://a.example/${"x".repeat(900)}`),
          },
          change: { summary: text },
        },
      ),
    );
    expect(findSlackProblems(message)).toEqual([]);
    expect(message.replies).toHaveLength(10);
    expect(JSON.stringify(message)).toMatch(/\d+ more changes that you asked for not shown here/);
  });

  it.each(hostileTexts)("lets %s come to nothing", (_, hostile) => {
    expect(findSlackProblems(renderSlack(createHostileAlert(hostile, "slack")))).toEqual([]);
  });

  it("holds what fits, puts the rest into its thread, and counts what neither holds", () => {
    const changes = Array.from({ length: 300 }, (_, at) =>
      createClauseChange(
        `${"Some words that stay. ".repeat(20)}<del>${at}</del><ins>${at + 1}</ins>`,
      ),
    );
    const message = renderSlack(createSampleAlert(changes, { channel: "slack" }));
    expect(findSlackProblems(message)).toEqual([]);
    const texts = listSlackTexts(message);
    const numbers = texts.flatMap((line) => /^(\d+)\. Tightened/.exec(line)?.[1] ?? []);
    expect(numbers.map(Number)).toEqual(numbers.map((_, at) => at + 1));
    expect(numbers.length).toBeGreaterThan(60);
    const left = 300 - numbers.length;
    const counts = texts.flatMap((line) => /^(\d+) more changes that you asked/.exec(line) ?? []);
    expect(counts.filter((_, at) => at % 2 === 1)).toEqual([String(left), String(left)]);
    expect(JSON.stringify(message.blocks)).toContain(
      `${numbers.length - 8} more in the thread of this message.`,
    );
  });

  it("keeps a message that needs no thread in one", () => {
    const message = renderSlack(createSampleAlert([competing, competing], { channel: "slack" }));
    expect(message.replies).toEqual([]);
    expect(JSON.stringify(message)).not.toContain("thread");
  });

  it("folds a clause of five megabytes, however its words changed", () => {
    const spans = Array.from({ length: 50_000 }, (_, at) => ({
      op: (["same", "removed", "added"] as const)[at % 3] ?? "same",
      text: `<@U${at}>${"x".repeat(100)}`,
    }));
    const message = renderSlack(
      createSampleAlert([createClauseChange(spans)], { channel: "slack" }),
    );
    expect(findSlackProblems(message)).toEqual([]);
    expect(JSON.stringify(message)).toMatch(/more edits in this clause/);
  });

  it("links the page of a change where there is one, and names the command anyway", () => {
    const permalink = "https://watch.example/changes/1?a=1&b=2";
    const message = renderSlack(
      createSampleAlert([competing, competing], {
        channel: "slack",
        changeIndexes: [0],
        alert: { permalink },
      }),
    );
    const texts = listSlackTexts(message);
    const address = "<https://watch.example/changes/1?a=1&amp;b=2>";
    expect(texts).toContain(`1 other change outside your filters not shown here: ${address}`);
    expect(texts.at(-1)).toMatch(/^Whole comparison: .* or `clausewatch show [0-9a-f]{12}`$/);
    expect(texts.at(-1)).toContain(address);
  });

  it("says what is out of the ordinary", () => {
    const change = { silent: true, replaced: true };
    const message = renderSlack(createSampleAlert([], { channel: "slack", change }));
    expect(findBlockProblems([...message.blocks])).toEqual([]);
    const texts = listTexts(message.blocks).map(({ text }) => text);
    expect(texts).toContain("Silent change: ");
    expect(texts).toContain("Document replaced: ");
  });
});

describe("renderIncidentSlack", () => {
  it("keeps to Slack's limits and names the fault", () => {
    const message = renderIncidentSlack(
      createSampleIncident("slack", { detail: "<!channel>".repeat(900) }),
    );
    expect(findBlockProblems([...message.blocks])).toEqual([]);
    expect(message.text).toContain("login wall");
    expect(JSON.stringify(message)).not.toContain("<!channel>");
  });
});
