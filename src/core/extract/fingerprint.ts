import { type Digest, digestOf } from "../../model/digest.ts";
import { withoutVolatile } from "../volatile.ts";

/**
 * Gives the digest of a text's words alone, in their order. Markup, the targets of links, punctuation, spaces
 * and invisible characters do not count, nor do uptimes and "3 hours ago". Upper and lower case do, outside headings: "Content" made a defined
 * term is an edit, "Terms Of Service" is a matter of taste.
 */
export function fingerprintOf(text: string): Digest {
  const folded = withoutVolatile(text).replaceAll(/^#{1,6} .*$/gm, (heading) =>
    heading.toLowerCase(),
  );
  return digestOf(wordsOf(folded).join(" "));
}

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
