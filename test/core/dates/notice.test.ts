import { describe, expect, it } from "vitest";
import { readNotices } from "../../../src/core/dates/notice.ts";

/** `30 days from notice, material`. */
function read(text: string): string[] {
  return readNotices(text).map(({ days, from, changes }) =>
    days === null ? `some notice, ${changes}` : `${days} days from ${from}, ${changes}`,
  );
}

describe("readNotices", () => {
  it.each([
    [
      "We will give you at least 30 days' notice before changes to these Terms take effect.",
      ["30 days from notice, all"],
    ],
    ["Changes become effective 14 days after posting.", ["14 days from posting, all"]],
    [
      "Material changes will be effective fifteen (15) days after we post them or tell you of them (except changes required by law, which will be effective immediately).",
      ["15 days from posting, material"],
    ],
    [
      "Revisions will be effective immediately except that, for existing hirers, material revisions will be effective 30 days after posting or notice to you.",
      ["0 days from notice, other", "30 days from posting, material"],
    ],
    [
      "If a change materially harms your rights, we will tell you. Those changes will become effective no sooner than 30 days after we notify you. All other changes will be effective immediately.",
      ["30 days from notice, material", "0 days from notice, other"],
    ],
    [
      "If we judge an update to be substantial, we will notify you in writing at least two weeks before the update goes into effect.",
      ["14 days from notice, material"],
    ],
    [
      "We may update these Terms with at least 2 weeks' notice, after which the changes take effect.",
      ["14 days from notice, all"],
    ],
    [
      "Changes to this Policy are effective when they are posted on this page.",
      ["0 days from posting, all"],
    ],
    [
      "Such modifications shall become immediately effective upon posting.",
      ["0 days from posting, all"],
    ],
    [
      "Changes to this notice take effect on the date we post the revised notice.",
      ["0 days from posting, all"],
    ],
    ["Any update shall be effective on the Last Updated date.", ["0 days from notice, all"]],
    ["We may change this Agreement on reasonable notice.", ["some notice, all"]],
    [
      "We may modify these Terms at any time without any prior written notice.",
      ["0 days from notice, all"],
    ],
    [
      "Price changes will be effective 14 days after they are posted.",
      ["14 days from posting, prices"],
    ],
    [
      "We will inform the Customer of changes in the subprocessors at least 30 days in advance.",
      ["30 days from notice, subprocessors"],
    ],
    ["You may reject any change by sending us notice within 30 days of the change.", []],
    ["The Customer must give notice 15 days before the change takes effect.", []],
    [
      "You may opt out of updates to these arbitration terms within 30 days after they take effect.",
      [],
    ],
    ["We keep your data for 30 days after you change your settings.", []],
    ["We may change the cranes with or without prior notice.", []],
    ["We may change the cranes without notice.", []],
    ["We may update these Terms from time to time.", []],
  ])("reads %j", (text, promises) => {
    expect(read(`# Terms of Hire\n\n${text}\n`)).toEqual(promises);
  });

  it("gives the sentence, verbatim and where it stands", () => {
    const text =
      "# Terms\n\nWe grow. **Changes** become [effective](https://example.com) 14 days after posting. Bye.";
    const [promise] = readNotices(text);
    expect(promise?.quote.text).toBe(
      "**Changes** become [effective](https://example.com) 14 days after posting.",
    );
    expect(text.slice(promise?.quote.start, promise?.quote.end)).toBe(promise?.quote.text);
  });

  it("stays quick on a long line of changes and notices", () => {
    const line = "change notice 30 days ".repeat(20_000);
    expect(readNotices(line)).toEqual([]);
  });
});
