import { describe, expect, it } from "vitest";
import { compareVersions } from "../../../src/core/compare.ts";
import { identifyClauses } from "../../../src/core/history/identify.ts";
import { describeLife } from "../../../src/core/history/life.ts";
import { digestOf } from "../../../src/model/digest.ts";
import { toMarkup } from "../../../src/render/markup.ts";
import { dayOf, lifeOf, trace } from "./chain.ts";

const opening = "The service lets customers send prompts and receive generated text in return.";
const mild = "You may use what the service returns for any lawful purpose.";
const strict = "You may use what the service returns for any approved purpose.";
const fees = "Fees are due within thirty days of the date of the invoice.";

function page(...clauses: readonly string[]): string {
  return ["# Terms", ...clauses].join("\n\n");
}

describe("describeLife", () => {
  it("tells each wording with its dates, and the redline between them", () => {
    const life = lifeOf(
      trace(page(opening, mild, fees), page(opening, mild), page(opening, strict)),
      "what the service returns",
    );
    expect(life.wordings).toMatchObject([
      { text: mild, spells: [{ from: dayOf(0), until: dayOf(2) }] },
      { text: strict, spells: [{ from: dayOf(2), until: null }] },
    ]);
    expect(life.events).toMatchObject([
      { kinds: ["first-seen"], seenAt: dayOf(0), changeId: null },
      { kinds: ["reworded"], seenAt: dayOf(2), changeId: digestOf("change 2"), returnsTo: null },
    ]);
    expect(toMarkup(life.events[1]?.spans ?? [])).toBe(
      "You may use what the service returns for any <del>lawful</del><ins>approved</ins> purpose.",
    );
  });

  it("names the version whose wording has returned", () => {
    const lineage = trace(page(opening, mild), page(opening, strict), page(opening, mild, fees));
    const life = lifeOf(lineage, "what the service returns");
    expect(life.events.at(-1)).toMatchObject({
      kinds: ["reworded"],
      returnsTo: { versionId: lineage.versions[0]?.id, seenAt: dayOf(0) },
    });
    expect(life.wordings).toMatchObject([
      { text: mild, spells: [{ until: dayOf(1) }, { from: dayOf(2), until: null }] },
      { text: strict, spells: [{ from: dayOf(1), until: dayOf(2) }] },
    ]);
  });

  it("says when a clause left and when it came back", () => {
    const lineage = trace(
      page(opening, mild, fees),
      page(opening, fees),
      page(opening, mild, fees),
    );
    const life = lifeOf(lineage, "what the service returns");
    expect(life.leftAt).toBeNull();
    expect(life.events).toMatchObject([
      { kinds: ["first-seen"] },
      { kinds: ["left"], seenAt: dayOf(1), after: null, isWholeText: false },
      { kinds: ["returned"], seenAt: dayOf(2), spans: [], returnsTo: null },
    ]);
    expect(
      lifeOf(trace(page(opening, mild, fees), page(opening, fees)), "what the service returns")
        .leftAt,
    ).toBe(dayOf(1));
  });

  it("tells renumbering and moves apart from rewording", () => {
    const lineage = trace(
      page(opening, "## Use", `1. ${mild}`, `2. ${fees}`),
      page(opening, "## Use", `1. ${fees}`, `2. ${mild}`),
      page(opening, "## Your use", `1. ${fees}`, `2. ${mild}`),
    );
    expect(lifeOf(lineage, "what the service returns").events).toMatchObject([
      { kinds: ["first-seen"], after: { number: "1", path: ["Terms", "Use"] } },
      {
        kinds: expect.arrayContaining(["renumbered"]),
        before: { number: "1" },
        after: { number: "2" },
      },
      { kinds: ["retitled"], spans: [], after: { path: ["Terms", "Your use"] } },
    ]);
    const moved = lineage.threads.map((thread) => describeLife(lineage, thread).events[1]?.kinds);
    expect(moved.filter((kinds) => kinds?.includes("moved"))).toHaveLength(1);
  });

  it("is named in the change that it is a part of", () => {
    const texts = [page(opening, mild, fees), page(opening, strict)];
    const lineage = trace(...texts);
    const { changes } = compareVersions(texts[0] ?? "", texts[1] ?? "");
    const ids = identifyClauses(lineage, lineage.versions[1]?.id ?? digestOf(""), changes);
    expect(ids).toEqual([lifeOf(lineage, "what the service").id, lifeOf(lineage, "invoice").id]);
    expect(identifyClauses(lineage, digestOf("elsewhere"), changes)).toEqual([null, null]);
  });

  it("does not take new link targets for a new wording", () => {
    const linked = (token: string) =>
      page(opening, mild.replace("lawful", `[lawful](/go?t=${token})`));
    expect(
      lifeOf(trace(linked("a1"), linked("b2")), "what the service returns").events,
    ).toHaveLength(1);
  });
});
