import { describe, expect, it } from "vitest";
import { parseService } from "../../src/core/declaration.ts";
import { checkSubscriptions, parseSubscriptions } from "../../src/core/subscription.ts";
import { DeclarationError } from "../../src/model/errors.ts";

function problemsOf(subscriptions: unknown): string[] {
  try {
    parseSubscriptions({ subscriptions }, "subscriptions.json");
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
        services: [],
        termsTypes: [],
        tags: [],
        topics: [],
        directions: [],
        minMateriality: "substantive",
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

  it("refuses an id given twice", () => {
    expect(problemsOf([email, { ...email, to: "b@acme.example" }])).toEqual([
      "subscriptions.json: subscriptions[1].id: legal is the id of subscriptions[0] already",
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
      warningsOf({ services: ["acme", "globex"], termsTypes: ["Imprint"], tags: ["x"] }),
    ).toEqual([
      "subscription legal: no service of the watchlist is globex",
      "subscription legal: no terms type of the watchlist is Imprint",
      "subscription legal: no tag of the watchlist is x",
    ]);
  });

  it("warns of filters that nothing passes together", () => {
    expect(warningsOf({ termsTypes: ["Terms of Service"], tags: ["data"] })).toEqual([
      "subscription legal: no terms of the watchlist pass its filters together",
    ]);
  });
});
