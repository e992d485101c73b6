import { describe, expect, it } from "vitest";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { digestOf } from "../../src/model/digest.ts";
import type { TextPart } from "../../src/render/terms-layout.ts";
import { layOutText } from "../../src/render/terms-layout.ts";
import { addresses } from "../../src/web/addresses.ts";
import { charsOfPart, countTextParts, takeTextPart } from "../../src/web/text-parts.ts";

/** Sections of a list, a paragraph and a table, until it takes more than two pages. */
const longText = ["# Terms", "## Use"]
  .concat(
    Array.from({ length: 1200 }, (_, at) =>
      [
        `### Rule ${at}`,
        `You may use the service as rule ${at} has it. You may not resell it, and you may not lend it.`,
        `- not for ${at} others;\n- not in ${at} places.`,
        `| Name | Reason |\n| --- | --- |\n| Provider ${at} | hosting |`,
      ].join("\n\n"),
    ),
  )
  .join("\n\n");

const holdsClause = (part: TextPart, start: number): boolean =>
  (part.kind === "table" ? [...(part.head ? [part.head] : []), ...part.rows] : part.pieces).some(
    (piece) => piece.start === start,
  );

const listStarts = (parts: readonly TextPart[]): readonly number[] =>
  parts.flatMap((part) =>
    (part.kind === "table" ? part.rows : part.pieces).map(({ start }) => start),
  );

describe("takeTextPart", () => {
  const whole = layOutText(longText);
  const all = Array.from({ length: countTextParts(whole) }, (_, at) => takeTextPart(whole, at + 1));

  it("gives each clause in exactly one part, in their order", () => {
    expect([all.length > 2, all.flatMap(listStarts)]).toEqual([true, listStarts(whole)]);
  });

  it("puts a clause where links to it lead, by where it starts alone", () => {
    const led = segmentClauses(longText).map(({ start }) => {
      const address = addresses.clauseIn(digestOf("a version"), start);
      return Number(/\?part=(\d+)#c-\d+$/.exec(address)?.[1] ?? 1);
    });
    expect(led).toEqual(
      segmentClauses(longText).map(
        ({ start }) => 1 + all.findIndex((parts) => parts.some((part) => holdsClause(part, start))),
      ),
    );
  });

  it("begins anew with the outermost heading, and skips no level", () => {
    const levels = all.map((parts) =>
      parts.flatMap((part) => (part.kind === "heading" ? part.level : [])),
    );
    const isWithoutSkips = levels.map((of) =>
      of.every((level, at) => level <= (of[at - 1] ?? 0) + 1),
    );
    expect(isWithoutSkips).toEqual(all.map(() => true));
  });

  it("leaves a text of usual length whole", () => {
    const usual = layOutText(longText.slice(0, charsOfPart));
    expect([countTextParts(usual), takeTextPart(usual, 1)]).toEqual([1, usual]);
  });

  it("repeats the head of a table that goes on", () => {
    const rows = Array.from({ length: 6000 }, (_, at) => `| Provider ${at} | hosting |`);
    const table = layOutText(`| Name | Reason |\n| --- | --- |\n${rows.join("\n")}`);
    expect(takeTextPart(table, 2)[0]).toMatchObject({ head: { text: "| Name | Reason |" } });
  });
});
