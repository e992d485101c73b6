import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { eventWindowMs, groupChanges, signChange } from "../../../src/core/history/events.ts";
import type { SignedChange } from "../../../src/model/change-event.ts";
import type { ClauseChange } from "../../../src/model/comparison.ts";
import { digestOf } from "../../../src/model/digest.ts";
import { addMs, parseInstant } from "../../../src/model/instant.ts";
import { createClauseChange } from "../../render/sample.ts";

const start = parseInstant("2026-01-01T00:00:00Z");
const long =
  "You may use it<ins> for your own purposes only and not on behalf of any other person or company</ins>.";
const short = "You may <ins>not </ins>resell it.";

/** A change of a document, so many milliseconds from the start. */
function changeOf(
  termsId: string,
  atMs: number,
  changes: readonly ClauseChange[] = [createClauseChange(long)],
): SignedChange {
  const [serviceId = ""] = termsId.split("/");
  const sign = signChange(changes);
  if (!sign) throw new Error("nothing to know it by");
  const id = digestOf(`${termsId} ${atMs} ${JSON.stringify(changes)}`);
  return { id, termsId, serviceId, detectedAt: addMs(start, atMs), sign };
}

function group(...changes: readonly SignedChange[]): readonly string[] {
  return groupChanges(changes).map((event) =>
    event.changes.map(({ termsId }) => termsId).join(" + "),
  );
}

describe("groupChanges", () => {
  it("makes one event of the same change in several documents of a service", () => {
    const changes = [
      changeOf("acme/terms", 0),
      changeOf("acme/privacy", 1),
      changeOf("acme/use", 2),
    ];
    expect(group(...changes)).toEqual(["acme/terms + acme/privacy + acme/use"]);
  });

  it("takes documents of two services for one provider's where many words are the same, and only then", () => {
    const small = [createClauseChange(short)];
    expect(group(changeOf("chat/terms", 0), changeOf("images/terms", 1))).toHaveLength(1);
    expect(
      group(changeOf("chat/terms", 0, small), changeOf("images/terms", 1, small)),
    ).toHaveLength(2);
    expect(group(changeOf("chat/terms", 0, small), changeOf("chat/use", 1, small))).toHaveLength(1);
  });

  it("is indifferent to the order of clauses, and to what is not substantive", () => {
    const fees = createClauseChange("Fees are due within <del>thirty</del><ins>ten</ins> days.");
    const date = createClauseChange("Updated <del>1</del><ins>2</ins> May", {
      materiality: "noise",
    });
    const one = changeOf("acme/terms", 0, [createClauseChange(long), fees]);
    const other = changeOf("acme/use", 1, [date, fees, createClauseChange(long)]);
    expect(group(one, other)).toHaveLength(1);
  });

  it.each([
    ["one word more", [createClauseChange(long.replace("person", "single person"))]],
    ["one clause more", [createClauseChange(long), createClauseChange(short)]],
    ["the other way round", [createClauseChange(long.replaceAll("ins>", "del>"))]],
    [
      "the same few words in another clause",
      [createClauseChange("You may <ins>not </ins>rent it.")],
    ],
  ])("keeps apart what has %s", (_, changes) => {
    const first = changes.length === 1 ? [createClauseChange(long)] : [createClauseChange(short)];
    expect(group(changeOf("acme/terms", 0, first), changeOf("acme/use", 1, changes))).toHaveLength(
      2,
    );
  });

  it("keeps apart the same few words in clauses that read otherwise", () => {
    const rent = createClauseChange("You may <ins>not </ins>rent it.");
    const resell = createClauseChange(short);
    expect(
      group(changeOf("acme/terms", 0, [resell]), changeOf("acme/use", 1, [rent])),
    ).toHaveLength(2);
  });

  it("ends an event when its window ends, counted from its first change", () => {
    const half = eventWindowMs * 0.6;
    const changes = [changeOf("acme/a", 0), changeOf("acme/b", half), changeOf("acme/c", 2 * half)];
    expect(group(...changes)).toEqual(["acme/a + acme/b", "acme/c"]);
  });

  it("has of one document only one change, and pairs what goes back and forth in step", () => {
    const changes = [0, 1].flatMap((day) => [
      changeOf("acme/a", day * 1000),
      changeOf("acme/b", day * 1000 + 1),
    ]);
    expect(group(...changes)).toEqual(["acme/a + acme/b", "acme/a + acme/b"]);
  });

  it("names an event by its first change, whatever comes later", () => {
    const first = changeOf("acme/a", 0);
    const [alone] = groupChanges([first]);
    const [joined] = groupChanges([changeOf("acme/b", 5), first]);
    expect(joined?.id).toBe(alone?.id);
    expect(joined?.changes).toHaveLength(2);
  });

  it("loses no change and has none twice", () => {
    const change = record({
      termsId: constantFrom("acme/a", "acme/b", "bolt/c"),
      days: integer({ min: 0, max: 30 }),
      redline: constantFrom(long, short),
    }).map(({ termsId, days, redline }) =>
      changeOf(termsId, days * 86_400_000, [createClauseChange(redline)]),
    );
    assert(
      property(array(change, { maxLength: 20 }), (changes) => {
        const grouped = groupChanges(changes).flatMap((event) => event.changes);
        const ids = (list: readonly { readonly id: string }[]) =>
          list.map(({ id }) => id).toSorted((one, other) => one.localeCompare(other));
        expect(ids(grouped)).toEqual(ids(changes));
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

describe("signChange", () => {
  it("knows nothing of a change without a substantive clause, or of one that only moved clauses", () => {
    expect(signChange([createClauseChange(long, { materiality: "editorial" })])).toBeNull();
    expect(signChange([createClauseChange("You may resell it.", { kind: "moved" })])).toBeNull();
  });
});
