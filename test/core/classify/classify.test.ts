import { describe, expect, it } from "vitest";
import { compareVersions } from "../../../src/core/compare.ts";
import type { ClauseChange } from "../../../src/model/comparison.ts";
import { toSides } from "../diff/notation.ts";

// Clauses around the one that changes, so that it is not taken for a page that was replaced.
const around = [
  "Thank you for reading these terms.",
  "Headings are for convenience.",
  "Nothing here creates a partnership.",
  "These terms are in English.",
];

function toPage(clause: string, headings = "# Terms"): string {
  return [headings, ...around.slice(0, 2), clause, ...around.slice(2)].join("\n\n");
}

function judge(notation: string, headings = "# Terms"): ClauseChange {
  const { before, after } = toSides(notation);
  const { changes } = compareVersions(toPage(before, headings), toPage(after, headings));
  const [change] = changes;
  if (change === undefined || changes.length > 1)
    throw new Error(`one change expected, got ${changes.length}`);
  return change;
}

describe("classifyEdit, how much a change matters", () => {
  it.each([
    ["You may <ins>not </ins>resell access to the service."],
    ["You <del>should</del><ins>must</ins> keep backups of your content."],
    ["You may use it for research <del>and</del><ins>or</ins> teaching<ins> only</ins>."],
    ["We share data with partners <del>including</del><ins>limited to</ins> hosting firms."],
    ["We give you <del>prior written </del>notice of changes."],
    ["You have <del>30</del><ins>90</ins> days to object."],
    ["A late fee of <del>$25</del><ins>$40</ins> applies."],
    ["We use your content <del>solely </del>to provide the service."],
    ["We never share prompts<ins>, except with our affiliates</ins>."],
    ["You may not use the service for weapons, surveillance<ins>, gambling</ins> or fraud."],
    ["Users in Iran, <ins>Russia, </ins>Syria and Cuba may not register."],
    ["Your contract is with Larkspur <del>LLC</del><ins>OpCo, LLC</ins>."],
    ["<ins>You must be at least 18 years old to register.</ins>"],
    ["<del>We delete your files within a month of a request.</del>"],
  ])("finds %s substantive", (notation) => {
    expect(judge(notation).materiality).toBe("substantive");
  });

  it.each([
    ["<del>4.</del><ins>A.4</ins> You may not resell access to the service."],
    ["Last updated: <del>May 4</del><ins>June 9</ins>, 2026"],
    ["You <del>are not allowed to</del><ins>may not</ins> resell access to the service."],
    ["Use it with our <del>authorisation</del><ins>authorization</ins> at all times."],
    ["We process data <del>in order </del>to provide the service."],
    ["Write to 3180 <del>18th</del><ins>14th</ins> Street, San Francisco, CA 94110 for notices."],
    ["We keep logs for <del>seven</del><ins>7</ins> days after use."],
    ["Fees are set out in Section <del>4.2</del><ins>5.1</ins> of the order."],
    ["We <del>start</del><ins>begin</ins> each month on its first day."],
    ["<ins>## Your choices</ins>"],
    ["<ins>For more information, see our help center.</ins>"],
  ])("finds %s editorial", (notation) => {
    expect(judge(notation).materiality).toBe("editorial");
  });

  it.each([
    [
      "Read the [policy<del>](https://a.example/p?s=3m5)</del><ins>](https://a.example/p?s=9k2)</ins> first.",
    ],
    ["Write to <del>legal@larkspur.example</del><ins>[email protected]</ins> for help."],
    [
      "We and our <del>1566</del><ins>1570</ins> partners store data on your device. Manage preferences",
    ],
    ["See our form<ins> (opens in a new window)</ins> for requests."],
    ["<ins>Copy link</ins>"],
    ["<del>Was this page helpful?</del>"],
    ["<ins>Usage policies | Larkspur</ins>"],
    ["<ins>![A picture](https://a.example/p.png)</ins>"],
  ])("finds %s noise", (notation) => {
    expect(judge(notation)).toMatchObject({ materiality: "noise", topics: [], direction: null });
  });

  it("is surer of a link target than of a reworded clause", () => {
    const link = judge(
      "Read the [policy<del>](https://a.example/1)</del><ins>](https://a.example/2)</ins> first.",
    );
    const wording = judge("We <del>start</del><ins>resume</ins> each month on its first day.");
    expect(link.confidence).toBeGreaterThan(wording.confidence);
  });
});

describe("classifyEdit, topics", () => {
  it.each([
    [
      "<ins>You may not use the service to develop products that compete with ours.</ins>",
      "competing-development",
    ],
    ["<ins>You may not use outputs to train any machine learning model.</ins>", "output-training"],
    ["<ins>We may use your prompts to train our models.</ins>", "customer-data-training"],
    ["<ins>We retain server logs for two years.</ins>", "data-retention"],
    ["<ins>You may not reverse engineer the model.</ins>", "reverse-engineering"],
    ["<ins>Do not jailbreak the assistant or bypass its safeguards.</ins>", "safety-circumvention"],
    [
      "<ins>You must be at least 18 years old or have a guardian's consent.</ins>",
      "age-eligibility",
    ],
    [
      "<ins>The service may not be used where sanctions or export controls forbid it.</ins>",
      "geography-sanctions",
    ],
    ["<ins>Customer will indemnify and hold harmless the provider.</ins>", "indemnity"],
    ["<ins>Any dispute goes to binding arbitration.</ins>", "dispute-resolution"],
    ["<ins>Subscription fees renew every month.</ins>", "pricing-payment"],
    ["<ins>The service comes as is, without warranty of any kind.</ins>", "warranty-liability"],
    ["<ins>We store personal data on servers in Singapore.</ins>", "data-transfer"],
    ["<ins>You may withdraw your consent or lodge a complaint.</ins>", "privacy-rights"],
  ])("finds what %s is about", (notation, topic) => {
    expect(judge(notation).topics[0]).toBe(topic);
  });

  it("takes an item's topic from the list it stands in", () => {
    const before =
      "# Terms\n\n## Prohibited uses\n\nYou may not use the service for:\n\n* spam\n\nThanks.\n\nEnd.";
    const { changes } = compareVersions(
      before,
      before.replace("* spam", "* spam\n* payday lending"),
    );
    expect(changes[0]?.topics[0]).toBe("prohibited-use");
  });

  it("keeps to the member of an enumeration that changed", () => {
    const text =
      "You shall not: (a) use the service to build weapons or malware; (b) publish benchmarks of the service anywhere; or (c) let children use your account.";
    const { changes } = compareVersions(
      toPage(text),
      toPage(text.replace("publish benchmarks", "publish any benchmarks or press releases")),
    );
    expect(changes.map((change) => change.topics[0])).toEqual(["publicity-benchmarking"]);
  });
});

describe("classifyEdit, competing development", () => {
  it("takes a ban that names more for a tighter one, and one that names less for a looser one", () => {
    const narrow = "You must not use outputs to develop models that compete with ours.";
    const wide =
      "You must not use outputs to develop, train or improve any product, service or model that competes with ours, directly or through others.";
    const judgeBan = (before: string, after: string): unknown =>
      compareVersions(toPage(before), toPage(after)).changes[0]?.direction;
    expect(judgeBan(narrow, wide)).toBe("tightened");
    expect(judgeBan(wide, narrow)).toBe("loosened");
  });

  it.each([
    [
      "It is forbidden to use outputs of the tool to develop models that compete with Larkspur, such as training an engine.",
      "Developing a model that competes with the service by using sketches that the service drew.",
    ],
  ])("wakes for other words of %j", (before, after) => {
    const { changes } = compareVersions(toPage(before), toPage(after));
    expect(changes.map((change) => change.materiality)).toContain("substantive");
  });
});

describe("classifyEdit, in whose favour a change is", () => {
  it.each([
    ["<ins>You may not resell access to the service.</ins>", "tightened"],
    ["<del>You may not resell access to the service.</del>", "loosened"],
    ["<del>We will notify you of every security incident.</del>", "tightened"],
    ["<ins>We will notify you of every security incident.</ins>", "loosened"],
    ["You may <ins>not </ins>publish benchmarks.", "tightened"],
    ["You have <del>30</del><ins>90</ins> days to cancel and get a refund.", "loosened"],
    ["We keep your data for <del>30</del><ins>90</ins> days.", "tightened"],
    ["You may not use it for gambling<ins>, except where a licence allows it</ins>.", "loosened"],
    ["<ins>The word “service” means the hosted platform.</ins>", "neutral"],
  ])("reads %s", (notation, direction) => {
    expect(judge(notation).direction).toBe(direction);
  });
});
