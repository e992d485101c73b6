import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSqliteStore } from "../../../src/adapters/store/sqlite/store.ts";
import type { ClauseLife, ClauseOutline } from "../../../src/model/clause-life.ts";
import type { ClauseSpell } from "../../../src/model/clause-spell.ts";
import { digestOf } from "../../../src/model/digest.ts";
import type { SearchTerm } from "../../../src/model/search.ts";
import type { ClauseQuery } from "../../../src/ports/clause-index.ts";
import type { WebStore } from "../../../src/ports/web-store.ts";
import { hour, otherTermsId, sampleTerms, termsId } from "../../contract/samples.ts";

async function openIndex(): Promise<WebStore> {
  await using stack = new AsyncDisposableStack();
  const dir = await mkdtemp(join(tmpdir(), "clausewatch-index-"));
  stack.defer(() => rm(dir, { recursive: true, force: true }));
  const store = stack.use(await createSqliteStore({ path: join(dir, "index.db") }));
  await store.putTerms([sampleTerms(), sampleTerms(otherTermsId, { termsType: "Imprint" })]);
  const owned = stack.move();
  return { ...store, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function spellOf(wording: string, fields: Partial<ClauseSpell> = {}): ClauseSpell {
  return {
    termsId,
    clauseId: digestOf(wording),
    text: wording,
    start: 0,
    end: wording.length,
    wording,
    number: null,
    path: ["Terms"],
    leadIn: null,
    versionId: digestOf("version 1"),
    from: hour(1),
    untilId: null,
    until: null,
    topics: ["other"],
    stances: ["mentions"],
    ...fields,
  };
}

function lifeOf(wording: string): ClauseLife {
  const last = { number: null, path: [], text: wording, start: 0, end: wording.length, wording };
  return {
    id: digestOf(wording),
    firstSeenAt: hour(1),
    leftAt: null,
    last,
    wordings: [
      {
        text: wording,
        spells: [{ versionId: digestOf("version 1"), from: hour(1), until: null }],
      },
    ],
    events: [],
  };
}

function outlineOf({ id, firstSeenAt, leftAt, last, wordings }: ClauseLife): ClauseOutline {
  const { number, path, start: place, wording: opening } = last;
  const seen = { firstSeenAt, leftAt, wordings: wordings.length };
  return { id, number, path, place, opening, isHeading: false, ...seen };
}

async function put(
  store: WebStore,
  spells: readonly ClauseSpell[],
  lives: readonly ClauseLife[] = [],
): Promise<void> {
  const [of = termsId] = spells.map((spell) => spell.termsId);
  await store.putClauseIndex({
    termsId: of,
    versionId: digestOf("version 1"),
    versionCount: 1,
    madeBy: "rules-1",
    spells,
    lives,
    outlines: lives.map(outlineOf),
  });
}

function word(text: string): SearchTerm {
  return { words: [text], isPhrase: false };
}

function phrase(text: string): SearchTerm {
  return { words: text.split(" "), isPhrase: true };
}

function ask(wanted: readonly SearchTerm[], fields: Partial<ClauseQuery> = {}): ClauseQuery {
  return {
    wanted,
    excluded: [],
    at: null,
    serviceIds: [],
    termsTypes: [],
    topics: [],
    limit: 10,
    offset: 0,
    ...fields,
  };
}

async function find(store: WebStore, query: ClauseQuery): Promise<readonly string[]> {
  const { hits } = await store.searchClauses(query);
  return hits.map(({ spell, marks }) =>
    marks.reduceRight(
      (text, { start, end }) =>
        `${text.slice(0, start)}<${text.slice(start, end)}>${text.slice(end)}`,
      spell.wording,
    ),
  );
}

describe("putClauseIndex", () => {
  it("gives the spells back as they were", async () => {
    await using store = await openIndex();
    const spell = spellOf("Pay in time.", {
      text: "3. **Pay** in time.",
      number: "3",
      path: ["Terms", "Fees"],
      leadIn: "You must:",
      until: hour(5),
      untilId: digestOf("version 2"),
      topics: ["pricing-payment", "x-biometrics"],
      stances: ["strict", "mentions"],
    });
    await put(store, [spell]);
    expect(await store.listClauseSpells({})).toEqual([spell]);
  });

  it("replaces what there was of the same terms and leaves the others", async () => {
    await using store = await openIndex();
    await put(store, [spellOf("Kept."), spellOf("Gone.")], [lifeOf("Kept."), lifeOf("Gone.")]);
    await put(store, [spellOf("Elsewhere.", { termsId: otherTermsId })]);
    await put(store, [spellOf("Kept."), spellOf("New.")], [lifeOf("Kept."), lifeOf("New.")]);
    const spells = await store.listClauseSpells({});
    expect(spells.map(({ wording }) => wording)).toEqual(["Kept.", "New.", "Elsewhere."]);
    expect(await find(store, ask([word("gone")]))).toEqual([]);
    expect(await store.findClauseLife(termsId, digestOf("Gone."))).toBeUndefined();
    expect(await store.findClauseLife(termsId, digestOf("New."))).toEqual(lifeOf("New."));
  });

  it("says how far each terms is indexed", async () => {
    await using store = await openIndex();
    await put(store, [spellOf("Kept.")]);
    expect(await store.listIndexedTerms()).toEqual([
      { termsId, versionId: digestOf("version 1"), versionCount: 1, madeBy: "rules-1" },
    ]);
  });
});

describe("findClauseLife", () => {
  it("knows a life by the first six digits of its id, and by no fewer", async () => {
    await using store = await openIndex();
    await put(store, [], [lifeOf("Kept.")]);
    const id = digestOf("Kept.");
    expect(await store.findClauseLife(termsId, id.slice(0, 6))).toEqual(lifeOf("Kept."));
    expect(await store.findClauseLife(termsId, id.slice(0, 5))).toBeUndefined();
    expect(await store.findClauseLife(otherTermsId, id)).toBeUndefined();
  });
});

describe("listClauseOutlines", () => {
  it("lists what stands in the order of the text, then what left last", async () => {
    await using store = await openIndex();
    const at = (wording: string, start: number, left: number | null) => {
      const life = lifeOf(wording);
      const leftAt = left === null ? null : hour(left);
      return { ...life, leftAt, last: { ...life.last, start } };
    };
    const lives = [
      at("Long gone.", 1, 2),
      at("Last.", 9, null),
      at("Gone.", 2, 3),
      at("One.", 4, null),
    ];
    await put(store, [], lives);
    const outlines = await store.listClauseOutlines(termsId);
    expect(outlines.map(({ opening }) => opening)).toEqual([
      "One.",
      "Last.",
      "Gone.",
      "Long gone.",
    ]);
    expect(outlines[0]).toMatchObject({ firstSeenAt: hour(1), wordings: 1, isHeading: false });
  });
});

describe("listClauseSpells", () => {
  it("lists those of a topic that stood at a time", async () => {
    await using store = await openIndex();
    const paying = {
      topics: ["other", "pricing-payment"],
      stances: ["mentions", "strict"],
    } as const;
    await put(store, [
      spellOf("Early.", { ...paying, until: hour(3), untilId: digestOf("version 2") }),
      spellOf("Late.", { ...paying, from: hour(3) }),
      spellOf("Unpaid."),
    ]);
    const list = async (at: number) => {
      const spells = await store.listClauseSpells({ topic: "pricing-payment", at: hour(at) });
      return spells.map(({ wording }) => wording);
    };
    expect(await list(0)).toEqual([]);
    expect(await list(2)).toEqual(["Early."]);
    expect(await list(3)).toEqual(["Late."]);
  });
});

describe("countClauseSpells", () => {
  it("counts what stood at a time by terms, when it came, topics and stances", async () => {
    await using store = await openIndex();
    const paying = { topics: ["pricing-payment"], stances: ["strict"] } as const;
    await put(store, [
      spellOf("Pay.", paying),
      spellOf("Pay more.", paying),
      spellOf("Gone.", { ...paying, until: hour(3), untilId: digestOf("version 2") }),
      spellOf("Late.", { ...paying, from: hour(3) }),
      spellOf("To come.", { ...paying, from: hour(9) }),
    ]);
    const counts = await store.countClauseSpells(hour(3));
    expect(counts.toSorted((one, other) => (one.from < other.from ? -1 : 1))).toEqual([
      { termsId, from: spellOf("Pay.").from, ...paying, count: 2 },
      { termsId, from: hour(3), ...paying, count: 1 },
    ]);
  });
});

describe("searchClauses", () => {
  it("finds a word in its forms, without regard to accents and case, and marks it", async () => {
    await using store = await openIndex();
    await put(store, [spellOf("We train; TRAINING naïve trainers.")]);
    expect(await find(store, ask([word("trained"), word("naive")]))).toEqual([
      "We <train>; <TRAINING> <naïve> trainers.",
    ]);
  });

  it("finds a phrase in its very words and order alone", async () => {
    await using store = await openIndex();
    await put(store, [
      spellOf("Training models."),
      spellOf("Models training."),
      spellOf("Train models."),
    ]);
    expect(await find(store, ask([phrase("training models")]))).toEqual(["<Training models>."]);
  });

  it("finds a phrase that runs on from the sentence that an item completes", async () => {
    await using store = await openIndex();
    await put(store, [spellOf("train models; or", { leadIn: "You may not:" })]);
    expect(await find(store, ask([phrase("may not train")]))).toEqual(["<train> models; or"]);
  });

  it("leaves out what holds an excluded word or phrase", async () => {
    await using store = await openIndex();
    await put(store, [spellOf("Pay fees."), spellOf("Pay late fees."), spellOf("Pay taxes.")]);
    const query = ask([word("pay")], { excluded: [phrase("late fees"), word("tax")] });
    expect(await find(store, query)).toEqual(["<Pay> fees."]);
  });

  it("takes words of the headings into account, and not for themselves alone", async () => {
    await using store = await openIndex();
    const path = ["Arbitration"];
    await put(store, [spellOf("Fees are shared.", { path }), spellOf("Other.", { path })]);
    expect(await find(store, ask([word("arbitration"), word("fee")]))).toEqual([
      "<Fees> are shared.",
    ]);
    expect(await find(store, ask([word("arbitration")]))).toEqual([]);
  });

  it("gives a clause once, in the wording that fits best, with how many fit", async () => {
    await using store = await openIndex();
    const clauseId = digestOf("clause");
    await put(store, [
      spellOf("Pay in advance and in full.", { clauseId, until: hour(3) }),
      spellOf("Pay in advance.", { clauseId, from: hour(3) }),
    ]);
    const { hits, total } = await store.searchClauses(ask([word("pay")]));
    expect(hits.map(({ spell, wordings }) => [spell.wording, wordings])).toEqual([
      ["Pay in advance.", 2],
    ]);
    expect(total).toBe(1);
  });

  it("keeps to a time, providers, types and topics", async () => {
    await using store = await openIndex();
    await put(store, [
      spellOf("Pay early.", { until: hour(3), topics: ["pricing-payment"], stances: ["strict"] }),
      spellOf("Pay late.", { from: hour(3) }),
    ]);
    await put(store, [spellOf("Pay elsewhere.", { termsId: otherTermsId })]);
    const pay = [word("pay")];
    expect(await find(store, ask(pay, { at: hour(2), serviceIds: ["acme"] }))).toEqual([
      "<Pay> early.",
    ]);
    expect(await find(store, ask(pay, { termsTypes: ["Imprint"] }))).toEqual(["<Pay> elsewhere."]);
    expect(await find(store, ask(pay, { topics: ["pricing-payment"] }))).toEqual(["<Pay> early."]);
  });

  it("puts what stands before what has gone, and clauses before headings", async () => {
    await using store = await openIndex();
    await put(store, [
      spellOf("Payment", { topics: [], stances: [] }),
      spellOf("Payment, then.", { until: hour(3) }),
      spellOf("Payment, now."),
    ]);
    expect(await find(store, ask([word("payment")]))).toEqual([
      "<Payment>, now.",
      "<Payment>, then.",
      "<Payment>",
    ]);
  });

  it("gives page after page, and how many there are", async () => {
    await using store = await openIndex();
    await put(
      store,
      ["one", "two", "three"].map((name) => spellOf(`Pay ${name}.`)),
    );
    const page = async (offset: number) =>
      store.searchClauses(ask([word("pay")], { limit: 2, offset }));
    const [first, second] = [await page(0), await page(2)];
    expect([first.hits.length, second.hits.length, first.total, second.total]).toEqual([
      2, 1, 3, 3,
    ]);
    const seen = [...first.hits, ...second.hits].map(({ spell }) => spell.wording);
    expect(new Set(seen).size).toBe(3);
  });

  it.each(['"', "a OR b", "near(a b)", "words:", "*", "^a", "\u0000", "{x}"])(
    "takes %j for words and not for syntax",
    async (text) => {
      await using store = await openIndex();
      await put(store, [spellOf("Pay.")]);
      expect(await find(store, ask([word(text), phrase(text)]))).toEqual([]);
    },
  );
});
