import { describe, expect, it } from "vitest";
import {
  isTokenText,
  isUsable,
  toAccessToken,
  toTokenDigest,
  tokenLifetimesMs,
} from "../../../src/core/self-service/tokens.ts";
import { digestOf } from "../../../src/model/digest.ts";
import { addMs, parseInstant } from "../../../src/model/instant.ts";

const now = parseInstant("2026-03-01T00:00:00Z");
const address = "reader@example.com";

describe("toAccessToken", () => {
  it("keeps a digest, and nothing that the token could be told from", () => {
    const token = toAccessToken("secret-text", { purpose: "manage", address }, now);
    expect(JSON.stringify(token)).not.toContain("secret-text");
    expect(token.digest).toBe(toTokenDigest("secret-text"));
    expect(token.digest).not.toBe(digestOf("secret-text"));
  });
});

describe("isUsable", () => {
  it.each(["confirm", "manage", "unsubscribe"] as const)("ends a link to %s in time", (purpose) => {
    const token = toAccessToken("text", { purpose, address }, now);
    const end = addMs(now, tokenLifetimesMs[purpose]);
    expect(isUsable(token, purpose, addMs(end, -1))).toBe(true);
    expect(isUsable(token, purpose, end)).toBe(false);
  });

  it("holds for the token's own purpose, once where it is used up", () => {
    const token = toAccessToken("text", { purpose: "confirm", address }, now);
    expect(isUsable(token, "manage", now)).toBe(false);
    expect(isUsable({ ...token, usedAt: now }, "confirm", now)).toBe(false);
  });
});

describe("isTokenText", () => {
  it.each(["", "x", "A".repeat(42), "A".repeat(44), `${"A".repeat(42)}=`, `${"A".repeat(42)}\n`])(
    "takes no %j",
    (text) => {
      expect(isTokenText(text)).toBe(false);
    },
  );

  it("takes 32 bytes as base64url", () => {
    expect(isTokenText(`${"aZ09-_".repeat(7)}x`)).toBe(true);
  });
});
