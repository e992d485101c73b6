import { describe, expect, it } from "vitest";
import { createWorkspace } from "./workspace.ts";

/** Every event of the story, as it must stand once among the checks or in the inbox. */
const events = [
  [
    "a restriction appears while the date stands still",
    /stricter rules on building competing models \[silent\]/g,
    2,
  ],
  ["the old wording returns", /earlier wording has returned/g, 1],
  ["a model is withdrawn", /Halcyon 3 Large is withdrawn”/g, 1],
  ["a login wall is held back", /\[operator\] Quill Labs · Terms of Service: held back/g, 1],
  ["the page comes back", /\[operator\] Quill Labs · Terms of Service: has recovered/g, 1],
] as const;

describe("clausewatch demo", () => {
  it("ends by itself and shows each event with its mail in the inbox", async () => {
    await using workspace = await createWorkspace();
    const { code, out, err } = await workspace.run("demo");
    expect(code, err).toBe(0);
    const inbox = out.slice(out.indexOf("inbox: "));
    expect(inbox).toMatch(/^inbox: 6 mails/);
    for (const [event, subject, count] of events) {
      expect(inbox.match(subject)?.length, event).toBe(count);
    }
    // Appears, is broadened, goes: each redlined once, in its mail.
    expect(
      out.match(/\{\+develop models that compete with the Northwind models;\+\}/g),
    ).toHaveLength(1);
    expect(out.match(/train or improve any product, service or model/g)?.length).toBeGreaterThan(0);
    expect(out).toContain("REVERSED to an earlier wording");
    expect(out).toContain("HELD BACK (login-wall)");
  });
});
