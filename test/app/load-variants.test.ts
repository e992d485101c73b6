import { describe, expect, it } from "vitest";
import { createChangeSource } from "../../src/app/change-source.ts";
import { loadEvents } from "../../src/app/load-events.ts";
import { previewHistory } from "../../src/app/preview.ts";
import { variantWindowMs } from "../../src/core/history/variants.ts";
import type { TermsChange } from "../../src/model/change.ts";
import type { ClauseChange } from "../../src/model/comparison.ts";
import { addMs } from "../../src/model/instant.ts";
import { toDefaultSubscriber } from "../../src/model/subscriber.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import { hour, sampleChange, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";
import { toPreviewed } from "../../src/render/preview.ts";
import { createChange, createClauseChange } from "../render/sample.ts";

const english = createClauseChange("4.2 Pay within <del>30</del><ins>10</ins> days.");
const german = createClauseChange("4.2 Zahlbar in <del>30</del><ins>10</ins> Tagen.");
const french = createClauseChange("4.2 Payable sous <del>30</del><ins>10</ins> jours.");
const notFound = createClauseChange(german.spans, { materiality: "editorial", direction: null });

/** A document that changed so long after the first. */
interface Variant {
  readonly termsId: string;
  readonly serviceName: string;
  readonly delayMs?: number;
  readonly changes: readonly ClauseChange[];
}

const inEnglish: Variant = { termsId: "acme/terms", serviceName: "Acme AI", changes: [english] };
const inGerman: Variant = {
  termsId: "acme-de/terms",
  serviceName: "Acme AI (Deutsch)",
  delayMs: 3_600_000,
  changes: [german],
};
const inFrench: Variant = {
  termsId: "acme-fr/terms",
  serviceName: "Acme AI (Français)",
  delayMs: variantWindowMs + 3_600_000,
  changes: [french],
};

async function record(...variants: readonly Variant[]) {
  const store = createMemoryStore();
  const recorded: TermsChange[] = [];
  for (const [at, { termsId, serviceName, delayMs = 0, changes }] of variants.entries()) {
    const before = sampleVersion(`before ${at}`, hour(1), null, { termsId });
    const after = sampleVersion(`after ${at}`, addMs(hour(2), delayMs), before, { termsId });
    const change = sampleChange(before, after, createChange(changes).comparison);
    await store.importHistory(sampleTerms(termsId, { serviceName }), [before, after], [change]);
    recorded.push(change);
  }
  return { store, recorded };
}

/** Of each change the documents of its event; each list once. */
async function eventsOf(...variants: readonly Variant[]): Promise<readonly string[]> {
  const { store, recorded } = await record(...variants);
  const said = new Set<string>();
  for (const change of recorded) {
    const event = (await loadEvents(store, [change])).get(change.id);
    const members = event?.changes.map(({ termsId }) => termsId).join(" + ");
    said.add(members ?? "none");
  }
  return [...said];
}

describe("loadEvents", () => {
  it("makes one event of a change in English and in German, whichever is asked about", async () => {
    expect(await eventsOf(inEnglish, inGerman)).toEqual(["acme/terms + acme-de/terms"]);
  });

  it("goes on from language to language", async () => {
    expect(await eventsOf(inEnglish, inGerman, inFrench)).toEqual([
      "acme/terms + acme-de/terms + acme-fr/terms",
    ]);
  });

  it("joins a translation in which nothing was found substantive", async () => {
    const unread = { ...inGerman, changes: [notFound] };
    expect(await eventsOf(inEnglish, unread)).toEqual(["acme/terms + acme-de/terms"]);
  });

  it("joins other documents of the same words with it", async () => {
    const alike = { ...inEnglish, termsId: "acme/fees", delayMs: 1 };
    expect(await eventsOf(inEnglish, alike, inGerman)).toEqual([
      "acme/terms + acme/fees + acme-de/terms",
    ]);
  });

  it.each<[string, Partial<Variant>]>([
    ["of another service", { serviceName: "Acme Tools (Deutsch)" }],
    ["seen days later", { delayMs: variantWindowMs + 1 }],
    ["with other figures", { changes: [createClauseChange("4.2 In <del>30</del><ins>14</ins>.")] }],
  ])("keeps apart a change %s", async (_, fields) => {
    expect(await eventsOf(inEnglish, { ...inGerman, ...fields })).toEqual([
      "acme/terms",
      "acme-de/terms",
    ]);
  });

  it("keeps apart what has two likenesses, whichever is asked about", async () => {
    const again = { ...inGerman, delayMs: 7_200_000 };
    const events = await eventsOf(inEnglish, inGerman, again);
    expect(events.filter((event) => event.includes(" + "))).toEqual([]);
  });
});

describe("previewHistory", () => {
  const query = {
    filter: wholeFilter,
    rhythm: "instant",
    subscriber: toDefaultSubscriber("console", ""),
    since: hour(0),
    until: hour(200),
    limit: 9,
  } as const;

  it("counts a change in two languages once, and names the other document", async () => {
    const { store } = await record(inEnglish, inGerman);
    const { alertCount, alerts } = await previewHistory(store, query, toPreviewed);
    expect(alertCount).toBe(1);
    expect(alerts).toMatchObject([
      { termsId: "acme/terms", alsoIn: [{ termsId: "acme-de/terms" }] },
    ]);
  });

  it("counts both where one of them tells a clause more", async () => {
    const more = (word: string) => createClauseChange(`5. ${word} <del>3</del><ins>4</ins>.`);
    const unread = { ...more("Punkt"), materiality: "editorial", direction: null } as const;
    const { store } = await record(
      { ...inEnglish, changes: [english, more("Point")] },
      { ...inGerman, changes: [german, unread] },
    );
    expect((await previewHistory(store, query, toPreviewed)).alertCount).toBe(2);
  });
});

describe("createChangeSource", () => {
  it("says of a translation what the original says, and of another clause not", async () => {
    const { store, recorded } = await record(inEnglish, inGerman);
    const source = createChangeSource(store);
    const said = [];
    for (const { id } of recorded) {
      const event = await source.findEvent(id);
      const known = await source.find(id);
      said.push(event && known?.sayOf([0], event));
    }
    expect(said[0]).toBeTruthy();
    expect(said[1]).toBe(said[0]);
  });
});
