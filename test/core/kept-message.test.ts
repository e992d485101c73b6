import { describe, expect, it } from "vitest";
import { toKeptMessage, tokenMark } from "../../src/core/kept-message.ts";
import { tokenPurposes } from "../../src/model/access-token.ts";
import type { Message } from "../../src/model/message.ts";

const token = "Ab-_".repeat(10) + "xyz";

function createMail(link: string): Extract<Message, { channel: "email" }> {
  return {
    channel: "email",
    to: "a@example.com",
    subject: "One change",
    html: `<a href="${link}">Leave</a>`,
    text: `Leave: ${link}.\n`,
    messageId: "<1@example.com>",
    references: [],
    unsubscribeUrl: link,
  };
}

describe("toKeptMessage", () => {
  it.each(tokenPurposes)("marks the token of a link to %s, in every part of a mail", (purpose) => {
    const base = "https://terms.example.com/watch";
    const kept = toKeptMessage(createMail(`${base}/${purpose}/${token}`));
    expect(kept).toEqual(createMail(`${base}/${purpose}/${tokenMark}`));
  });

  it("gives the same for the same mail under another token", () => {
    const link = "https://terms.example.com/unsubscribe";
    const kept = toKeptMessage(createMail(`${link}/${token}`));
    expect(toKeptMessage(createMail(`${link}/${"z".repeat(43)}`))).toEqual(kept);
  });

  it.each([
    ["a digest in a link", `https://terms.example.com/changes/${"a".repeat(64)}`],
    ["a longer name", `https://acme.example/manage/${"b".repeat(60)}`],
  ])("leaves %s as it was sent", (_, link) => {
    expect(toKeptMessage(createMail(link))).toEqual(createMail(link));
  });

  it("leaves what other channels were sent as it is", () => {
    const sent: Message = { channel: "webhook", to: "hook", id: "1", body: `"/manage/${token}"` };
    expect(toKeptMessage(sent)).toBe(sent);
  });
});
