import { assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVersions } from "../../src/core/compare.ts";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { readCorpusPairs } from "./text-pairs.ts";

const modal =
  /\b(?:may|must|will|shall|can|should)\b(?! (?:not|also not|never|only not)\b)(?=[ ,])/gi;

/** A text with "not" put after one of its modals, and the clause that this stands in. */
interface Negated {
  readonly text: string;
  readonly at: number;
}

/** Negates one modal of a real text, chosen by a number; undefined where it has none. */
function negate(text: string, choice: number): Negated | undefined {
  const places = segmentClauses(text)
    .filter(({ kind, text: clause }) => kind !== "heading" && clause.length > 40)
    .flatMap((clause) =>
      Array.from(
        clause.text.matchAll(modal),
        (match) => clause.start + match.index + match[0].length,
      ),
    );
  const at = places[choice % Math.max(1, places.length)];
  return at === undefined ? undefined : { text: `${text.slice(0, at)} not${text.slice(at)}`, at };
}

describe("compareVersions on a negation", () => {
  it("finds that inserting not after a modal verb matters", () => {
    const verbs = constantFrom(
      "may",
      "must",
      "will",
      "can",
      "shall",
      "should",
      "MAY",
      "will always",
    );
    const rest = constantFrom(
      "share outputs",
      "keep records of your prompts",
      "use the service for training",
      "end the agreement",
      "be liable for lost profits, to the extent the law allows",
      "(a) resell the service to third parties; or (b) show its outputs to anybody else",
    );
    const actor = constantFrom(
      "You",
      "We",
      "The customer",
      "Either party",
      "* Users",
      "3.2 Minors",
    );
    const around = constantFrom(
      "",
      "## 4. Your data\n\n",
      "You agree to this:\n\n",
      "| A | B |\n| --- | --- |\n",
    );
    assert(
      property(actor, verbs, rest, around, (who, verb, what, before) => {
        const { materiality } = compareVersions(
          `${before}${who} ${verb} ${what}.`,
          `${before}${who} ${verb} not ${what}.`,
        );
        expect(materiality).toBe("substantive");
      }),
      { seed: 13, numRuns: 300 },
    );
  });

  const corpus = readCorpusPairs().filter((_, at) => at % 3 === 0);
  it.skipIf(corpus.length === 0)(
    "finds that it matters in real texts, however long, and marks that word alone",
    { timeout: 120_000 },
    () => {
      const missed = corpus.flatMap(([name, text], at) => {
        const negated = negate(text, at * 7);
        if (negated === undefined) return [];
        const { materiality, changes } = compareVersions(text, negated.text);
        const marked = changes.flatMap(({ spans }) => spans.filter(({ op }) => op !== "same"));
        const words = marked.map((span) => `${span.op} ${span.text.trim()}`).join(", ");
        return materiality === "substantive" && words === "added not"
          ? []
          : [
              `${name}: ${materiality}, ${words}: ${negated.text.slice(negated.at - 40, negated.at + 40)}`,
            ];
      });
      expect(missed).toEqual([]);
    },
  );
});
