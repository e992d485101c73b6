import { describe, expect, it } from "vitest";
import { parseService } from "../../src/core/declaration.ts";
import {
  checkSubscriptions,
  parseSubscriptions,
  parseSubscriptionsFile,
} from "../../src/core/subscription.ts";
import { DeclarationError } from "../../src/model/errors.ts";
import { wholeFilter } from "../../src/model/subscription.ts";

function problemsOf(subscriptions: unknown, subscribers: unknown = []): string[] {
  try {
    parseSubscriptionsFile({ subscriptions, subscribers }, "subscriptions.json");
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}

const email = { id: "legal", channel: "email", to: "legal@acme.example" };

describe("parseSubscriptions", () => {
  it("lets everything substantive through where nothing is filtered", () => {
    expect(parseSubscriptions({ subscriptions: [email] }, "s.json")).toEqual([
      {
        id: "legal",
        channel: "email",
        target: "legal@acme.example",
        ...wholeFilter,
        rhythm: "instant",
        source: "file",
      },
    ]);
  });

  it("keeps every filter", () => {
    const filters = {
      services: ["openai"],
      termsTypes: ["Privacy Policy"],
      tags: ["restrictions"],
      topics: ["competing-development"],
      directions: ["tightened"],
      minMateriality: "editorial",
      documents: ["openai/usage-policy"],
      marks: ["silent", "reversal"],
      effectiveWithinDays: 30,
      words: ["resell", "machine learning"],
      pattern: "(?i)compet(e|ing)",
      clauseWatch: [
        "You must not use outputs to develop competing models.",
        "Training a rival system on what the service returns is forbidden.",
      ],
      rhythm: "weekly",
    };
    const [parsed] = parseSubscriptions({ subscriptions: [{ ...email, ...filters }] }, "s.json");
    expect(parsed).toMatchObject(filters);
  });

  it.each([
    ["slack", "C0123ABCD"],
    ["slack", "#ai-terms"],
    ["email", "o'neil+x@mail.acme.example"],
    ["email", "root@localhost"],
  ])("takes the %s target %s", (channel, to) => {
    expect(problemsOf([{ id: "a", channel, to }])).toEqual([]);
  });

  it.each([
    ["email", "a@b.example\r\nBcc: c@d.example"],
    ["email", "a@b.example\n"],
    ["email", "a@b.example, c@d.example"],
    ["email", "Legal <a@b.example>"],
    ["email", "a@-b.example"],
    ["email", "a@b..example"],
    ["email", '"a b"@c.example'],
    ["email", `${"a".repeat(65)}@b.example`],
    ["email", ""],
    ["slack", "general chat"],
    ["slack", ""],
    ["console", "x"],
  ])("refuses the %s target %j", (channel, to) => {
    expect(problemsOf([{ id: "a", channel, to }])).toEqual([
      expect.stringMatching(/^subscriptions\.json: subscriptions\[0\]\.to: ./),
    ]);
  });

  it("names every problem by its path", () => {
    const problems = problemsOf([
      { ...email, id: "Legal Team", topic: "other" },
      { ...email, topics: ["everything", "x-", "x-Bio"], minMateriality: "high" },
    ]);
    expect(problems).toEqual([
      "subscriptions.json: subscriptions[0].id: expected a-z, 0-9 and hyphens",
      "subscriptions.json: subscriptions[0].topic: unknown key",
      expect.stringMatching(
        /^subscriptions\.json: subscriptions\[1\]\.topics\[0\]: expected x- and .*, indemnity,/,
      ),
      expect.stringMatching(
        /^subscriptions\.json: subscriptions\[1\]\.topics\[1\]: expected x- and .*, indemnity,/,
      ),
      expect.stringMatching(
        /^subscriptions\.json: subscriptions\[1\]\.topics\[2\]: expected x- and .*, indemnity,/,
      ),
      expect.stringMatching(/^subscriptions\.json: subscriptions\[1\]\.minMateriality: ./),
    ]);
  });

  it.each([
    [{ documents: ["usage-policy"] }, /documents\[0\]: expected the id of a terms/],
    [{ marks: ["quiet"] }, /marks\[0\]: ./],
    [{ effectiveWithinDays: 367 }, /effectiveWithinDays: ./],
    [{ effectiveWithinDays: 1.5 }, /effectiveWithinDays: ./],
    [{ words: ["—"] }, /words\[0\]: expected a word, or several$/],
    [{ words: ["a".repeat(101)] }, /words\[0\]: ./],
    [
      { pattern: "(resell" },
      /pattern: no pattern of RE2: error parsing regexp: missing closing \): `\(resell`$/,
    ],
    [{ pattern: "x*" }, /pattern: matches where there is nothing at all$/],
    [{ clauseWatch: ["No competing models may be developed."] }, /clauseWatch: too few: /],
    [
      { clauseWatch: ["It is.", "No competing models may be developed."] },
      /clauseWatch\[0\]: says too little: /,
    ],
    [{ rhythm: "hourly" }, /rhythm: ./],
  ])("refuses %j", (fields, problem) => {
    expect(problemsOf([{ ...email, ...fields }])).toEqual([expect.stringMatching(problem)]);
  });

  it("refuses an id given twice", () => {
    expect(problemsOf([email, { ...email, to: "b@acme.example" }])).toEqual([
      "subscriptions.json: subscriptions[1].id: legal is the id of subscriptions[0] already",
    ]);
  });
});

describe("parseSubscriptionsFile", () => {
  const to = { channel: "email", to: "legal@acme.example" };

  it("fills in what a subscriber leaves open", () => {
    const subscribers = [
      { ...to, timeZone: "Europe/Berlin", quietHours: { from: "20:00", to: "07:30" } },
      { channel: "webhook", to: "archive" },
    ];
    expect(parseSubscriptionsFile({ subscribers }, "s.json")).toEqual({
      subscriptions: [],
      subscribers: [
        {
          channel: "email",
          target: "legal@acme.example",
          timeZone: "Europe/Berlin",
          quietHours: { from: "20:00", to: "07:30" },
          digestAt: "08:00",
          digestDay: "monday",
          maxPerHour: 20,
        },
        expect.objectContaining({ target: "archive", timeZone: "UTC", maxPerHour: null }),
      ],
    });
  });

  it("keeps a subscriber's word that there is no limit", () => {
    const { subscribers } = parseSubscriptionsFile(
      { subscribers: [{ ...to, maxPerHour: null }] },
      "s.json",
    );
    expect(subscribers[0]?.maxPerHour).toBeNull();
  });

  it.each([
    [{ timeZone: "Europe/Bielefeld" }, /timeZone: expected the name of a time zone/],
    [{ timeZone: "+02:00" }, /timeZone: expected the name of a time zone/],
    [{ quietHours: { from: "24:00", to: "07:00" } }, /quietHours\.from: expected a time of day/],
    [{ quietHours: { from: "07:00", to: "07:00" } }, /quietHours: begin and end/],
    [{ digestAt: "8:00" }, /digestAt: expected a time of day/],
    [{ digestDay: "Monday" }, /digestDay: ./],
    [{ maxPerHour: 0 }, /maxPerHour: ./],
    [{ to: "nobody" }, /to: expected an e-mail address/],
  ])("refuses the subscriber %j", (fields, problem) => {
    expect(problemsOf([], [{ ...to, ...fields }])).toEqual([
      expect.stringMatching(new RegExp(`subscribers\\[0\\]\\.${problem.source}`)),
    ]);
  });

  it("refuses a target given twice", () => {
    expect(problemsOf([], [to, to])).toEqual([
      "subscriptions.json: subscribers[1].to: subscribers[0] is the same",
    ]);
  });
});

describe("checkSubscriptions", () => {
  const terms = {
    "Privacy Policy": { fetch: "https://acme.example/p", tags: ["data"] },
    "Terms of Service": { fetch: "https://acme.example/t" },
  };
  const { declarations } = parseService("acme", { name: "Acme", terms });

  function warningsOf(filters: Record<string, unknown>): string[] {
    const subscriptions = parseSubscriptions(
      { subscriptions: [{ ...email, ...filters }] },
      "s.json",
    );
    return checkSubscriptions(subscriptions, declarations, ["x-biometrics"]).map(
      ({ path, message }) => `${path}: ${message}`,
    );
  }

  it.each([[{}], [{ services: ["acme"], termsTypes: ["Privacy Policy"], tags: ["data"] }]])(
    "has nothing to say of %j",
    (filters) => {
      expect(warningsOf(filters)).toEqual([]);
    },
  );

  it("warns of a topic that nobody has added", () => {
    expect(warningsOf({ topics: ["x-biometrics", "x-biometrix", "indemnity"] })).toEqual([
      "subscription legal: no topic of your own is x-biometrix",
    ]);
  });

  it("warns of what the watchlist does not have", () => {
    expect(
      warningsOf({
        services: ["acme", "globex"],
        termsTypes: ["Imprint"],
        documents: ["acme/terms-of-service", "acme/imprint"],
        tags: ["x"],
      }),
    ).toEqual([
      "subscription legal: no service of the watchlist is globex",
      "subscription legal: no terms type of the watchlist is Imprint",
      "subscription legal: no document of the watchlist is acme/imprint",
      "subscription legal: no tag of the watchlist is x",
    ]);
  });

  it("warns of filters that nothing passes together", () => {
    expect(warningsOf({ termsTypes: ["Terms of Service"], tags: ["data"] })).toEqual([
      "subscription legal: no terms of the watchlist pass its filters together",
    ]);
  });
});
