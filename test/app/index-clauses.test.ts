import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import { indexClauses } from "../../src/app/index-clauses.ts";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { toWording } from "../../src/core/history/wording.ts";
import { createOwnTopics, noOwnTopics } from "../../src/core/topics/own-topics.ts";
import type { TermsId } from "../../src/model/declaration.ts";
import type { ClauseSpell } from "../../src/model/clause-spell.ts";
import { digestOf } from "../../src/model/digest.ts";
import { addMs } from "../../src/model/instant.ts";
import { createVersion } from "../../src/model/version.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { sampleTerms } from "../contract/samples.ts";
import { recordInventedHistory } from "../invented-history.ts";

const commercial = "halcyon-ai/commercial-terms";

async function openHistory(): Promise<WebStore> {
  await using stack = new AsyncDisposableStack();
  const dir = await mkdtemp(join(tmpdir(), "clausewatch-index-"));
  stack.defer(() => rm(dir, { recursive: true, force: true }));
  const store = stack.use(await createSqliteStore({ path: join(dir, "index.db") }));
  await recordInventedHistory(store);
  const owned = stack.move();
  return { ...store, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const context = (store: WebStore) => ({ store, ownTopics: noOwnTopics });

/** Adds a version to the end of a terms, of the last one's text with one sentence more. */
async function addVersion(store: WebStore, termsId: TermsId): Promise<void> {
  const [latest] = await store.listVersions(termsId);
  if (latest === undefined) throw new Error(`no ${termsId}`);
  const { id, ...known } = latest;
  const before = await store.findVersion(id);
  const text = `${before?.text ?? ""}\n\nNothing else is agreed.\n`;
  const fetchedAt = addMs(known.fetchedAt, 86_400_000);
  const digest = digestOf(text);
  const fields = { text, digest, fingerprint: digest, previousId: id, fetchedAt };
  await store.importHistory(sampleTerms(termsId), [createVersion({ ...known, ...fields })], []);
}

function standsAt(spell: ClauseSpell, at: string): boolean {
  return spell.from <= at && (spell.until === null || spell.until > at);
}

describe("indexClauses", () => {
  it("has of every version the wordings that stand in it, and no others", async () => {
    await using store = await openHistory();
    await indexClauses(context(store));
    const spells = await store.listClauseSpells({});
    const wrong: string[] = [];
    for (const { id } of await store.listTermsStatus())
      for (const version of await store.listVersions(id)) {
        const text = (await store.findVersion(version.id))?.text ?? "";
        const standing = spells
          .filter((spell) => spell.termsId === id && standsAt(spell, version.fetchedAt))
          .map(({ wording }) => wording);
        const said = segmentClauses(text).map(toWording);
        if (standing.toSorted().join("\n") !== said.toSorted().join("\n"))
          wrong.push(`${id} of ${version.fetchedAt}`);
      }
    expect(wrong).toEqual([]);
    expect(spells.length).toBeGreaterThan(80);
  });

  it("keeps the life of each clause, with its wordings", async () => {
    await using store = await openHistory();
    await indexClauses(context(store));
    const spells = await store.listClauseSpells({ termsIds: [commercial] });
    const byClause = Map.groupBy(spells, ({ clauseId }) => clauseId);
    const reworded = byClause.entries().find(([, held]) => held.length > 2);
    const life = await store.findClauseLife(commercial, reworded?.[0] ?? "");
    expect(life?.wordings.map(({ text }) => text)).toEqual([
      ...new Set(reworded?.[1].map(({ wording }) => wording)),
    ]);
  });

  it("reads what a clause is about and what it does, with the sentence that it completes", async () => {
    await using store = await openHistory();
    await indexClauses(context(store));
    const spells = await store.listClauseSpells({ topic: "competing-development" });
    const first = spells.find(({ termsId }) => termsId === commercial);
    expect(first).toMatchObject({
      wording: "use the Service or its Output to develop models that compete with ours;",
      leadIn: "You may not, and may not let others:",
      until: "2025-02-18T06:00:00.000Z",
    });
    expect(first?.stances[first.topics.indexOf("competing-development")]).toBe("strict");
  });

  it("does nothing where nothing has changed", async () => {
    await using store = await openHistory();
    const first = await indexClauses(context(store));
    expect(first).toBeGreaterThan(3);
    expect(await indexClauses(context(store))).toBe(0);
  });

  it("indexes anew the one terms that has a new version", async () => {
    await using store = await openHistory();
    await indexClauses(context(store));
    await addVersion(store, commercial);
    const indexed: TermsId[] = [];
    await indexClauses(context(store), { onIndexed: (termsId) => indexed.push(termsId) });
    const spells = await store.listClauseSpells({ termsIds: [commercial] });
    expect(indexed).toEqual([commercial]);
    expect(spells.at(-1)?.wording).toBe("Nothing else is agreed.");
    await using fresh = await openHistory();
    await addVersion(fresh, commercial);
    await indexClauses(context(fresh));
    expect(await fresh.listClauseSpells({ termsIds: [commercial] })).toEqual(spells);
  });

  it("indexes everything anew with other topics of the operator's own", async () => {
    await using store = await openHistory();
    const all = await indexClauses(context(store));
    const ownTopics = createOwnTopics([
      {
        id: "x-invoices",
        covers: "invoices, fees and when they are due",
        examples: ["Fees are due within 30 days of the invoice.", "Invoices are payable at once."],
        counterExamples: [],
      },
    ]);
    expect(await indexClauses({ store, ownTopics })).toBe(all);
    const about = await store.listClauseSpells({ topic: "x-invoices" });
    expect(about.map(({ wording }) => wording)).toContainEqual(
      expect.stringMatching(/^Fees are due/),
    );
  });

  it("ends in the same when it is cut off and run again, and when two run at once", async () => {
    await using whole = await openHistory();
    await indexClauses(context(whole));
    await using cut = await openHistory();
    const stop = new AbortController();
    const cutOff = indexClauses(context(cut), {
      signal: stop.signal,
      onIndexed: () => stop.abort(new Error("stopped")),
    });
    await expect(cutOff).rejects.toThrow("stopped");
    expect(await cut.listIndexedTerms()).toHaveLength(1);
    await Promise.all([indexClauses(context(cut)), indexClauses(context(cut))]);
    expect(await cut.listClauseSpells({})).toEqual(await whole.listClauseSpells({}));
  });
});
