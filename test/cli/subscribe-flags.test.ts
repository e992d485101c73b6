import { describe, expect, it } from "vitest";
import type { SubscriptionFlags } from "../../src/cli/subscribe-flags.ts";
import { parseSubscriptionFlags } from "../../src/cli/subscribe-flags.ts";
import { wholeFilter } from "../../src/model/subscription.ts";

const flags: SubscriptionFlags = { channel: "email", to: "counsel@example.com" };

describe("parseSubscriptionFlags", () => {
  it("reads every filter", () => {
    const { subscription } = parseSubscriptionFlags("counsel", {
      ...flags,
      service: ["acme,bolt", "cedar"],
      type: ["Terms of Service, Privacy Policy"],
      document: ["acme/terms-of-service"],
      tag: ["eu"],
      topic: ["competing-development"],
      direction: ["tightened,mixed"],
      only: ["silent,reversal"],
      min: "editorial",
      effectiveWithin: "30",
      word: ["machine learning, or deep", "model"],
      pattern: "(?i)train.{1,20}model",
      like: ["You must not train models on it.", "No model may be built, trained or tuned."],
      rhythm: "weekly",
    });
    expect(subscription).toEqual({
      id: "counsel",
      channel: "email",
      target: "counsel@example.com",
      source: "database",
      rhythm: "weekly",
      services: ["acme", "bolt", "cedar"],
      termsTypes: ["Terms of Service", "Privacy Policy"],
      documents: ["acme/terms-of-service"],
      tags: ["eu"],
      topics: ["competing-development"],
      directions: ["tightened", "mixed"],
      marks: ["silent", "reversal"],
      minMateriality: "editorial",
      effectiveWithinDays: 30,
      words: ["machine learning, or deep", "model"],
      pattern: "(?i)train.{1,20}model",
      clauseWatch: ["You must not train models on it.", "No model may be built, trained or tuned."],
    });
  });

  it("lets everything substantive through where nothing is said", () => {
    const { subscription, settings } = parseSubscriptionFlags("counsel", flags);
    expect(subscription).toMatchObject({ ...wholeFilter, rhythm: "instant" });
    expect(settings).toEqual({});
  });

  it("gives of the reader's settings those that were said", () => {
    const timed = { timeZone: "Europe/Berlin", quiet: "22:00-07:00", maxPerHour: "3" };
    expect(parseSubscriptionFlags("counsel", { ...flags, ...timed }).settings).toEqual({
      timeZone: "Europe/Berlin",
      quietHours: { from: "22:00", to: "07:00" },
      maxPerHour: 3,
    });
    const digest = { digestAt: "17:30", digestDay: "friday" };
    expect(parseSubscriptionFlags("counsel", { ...flags, ...digest }).settings).toEqual(digest);
  });

  it("takes quiet hours and the limit back", () => {
    const { settings } = parseSubscriptionFlags("a", {
      ...flags,
      quiet: "none",
      maxPerHour: "none",
    });
    expect(settings).toEqual({ quietHours: null, maxPerHour: null });
  });

  it.each<[string, string, SubscriptionFlags]>([
    ["--service", "expected a-z, 0-9 and hyphens", { service: ["Acme AI"] }],
    ["--type", "expected one of", { type: ["Terms"] }],
    ["--document", "expected the id of a terms", { document: ["acme"] }],
    ["--tag", "expected a-z, 0-9 and hyphens", { tag: ["E U"] }],
    ["--topic", "", { topic: ["weather"] }],
    ["--direction", "expected one of", { direction: ["up"] }],
    ["--only", "expected one of", { only: ["loud"] }],
    ["--effective-within", "not a whole number", { effectiveWithin: "soon" }],
    ["--effective-within", "366", { effectiveWithin: "367" }],
    ["--word", "expected a word", { word: ["…"] }],
    ["--pattern", "", { pattern: "(" }],
    ["--pattern", "", { pattern: "(?=a)b" }],
    ["--like", "too few", { like: ["You must not train models on it."] }],
    ["--like", "says too little", { like: ["a", "b"] }],
    ["--time-zone", "expected the name of a time zone", { timeZone: "Berlin" }],
    ["--quiet", "expected hours such as 22:00-07:00", { quiet: "at night" }],
    ["--quiet", "expected a time of day", { quiet: "22-7" }],
    ["--quiet", "begin and end at the same time", { quiet: "07:00-07:00" }],
    ["--digest-at", "expected a time of day", { digestAt: "8" }],
    ["--max-per-hour", "expected a whole number, or none", { maxPerHour: "few" }],
    ["--max-per-hour", "", { maxPerHour: "0" }],
    ["--to", "expected an e-mail address", { to: "counsel" }],
    ["--to", "expected a Slack channel", { channel: "slack", to: "#a b" }],
    ["--to", "the console takes no target", { channel: "console" }],
    ["--to", "expected the name of an endpoint", { channel: "teams", to: "https://x.example/y" }],
  ])("names %s where it cannot be used: %s", (name, message, wrong) => {
    const parse = () => parseSubscriptionFlags("counsel", { ...flags, ...wrong });
    expect(parse).toThrow(
      expect.objectContaining({
        name: "UsageError",
        message: expect.stringMatching(new RegExp(`^${name}: .*${message}`, "m")),
      }),
    );
  });

  it("names all that is wrong at once, each thing once", () => {
    const wrong = { to: "counsel", topic: ["weather"], quiet: "never", effectiveWithin: "soon" };
    expect(() => parseSubscriptionFlags("No id", { ...flags, ...wrong })).toThrow(
      /^--effective-within: .*\n--quiet: .*\nid: .*\n(?:--to: .*\n--topic: .*|--topic: .*\n--to: .*)$/,
    );
  });
});
