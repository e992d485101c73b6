import { describe, expect, it } from "vitest";
import { parseInstant } from "../../src/model/instant.ts";
import { channels } from "../../src/model/subscription.ts";
import type { Channel } from "../../src/model/subscription.ts";
import type { IncidentAlert } from "../../src/render/alert.ts";
import { renderIncidentList } from "../../src/render/incident-list.ts";
import { renderIncident } from "../../src/render/incident.ts";
import { maxCardBytes } from "../../src/render/teams-card.ts";
import { webhookSchema } from "../../src/render/webhook-schema.ts";
import { findBlockProblems } from "../servers/slack.ts";
import { createSampleChannelIncident, createSampleIncident } from "./sample.ts";

const closedAt = parseInstant("2026-04-03T10:00:00Z");
const hostile = "<script>alert(1)</script> <!channel> **x** [a](javascript:alert(1)) \u202Eevil";

function createMixed(channel: Channel, count: number): [IncidentAlert, ...IncidentAlert[]] {
  const fields = { detail: hostile.repeat(20) };
  return [
    createSampleChannelIncident(channel, fields),
    ...Array.from({ length: count - 1 }, (_, at) =>
      at % 2 === 0
        ? createSampleIncident(channel, fields)
        : createSampleChannelIncident(channel, { ...fields, fault: "temporary" }),
    ),
  ];
}

describe("renderIncident", () => {
  it.each(channels)("names target and trouble of a channel's incident on %s", (channel) => {
    const text = JSON.stringify(renderIncident(createSampleChannelIncident(channel)));
    expect(text).toContain("reader@example.com");
    expect(text).toContain("550 5.1.1 no such user");
  });

  it("says how a target that does not exist is written to again", () => {
    const message = renderIncident(createSampleChannelIncident("email"));
    if (message.channel !== "email") throw new Error("not a mail");
    expect(message.subject).toBe(
      "[operator] E-mail to reader@example.com: does not exist, and is not written to any more",
    );
    const command = "clausewatch deliveries resume --channel email --to reader@example.com";
    expect(message.text.replaceAll("\n", " ")).toContain(command);
    expect(message.html).toContain(command);
  });

  it.each([
    [{ kind: "misconfigured", fault: "misconfigured", target: "" }, "is misconfigured"],
    [{ fault: "refused" }, "refused a message"],
    [{ fault: "temporary" }, "has not taken a message for some time"],
    [{ fault: "temporary", target: "" }, "cannot reach several of its targets"],
    [{ closedAt }, "has recovered (before: does not exist"],
  ] as const)("tells %j as what it is", (fields, words) => {
    const message = renderIncident(createSampleChannelIncident("console", fields));
    expect(message).toMatchObject({
      text: expect.stringMatching(new RegExp(words.replace("(", "\\("), "i")),
    });
  });

  it("says of a stale document how long it has not been verified", () => {
    const detail = "not verified for 72 hours, since 2026-03-30 09:30 UTC";
    const message = renderIncident(createSampleIncident("email", { kind: "stale", detail }));
    expect(message).toMatchObject({
      subject: `[operator] Acme AI · Terms of Service: ${detail}`,
    });
  });

  it.each([
    ["a document's", createSampleIncident("webhook"), "incident.opened"],
    ["a recovered document's", createSampleIncident("webhook", { closedAt }), "incident.closed"],
    ["a channel's", createSampleChannelIncident("webhook"), "incident.opened"],
  ] as const)("gives %s incident as an event that its schema describes", (_, alert, type) => {
    const message = renderIncident(alert);
    if (message.channel !== "webhook") throw new Error("not for a webhook");
    expect(message.id).toBe(alert.notification.id);
    const event = webhookSchema.parse(JSON.parse(message.body));
    expect(event).toMatchObject({ type, timestamp: alert.notification.createdAt });
  });

  it("keeps another's words from acting in an adaptive card", () => {
    const fields = { detail: hostile, target: "[x](https://evil.example)" };
    const message = renderIncident(createSampleChannelIncident("teams", fields));
    if (message.channel !== "teams") throw new Error("not for Teams");
    const blocks = JSON.stringify(message.card["body"]).match(/"type":"TextBlock","text":"[^"]*/g);
    expect(blocks).toHaveLength(1);
    expect(blocks?.[0]).not.toContain("[x](");
    expect(JSON.stringify(message.card)).not.toContain("\u202E");
  });
});

describe("renderIncidentList", () => {
  it("counts documents, targets and recoveries apart", () => {
    const list: [IncidentAlert, ...IncidentAlert[]] = [
      createSampleChannelIncident("email"),
      createSampleIncident("email"),
      createSampleIncident("email", { closedAt }),
    ];
    expect(renderIncidentList(list)).toMatchObject({
      subject: "[operator] 1 document in trouble, 1 target out of reach, 1 recovered",
    });
  });

  it("names forty incidents in a card that Teams takes", () => {
    const message = renderIncidentList(createMixed("teams", 40));
    if (message.channel !== "teams") throw new Error("not for Teams");
    const card = JSON.stringify(message.card);
    expect(new TextEncoder().encode(card).length).toBeLessThanOrEqual(maxCardBytes);
    expect(card.match(/E-mail to reader@example\.com/g)).toHaveLength(20);
    expect(card.match(/Acme AI · Terms of Service/g)).toHaveLength(20);
  });

  it("names forty incidents in messages that Slack takes", () => {
    const message = renderIncidentList(createMixed("slack", 40));
    if (message.channel !== "slack") throw new Error("not for Slack");
    const parts = [{ text: message.text, blocks: message.blocks }, ...message.replies];
    expect(parts.flatMap(({ blocks }) => findBlockProblems(blocks))).toEqual([]);
    const text = JSON.stringify(parts);
    expect(text.match(/E-mail to reader@example\.com/g)).toHaveLength(20);
    expect(text.match(/Acme AI · Terms of Service/g)).toHaveLength(20);
    expect(text).not.toContain("<!channel>");
  });

  it("gives one event for all, which its schema describes", () => {
    const message = renderIncidentList(createMixed("webhook", 3));
    if (message.channel !== "webhook") throw new Error("not for a webhook");
    const event = webhookSchema.parse(JSON.parse(message.body));
    expect(event).toMatchObject({
      type: "incident.opened",
      data: { incidents: { length: 3 } },
    });
  });
});
