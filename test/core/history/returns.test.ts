import { describe, expect, it } from "vitest";
import { compareVersions } from "../../../src/core/compare.ts";
import { createPastWordings } from "../../../src/core/history/returns.ts";
import { digestOf, digestOfFields } from "../../../src/model/digest.ts";
import { dayOf } from "./chain.ts";

const opening = "The service lets customers send prompts and receive generated text in return.";
const mild = "You may use what the service returns for any purpose.";
const strict = "You may not use what the service returns for any commercial purpose.";
const fees = "Fees are due within thirty days of the date of the invoice.";

function page(...clauses: readonly string[]): string {
  return ["# Terms", ...clauses].join("\n\n");
}

function idOf(at: number, text: string) {
  return digestOfFields(String(at), text);
}

/** What returns with the last of these texts. */
function findReturns(...texts: readonly string[]) {
  const past = createPastWordings();
  for (const [at, text] of texts.slice(0, -1).entries()) {
    past.add({ id: idOf(at, text), seenAt: dayOf(at), text, digest: digestOf(text) });
  }
  return past.findReturns(compareVersions(texts.at(-2) ?? "", texts.at(-1) ?? ""));
}

describe("createPastWordings", () => {
  it("names the version that a returned wording came with when it stood last", () => {
    const first = page(opening, mild);
    const second = page(opening, mild, fees);
    const now = page(opening, mild.replace("You", "**You**"), fees);
    expect(findReturns(first, second, page(opening, strict, fees), now)).toEqual([
      { start: now.indexOf("**You**"), versionId: idOf(0, first), seenAt: dayOf(0) },
    ]);
  });

  it("names the last of several spells", () => {
    const texts = [page(opening, mild), page(opening, strict), page(opening, mild, fees)];
    const again = [...texts, page(opening, strict, fees), page(opening, mild, fees, "## Notices")];
    expect(findReturns(...again)).toMatchObject([{ versionId: idOf(2, again[2] ?? "") }]);
  });

  it("knows a clause that had left and is back", () => {
    const first = page(opening, mild, fees);
    expect(findReturns(first, page(opening, mild), page(opening, fees, mild))).toMatchObject([
      { versionId: idOf(0, first) },
    ]);
  });

  it.each([
    ["a wording that is new", [page(opening, mild), page(opening, strict)]],
    ["a clause that only moves", [page(opening, mild, fees), page(opening, fees, mild)]],
    [
      "a few words that stand anywhere",
      [page(opening, "See below."), page(opening), page(opening, "See below.")],
    ],
  ])("says nothing of %s", (_, texts) => {
    expect(findReturns(page(fees), ...texts)).toEqual([]);
  });
});
