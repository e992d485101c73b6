import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { describeSuppression } from "../../src/model/suppression.ts";
import { parseInstant } from "../../src/model/instant.ts";
import { isMailAddress, toShellWord } from "../../src/model/target.ts";

const sharp = "o'neil`touch${IFS}x`|{a}&$(b)#*@example.com";

describe("toShellWord", () => {
  it.each(["legal@example.com", "C0123ABCD", "legal-team"])("leaves %s as it is", (target) => {
    expect(toShellWord(target)).toBe(target);
  });

  it.each(["#ai-terms", "o'neil@example.com", "a`b`@example.com", sharp, "", "-n a"])(
    "makes a shell take %j for one word and nothing else",
    (target) => {
      const said = execFileSync("sh", ["-c", `printf '<%s>' ${toShellWord(target)}`]);
      expect(said.toString()).toBe(`<${target}>`);
    },
  );
});

describe("describeSuppression", () => {
  it("gives a command that acts on the target alone, whatever a reader called themselves", () => {
    const target = "a`reboot`@example.com";
    expect(isMailAddress(target)).toBe(true);
    const words = describeSuppression({
      channel: "email",
      target,
      subscriptionId: "operators/slack/#ops",
      reason: "bounced",
      detail: "550 no such user",
      at: parseInstant("2026-03-01T00:00:00Z"),
    });
    expect(words).toContain(
      "clausewatch deliveries resume --channel email --to 'a`reboot`@example.com' --subscription 'operators/slack/#ops'",
    );
  });
});
