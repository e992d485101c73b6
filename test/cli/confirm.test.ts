import { describe, expect, it } from "vitest";
import { confirm } from "../../src/cli/confirm.ts";

/** What is made of an answer, and what was asked. */
async function ask(answer: readonly string[], isInteractive = true) {
  let asked = "";
  const isYes = await confirm(
    {
      out() {},
      err: (text) => void (asked += text),
      isTerminal: isInteractive,
      isInteractive,
      columns: 80,
      hasColour: false,
      async *readStdin() {
        yield* answer;
      },
    },
    "Really?",
  );
  return { isYes, asked };
}

describe("confirm", () => {
  it.each([
    ["y\n", true],
    ["Yes\r\n", true],
    ["n\n", false],
    ["\n", false],
    ["yesterday\n", false],
  ])("takes %j for %s", async (answer, isYes) => {
    expect(await ask([answer])).toEqual({ isYes, asked: "Really? [y/N] " });
  });

  it("takes the end of input for no", async () => {
    expect((await ask([])).isYes).toBe(false);
  });

  it("asks nothing where nobody can answer", async () => {
    expect(await ask([], false)).toEqual({ isYes: true, asked: "" });
  });
});
