import { describe, expect, it } from "vitest";
import type { IncidentAlert } from "../../src/render/alert.ts";
import { renderIncidentList } from "../../src/render/incident-list.ts";
import type { Channel } from "../../src/model/subscription.ts";
import { parseInstant } from "../../src/model/instant.ts";
import { findBlockProblems } from "../servers/slack.ts";
import { createSampleIncident } from "./sample.ts";

const hostile = "<script>alert(1)</script> <!channel>";

function createList(channel: Channel, count: number): [IncidentAlert, ...IncidentAlert[]] {
  const recovered = createSampleIncident(channel, {
    closedAt: parseInstant("2026-03-05T00:00:00Z"),
  });
  return [
    recovered,
    ...Array.from({ length: count - 1 }, () => createSampleIncident(channel, { detail: hostile })),
  ];
}

describe("renderIncidentList", () => {
  it("says in its subject how many are in trouble and how many have recovered", () => {
    const message = renderIncidentList(createList("email", 5));
    expect(message).toMatchObject({ subject: "[operator] 4 documents in trouble, 1 recovered" });
  });

  it("names every document in both parts of a mail, and nothing in them acts", () => {
    const message = renderIncidentList(createList("email", 20));
    if (message.channel !== "email") throw new Error("not a mail");
    expect(message.text.match(/Acme AI · Terms of Service/g)).toHaveLength(20);
    expect(message.html.match(/Acme AI · Terms of Service/g)).toHaveLength(20);
    expect(message.html).not.toContain("<script>");
    expect(message.html.length).toBeLessThan(100_000);
  });

  it("keeps its Message-ID over attempts, and has another for another list", () => {
    const idOf = (count: number) => {
      const message = renderIncidentList(createList("email", count));
      return message.channel === "email" ? message.messageId : "";
    };
    expect(idOf(5)).toBe(idOf(5));
    expect(idOf(5)).not.toBe(idOf(6));
  });

  it("stays within Slack's limits, and wakes nobody by what a page says", () => {
    const message = renderIncidentList(createList("slack", 20));
    if (message.channel !== "slack") throw new Error("not for Slack");
    expect(findBlockProblems(message.blocks)).toEqual([]);
    expect(JSON.stringify(message)).not.toContain("<!channel>");
  });
});
