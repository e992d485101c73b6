import { describe, expect, it } from "vitest";
import {
  describeSafely,
  listAddressSecrets,
  toSafeCause,
} from "../../../src/adapters/notify/redact.ts";

describe("describeSafely", () => {
  it("takes a secret out as it is, in base64, and as a part of an address", () => {
    const secret = "p€ss/w0rd+";
    const forms = [secret, Buffer.from(secret).toString("base64"), encodeURIComponent(secret)];
    expect(describeSafely(`no ${forms.join(" ")} here`, [secret])).toBe("no … … … here");
  });

  it("leaves no rest of a secret that begins with another", () => {
    expect(describeSafely("abc abcdef", ["abc", "abcdef"])).toBe("… …");
  });

  it("takes an empty secret for none", () => {
    expect(describeSafely("fine", [""])).toBe("fine");
  });

  it("gives one line of at most 300 characters, well-formed", () => {
    const words = describeSafely(`a\r\n\u0000b\ud800${"x".repeat(400)}`, []);
    expect(words).toMatch(/^a b\ufffdx+$/);
    expect(words).toHaveLength(300);
  });
});

describe("toSafeCause", () => {
  it("keeps an error that holds no secret", () => {
    const error = new Error("connection reset");
    expect(toSafeCause(error, ["s3cret"])).toBe(error);
  });

  it.each([
    ["its words", new Error("bad s3cret")],
    ["a field", Object.assign(new Error("bad"), { response: { headers: ["s3cret"] } })],
    ["its cause", new Error("bad", { cause: new Error("s3cret") })],
  ])("drops an error that holds one in %s", (_, error) => {
    expect(toSafeCause(error, ["s3cret"])).toBeUndefined();
  });
});

describe("listAddressSecrets", () => {
  it("guards path and query, whole and in parts, and leaves the host to be told", () => {
    const secrets = listAddressSecrets("https://hooks.example.com/services/T0AB12CD?sig=n0tth1s");
    const said = "POST https://hooks.example.com/services/T0AB12CD?sig=n0tth1s (T0AB12CD, n0tth1s)";
    expect(describeSafely(said, secrets)).toBe("POST … (…, …)");
    expect(describeSafely("hooks.example.com refused", secrets)).toBe("hooks.example.com refused");
  });
});
