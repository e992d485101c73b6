import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Row } from "../../src/render/table-text.ts";
import { renderTableHead, renderTableRows, toSafeText } from "../../src/render/table-text.ts";
import { hostileTexts } from "./hostile.ts";

const columns = [
  { key: "provider", label: "Provider" },
  { key: "changes", label: "Changes" },
] as const;

function renderCsv(rows: readonly Row[]): string {
  return renderTableHead(columns, "csv") + renderTableRows(columns, rows, "csv");
}

/** What a reader of RFC 4180 makes of a file, by a machine of three states. */
function readCsv(text: string, delimiter = ","): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (isQuoted && character === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (isQuoted && character === '"') isQuoted = false;
    else if (isQuoted) cell += character;
    else if (character === '"' && cell === "") isQuoted = true;
    else if (character === delimiter) endCell();
    else if (character === "\n") {
      endCell();
      rows.push([]);
    } else if (character !== "\r") cell += character;
  }
  return rows.slice(0, -1);
}

/** Whether a sign is the first of a cell that a spreadsheet does not pass over. */
function beginsFormula(cell: string): boolean {
  const start = cell.replace(/^[\s\p{Cf}\p{Cc}"`“”„«»‹›]*/u, "").normalize("NFKC");
  return /^[=+\-@]/.test(start);
}

const anything = oneof(
  string({ unit: "binary" }),
  string({ unit: constantFrom(..." \t\r\n;,\"'=+-@＝＋－＠⁼x1\u200b\u202e".split("")) }),
);

describe("renderTableRows", () => {
  it("writes CSV with a mark of its encoding, a head and rows ended as the standard has it", () => {
    expect(renderCsv([{ provider: "Halcyon AI", changes: 12 }])).toBe(
      '\uFEFF"Provider","Changes"\r\n"Halcyon AI",12\r\n',
    );
  });

  it("doubles quotation marks, and keeps commas and line breaks in their cell", () => {
    const rows = readCsv(renderCsv([{ provider: 'a "b", c\nd', changes: null }]));
    expect(rows[1]).toEqual(['a "b", c\nd', ""]);
  });

  it("leaves numbers what they are, also negative ones", () => {
    expect(renderTableRows(columns, [{ provider: "x", changes: -3.5 }], "csv")).toBe(
      '"x",-3.5\r\n',
    );
  });

  it("writes several texts as one cell, and yes and no as words", () => {
    const cells = { provider: ["fees", "liability"], changes: false };
    expect(renderTableRows(columns, [cells], "csv")).toBe('"fees; liability",false\r\n');
  });

  it("writes one object a line, in the order of the columns, with nothing else that a row holds", () => {
    const rows = [{ changes: 2, provider: ["a", "b"], secret: "x" }, { changes: null }];
    expect(renderTableRows(columns, rows, "jsonl")).toBe(
      '{"provider":["a","b"],"changes":2}\n{"provider":null,"changes":null}\n',
    );
  });

  it("gives programs the words as they are, on one line whatever they hold", () => {
    for (const [, text] of hostileTexts) {
      const line = renderTableRows(columns, [{ provider: text }], "jsonl");
      expect(line.split(/[\n\r\u0085\u2028\u2029]/)).toHaveLength(2);
      expect(JSON.parse(line)).toEqual({ provider: text, changes: null });
    }
  });
});

describe("toSafeText", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["  =1", "  '=1"],
    ['"=1', `"'=1`],
    ["＝1", "'＝1"],
    ["\tx", "'\tx"],
    ["\t=1", "'\t'=1"],
    ["\r=1", "\n'=1"],
    ["a;=1", "a;'=1"],
    ["a\n- b", "a\n'- b"],
  ])("keeps %j from being a formula", (text, safe) => {
    expect(toSafeText(text)).toBe(safe);
  });

  it.each(["a = b", "Fees, -10 %", "e-mail us @ acme", "2 + 2", "“Output” – what comes back"])(
    "leaves %s as it is",
    (text) => {
      expect(toSafeText(text)).toBe(text);
    },
  );

  it("shows what nobody sees", () => {
    expect(toSafeText("pay \u202Enow")).toBe("pay ‹U+202E›now");
  });

  it("lets no cell begin a formula, whether the file is cut at commas, semicolons or tabs", () => {
    assert(
      property(array(anything, { minLength: 1, maxLength: 4 }), (texts) => {
        const csv = renderCsv(texts.map((provider) => ({ provider, changes: 1 })));
        const cells = [",", ";", "\t"].flatMap((delimiter) =>
          readCsv(csv.slice(1), delimiter).flat(),
        );
        expect(cells.filter(beginsFormula)).toEqual([]);
      }),
      { numRuns: 500, seed: 20261121 },
    );
  });

  it("gives back every text that could begin no formula and hides nothing", () => {
    assert(
      property(string({ unit: constantFrom(...'ab ,"\n'.split("")) }), (text) => {
        const [, row] = readCsv(renderCsv([{ provider: text, changes: 1 }]));
        expect(row).toEqual([text, "1"]);
      }),
      { seed: 20261121 },
    );
  });

  it("takes a time that grows with the text alone", () => {
    const texts = ["\n".repeat(200_000), `${'"'.repeat(200_000)}=`, ";=".repeat(100_000)];
    expect(texts.map((text) => toSafeText(text).length)).toEqual([200_000, 200_002, 300_000]);
  });
});
