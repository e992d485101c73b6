import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compareNorms, sumChanges } from "../../../src/core/deontic/compare.ts";
import { readParties } from "../../../src/core/deontic/parties.ts";
import { readNorms } from "../../../src/core/deontic/read.ts";
import { toBurden } from "../../../src/core/deontic/burden.ts";
import { segmentClauses } from "../../../src/core/clauses/segment.ts";
import type { Norm, Parties } from "../../../src/core/deontic/norm.ts";
import { toFamily } from "../../training/families.ts";
import { readChanges } from "../../training/changes.ts";
import { readInventedEdits } from "../../training/invented.ts";
import { hasCorpus, sharedDir } from "../../replay/corpus.ts";

/**
 * How often the deontic reading is right, opposite or silent, on real passages and invented edits:
 * `node test/core/deontic/measure.ts [dev|held] [errors]`. The rules were written while looking at
 * the even half of each (`dev`) alone.
 */

interface Case {
  readonly group: string;
  readonly isDev: boolean;
  readonly direction: string;
  readonly sum: number;
  readonly words: string;
}

// The sum below which nothing is said.
const threshold = 0.35;
const minimumConfidence = 2;

function measure(cases: readonly Case[]): void {
  const groups = Map.groupBy(cases, ({ group, isDev }) => `${group} ${isDev ? "dev" : "held out"}`);
  for (const [name, mine] of [...groups].toSorted(byName)) {
    const count = { right: 0, opposite: 0, silent: 0 };
    for (const one of mine) count[judge(one)] += 1;
    const share = (n: number): string => (n / mine.length).toFixed(3);
    process.stdout.write(
      `${name.padEnd(28)} n=${String(mine.length).padEnd(5)} right ${share(count.right)} opposite ${share(count.opposite)} silent ${share(count.silent)}\n`,
    );
  }
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function judge({ direction, sum }: Case): "right" | "opposite" | "silent" {
  if (Math.abs(sum) < threshold) return "silent";
  return sum > 0 === (direction === "tightened") ? "right" : "opposite";
}

const families = new Map<string, boolean>();

function isDevFamily(document: string): boolean {
  const family = toFamily(document);
  const known = families.get(family);
  if (known !== undefined) return known;
  // Alternating in the order in which families first appear, which no rule knows of.
  const isDev = families.size % 2 === 0;
  families.set(family, isDev);
  return isDev;
}

function isTelling(direction: string | null): direction is "tightened" | "loosened" {
  return direction === "tightened" || direction === "loosened";
}

function readReal(): readonly Case[] {
  return readChanges().flatMap((change) => {
    const isDev = isDevFamily(change.document);
    const sides = {
      before: toPlaces(change.before),
      after: toPlaces(change.after),
    };
    return change.items.flatMap((item) => {
      if (!isTelling(item.direction) || item.confidence < minimumConfidence) return [];
      const toPassage = (side: "before" | "after") => {
        const text = item[side];
        return text === null
          ? undefined
          : { text, parties: sides[side].parties, ...sides[side].placeOf(text, change.document) };
      };
      const changes = compareNorms(toPassage("before"), toPassage("after"));
      const kind = item.before === null ? "added" : item.after === null ? "removed" : "modified";
      return [
        {
          group: `real ${kind}`,
          isDev,
          direction: item.direction,
          sum: sumChanges(changes),
          words: `${changes.map(({ why, sign, strength }) => `${why}(${(sign * strength).toFixed(1)})`).join(" ")}\n    lead: ${toPassage(item.after === null ? "before" : "after")?.leadIn ?? ""} | ${toPassage(item.after === null ? "before" : "after")?.heading ?? ""}\n    - ${item.before ?? ""}\n    + ${item.after ?? ""}`,
        },
      ];
    });
  });
}

function toPlaces(text: string): {
  readonly parties: Parties;
  readonly placeOf: (words: string, document: string) => { leadIn?: string; heading: string };
} {
  const clauses = segmentClauses(text);
  return {
    parties: readParties(text),
    placeOf: (words, document) => {
      const key = words.slice(0, 60).trim();
      const at = text.indexOf(key);
      const clause = clauses.find(
        ({ start, end }) => start <= at + key.length / 2 && at + key.length / 2 < end,
      );
      const leadIn = clause?.leadIn;
      return {
        ...(leadIn === undefined ? {} : { leadIn }),
        heading: [document.split("/")[1] ?? "", ...(clause?.path ?? [])].join(" > "),
      };
    },
  };
}

function readInvented(): readonly Case[] {
  return readInventedEdits().flatMap((edit, at) => {
    if (!isTelling(edit.direction)) return [];
    const options = { leadIn: edit.leadIn, heading: `${edit.type} > ${edit.heading}` };
    const toPassage = (text: string | null) => (text === null ? undefined : { text, ...options });
    const changes = compareNorms(toPassage(edit.before), toPassage(edit.after));
    return [
      {
        group: "invented",
        isDev: at % 2 === 0,
        direction: edit.direction,
        sum: sumChanges(changes),
        words: `${changes.map(({ why, sign, strength }) => `${why}(${(sign * strength).toFixed(1)})`).join(" ")}\n    lead: ${edit.leadIn} | ${edit.heading}\n    - ${edit.before ?? ""}\n    + ${edit.after ?? ""}`,
      },
    ];
  });
}

const labelOf: Readonly<Record<Norm["modality"], string>> = {
  ban: "prohibition",
  duty: "obligation",
  grant: "permission",
  permission: "permission",
  power: "permission",
  right: "right",
  release: "right",
  promise: "obligation",
  practice: "statement",
  disclaimer: "disclaimer",
  definition: "definition",
  statement: "statement",
};

function measureModality(showErrors: boolean): void {
  const lines = readFileSync(join(sharedDir, "corpus/clauses.jsonl"), "utf8").trim().split("\n");
  const counts = new Map<string, { n: number; right: number }>();
  for (const line of lines) {
    const clause: { document: string; text: string; modality: string } = JSON.parse(line);
    if (clause.modality === "none") continue;
    const norms = readNorms(clause.text, { heading: clause.document.split("/")[1] ?? "" });
    // A reader names what the clause says first.
    const first = norms.find((norm) => Math.abs(toBurden(norm, clause.text)) >= 0.3) ?? norms[0];
    const said = first === undefined ? "statement" : labelOf[first.modality];
    const half = isDevFamily(clause.document) ? "dev" : "held out";
    for (const key of [`all ${half}`, `${clause.modality} ${half}`]) {
      const count = counts.get(key) ?? { n: 0, right: 0 };
      counts.set(key, { n: count.n + 1, right: count.right + (said === clause.modality ? 1 : 0) });
    }
    if (showErrors && half === "dev" && said !== clause.modality)
      process.stdout.write(`${clause.modality} → ${said}: ${clause.text.slice(0, 200)}\n`);
  }
  for (const [key, { n, right }] of [...counts].toSorted(byName))
    process.stdout.write(`modality ${key.padEnd(24)} n=${n} ${(right / n).toFixed(3)}\n`);
}

if (hasCorpus()) {
  const cases = [...readReal(), ...readInvented()];
  measure(cases);
  measureModality(process.argv.includes("modality"));
  if (process.argv.includes("errors"))
    for (const one of cases)
      if (one.isDev && judge(one) === "opposite")
        process.stdout.write(
          `\n[${one.group}] ${one.direction} ${one.sum.toFixed(2)} ${one.words}\n`,
        );
}
