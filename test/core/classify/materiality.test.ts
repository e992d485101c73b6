import { describe, expect, it } from "vitest";
import { compareVersions } from "../../../src/core/compare.ts";
import type { ClauseChange } from "../../../src/model/comparison.ts";
import { toSides } from "../diff/notation.ts";

// Clauses around the one that changes, so that it is not taken for a page that was replaced.
const above = [
  "# Terms of Service",
  "These terms govern your use of Larkspur.",
  "## 4. Use of the service",
  "You are responsible for what happens under your account.",
];
const below = [
  "Keep your password to yourself.",
  "## 9. General",
  "Headings are for convenience.",
  "These terms are in English.",
];

function judgeAll(...notations: readonly string[]): readonly ClauseChange[] {
  const sides = notations.map(toSides);
  const toPage = (clauses: readonly string[]): string =>
    [...above, ...clauses, ...below].join("\n\n");
  return compareVersions(
    toPage(sides.map(({ before }) => before)),
    toPage(sides.map(({ after }) => after)),
  ).changes;
}

function judge(notation: string): ClauseChange {
  const changes = judgeAll(notation);
  const [change] = changes;
  if (change === undefined || changes.length > 1)
    throw new Error(`one change expected, got ${changes.length}`);
  return change;
}

describe("judgeMateriality, what a lawyer wants to be woken for", () => {
  it.each([
    ["a permission denied", "You may <ins>not </ins>show outputs to third parties."],
    ["a permission denied by one word", "You <del>can</del><ins>cannot</ins> export your files."],
    ["a promise denied", "We will <ins>not </ins>notify you of changes."],
    ["a denial dropped", "We do <del>not </del>sell your personal data."],
    ["a contraction", "We <del>don't</del><ins>do</ins> keep your prompts."],
    ["never", "We <del>never </del>read your files."],
    ["and that becomes or", "You must name the author <del>and</del><ins>or</ins> the licence."],
    ["or that becomes and", "Notify us by e-mail <del>or</del><ins>and</ins> by post."],
    [
      "an open list closed",
      "We share data with partners, <del>including</del><ins>limited to</ins> hosts.",
    ],
    ["consent in writing dropped", "We do so with your <del>prior written </del>consent only."],
    ["prior dropped", "We change fees upon <del>prior </del>notice."],
    ["more days", "You may object within <del>30</del><ins>90</ins> days of the notice."],
    ["fewer hours", "We answer within <del>48</del><ins>24</ins> hours."],
    ["days in words", "Pay within <del>thirty</del><ins>ten</ins> days of the invoice."],
    ["another unit", "We delete logs after 12 <del>weeks</del><ins>months</ins>."],
    ["a share", "Interest of <del>2%</del><ins>5%</ins> a month is due on late payments."],
    ["solely added", "You may use outputs <ins>solely </ins>for research."],
    ["solely dropped", "We process prompts <del>solely </del>to answer you."],
    ["an exception added", "Fees are not refundable<ins>, except where the law requires it</ins>."],
    ["an exception dropped", "You may not share accounts<del>, except with your household</del>."],
    ["unless", "We delete your files<ins> unless a court orders otherwise</ins>."],
    [
      "a scope that grows",
      "This section covers the <del>outputs</del><ins>Services or outputs</ins>.",
    ],
    ["a party", "Your contract is with Larkspur <del>Inc.</del><ins>Ireland Limited</ins>"],
    ["a place", "Backups lie in <del>the United States</del><ins>Singapore</ins>"],
    [
      "a party of another name",
      "Your contract is with <del>Larkspur</del><ins>Quillmark</ins> GmbH.",
    ],
    ["a price", "The plan costs <del>$20</del><ins>$25</ins> a month."],
    ["a price in euro", "The plan costs <del>€9.50</del><ins>€12</ins> a month."],
    ["a law", "The laws of <del>California</del><ins>Delaware</ins> govern these terms."],
    ["advice that becomes a duty", "You <del>should</del><ins>must</ins> back up your files."],
    ["a duty that becomes leave", "We <del>must</del><ins>may</ins> tell you of a breach."],
    [
      "a denial that moves",
      "We may <ins>not </ins>share it, and you may <del>not </del>resell it.",
    ],
    [
      "parties that change places",
      "<del>You</del><ins>We</ins> pay the costs of any return of goods.",
    ],
    [
      "a right that becomes a chance",
      "Customer <del>has</del><ins>may have</ins> the option to cap fees.",
    ],
    [
      "the terms of a third party",
      "<ins>6. [https://a.example/terms](https://a.example/terms)</ins>",
    ],
    ["an opposite", "You may use it for <del>internal</del><ins>external</ins> purposes."],
    ["a country more", "Persons in Iran, <ins>Russia, </ins>Syria and Cuba may not register."],
    ["a use more", "Do not use it for weapons, <ins>medical devices, </ins>gambling or fraud."],
    ["a kind of content more", "Content means text, images<ins>, audio</ins> and code."],
    ["a kind of content less", "Content means text, images<del>, audio</del> and code."],
    ["a prohibition added", "<ins>You must not resell access to the service.</ins>"],
    ["a promise removed", "<del>We will delete your files within 30 days of your request.</del>"],
  ])("is %s", (_, notation) => {
    expect(judge(notation).materiality).toBe("substantive");
  });
});

describe("judgeMateriality, what nobody wants to be woken for", () => {
  it.each([
    ["a date", "Last updated: <del>4 May 2026</del><ins>9 June 2026</ins>"],
    ["a date of effect", "Effective: <del>May 4, 2026</del><ins>June 9, 2026</ins>"],
    ["a number", "<del>4.1</del><ins>4.2</ins> You may invite others to your workspace."],
    ["a letter", "<del>(b)</del><ins>(c)</ins> You may invite others to your workspace."],
    ["a reference", "Fees are as stated in Section <del>7.2</del><ins>8.1</ins>."],
    [
      "a link target",
      "Read our [rules<del>](https://a.example/r)</del><ins>](https://b.example/rules)</ins>.",
    ],
    [
      "a tracking parameter",
      "Read our [rules<del>](https://a.example/r?utm=1)</del><ins>](https://a.example/r?utm=77)</ins>.",
    ],
    [
      "an address that is hidden",
      "Write to <del>help@larkspur.example</del><ins>[email protected]</ins>.",
    ],
    [
      "a part of an address that is hidden",
      "Write to <del>help-</del>[email<del> </del><ins> </ins>protected] for a copy.",
    ],
    ["a menu", "<ins>[Home](/) [Pricing](/pricing) [Blog](/blog)</ins>"],
    [
      "a count of partners",
      "We and our <del>811</del><ins>815</ins> partners store data. Manage preferences",
    ],
    ["a heading", "<ins>### Acceptable use</ins>"],
    ["spelling", "You need our <del>authorisation</del><ins>authorization</ins> to do so."],
    ["another spelling", "Do not <del>analyse</del><ins>analyze</ins> traffic of others."],
    [
      "a slip of the pen",
      "You accept the <del>sepcific</del><ins>specific</ins> terms of each plan.",
    ],
    ["the same denial", "You <del>are not allowed to</del><ins>may not</ins> resell the service."],
    ["a synonym", "We will <del>tell</del><ins>notify</ins> you of changes by e-mail."],
    ["in order to", "We process data <del>in order </del>to provide the service."],
    ["a number in digits", "You may object within <del>seven</del><ins>7</ins> days."],
    ["the end of an item", "send spam or malware to anybody;<del> or</del>"],
    ["punctuation", "You may use text, images<ins>,</ins> and code."],
    ["a street", "Write to <del>1 Bluxome</del><ins>42 Brannan</ins> St, San Francisco, CA 94107."],
    ["a pointer", "<ins>To learn more, visit our help center.</ins>"],
    ["an announcement", "<del>We've updated these terms. See the previous version.</del>"],
  ])("is %s", (_, notation) => {
    expect(judge(notation).materiality).not.toBe("substantive");
  });

  it("is a cookie whose lifetime and name change", () => {
    const table = (row: string): string =>
      `# Cookies\n\nWe use these cookies.\n\n| Vendor | Name | Lifetime |\n| --- | --- | --- |\n| Acme | other | 1 day |\n${row}\n\nYou can delete them.`;
    const { materiality } = compareVersions(
      table("| Drumlin | _dm_a | 2 years |"),
      table("| Drumlin | _dm_b | 13 months |"),
    );
    expect(materiality).toBe("noise");
  });

  it("is a product renamed throughout, and says so", () => {
    const changes = judgeAll(
      "You may use <del>Quarry Desk</del><ins>Quarry Studio</ins> for your own work.",
      "We may suspend <del>Quarry Desk</del><ins>Quarry Studio</ins> for repairs.",
    );
    expect(changes.map(({ materiality }) => materiality)).toEqual(["editorial", "editorial"]);
    expect(changes.flatMap(({ cues }) => cues.map(({ why }) => why))).toContain("renamed");
  });
});

describe("judgeMateriality, its reasons", () => {
  it("marks the word that denies", () => {
    const { cues, after } = judge("You may <ins>not </ins>show outputs to third parties.");
    const [cue] = cues;
    expect(cue?.why).toBe("negation-of-a-verb");
    expect(after?.text.slice(cue?.start, cue?.end)).toBe("not");
  });

  it("marks the amounts of both sides", () => {
    const { cues, before, after } = judge("Pay within <del>30</del><ins>90</ins> days.");
    const amounts = cues.filter(({ why }) => why === "amount-changed");
    expect(
      amounts.map(({ side, start, end }) =>
        (side === "before" ? before : after)?.text.slice(start, end),
      ),
    ).toEqual(["30 days", "90 days"]);
  });

  it("keeps every reason inside the text that it is of", () => {
    const changes = judgeAll(
      "You <del>should</del><ins>must</ins> back up <del>your</del><ins>all of your</ins> files.",
      "<ins>You must not resell access to the service.</ins>",
      "We <del>start</del><ins>begin</ins> each month on its first day.",
    );
    const outside = changes.flatMap((change) =>
      change.cues.filter(
        ({ side, start, end }) =>
          start < 0 || end < start || end > (change[side]?.text.length ?? -1),
      ),
    );
    expect(outside).toEqual([]);
  });

  it("is surest of what a rule decides whatever else speaks", () => {
    expect(judge("You may <ins>not </ins>show outputs to anybody.").confidence).toBeGreaterThan(
      0.95,
    );
  });
});
