import { describe, expect, it } from "vitest";
import { renderTestMessage } from "../../src/app/test-message.ts";
import { parseInstant } from "../../src/model/instant.ts";
import { channels } from "../../src/model/subscription.ts";
import { webhookSchema } from "../../src/render/webhook-schema.ts";

const now = parseInstant("2026-03-10T12:00:00Z");
const options = { target: "legal@example.com", now, mailDomain: "alerts.example.com" };

describe("renderTestMessage", () => {
  it.each(channels)("says on %s that it is a test, and no change", (channel) => {
    const text = JSON.stringify(renderTestMessage({ ...options, channel }));
    expect(text).toContain("This is a test of Clausewatch: no provider has changed anything");
  });

  it.each(channels.filter((channel) => channel !== "webhook"))(
    "shows on %s what an alert looks like",
    (channel) => {
      const text = JSON.stringify(renderTestMessage({ ...options, channel }));
      expect(text).toContain("building competing models");
      expect(text).toContain("TEST, Example AI");
    },
  );

  it("gives a webhook an event that no program takes for a change", () => {
    const message = renderTestMessage({ ...options, channel: "webhook" });
    if (message.channel !== "webhook") throw new Error("not for a webhook");
    expect(webhookSchema.parse(JSON.parse(message.body))).toMatchObject({ type: "test" });
  });

  it("gives each test a name of its own, so that no mail reader hides the second", () => {
    const later = parseInstant("2026-03-10T12:00:01Z");
    const first = renderTestMessage({ ...options, channel: "email" });
    const second = renderTestMessage({ ...options, channel: "email", now: later });
    expect("messageId" in first && first.messageId).not.toBe(
      "messageId" in second && second.messageId,
    );
  });
});
