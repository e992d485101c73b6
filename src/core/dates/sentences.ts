/** A stretch of a line, by its UTF-16 offset into it. */
export interface Sentence {
  readonly text: string;
  readonly start: number;
}

// A full stop, what may close a quotation or emphasis, then a capital. Cells of a table are sentences of
// their own; "No. 5", "Inc. may" and the like are cut rarely and cost a quote a few words.
const boundary =
  /(?<![\s.(](?:No|Inc|Ltd|Corp|Co|vs|e\.g|i\.e|Art|Sec|St))[.!?]["”’)*_\]]*\s+(?=["“‘*_([]*[\p{Lu}\d(])|\s\|\s|<br\s*\/?>/gu;

/** Gives the sentences of a line of Markdown in order; together they are the whole line. */
export function sentencesOf(line: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (const match of line.matchAll(boundary)) {
    const end = match.index + match[0].length;
    sentences.push({ text: line.slice(start, end), start });
    start = end;
  }
  if (start < line.length) sentences.push({ text: line.slice(start), start });
  return sentences;
}
