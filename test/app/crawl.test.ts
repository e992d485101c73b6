import { describe, expect, it } from "vitest";
import { acceptHeld } from "../../src/app/check-terms.ts";
import { crawl } from "../../src/app/crawl.ts";
import { dueDeclarations } from "../../src/core/schedule.ts";
import { extractorVersion } from "../../src/core/extract/extract.ts";
import { digestOf } from "../../src/model/digest.ts";
import { FetchError, StoreError } from "../../src/model/errors.ts";
import { addMs, parseInstant } from "../../src/model/instant.ts";
import { createVersion } from "../../src/model/version.ts";
import type { Store } from "../../src/ports/store.ts";
import { renderTerms } from "../servers/site.ts";
import { renderLoginWall } from "../servers/walls.ts";
import type { Scene } from "./scene.ts";
import { address, createScene, declareTerms } from "./scene.ts";

const restriction = "develop models that compete with Northwind;";
const old = renderTerms("Northwind");
const restricted = renderTerms("Northwind", [restriction]);
const loginWall = renderLoginWall();

async function listOutbox(scene: Scene) {
  const entries = await scene.store.listOutbox({ limit: 100 });
  return entries.map(({ subject, target }) => `${subject} to ${target}`).toReversed();
}

/** Outcomes of all checks, oldest first. */
async function listOutcomes({ store, declaration }: Scene) {
  const checks = await store.listChecks(declaration.id, 100);
  return checks.map(({ outcome }) => outcome).toReversed();
}

describe("crawl", () => {
  it("records the first version and tells nobody", async () => {
    const scene = await createScene();
    scene.fetcher.answer(address, old);
    const { counts, changes } = await scene.crawlAfter(0);
    expect(counts).toEqual({ first: 1 });
    expect(changes).toEqual([]);
    expect(await listOutbox(scene)).toEqual([]);
  });

  it("confirms new words by a second fetch after the delay, then tells the subscriber once", async () => {
    const scene = await createScene();
    scene.fetcher.answer(address, old);
    await scene.crawlAfter(0);
    scene.fetcher.answer(address, restricted);
    const { changes } = await scene.crawlAfter(1);
    expect(scene.clock.slept).toEqual([60_000]);
    expect(await listOutcomes(scene)).toEqual(["first", "unconfirmed", "changed"]);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.comparison).toMatchObject({ materiality: "substantive", silent: true });
    expect(changes[0]?.comparison.changes[0]?.after?.text).toContain(restriction);
    expect(await listOutbox(scene)).toEqual(["change to counsel@example.com"]);
    await scene.crawlAfter(1);
    expect(await listOutbox(scene)).toHaveLength(1);
  });

  it("dates a change from the first sight of it, not from its confirmation", async () => {
    const scene = await createScene();
    scene.fetcher.answer(address, old);
    await scene.crawlAfter(0);
    scene.fetcher.answer(address, restricted);
    const [change] = (await scene.crawlAfter(1)).changes;
    expect(change?.detectedAt).toBe("2026-01-02T00:00:00.000Z");
  });

  it("tells nobody of words that the second fetch does not show", async () => {
    const scene = await createScene({ confirmDelayMs: 20 * 60_000 });
    scene.fetcher.answer(address, old);
    await scene.crawlAfter(0);
    scene.fetcher.answer(address, restricted);
    await scene.crawlAfter(1);
    scene.fetcher.answer(address, old);
    await scene.crawlAfter(1);
    expect(await listOutcomes(scene)).toEqual(["first", "unconfirmed", "unchanged"]);
    expect(await listOutbox(scene)).toEqual([]);
  });

  it("reports the return of the old wording as a reversal that names it", async () => {
    const scene = await createScene();
    for (const [page, days] of [
      [old, 0],
      [restricted, 1],
      [restricted, 10],
      [old, 10],
    ] as const) {
      scene.fetcher.answer(address, page);
      await scene.crawlAfter(days);
    }
    const [reversal] = await scene.store.listChanges({});
    const first = (await scene.store.listVersions(scene.declaration.id)).at(-1);
    expect(reversal?.reversalOf).toBe(first?.id);
    expect(reversal?.comparison.changes[0]).toMatchObject({
      kind: "removed",
      direction: "loosened",
    });
    expect(await listOutbox(scene)).toHaveLength(2);
  });

  it("holds a login wall back, tells the operator once, and again when the page is back", async () => {
    const scene = await createScene();
    scene.fetcher.answer(address, old);
    await scene.crawlAfter(0);
    scene.fetcher.answer(address, loginWall);
    await scene.crawlAfter(0.25);
    await scene.crawlAfter(0.25);
    expect(await listOutbox(scene)).toEqual(["incident to operator@example.com"]);
    scene.fetcher.answer(address, old);
    const { records } = await scene.crawlAfter(1);
    expect(records[0]?.closedIncidentIds).toHaveLength(1);
    expect((await listOutbox(scene)).at(-1)).toBe("recovery to operator@example.com");
    expect(await listOutcomes(scene)).toEqual(["first", "quarantined", "quarantined", "unchanged"]);
    expect(await scene.store.listVersions(scene.declaration.id)).toHaveLength(1);
  });

  it("finds the change that happened behind a login wall", async () => {
    const scene = await createScene();
    for (const page of [old, loginWall, restricted]) {
      scene.fetcher.answer(address, page);
      await scene.crawlAfter(1);
    }
    expect(await listOutbox(scene)).toEqual([
      "incident to operator@example.com",
      "recovery to operator@example.com",
      "change to counsel@example.com",
    ]);
  });

  it("keeps every answer, also one that is held back", async () => {
    const scene = await createScene();
    for (const page of [old, loginWall]) {
      scene.fetcher.answer(address, page);
      await scene.crawlAfter(1);
    }
    const [check] = await scene.store.listChecks(scene.declaration.id, 1);
    const [id = digestOf("none")] = check?.snapshotIds ?? [];
    const snapshot = await scene.store.findSnapshot(id);
    const bytes = await scene.snapshots.get(snapshot?.digest ?? digestOf("none"));
    expect(new TextDecoder().decode(bytes)).toBe(loginWall);
  });

  it("leaves a row for a check that failed, and counts it as no verification", async () => {
    const scene = await createScene();
    scene.fetcher.answer(address, old);
    await scene.crawlAfter(0);
    const timeout = new FetchError("timeout", address, "no answer within 60 s", {
      retryable: true,
    });
    scene.fetcher.answer(address, timeout);
    const { records } = await scene.crawlAfter(1);
    expect(records[0]?.check).toMatchObject({ outcome: "failed", fault: "timeout" });
    const [status] = await scene.store.listTermsStatus();
    expect(status?.lastVerifiedAt).toBe("2026-01-01T00:00:00.000Z");
  });

  it("asks with the last answer's ETag, and records that nothing was modified", async () => {
    const scene = await createScene();
    const headers = { "content-type": "text/html", etag: '"1"' };
    scene.fetcher.answer(address, { bytes: new TextEncoder().encode(old), headers });
    await scene.crawlAfter(0);
    await scene.crawlAfter(1);
    await scene.crawlAfter(1);
    expect(await listOutcomes(scene)).toEqual(["first", "not-modified", "not-modified"]);
    expect(scene.fetcher.requests.at(-1)?.validators?.etag).toBe('"1"');
  });

  it("fetches in full at least weekly, whatever the server says", async () => {
    const scene = await createScene();
    const headers = { "content-type": "text/html", etag: '"1"' };
    scene.fetcher.answer(address, { bytes: new TextEncoder().encode(old), headers });
    for (let day = 0; day <= 8; day += 1) await scene.crawlAfter(1);
    const full = scene.fetcher.requests.filter(({ validators }) => validators === undefined);
    expect(full).toHaveLength(2);
  });

  it("does not ask with the ETag of an answer that was held back", async () => {
    const scene = await createScene();
    scene.fetcher.answer(address, old);
    await scene.crawlAfter(0);
    const headers = { "content-type": "text/html", etag: '"wall"' };
    scene.fetcher.answer(address, { bytes: new TextEncoder().encode(loginWall), headers });
    await scene.crawlAfter(1);
    await scene.crawlAfter(1);
    expect(await listOutcomes(scene)).toEqual(["first", "quarantined", "quarantined"]);
  });

  it("reads the latest snapshot again when the declaration changes, and reports only what the provider changed", async () => {
    const scene = await createScene();
    scene.fetcher.answer(address, old);
    await scene.crawlAfter(0);
    // The footer's notice is of our own cutting from now on.
    const other = declareTerms({
      "Acceptable Use Policy": { fetch: address, select: "main", remove: "h1" },
    });
    await scene.crawlAfter(1, other);
    expect(await listOutcomes(scene)).toEqual(["first", "upgraded"]);
    expect(await listOutbox(scene)).toEqual([]);

    scene.fetcher.answer(address, restricted);
    const again = declareTerms({ "Acceptable Use Policy": { fetch: address, select: "main" } });
    const { changes } = await scene.crawlAfter(1, again);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.comparison.changes.map(({ kind }) => kind)).toEqual(["added"]);
  });

  it("goes on from another archive's history, and reports no difference to its text", async () => {
    const scene = await createScene();
    const { id: termsId, serviceId, serviceName, termsType } = scene.declaration;
    const text = "# Northwind usage policy\n\nAs another archive read it.\n";
    const imported = createVersion({
      termsId,
      previousId: null,
      text,
      digest: digestOf(text),
      fingerprint: digestOf(text),
      extractorVersion: 0,
      declarationDigest: digestOf(""),
      snapshotIds: [],
      fetchedAt: parseInstant("2025-06-01T00:00:00Z"),
      origin: "import",
    });
    const terms = { id: termsId, serviceId, serviceName, termsType, tags: [], urls: [] };
    await scene.store.importHistory(terms, [imported], []);
    scene.fetcher.answer(address, old);
    await scene.crawlAfter(0);
    const versions = await scene.store.listVersions(termsId);
    expect(versions.map(({ origin }) => origin)).toEqual(["crawl", "import"]);
    expect(versions[0]).toMatchObject({ extractorVersion, previousId: imported.id });
    expect(await listOutbox(scene)).toEqual([]);
  });

  it("goes on past a terms that breaks off, and logs it with its id", async () => {
    const scene = await createScene();
    const terms = {
      "Acceptable Use Policy": { fetch: address },
      "Terms of Service": { fetch: `${address}/2` },
    };
    scene.fetcher.answer(address, old);
    // An answer that no fetcher gives: a bug of ours.
    scene.fetcher.answer(`${address}/2`, { headers: undefined as never });
    const { counts, broken } = await scene.crawlAfter(0, declareTerms(terms));
    expect(counts).toEqual({ first: 1 });
    expect(broken).toBe(1);
    expect(scene.errors[0]?.[1]).toMatchObject({ termsId: "northwind/terms-of-service" });
  });

  it("leaves a row for a check that a bug broke off, and tells operators when it lasts", async () => {
    const scene = await createScene();
    scene.fetcher.answer(address, { headers: undefined as never });
    await scene.crawlAfter(0);
    const [check] = await scene.store.listChecks(scene.declaration.id, 1);
    expect(check).toMatchObject({ outcome: "failed", fault: "defect" });
    const due = dueDeclarations(
      [scene.declaration],
      await scene.store.listLastChecks(),
      addMs(scene.clock.now(), 60_000),
      { confirmDelayMs: 0 },
    );
    expect(due, "not due again at the next tick").toEqual([]);
    expect(await listOutbox(scene)).toEqual([]);
    await scene.crawlAfter(0.5);
    expect(await listOutbox(scene)).toEqual(["incident to operator@example.com"]);
  });

  it("stops at once when the store cannot be written", async () => {
    const scene = await createScene();
    scene.fetcher.answer(address, old);
    const full: Store = {
      ...scene.store,
      recordCheck: () => Promise.reject(new StoreError("full", "the disk is full")),
    };
    const broken = { ...scene, context: { ...scene.context, store: full } };
    await expect(
      crawl(broken.context, [scene.declaration], { waitForConfirmationMs: 0 }),
    ).rejects.toMatchObject({ name: "StoreError", kind: "full" });
  });

  it("reports a terms that has not been verified for twice its interval, once", async () => {
    const scene = await createScene();
    scene.fetcher.answer(address, old);
    await scene.crawlAfter(0);
    scene.fetcher.answer(address, { status: 503, bytes: new TextEncoder().encode("unavailable") });
    for (let half = 0; half < 8; half += 1) await scene.crawlAfter(0.5);
    const open = await scene.store.listIncidents({ open: true });
    expect(open.map(({ kind }) => kind).toSorted()).toEqual(["quarantined", "stale"]);
    expect(await listOutbox(scene)).toHaveLength(2);
  });

  it("makes one text of several source documents, in the order declared", async () => {
    const combine = [{ fetch: `${address}/1` }, { fetch: `${address}/2` }];
    const scene = await createScene({ terms: { "Acceptable Use Policy": { combine } } });
    scene.fetcher.answer(`${address}/1`, renderTerms("First"));
    scene.fetcher.answer(`${address}/2`, renderTerms("Second"));
    const { records } = await scene.crawlAfter(0);
    const text = records[0]?.versions[0]?.text ?? "";
    expect(text.indexOf("First usage policy")).toBeGreaterThan(-1);
    expect(text.indexOf("Second usage policy")).toBeGreaterThan(text.indexOf("First usage policy"));
    expect(records[0]?.check.snapshotIds).toHaveLength(2);
  });
});

describe("acceptHeld", () => {
  it("takes the answer that was held back last, and tells the subscriber", async () => {
    const scene = await createScene();
    scene.fetcher.answer(address, old);
    await scene.crawlAfter(0);
    const short = renderTerms("Northwind").replace(/<h2>1[^]*<h2>4/, "<h2>4");
    scene.fetcher.answer(address, short);
    await scene.crawlAfter(1);
    const [check] = await scene.store.listChecks(scene.declaration.id, 1);
    expect(check?.outcome).toBe("quarantined");
    const record = await acceptHeld(scene.context, scene.declaration);
    expect(record?.check.outcome).toBe("changed");
    expect(record?.closedIncidentIds).toHaveLength(1);
    expect(await listOutbox(scene)).toContain("change to counsel@example.com");
  });

  it("gives nothing where nothing is held back", async () => {
    const scene = await createScene();
    scene.fetcher.answer(address, old);
    await scene.crawlAfter(0);
    expect(await acceptHeld(scene.context, scene.declaration)).toBeUndefined();
  });
});
