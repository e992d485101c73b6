import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stage } from "./stage.ts";
import { createStage, parseLines, restriction, termsOf } from "./stage.ts";

const to = ["--to", "counsel@example.com"];
const rivals = [
  "--like",
  "You may not develop models that compete with ours.",
  "--like",
  "Customers must not build competing models with the service.",
];

let stage: Stage;

/** Three terms, of which alder's and birch's have changed once. */
beforeAll(async () => {
  stage = await createStage();
  await stage.workspace.run("crawl", "--no-deliver");
  stage.publish("alder", restriction);
  stage.publish("birch", "sell what is generated as the work of a person;");
  await stage.workspace.run("crawl", "--no-deliver");
});

afterAll(() => stage[Symbol.asyncDispose]());

const run = (...args: readonly string[]) => stage.workspace.run("subscribe", ...args);

describe("subscribe add", () => {
  it("adds with every filter, replaces, lists and removes", async () => {
    await using own = await createStage();
    const subscribe = (...args: readonly string[]) => own.workspace.run("subscribe", ...args);
    await own.workspace.write("subscriptions.json", {
      subscriptions: [{ id: "screen", channel: "console" }],
    });
    await subscribe("add", "counsel", ...to);
    const filters = ["--service", "alder,birch", "--min", "editorial", "--only", "silent"];
    const reader = ["--rhythm", "weekly", "--time-zone", "Europe/Berlin", "--quiet", "22:00-07:00"];
    const added = await subscribe("add", "counsel", ...to, ...filters, ...reader);
    expect(added.code, added.err).toBe(0);
    expect(parseLines((await subscribe("list", "--json")).out)).toMatchObject([
      {
        id: "counsel",
        target: "counsel@example.com",
        services: ["alder", "birch"],
        marks: ["silent"],
        minMateriality: "editorial",
        rhythm: "weekly",
        source: "database",
        subscriber: {
          timeZone: "Europe/Berlin",
          quietHours: { from: "22:00", to: "07:00" },
          digestAt: "08:00",
        },
        suppressions: [],
        isReachable: false,
      },
      { id: "screen", source: "file", isReachable: true },
    ]);
    const { out } = await subscribe();
    expect(out).toContain(
      "counsel: e-mail counsel@example.com, weekly on Monday at 08:00 Europe/Berlin\n    Substantive and editorial changes",
    );
    expect(out).toContain("    Quiet from 22:00 to 07:00 Europe/Berlin\n    NOT TOLD: e-mail");
    expect(out).toContain("screen: console, at once (of the file)\n");
    expect((await subscribe("remove", "counsel")).code).toBe(0);
    const again = await subscribe("remove", "counsel");
    expect(again.code).toBe(2);
    expect(again.err).toContain("no subscription counsel was added here");
    expect((await subscribe("remove", "screen")).code).toBe(2);
  });

  it("keeps what the reader has set where it says nothing of it", async () => {
    const add = ["add", "screen", "--channel", "console"];
    await run(...add, "--quiet", "22:00-07:00", "--max-per-hour", "3");
    await run(...add, "--quiet", "none");
    const [state] = parseLines((await run("list", "--json")).out);
    expect(state).toMatchObject({ subscriber: { quietHours: null, maxPerHour: 3 } });
    await run("remove", "screen");
  });

  it("tries a clause watch on history first, and shows what it finds", async () => {
    const { code, err } = await run("add", "watch", "--channel", "console", ...rivals);
    expect(code, err).toBe(0);
    expect(err).toMatch(/would have alerted 1 time, of 2 substantive alerts/);
    expect(err).toContain("WARNING: that is more than one in five");
    expect(err).toMatch(/\d+ % {2}alder\/acceptable-use-policy, .*\n.*compete with ours/);
    await run("remove", "watch");
  });

  it("warns of a pattern that finds nothing, and adds it all the same", async () => {
    const { code, err } = await run("add", "mute", "--channel", "console", "--pattern", "unicorn");
    expect(code).toBe(0);
    expect(err).toContain("would have alerted 0 times, of 2 substantive alerts");
    expect(err).toContain("WARNING: it finds nothing");
    expect((await run("list")).out).toContain("mute: console");
    await run("remove", "mute");
  });

  it("says that nothing is recorded to try a pattern on", async () => {
    await using own = await createStage();
    const add = ["subscribe", "add", "mute", "--channel", "console", "--pattern", "unicorn"];
    const { code, err } = await own.workspace.run(...add);
    expect(code).toBe(0);
    expect(err).toContain("nothing recorded in the last 12 months to try it on");
  });

  it.each([
    ["no address", ["--to", ""], "--to: expected an e-mail address"],
    [
      "a header in the address",
      ["--to", "a@example.com\r\nBcc: b@example.com"],
      "--to: expected an e-mail address",
    ],
    ["a channel that is none", ["--channel", "pigeon"], "Allowed choices are email, slack"],
    ["an unknown service", ["--service", "acme"], "no service of the watchlist is acme"],
    ["an unknown document", ["--document", "alder/none"], "no document of the watchlist is"],
    ["an unknown tag", ["--tag", "eu"], "no tag of the watchlist is eu"],
    ["an unknown type", ["--type", "Terms"], "--type: "],
    ["an unknown topic", ["--topic", "weather"], "--topic: "],
    [
      "an unknown topic of one's own",
      ["--topic", "x-weather"],
      "no topic of your own is x-weather",
    ],
    ["an unknown direction", ["--direction", "up"], "--direction: "],
    ["an unknown mark", ["--only", "loud"], "--only: "],
    ["an unknown weight", ["--min", "heavy"], "Allowed choices are"],
    ["days that are no number", ["--effective-within", "soon"], "--effective-within: not a whole"],
    ["a word without letters", ["--word", "…"], "--word: "],
    ["a pattern that RE2 does not know", ["--pattern", "(?=a)"], "--pattern: "],
    ["a single sentence", ["--like", "You must not train models."], "--like: too few"],
    ["an unknown rhythm", ["--rhythm", "hourly"], "Allowed choices are instant"],
    ["an unknown time zone", ["--time-zone", "Berlin"], "--time-zone: "],
    ["hours that are none", ["--quiet", "night"], "--quiet: "],
    ["a time that is none", ["--digest-at", "8"], "--digest-at: "],
    ["a day that is none", ["--digest-day", "someday"], "Allowed choices are monday"],
    ["a limit that is none", ["--max-per-hour", "0"], "--max-per-hour: "],
  ])("refuses %s", async (_, args, message) => {
    const { code, out, err } = await run("add", "counsel", ...to, ...args);
    expect([code, out], err).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err, "a stack trace is for bugs").not.toMatch(/^\s+at /m);
    expect((await run("list")).out).toBe("");
  });
});

describe("subscribe list", () => {
  it("says of whom nothing reaches, and why", async () => {
    await run("add", "team", "--channel", "webhook", "--to", "legal-team");
    const { out } = await run();
    expect(out).toContain("NOT TOLD: webhook legal-team is not set up, what is for it waits");
    await run("remove", "team");
  });
});

describe("subscribe preview", () => {
  it("lists what filters would have told, and records nothing", async () => {
    const { code, out, err } = await run("preview", "--topic", "competing-development");
    expect(code, err).toBe(0);
    expect(out).toMatch(
      /^Over the last 12 months this subscription would have alerted once\.\nNo change is recorded that is older than .*\n.* {2}[0-9a-f]{12} {2}alder · Acceptable Use Policy: .* on building competing models\n$/,
    );
    expect((await stage.workspace.run("deliveries")).out).toBe("");
    expect((await run("list")).out).toBe("");
  });

  it("previews one that there is, of the file or added here", async () => {
    await using own = await stage.workspace.copy();
    await own.write("subscriptions.json", {
      subscriptions: [{ id: "birch-only", channel: "console", services: ["birch"] }],
    });
    const preview = async (id: string) => (await own.run("subscribe", "preview", id)).out;
    expect(await preview("birch-only")).toMatch(/alerted once\.[^]*birch · Acceptable Use Policy/);
    const add = ["subscribe", "add", "all", "--channel", "console", "--rhythm", "daily"];
    await own.run(...add);
    expect(await preview("all")).toContain("would have alerted 2 times, in 1 daily digest.");
  });

  it("prints each alert as it would read", async () => {
    const { out } = await run("preview", "--service", "alder", "--full");
    expect(out).toContain("[-removed-] {+added+}");
    expect(out).toContain("{+");
    expect(out).toContain("compete with ours;");
  });

  it("prints JSON", async () => {
    const { out } = await run("preview", "--limit", "1", "--json", "--rhythm", "weekly");
    const [found] = parseLines(out);
    expect(found).toMatchObject({
      alertCount: 2,
      messageCount: 1,
      rhythm: "weekly",
      filter: { services: [], minMateriality: "substantive" },
      alerts: [{ gist: expect.any(String), alsoIn: [] }],
    });
  });

  it("looks at the days that are asked about", async () => {
    const { out } = await run("preview", "--until", "2020-01-01", "--since", "2019-01-01");
    expect(out).toContain("From 1 Jan 2019 to 1 Jan 2020 this subscription would not have alerted");
  });

  it("says how many more there are", async () => {
    const { out, err } = await run("preview", "--limit", "1", "--document", termsOf("alder"));
    expect([out.split("\n").length, err]).toEqual([4, ""]);
    expect((await run("preview", "--limit", "1")).err).toContain("and 1 earlier one; --limit");
  });

  it.each([
    ["an unknown id", ["nobody"], "no subscription nobody"],
    ["an id and filters", ["nobody", "--topic", "other"], "not both"],
    ["a date that is none", ["--since", "soon"], "not a date"],
    ["days the wrong way round", ["--since", "2026-02-01", "--until", "2026-01-01"], "later than"],
    ["a limit that is none", ["--limit", "0"], "not a whole number"],
    ["a filter that is none", ["--pattern", "("], "--pattern: "],
  ])("takes %s for wrong usage", async (_, args, message) => {
    const { code, out, err } = await run("preview", ...args);
    expect([code, out], err).toEqual([2, ""]);
    expect(err).toContain(message);
  });
});
