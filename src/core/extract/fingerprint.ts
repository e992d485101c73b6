import { type Digest, digestOf } from "../../model/digest.ts";
import { withoutVolatile } from "../volatile.ts";

/**
 * Gives the digest of a text's words alone, in their order. Markup, the targets of links, punctuation, spaces
 * and invisible characters do not count, nor do uptimes and "3 hours ago". Upper and lower case do, outside headings: "Content" made a defined
 * term is an edit, "Terms Of Service" is a matter of taste.
 *
 * @param known lines that were not known are added
 */
export function fingerprintOf(text: string, known: LineWords = new Map()): Digest {
  const words: string[] = [];
  for (const line of text.split("\n")) {
    let read = known.get(line);
    if (read === undefined) {
      const folded = withoutVolatile(line).replaceAll(/^#{1,6} .*$/gm, (title) =>
        title.toLowerCase(),
      );
      read = wordsOf(folded).join(" ");
      known.set(line, read);
    }
    if (read !== "") words.push(read);
  }
  return digestOf(words.join(" "));
}

/** The words of lines that were read before: versions of a document have most of theirs in common. */
export type LineWords = Map<string, string>;

/**
 * Gives the words of a Markdown text in their order, in Unicode's compatibility form. A number keeps its
 * inner marks (`1,000.50`), and signs of money and percent are words: they change what is promised.
 */
export function wordsOf(text: string): string[] {
  const bare = text
    .normalize("NFKC")
    .replaceAll(/[\p{Cf}\p{Variation_Selector}]/gu, "")
    .replaceAll(/\]\((?:[^()\s]|\([^()\s]*\))*\)(\[?)/g, (_, next) => (next === "" ? "]" : "] "))
    // Marks and brackets go without a trace: "un**like**ly" is one word.
    .replaceAll(/(?<![\\\w])_(?=\S)|(?<=\S)_(?!\w)|[*`[\]\\]/g, "");
  return bare.match(/\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}\p{N}]+|[%‰§\p{Sc}]/gu) ?? [];
}
