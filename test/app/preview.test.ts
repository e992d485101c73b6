import { describe, expect, it } from "vitest";
import { lastYear, previewHistory } from "../../src/app/preview.ts";
import type { Preview, PreviewQuery } from "../../src/app/preview.ts";
import type { Subscriber } from "../../src/model/subscriber.ts";
import { toDefaultSubscriber } from "../../src/model/subscriber.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import type { PreviewedAlert } from "../../src/render/preview.ts";
import { toPreviewed } from "../../src/render/preview.ts";
import { hour } from "../contract/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";
import { createClauseChange } from "../render/sample.ts";
import type { Recorded } from "./history.ts";
import { recordHistory } from "./history.ts";

const competing = createClauseChange(
  "You may <del>use</del><ins>neither use, copy, sell nor hand on to any competitor</ins> it.",
  { topics: ["competing-development"] },
);
const price = createClauseChange("Fees are <del>10</del><ins>20</ins> a month.", {
  topics: ["pricing-payment"],
});

const history: readonly Recorded[] = [
  { termsId: "acme/a", at: 3, changes: [competing] },
  { termsId: "acme/b", at: 5, changes: [competing] },
  { termsId: "bolt/a", at: 7, changes: [price] },
  { termsId: "bolt/b", at: 40, changes: [price, competing] },
];

async function preview(
  query: Partial<PreviewQuery> = {},
  recorded = history,
): Promise<Preview<PreviewedAlert>> {
  const store = createMemoryStore();
  await recordHistory(store, recorded);
  return previewHistory(
    store,
    {
      filter: wholeFilter,
      rhythm: "instant",
      subscriber: toDefaultSubscriber("console", ""),
      since: hour(0),
      until: hour(100),
      limit: 50,
      ...query,
    },
    toPreviewed,
  );
}

describe("previewHistory", () => {
  it("counts the same change of several documents once, and names them", async () => {
    const { alertCount, messageCount, alerts } = await preview();
    expect([alertCount, messageCount]).toEqual([3, 3]);
    expect(alerts.map(({ termsId }) => termsId)).toEqual(["bolt/b", "bolt/a", "acme/a"]);
    expect(alerts[2]).toMatchObject({
      title: "acme · Terms of Service and 1 more document",
      gist: "stricter rules on building competing models",
      alsoIn: [{ termsId: "acme/b" }],
    });
  });

  it("counts what it does not read", async () => {
    const { alertCount, alerts } = await preview({ limit: 1 });
    expect([alertCount, alerts.length]).toEqual([3, 1]);
  });

  it.each([
    [{ until: hour(40) }, ["bolt/a", "acme/a"]],
    [{ since: hour(7) }, ["bolt/b", "bolt/a"]],
    [{ since: hour(41) }, []],
  ])("looks at %j alone", async (span, termsIds) => {
    const { alerts } = await preview(span);
    expect(alerts.map(({ termsId }) => termsId)).toEqual(termsIds);
  });

  it("counts one message for all that a digest holds, by the reader's clock", async () => {
    const usual = toDefaultSubscriber("console", "");
    const count = async (rhythm: "daily" | "weekly", times: Partial<Subscriber> = {}) =>
      (await preview({ rhythm, subscriber: { ...usual, ...times } })).messageCount;
    expect(await count("daily")).toBe(2);
    expect(await count("daily", { digestAt: "05:00" })).toBe(3);
    expect(await count("weekly", { digestDay: "sunday" })).toBe(2);
    expect(await count("weekly", { digestDay: "wednesday" })).toBe(1);
  });

  it("says when what is recorded begins", async () => {
    expect((await preview({ since: hour(7) })).recordedSince).toBe(hour(3));
    expect(await preview({}, [])).toMatchObject({ recordedSince: null, alertCount: 0, alerts: [] });
  });
});

describe("lastYear", () => {
  it("ends now", () => {
    expect(lastYear(hour(0)).until).toBe(hour(0));
    expect(lastYear(hour(0)).since.slice(0, 4)).toBe(String(Number(hour(0).slice(0, 4)) - 1));
  });
});
