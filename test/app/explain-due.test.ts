import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deliverDue } from "../../src/app/deliver.ts";
import type { ExplainDueContext } from "../../src/app/explain-due.ts";
import { explainDue, loadExplanations } from "../../src/app/explain-due.ts";
import { clausesDigest } from "../../src/core/explain/identity.ts";
import { StoreError } from "../../src/model/errors.ts";
import { createFakeNotifier } from "../fakes/fake-notifier.ts";
import { createClauseChange } from "../render/sample.ts";
import type { ModelReply } from "../servers/language-model.ts";
import type { ExplainScene } from "./explain-scene.ts";
import { createExplainScene, modelKey } from "./explain-scene.ts";

const weighty = createClauseChange("You may <ins>not </ins>resell the service.", {
  topics: ["account-access"],
});
const editorial = createClauseChange("You may <del>use</del><ins>employ</ins> the service.", {
  materiality: "editorial",
  topics: ["other"],
  direction: null,
});
const sound = {
  claims: [
    { text: "You may not resell the service.", beforeQuote: null, afterQuote: "may not resell" },
  ],
  materiality: "substantive",
  topics: ["account-access"],
  direction: "tightened",
};
const says = (fields: object = {}): ModelReply => ({
  kind: "says",
  content: { ...sound, ...fields },
});
const failing: ModelReply = { kind: "status", status: 503 };
let scene: ExplainScene;

beforeEach(async () => {
  scene = await createExplainScene();
  scene.server.replyWith(says());
});
afterEach(async () => {
  await scene[Symbol.asyncDispose]();
});

async function listClaims(): Promise<readonly string[]> {
  const kept = await loadExplanations(scene.store, [weighty, editorial]);
  return [...kept.values()].flatMap(({ claims }) => claims.map(({ text }) => text));
}

describe("explainDue", () => {
  it("keeps what the model says of a recorded change", async () => {
    await scene.record(weighty);
    expect(await explainDue(scene.context)).toEqual({ explained: 1, raised: 0, waiting: 0 });
    expect(await listClaims()).toEqual(["You may not resell the service."]);
  });

  it("asks nothing where nothing was recorded", async () => {
    expect(await explainDue(scene.context)).toEqual({ explained: 0, raised: 0, waiting: 0 });
    expect(scene.server.asked).toEqual([]);
  });

  it("asks about a change once, whenever it runs again", async () => {
    await scene.record(weighty);
    await explainDue(scene.context);
    await explainDue(scene.context);
    expect(scene.server.asked).toHaveLength(1);
  });

  it("asks nothing about the same clauses in another change", async () => {
    await scene.record(weighty);
    await explainDue(scene.context);
    await scene.record(weighty);
    expect(await explainDue(scene.context)).toMatchObject({ explained: 1 });
    expect(scene.server.asked).toHaveLength(1);
  });

  it("asks another model anew", async () => {
    await scene.record(weighty);
    await explainDue(scene.context);
    await scene.record(weighty);
    const explainer = { ...scene.context.explainer, model: "other-model" };
    await explainDue({ ...scene.context, explainer });
    expect(scene.server.asked).toHaveLength(2);
  });

  it("asks nothing about noise, moves and clauses too long to show", async () => {
    await scene.record(
      createClauseChange("Home <ins>News</ins>", { materiality: "noise" }),
      createClauseChange("You may resell.", { kind: "moved", materiality: "editorial" }),
      createClauseChange(`<ins>${"You may not. ".repeat(2000)}</ins>`),
    );
    expect(await explainDue(scene.context)).toMatchObject({ explained: 1, waiting: 0 });
    expect(scene.server.asked).toEqual([]);
  });

  it("asks about the most important clauses of a change alone", async () => {
    const many = [1, 2, 3].map((at) => createClauseChange(`You may <ins>not </ins>do ${at}.`));
    await scene.record(editorial, ...many);
    await explainDue(scene.with({ maxClauses: 2 }));
    const asked = scene.server.asked.map(({ prompt }) => /do \d/.exec(prompt)?.[0]);
    expect(new Set(asked)).toEqual(new Set(["do 1", "do 2"]));
  });

  it("alerts those who asked for substantive of an editorial change that the model calls so", async () => {
    await scene.record(editorial);
    expect(await scene.listAlerted()).toEqual([]);
    expect(await explainDue(scene.context)).toMatchObject({ raised: 1 });
    expect(await scene.listAlerted()).toEqual([[0]]);
  });

  it("alerts nobody of more where it is told not to", async () => {
    await scene.record(editorial);
    const context = scene.with({ raisesAlerts: false });
    expect(await explainDue(context)).toMatchObject({ explained: 1, raised: 0 });
    expect(await scene.listAlerted()).toEqual([]);
  });

  it("adds the raised clause to an alert that waits", async () => {
    await scene.record(editorial, weighty);
    expect(await scene.listAlerted()).toEqual([[1]]);
    await explainDue(scene.context);
    expect(await scene.listAlerted()).toEqual([[1, 0]]);
  });

  it.each(["noise", "editorial"])("silences nothing that the model calls %s", async (called) => {
    scene.server.replyWith(says({ materiality: called, direction: null }));
    await scene.record(weighty);
    expect(await explainDue(scene.context)).toMatchObject({ raised: 0 });
    expect(await scene.listAlerted()).toEqual([[0]]);
  });

  it("tries again at once where a server is in trouble for a moment", async () => {
    scene.server.replyWith((_, count) => (count === 0 ? failing : says()));
    await scene.record(weighty);
    expect(await explainDue(scene.context)).toMatchObject({ explained: 1 });
    expect(scene.clock.slept).toEqual([1000]);
  });

  it("waits as long as the server asks for", async () => {
    const busy: ModelReply = { kind: "status", status: 429, headers: { "retry-after": "9" } };
    scene.server.replyWith((_, count) => (count === 0 ? busy : says()));
    await scene.record(weighty);
    await explainDue(scene.context);
    expect(scene.clock.slept).toEqual([9000]);
  });

  it("waits no longer than alerts may be held back", async () => {
    scene.server.replyWith({ kind: "status", status: 429, headers: { "retry-after": "900" } });
    await scene.record(weighty);
    expect(await explainDue(scene.context)).toMatchObject({ waiting: 1 });
    expect(scene.clock.slept).toEqual([]);
  });

  it("rests after a failed run, ever longer, and then asks again", async () => {
    scene.server.replyWith(failing);
    await scene.record(weighty);
    const context = scene.with({ maxRetries: 0 });
    await explainDue(context);
    await explainDue(context);
    expect(scene.server.asked).toHaveLength(1);
    scene.clock.advance(60_000);
    await explainDue(context);
    scene.clock.advance(60_000);
    await explainDue(context);
    expect(scene.server.asked).toHaveLength(2);
    scene.clock.advance(60_000);
    scene.server.replyWith(says());
    expect(await explainDue(context)).toMatchObject({ explained: 1 });
    expect(await listClaims()).toHaveLength(1);
  });

  it("asks about one of many changes while the model cannot be had", async () => {
    scene.server.replyWith(failing);
    for (let count = 0; count < 5; count += 1) await scene.record(weighty);
    expect(await explainDue(scene.with({ maxRetries: 0 }))).toMatchObject({ waiting: 5 });
    expect(scene.server.asked).toHaveLength(1);
  });

  it("gives a change up after a day", async () => {
    scene.server.replyWith(failing);
    await scene.record(weighty);
    await explainDue(scene.context);
    const { length } = scene.server.asked;
    scene.clock.advance(86_400_000 + 1);
    scene.server.replyWith(says());
    expect(await explainDue(scene.context)).toEqual({ explained: 0, raised: 0, waiting: 0 });
    expect(scene.server.asked).toHaveLength(length);
  });

  it("says once that the key is not accepted, asks no more in that run, and never says the key", async () => {
    scene.server.replyWith({ kind: "status", status: 401, body: `no such key: ${modelKey}` });
    await scene.record(weighty, editorial);
    await scene.record(weighty);
    expect(await explainDue(scene.context)).toMatchObject({ waiting: 2 });
    expect(scene.server.asked.length).toBeLessThanOrEqual(2);
    expect(JSON.stringify(scene.logged)).toContain("CLAUSEWATCH_EXPLAIN_KEY");
    expect(JSON.stringify(scene.logged)).not.toContain(modelKey);
  });

  it("asks once more where the answer has no form, and then lets the change be", async () => {
    scene.server.replyWith({ kind: "says", content: "Certainly! Here is my view." });
    await scene.record(weighty);
    expect(await explainDue(scene.context)).toMatchObject({ explained: 1 });
    expect(scene.server.asked).toHaveLength(2);
    expect(scene.server.asked[1]?.prompt).toContain("was not the JSON object");
    expect(await listClaims()).toEqual([]);
  });

  it.each<[string, ModelReply]>([
    ["declines", { kind: "status", status: 400 }],
    ["answers without end", { kind: "endless" }],
  ])("lets a change be that the model %s", async (_, reply) => {
    scene.server.replyWith(reply);
    await scene.record(weighty);
    expect(await explainDue(scene.context)).toMatchObject({ explained: 1, waiting: 0 });
    expect(scene.server.asked).toHaveLength(1);
  });

  it("goes on to the other clauses where the model declines one", async () => {
    scene.server.replyWith(({ prompt }) =>
      prompt.includes("employ") ? { kind: "status", status: 400 } : says(),
    );
    await scene.record(editorial, weighty);
    expect(await explainDue(scene.context)).toMatchObject({ explained: 1 });
    expect(await listClaims()).toEqual(["You may not resell the service."]);
  });

  it("spends no more calls than the day has, and goes on the next day", async () => {
    await scene.record(weighty);
    await scene.record(editorial);
    const context = scene.with({ maxCallsPerDay: 1 });
    expect(await explainDue(context)).toMatchObject({ explained: 1, waiting: 1 });
    scene.clock.advance(3_600_000);
    await explainDue(context);
    expect(scene.server.asked).toHaveLength(1);
    scene.clock.set("2026-03-02T00:00:00Z");
    expect(await explainDue(context)).toMatchObject({ explained: 1, waiting: 0 });
    expect(scene.server.asked).toHaveLength(2);
  });

  it("spends no more tokens than the day has", async () => {
    scene.server.replyWith({ kind: "says", content: sound, tokens: 4000 });
    for (const at of [1, 2, 3]) {
      await scene.record(createClauseChange(`You may <ins>not </ins>do ${at}.`));
    }
    await explainDue(scene.with({ maxTokensPerDay: 8000 }));
    expect(scene.server.asked).toHaveLength(2);
  });

  it("leaves to the next run what it has no time for", async () => {
    scene.server.replyWith(() => {
      scene.clock.advance(40_000);
      return says();
    });
    await scene.record(weighty);
    await scene.record(editorial);
    expect(await explainDue(scene.with({ maxWaitMs: 60_000 }))).toMatchObject({
      explained: 1,
      waiting: 1,
    });
    expect(await explainDue(scene.with({ maxWaitMs: 60_000 }))).toMatchObject({ explained: 1 });
  });

  it("stops where the database fails, and asks for nothing more", async () => {
    const many = Array.from({ length: 9 }, (_, at) =>
      createClauseChange(`You may <ins>not </ins>do ${at}.`),
    );
    await scene.record(...many);
    const broken = new StoreError("full", "the disk is full");
    const store = { ...scene.store, putAnswer: () => Promise.reject(broken) };
    await expect(explainDue({ ...scene.context, store })).rejects.toBe(broken);
    expect(scene.server.asked.length).toBeLessThanOrEqual(3);
  });

  it("stops when it is told to, and nothing is lost", async () => {
    scene.server.replyWith({ kind: "silence" });
    await scene.record(weighty);
    const stop = new AbortController();
    const reason = new Error("stopped");
    const explaining = explainDue(scene.context, stop.signal);
    setTimeout(() => stop.abort(reason), 50);
    await expect(explaining).rejects.toBe(reason);
    scene.server.replyWith(says());
    expect(await explainDue(scene.context)).toMatchObject({ explained: 1 });
  });

  it("comes to the same state wherever it is killed, and asks for nothing that it has kept", async () => {
    const play = async (killAt: number) => {
      await using other = await createExplainScene();
      other.server.replyWith(says());
      await other.record(editorial, weighty);
      const { context, met } = killOn(other.context, killAt);
      await explainDue(context).catch((error: unknown) => {
        if (error !== killed) throw error;
      });
      const askedBefore = other.server.asked.length;
      const kept = await other.store.listAnswers(await listDigests(other));
      await explainDue(other.context);
      expect(other.server.asked.length - askedBefore).toBeLessThanOrEqual(2 - kept.length);
      const answers = await other.store.listAnswers(await listDigests(other));
      return { met: met(), alerted: await other.listAlerted(), answers: answers.length };
    };
    const { alerted, answers } = await play(0);
    expect({ alerted, answers }).toEqual({ alerted: [[1, 0]], answers: 2 });
    let at = 1;
    for (; ; at += 1) {
      const ended = await play(at);
      if (!ended.met) break;
      expect(ended, `killed at call ${at}`).toMatchObject({ alerted, answers });
    }
    expect(at).toBeGreaterThan(15);
  }, 60_000);
});

const killed = new Error("killed");

async function listDigests({ store }: ExplainScene) {
  const [change] = await store.listChanges({ minMateriality: "noise" });
  return (change?.comparison.changes ?? []).map(clausesDigest);
}

/** Every effect before it and after it, in turn: odd numbers kill before, even ones after. */
function killOn(context: ExplainDueContext, at: number) {
  let effects = 0;
  let isMet = false;
  function wrap<T extends object>(port: T): T {
    return new Proxy(port, {
      get(target, name): unknown {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return async (...parameters: unknown[]) => {
          effects += 1;
          const isBefore = at === 2 * effects - 1;
          const isAfter = at === 2 * effects;
          isMet ||= isBefore || isAfter;
          if (isBefore) throw killed;
          const result: unknown = await Reflect.apply(method, target, parameters);
          if (isAfter) throw killed;
          return result;
        };
      },
    });
  }
  const { store, explainer } = context;
  return {
    met: () => isMet,
    context: { ...context, store: wrap(store), explainer: wrap(explainer) },
  };
}

describe("deliverDue with a language model", () => {
  const mail = () => {
    const notifier = createFakeNotifier("email");
    const { store, explainer, clock, random, log } = scene.context;
    const notifiers = new Map([["email" as const, notifier]]);
    return { notifier, context: { store, explainer, clock, random, log, notifiers, options: {} } };
  };
  const textOf = (message: unknown) => JSON.stringify(message);

  it("sends the explanation with the alert that it is about", async () => {
    await scene.record(weighty);
    const { notifier, context } = mail();
    expect(await deliverDue(context)).toMatchObject({ delivered: 1 });
    expect(textOf(notifier.sent)).toContain("Generated by small-model");
  });

  it("sends what the model raised, and says why", async () => {
    await scene.record(editorial);
    const { notifier, context } = mail();
    await deliverDue(context);
    expect(notifier.sent).toHaveLength(1);
    expect(textOf(notifier.sent)).toContain("finds 1 clause change weightier than our rules do");
  });

  it.each<[string, ModelReply]>([
    ["is in trouble", failing],
    ["limits us", { kind: "status", status: 429 }],
    ["does not accept the key", { kind: "status", status: 403 }],
    ["hangs up", { kind: "hang-up" }],
    ["talks nonsense", { kind: "says", content: "{{{" }],
    ["talks without end", { kind: "endless" }],
    ["declines", { kind: "says", content: sound, finish: "content_filter" }],
  ])("sends the alert as it would without it where the model %s", async (_, reply) => {
    scene.server.replyWith(reply);
    await scene.record(weighty);
    const { notifier, context } = mail();
    expect(await deliverDue(context)).toMatchObject({ delivered: 1, remaining: 0 });
    expect(textOf(notifier.sent)).not.toContain("Generated");
  });

  it("sends the alert where the model keeps silent, after a bounded time", async () => {
    scene.server.replyWith({ kind: "silence" });
    await scene.record(weighty);
    const { notifier, context } = mail();
    const options = { explain: { maxWaitMs: 200, timeoutMs: 100, maxRetries: 9 } };
    const startedAt = performance.now();
    expect(await deliverDue({ ...context, options })).toMatchObject({ delivered: 1 });
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(notifier.sent).toHaveLength(1);
  });

  it("sends the alert where explaining meets a bug of ours", async () => {
    await scene.record(weighty);
    const { notifier, context } = mail();
    const explainer = { ...scene.context.explainer, ask: () => Promise.reject(new TypeError("?")) };
    expect(await deliverDue({ ...context, explainer })).toMatchObject({ delivered: 1 });
    expect(notifier.sent).toHaveLength(1);
    expect(scene.logged.map(([message]) => message)).toContain("explaining met a bug of ours");
  });

  it("shows nothing generated once no model is configured any more", async () => {
    await scene.record(weighty);
    await explainDue(scene.context);
    const { notifier, context } = mail();
    await deliverDue({ ...context, explainer: null });
    expect(notifier.sent).toHaveLength(1);
    expect(textOf(notifier.sent)).not.toContain("Generated");
  });
});
