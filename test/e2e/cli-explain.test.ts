import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Inbox } from "../../src/demo/inbox.ts";
import { startInbox } from "../../src/demo/inbox.ts";
import type { LanguageModelServer, ModelReply } from "../servers/language-model.ts";
import { startLanguageModelServer } from "../servers/language-model.ts";
import { renderTerms } from "../servers/site.ts";
import type { Stage } from "./stage.ts";
import { createStage, parseLines, restriction } from "./stage.ts";

const key = "sk-secret-0123456789";
const env = { CLAUSEWATCH_EXPLAIN_KEY: key };
const before = "# Policy\n\n## 1. Use\n\nYou may resell the outputs.\n";
const after = before.replace("may resell", "may not resell");
const spelled = renderTerms("alder").replace(
  "you must keep your credentials secret",
  "you need our authorization to share your credentials",
);
const respelled = spelled.replace("authorization", "authorisation");

let model: LanguageModelServer;
let inbox: Inbox;
let stage: Stage;

/** Answers with statements about whatever it is shown; every clause is substantive to it. */
const eager: ModelReply = {
  kind: "says",
  content: {
    claims: [
      { text: "You may not resell the outputs.", beforeQuote: null, afterQuote: "may not resell" },
      { text: "Building a competing model is out.", beforeQuote: null, afterQuote: "compete" },
      { text: "Reselling costs $500.", beforeQuote: null, afterQuote: "may not resell" },
    ],
    materiality: "substantive",
    topics: ["account-access"],
    direction: "tightened",
  },
};

beforeAll(async () => {
  model = await startLanguageModelServer();
  inbox = await startInbox();
});
afterAll(async () => {
  await inbox[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});
beforeEach(async () => {
  model.replyWith(eager);
  stage = await createStage();
  await stage.workspace.write("subscriptions.json", {
    subscriptions: [{ id: "counsel", channel: "email", to: "counsel@example.com" }],
  });
  await configure();
  await writeFile(join(stage.workspace.dir, "before.md"), before);
  await writeFile(join(stage.workspace.dir, "after.md"), after);
  return () => stage[Symbol.asyncDispose]();
});

function configure(explain: object | null = {}): Promise<void> {
  return stage.configure({
    smtp: { host: "127.0.0.1", port: inbox.port, from: "clausewatch@example.com" },
    explain: explain && {
      provider: "openai-compatible",
      model: "small-model",
      baseUrl: model.url,
      ...explain,
    },
  });
}

const run = (...args: string[]) => stage.workspace.startWith({ env }, ...args).ended;

/** Everything mailed since the test began. */
async function mailsOf(work: () => Promise<unknown>) {
  const { length } = inbox.mails;
  await work();
  return inbox.mails.slice(length);
}

describe("compare --explain", () => {
  const compare = ["compare", "before.md", "after.md", "--explain"] as const;

  it("prints what bears checking above the redline, and asks once for the same texts", async () => {
    const { length } = model.asked;
    const { code, out, err } = await run(...compare);
    expect(code, err).toBe(0);
    expect(out).toMatch(/~ You may not resell the outputs\.[^]*The provider's words:[^]*\{\+not/);
    expect(out).toContain("2 statements left out");
    expect(out).not.toContain("$500");
    expect((await run(...compare)).out).toBe(out);
    expect(model.asked.length - length).toBe(1);
  });

  it("puts it beside the comparison as JSON", async () => {
    const { out } = await run(...compare, "--json");
    const [plain] = parseLines((await run("compare", "before.md", "after.md", "--json")).out);
    const [explained] = parseLines(out);
    expect(explained).toMatchObject(plain ?? {});
    expect(plain).not.toHaveProperty("explanations");
    expect(explained?.["explanations"]).toMatchObject([
      {
        isGenerated: true,
        model: `small-model (${model.host})`,
        claims: [{ quotes: [{ side: "after", text: "may not resell" }] }],
      },
    ]);
  });

  it("prints the comparison all the same where the model is in trouble, and says so", async () => {
    model.replyWith({ kind: "status", status: 401, body: `bad key ${key}` });
    const { code, out, err } = await run(...compare);
    expect(code).toBe(0);
    expect(out).toContain("{+not");
    expect(err).toContain("not everything is explained");
    expect(out + err).not.toContain(key);
  });

  it("asks for a configured model, and for two texts", async () => {
    await configure(null);
    const plain = stage.workspace.run(...compare);
    expect(await plain).toMatchObject({ code: 2, out: "" });
    expect((await plain).err).toContain("no language model is configured");
    const batch = await stage.workspace.run("compare", "--batch", "before.md", "--explain");
    expect(batch.code).toBe(2);
  });
});

describe("crawl with a language model", () => {
  it("mails the explanation above the provider's words, and shows it again", async () => {
    await run("crawl");
    stage.publish("birch", restriction);
    const mails = await mailsOf(() => run("crawl"));
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining("birch")]);
    expect(mails[0]?.text).toMatch(
      /~ Building a competing model is out\.[^]*The provider's words:/,
    );
    const [change] = parseLines((await run("changes", "--json")).out);
    const id = String(change?.["id"]);
    const { length } = model.asked;
    expect((await run("show", id)).out).toContain("~ Building a competing model is out.");
    expect((await run("show", id, "--explain")).out).toContain("~ Building a competing model");
    const [shown] = parseLines((await run("show", id, "--json")).out);
    expect(shown?.["explanations"]).toHaveLength(1);
    expect(model.asked).toHaveLength(length);
  });

  it("mails of an editorial change that the model finds substantive, and says who does", async () => {
    stage.site.set("/alder", spelled);
    await run("crawl");
    stage.site.set("/alder", respelled);
    const mails = await mailsOf(() => run("crawl"));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toMatch(/SECOND OPINION: small-model/);
  });

  it("mails nobody of that change without a model", async () => {
    await configure(null);
    stage.site.set("/alder", spelled);
    await stage.workspace.run("crawl");
    stage.site.set("/alder", respelled);
    expect(await mailsOf(() => stage.workspace.run("crawl"))).toEqual([]);
  });

  it("is killed while the model thinks, and the next delivery mails once", async () => {
    await run("crawl");
    stage.publish("birch", restriction);
    let tell = () => {};
    const asked = new Promise<void>((resolve) => (tell = resolve));
    model.replyWith(() => {
      tell();
      return { kind: "silence" };
    });
    const mails = await mailsOf(async () => {
      const { child, ended } = stage.workspace.startWith({ env }, "crawl");
      await asked;
      child.kill("SIGKILL");
      expect((await ended).signal).toBe("SIGKILL");
      model.replyWith(eager);
      const { code, err } = await run("deliver");
      expect(code, err).toBe(0);
      await run("deliver");
    });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain("~ Building a competing model is out.");
  });

  it("writes the key nowhere, whatever the level of the log", async () => {
    model.replyWith({ kind: "status", status: 500, headers: { "x-echo": key }, body: key });
    await run("crawl");
    stage.publish("birch", restriction);
    await stage.configure({
      logLevel: "debug",
      explain: {
        provider: "openai-compatible",
        model: "small-model",
        baseUrl: model.url,
        firstRetryMs: 0,
      },
    });
    const { out, err } = await run("crawl");
    expect(err).toContain("a language model gave no answer");
    expect(out + err).not.toContain(key);
  });
});

describe("doctor", () => {
  const lineOf = async () =>
    /^.*language model.*$/m.exec((await run("doctor")).out)?.[0] ?? "no such line";

  const says = (afterQuote: string): ModelReply => ({
    kind: "says",
    content: {
      claims: [{ text: "You may not resell access.", beforeQuote: null, afterQuote }],
      materiality: "substantive",
      topics: [],
      direction: "tightened",
    },
  });

  it("says whether the model answers and bears checking", async () => {
    model.replyWith(says("may never resell"));
    expect(await lineOf()).toMatch(/^warning {2}language model: .*none of its statements/);
    model.replyWith(says("may not resell"));
    expect(await lineOf()).toMatch(/^ok {7}language model: small-model/);
    model.replyWith({ kind: "status", status: 401 });
    expect(await lineOf()).toMatch(/^PROBLEM {2}language model: .*CLAUSEWATCH_EXPLAIN_KEY/);
  });
});
