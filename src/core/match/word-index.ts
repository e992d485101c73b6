import type { Places } from "./places.ts";
import { toPlaces } from "./places.ts";
import type { ChangedText, ChangeReading } from "./reading.ts";
import type { Phrase } from "./words.ts";
import { toPhrase, toSingleWord, touchesPhrase } from "./words.ts";

/** Where a change touches words and phrases; places are those of the reading's ranks. */
export interface WordIndex {
  readonly listTouched: (text: string) => Places;
}

/** Gives an index that reads the texts when the first word or phrase is sought, and answers each but once. */
export function createWordIndex({ ranked, textOf }: ChangeReading): WordIndex {
  const count = ranked.length;
  let read: readonly ChangedText[] | undefined;
  const toTexts = (): readonly ChangedText[] => (read ??= ranked.map(textOf));
  let touched: ReadonlyMap<string, readonly number[]> | undefined;
  let held: ReadonlyMap<string, readonly number[]> | undefined;
  const listPhrase = (phrase: Phrase): readonly number[] => {
    const texts = toTexts();
    held ??= collect(texts, listWords);
    const places = phrase.kind === "letters" ? [...texts.keys()] : findRarest(held, phrase.words);
    return places.filter((place) =>
      texts[place]?.sides.some(({ sought, ranges }) => touchesPhrase(sought(), phrase, ranges)),
    );
  };
  const known = new Map<string, Places>();
  return {
    listTouched: (text) => {
      const before = known.get(text);
      if (before !== undefined) return before;
      const phrase = toPhrase(text);
      const single = phrase && toSingleWord(phrase);
      touched ??= collect(toTexts(), (own) => own.touched());
      const found = single === undefined ? phrase && listPhrase(phrase) : touched.get(single);
      const places = toPlaces(count, found ?? []);
      known.set(text, places);
      return places;
    },
  };
}

function* listWords({ sides }: ChangedText): Iterable<string> {
  for (const { sought } of sides) yield* sought().places.keys();
}

/** By the word the places of the texts that have it, each once. */
function collect(
  texts: readonly ChangedText[],
  list: (text: ChangedText) => Iterable<string>,
): ReadonlyMap<string, readonly number[]> {
  const held = new Map<string, number[]>();
  for (const [place, text] of texts.entries())
    for (const word of list(text)) {
      const own = held.get(word);
      if (own === undefined) held.set(word, [place]);
      else if (own.at(-1) !== place) own.push(place);
    }
  return held;
}

function findRarest(
  held: ReadonlyMap<string, readonly number[]>,
  words: readonly string[],
): readonly number[] {
  return words
    .map((word) => held.get(word) ?? [])
    .reduce((one, other) => (other.length < one.length ? other : one));
}
