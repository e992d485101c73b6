import { describe, expect, it } from "vitest";
import type { LeadInOf } from "../../src/core/clauses/lead-ins.ts";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { readLeadInsOf } from "../../src/core/clauses/lead-ins.ts";
import type { Channel } from "../../src/model/subscription.ts";
import { channels } from "../../src/model/subscription.ts";
import { toFeedEntry } from "../../src/render/feed-entry.ts";
import { findLeadIn, toLeadInLine } from "../../src/render/lead-in.ts";
import { renderMessage } from "../../src/render/message.ts";
import { renderWebhook } from "../../src/render/webhook.ts";
import type { SampleOptions } from "./sample.ts";
import { createClauseChange, createSampleAlert } from "./sample.ts";

const competing = createClauseChange("use outputs to train <ins>or improve </ins>models.");
const gone = createClauseChange("<del>resell the service.</del>");

const leadInOf: LeadInOf = (side) => (side === "after" ? "You must not:" : "You may:");

function alertOf(channel: Channel, options: SampleOptions["alert"] = { leadInOf }) {
  return createSampleAlert([competing, gone], { channel, alert: options });
}

describe("findLeadIn", () => {
  it("gives what completes the text as it stands now, of a clause that is gone as it stood", () => {
    expect(findLeadIn(competing, leadInOf)).toBe("You must not:");
    expect(findLeadIn(gone, leadInOf)).toBe("You may:");
    expect(findLeadIn(gone)).toBe("");
  });
});

describe("toLeadInLine", () => {
  it("keeps the end of a long one, from the beginning of a word", () => {
    const line = toLeadInLine(`${"Whoever uses the service, ".repeat(20)}must not:`) ?? "";
    expect(line).toMatch(/^Under: “… (?:Whoever|uses|the|service,) .* must not:”$/);
    expect(line.length).toBeLessThan(175);
  });

  it("shows what is hidden in it", () => {
    expect(toLeadInLine("You must \u202Enot:")).toBe("Under: “You must ‹U+202E›not:”");
  });

  it("is none where a clause completes nothing", () => {
    expect(toLeadInLine("")).toBeNull();
  });
});

describe("readLeadInsOf", () => {
  const text = "You must not:\n\n- copy it;\n- resell it.\n\nWe may end this.";
  const clauses = segmentClauses(text).map((clause) => ({ ...clause, path: [] }));

  it("gives the sentence of each item, by where it begins", () => {
    const items = clauses.filter(({ text: clause }) => / it[;.]$/.test(clause));
    expect([...readLeadInsOf(text, clauses)]).toEqual(
      items.map(({ start }) => [start, "You must not:"]),
    );
  });

  it("gives none for a clause that stands elsewhere in this text", () => {
    const moved = clauses.map((clause) => ({ ...clause, text: `Not ${clause.text}` }));
    expect(readLeadInsOf(text, moved).size).toBe(0);
  });
});

describe.each(channels)("renderMessage for %s", (channel) => {
  it("says which sentence each clause completes", () => {
    const told = JSON.stringify(renderMessage(alertOf(channel)));
    for (const leadIn of ["You must not:", "You may:"]) expect(told).toContain(leadIn);
  });

  it("says it in a digest of the clause that is shown", () => {
    const alert = alertOf(channel);
    const digest = { kind: "digest", why: "daily", alerts: [alert, alert] } as const;
    expect(JSON.stringify(renderMessage(digest))).toContain("You must not:");
  });

  it("says nothing of it where none is known", () => {
    expect(JSON.stringify(renderMessage(alertOf(channel, {})))).not.toMatch(/Under: |must not/);
  });
});

describe("renderMessage", () => {
  it("puts it between the headings and the redline of a mail, in both parts", () => {
    const mail = renderMessage(alertOf("email"));
    if (mail.channel !== "email") throw new Error(mail.channel);
    for (const part of [mail.html, mail.text]) {
      const [, ...clause] = part.slice(part.indexOf("2. Use")).match(inOrder) ?? [];
      expect(clause).toEqual(["Under: “You must not:”", "use outputs"]);
    }
  });
});

const inOrder = /2\. Use[^]*?(Under: “You must not:”)[^]*?(use outputs)/;

describe("toFeedEntry", () => {
  it("says which sentence each clause completes", () => {
    const alert = alertOf("console");
    const { id, detectedAt } = alert.change;
    const { content } = toFeedEntry({ id, alert, updatedAt: detectedAt });
    expect(content).toContain('<p dir="auto">Under: “You must not:”</p>');
    expect(content).toContain('<p dir="auto">Under: “You may:”</p>');
  });
});

describe("renderWebhook", () => {
  it("lists the sentences beside the comparison, by the change that completes each", () => {
    const { data } = JSON.parse(renderWebhook(alertOf("webhook")).body);
    expect(data.leadIns).toEqual([
      { changeIndex: 0, text: "You must not:" },
      { changeIndex: 1, text: "You may:" },
    ]);
  });
});
