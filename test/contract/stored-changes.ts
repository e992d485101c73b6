import { describe, expect, it } from "vitest";
import type { TermsChange } from "../../src/model/change.ts";
import type { Digest } from "../../src/model/digest.ts";
import type { ChangeFilter, Store } from "../../src/ports/store.ts";
import {
  hour,
  otherTermsId,
  sampleChange,
  sampleComparison,
  sampleIncident,
  sampleNotification,
  sampleTerms,
  sampleVersion,
  termsId,
} from "./samples.ts";

const [a, b, c, d] = buildChain();
const noise = sampleChange(a, b, sampleComparison("noise"));
const editorial = sampleChange(b, c, sampleComparison("editorial", [["other", "editorial"]]));
const weighty = sampleChange(
  c,
  d,
  sampleComparison("substantive", [
    ["output-training", "substantive"],
    ["x-biometrics", "substantive"],
    ["other", "editorial"],
  ]),
);
const silent = { ...sampleComparison("substantive"), silent: true };
const undated = { ...sampleComparison("substantive"), undated: true };
const elsewhere = {
  ...sampleVersion("elsewhere", hour(9)),
  termsId: otherTermsId,
};
const foreign = sampleChange(elsewhere, elsewhere);

export function testStoredChanges(create: () => Promise<Store>): void {
  async function createFilled(): Promise<Store> {
    const store = await create();
    await store.importHistory(sampleTerms(), [a, b, c, d], [noise, editorial, weighty]);
    await store.importHistory(sampleTerms(otherTermsId), [elsewhere], [foreign]);
    return store;
  }

  describe("listChanges", () => {
    it.each<[string, ChangeFilter, readonly TermsChange[]]>([
      ["from editorial up, the newest first, by default", {}, [foreign, weighty, editorial]],
      [
        "of any weight when asked",
        { minMateriality: "noise", termsId },
        [weighty, editorial, noise],
      ],
      ["of one service", { serviceId: "bolt" }, [foreign]],
      ["with a clause on a topic", { topic: "other" }, [weighty, editorial]],
      ["with a clause on a topic that a team added", { topic: "x-biometrics" }, [weighty]],
      [
        "with a clause on a topic that itself weighs enough",
        { topic: "other", minMateriality: "substantive" },
        [],
      ],
      ["from a time on, that time included", { since: hour(4) }, [foreign, weighty]],
      ["until a time, that time left out", { until: hour(4) }, [editorial]],
      ["as many as asked for", { limit: 1 }, [foreign]],
    ])("gives changes %s", async (_, filter, expected) => {
      await using store = await createFilled();
      const found = await store.listChanges(filter);
      expect(found).toEqual(expected);
    });
  });

  describe("listChanges, of how a change keeps still", () => {
    it.each([
      [["silent"], [silent]],
      [["undated"], [undated]],
      [
        ["silent", "undated"],
        [undated, silent],
      ],
    ] as const)("gives the %j", async (silences, expected) => {
      await using store = await create();
      const changes = [
        sampleChange(a, b, silent),
        sampleChange(b, c, undated),
        { ...sampleChange(c, d, silent), reversalOf: a.id },
      ];
      await store.importHistory(sampleTerms(), [a, b, c, d], changes);
      const found = await store.listChanges({ silences });
      expect(found.map(({ comparison }) => comparison)).toEqual(expected);
    });

    it("follows a later judgement", async () => {
      await using store = await create();
      await store.importHistory(sampleTerms(), [a, b], [sampleChange(a, b, silent)]);
      const moved = { ...sampleComparison("substantive"), judgedBy: "rules-9" };
      await store.recordJudgement(sampleChange(a, b, silent).id, moved, hour(9));
      expect(await store.listChanges({ silences: ["silent"] })).toEqual([]);
    });
  });

  describe("findChange", () => {
    it("gives the clauses whose wording has returned", async () => {
      await using store = await create();
      const returns = [{ start: 12, versionId: a.id, seenAt: a.fetchedAt }];
      await store.importHistory(sampleTerms(), [a, b], [{ ...noise, returns }]);
      expect(await store.findChange(noise.id)).toEqual({ ...noise, returns });
    });

    it("resolves an id and a prefix of six digits", async () => {
      await using store = await createFilled();
      expect(await store.findChange(weighty.id)).toEqual(weighty);
      expect(await store.findChange(weighty.id.slice(0, 6))).toEqual(weighty);
    });

    it.each(["", weighty.id.slice(0, 5), `${weighty.id.slice(0, 5)}%`, "zzzzzz"])(
      "finds nothing for %j",
      async (prefix) => {
        await using store = await createFilled();
        expect(await store.findChange(prefix)).toBeUndefined();
      },
    );

    it("finds nothing for a prefix that two changes share", async () => {
      await using store = await createFilled();
      const twins = ["0", "1"].map((end) => ({
        ...weighty,
        id: `abcdef${end.repeat(58)}` as Digest,
      }));
      await store.importHistory(sampleTerms(), [], twins);
      expect(await store.findChange("abcdef")).toBeUndefined();
      expect(await store.findChange("abcdef0")).toEqual(twins[0]);
    });
  });

  describe("recordIncidents", () => {
    it("opens one once, with its notifications, and closes it at the time given", async () => {
      await using store = await createFilled();
      const incident = sampleIncident(hour(1));
      const notification = sampleNotification(incident, "operator", hour(1));
      await store.recordIncidents([incident], [], hour(1), [notification]);
      await store.recordIncidents([incident], [], hour(1), [notification]);
      expect(await store.listIncidents({ open: true })).toEqual([incident]);
      expect(await store.listOutbox({ limit: 10 })).toHaveLength(1);
      await store.recordIncidents([], [incident.id], hour(2), []);
      expect(await store.listIncidents({ open: true })).toEqual([]);
      expect(await store.listIncidents({ open: false })).toEqual([
        { ...incident, closedAt: hour(2) },
      ]);
    });

    it("opens nothing when a notification is about nothing", async () => {
      await using store = await createFilled();
      const incident = sampleIncident(hour(1));
      const stray = sampleNotification(sampleIncident(hour(9)), "operator", hour(1));
      await expect(store.recordIncidents([incident], [], hour(1), [stray])).rejects.toMatchObject({
        kind: "missing",
      });
      expect(await store.listIncidents({ open: false })).toEqual([]);
    });
  });
}

function buildChain() {
  const first = sampleVersion("a", hour(1));
  const second = sampleVersion("b", hour(2), first);
  const third = sampleVersion("c", hour(3), second);
  return [first, second, third, sampleVersion("d", hour(4), third)] as const;
}
