import { describe, expect, it } from "vitest";
import { createConsoleNotifier } from "../../../src/adapters/notify/console.ts";

describe("createConsoleNotifier", () => {
  it("writes the text and ends its line", async () => {
    const written: string[] = [];
    const notifier = createConsoleNotifier({ write: (text) => void written.push(text) });
    await notifier.send({ channel: "console", text: "Acme AI: terms changed" });
    expect(written).toEqual(["Acme AI: terms changed\n"]);
  });
});
