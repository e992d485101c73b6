import { describe, expect, it } from "vitest";
import type { CrawlContext, CrawlSummary } from "../../src/app/crawl.ts";
import { crawl } from "../../src/app/crawl.ts";
import type { Digest } from "../../src/model/digest.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { renderTerms } from "../servers/site.ts";
import { renderLoginWall } from "../servers/walls.ts";
import type { Scene } from "./scene.ts";
import { address, createScene, declareTerms } from "./scene.ts";

/** What a page shows from a crawl on, so many days after the crawl before. */
interface Step {
  readonly days: number;
  readonly pages: Readonly<Record<string, string>>;
}

interface History {
  readonly name: string;
  readonly terms: Readonly<Record<string, unknown>>;
  readonly hasEtags?: boolean;
  readonly steps: readonly Step[];
  /** What the undisturbed history comes to, so that a history in which nothing happens fails. */
  readonly outbox: readonly string[];
}

const old = renderTerms("Northwind");
const restricted = renderTerms("Northwind", ["develop models that compete with Northwind;"]);
const bystander = `${address}/bystander`;
const usage = { "Acceptable Use Policy": { fetch: address } };

const histories: readonly History[] = [
  {
    name: "a change, and the return of the old words",
    terms: usage,
    steps: [
      { days: 0, pages: { [address]: old } },
      { days: 1, pages: { [address]: restricted } },
      { days: 20, pages: { [address]: old } },
    ],
    outbox: ["change to counsel@example.com", "change to counsel@example.com"],
  },
  {
    name: "a change behind a login wall",
    terms: usage,
    steps: [
      { days: 0, pages: { [address]: old } },
      { days: 1, pages: { [address]: renderLoginWall() } },
      { days: 1, pages: { [address]: restricted } },
    ],
    outbox: [
      "change to counsel@example.com",
      "incident to operator@example.com",
      "recovery to operator@example.com",
    ],
  },
  {
    name: "a change in one of two sources",
    terms: {
      "Acceptable Use Policy": { combine: [{ fetch: `${address}/1` }, { fetch: `${address}/2` }] },
    },
    hasEtags: true,
    steps: [
      { days: 0, pages: { [`${address}/1`]: old, [`${address}/2`]: renderTerms("Southwind") } },
      { days: 1, pages: { [`${address}/1`]: restricted } },
    ],
    outbox: ["change to counsel@example.com"],
  },
  {
    name: "a 304 before a change",
    terms: usage,
    hasEtags: true,
    steps: [
      { days: 0, pages: { [address]: old } },
      { days: 1, pages: {} },
      { days: 1, pages: { [address]: restricted } },
    ],
    outbox: ["change to counsel@example.com"],
  },
];

interface Fault {
  /** Which call of a port meets it, from 1. */
  readonly at: number;
  readonly when: "before" | "after";
  readonly error: Error;
}

/** Crawls that meet it anywhere but in a check may end with an error that is not the store's. */
const callsOutsideChecks = new Set([
  "putTerms",
  "listSubscriptions",
  "listLastChecks",
  "listIncidents",
  "recordIncidents",
  "now",
  "sleep",
]);

/** The same ports, of which one call fails, before or after it has had its effect. */
function interrupt(context: CrawlContext, fault: Fault) {
  const met: string[] = [];
  let calls = 0;
  const fails = (name: string): boolean => {
    calls += 1;
    if (calls === fault.at) met.push(name);
    return calls === fault.at;
  };
  function wrap<T extends object>(port: T): T {
    return new Proxy(port, {
      get(target, key): unknown {
        const method: unknown = Reflect.get(target, key);
        if (typeof method !== "function" || typeof key !== "string") return method;
        if (key === "now") {
          return () => {
            if (fails(key)) throw fault.error;
            return Reflect.apply(method, target, []);
          };
        }
        return async (...parameters: unknown[]) => {
          const isNow = fails(key);
          if (isNow && fault.when === "before") throw fault.error;
          const result: unknown = await Reflect.apply(method, target, parameters);
          if (isNow) throw fault.error;
          return result;
        };
      },
    });
  }
  const { store, snapshots, fetcher, clock } = context;
  return {
    met,
    context: {
      ...context,
      store: wrap(store),
      snapshots: wrap(snapshots),
      fetcher: wrap(fetcher),
      clock: wrap(clock),
    },
  };
}

/** Plays a history to its end; the crawl that meets the fault is followed by one that meets none. */
async function play(history: History, fault?: Fault) {
  const declarations = declareTerms({ ...history.terms, "Terms of Service": { fetch: bystander } });
  const scene = await createScene({ terms: history.terms });
  const disturbed = interrupt(scene.context, fault ?? { ...noFault });
  scene.fetcher.answer(bystander, renderTerms("Bystander"));
  for (const { days, pages } of history.steps) {
    scene.clock.advance(days * 86_400_000);
    for (const [url, html] of Object.entries(pages)) {
      const headers = { "content-type": "text/html", etag: `"${html.length}"` };
      const bytes = new TextEncoder().encode(html);
      scene.fetcher.answer(url, history.hasEtags ? { bytes, headers } : html);
    }
    const metBefore = disturbed.met.length;
    const run = (context: CrawlContext) =>
      crawl(context, declarations, { waitForConfirmationMs: 15 * 60_000 });
    const ended = await run(disturbed.context).catch((error: unknown) => error);
    if (disturbed.met.length === metBefore) continue;
    if (fault) expectStopped(ended as CrawlSummary | Error, fault, disturbed.met[0] ?? "");
    await run(scene.context);
  }
  return { met: disturbed.met[0], state: await readState(scene) };
}

const noFault: Fault = { at: 0, when: "before", error: new Error("none") };

/** A store that fails ends the crawl; anything else breaks off one terms, and the other is checked all the same. */
function expectStopped(ended: CrawlSummary | Error, { error }: Fault, call: string): void {
  if (ended instanceof Error) {
    expect(ended).toBe(error);
    if (!(error instanceof StoreError)) expect(callsOutsideChecks).toContain(call);
  } else {
    expect(error, `the crawl went on after ${call} failed`).not.toBeInstanceOf(StoreError);
    expect(ended.broken).toBe(1);
    expect(ended.records.length).toBeGreaterThan(0);
  }
}

/** Everything that must not depend on an interruption: texts for ids, days for times. */
async function readState({ store }: Scene) {
  const textOf = async (id: Digest | null) =>
    id === null ? null : ((await store.findVersion(id))?.digest ?? "missing");
  const status = await store.listTermsStatus();
  const terms = await Promise.all(
    status.map(async ({ id, versionCount, openIncidents, lastVerifiedAt }) => {
      const { latest, pending, variants, latestSnapshots } = await store.getTermsState(id);
      const versions = await store.listVersions(id);
      const [check] = await store.listChecks(id, 1);
      return {
        id,
        versionCount,
        openIncidents,
        verifiedOn: lastVerifiedAt?.slice(0, 10),
        latest: latest?.text,
        standing: await textOf(check?.versionId ?? null),
        snapshots: latestSnapshots.map(({ digest }: Snapshot) => digest),
        pending: pending?.fingerprint ?? null,
        versions: versions.map(({ digest, origin }) => `${origin} ${digest}`),
        variants: variants
          .map((one) => `${one.fingerprint} ${one.versionId !== null} ${one.reversals}`)
          .toSorted(),
      };
    }),
  );
  const recorded = await store.listChanges({ minMateriality: "noise" });
  const changes = await Promise.all(
    recorded.map(async ({ termsId, beforeId, afterId, reversalOf, comparison, detectedAt }) => ({
      termsId,
      texts: [await textOf(beforeId), await textOf(afterId), await textOf(reversalOf)],
      summary: comparison.summary,
      detectedOn: detectedAt.slice(0, 10),
    })),
  );
  const all = await store.listIncidents({ open: false });
  // The bug itself is news to operators where it meets a terms that is in trouble already.
  const defects = new Set(all.filter(({ fault }) => fault === "defect").map(({ id }) => id));
  const incidents = all.filter(({ id }) => !defects.has(id));
  const entries = await store.listOutbox({ limit: 1000 });
  const outbox = entries.filter(({ subjectId }) => !defects.has(subjectId));
  return {
    terms,
    changes,
    incidents: incidents.map(
      ({ kind, fault, closedAt }) => `${kind} ${fault} ${closedAt !== null}`,
    ),
    outbox: outbox.map(({ subject, target }) => `${subject} to ${target}`).toSorted(),
  };
}

const errors = [
  ["the store fails", () => new StoreError("io", "the disk went away")],
  ["a bug shows", () => new TypeError("not a function")],
] as const;

describe.each(histories)("crawl through $name", (history) => {
  it("alerts as expected where nothing interrupts it", async () => {
    expect((await play(history)).state.outbox).toEqual(history.outbox);
  });

  it.each(errors)(
    "comes to the same state wherever %s",
    async (_, createError) => {
      const expected = (await play(history)).state;
      let ended = await play(history, { at: 1, when: "before", error: createError() });
      let count = 0;
      while (ended.met !== undefined) {
        expect(ended.state, `call ${count}, ${ended.met}`).toEqual(expected);
        count += 1;
        const when = count % 2 === 0 ? "before" : "after";
        const at = 1 + Math.floor(count / 2);
        ended = await play(history, { at, when, error: createError() });
      }
      expect(count).toBeGreaterThan(80);
    },
    60_000,
  );
});
