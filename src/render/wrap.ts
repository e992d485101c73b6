/** Breaks lines at spaces; a word longer than a line stays whole. Keeps the text's own line breaks. */
export function wrap(text: string, width = 78): string {
  return text
    .split("\n")
    .map((line) => wrapLine(line, width))
    .join("\n");
}

// Where words have no spaces between them, a line may end after any character.
const piece = /(?<= )|(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}，。；：、])/u;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

function wrapLine(line: string, width: number): string {
  let wrapped = "";
  let column = 0;
  for (const word of line.split(piece)) {
    if (column > 0 && column + widthOf(word.trimEnd()) > width) {
      wrapped = `${wrapped.trimEnd()}\n`;
      column = 0;
    }
    wrapped += word;
    column += widthOf(word);
  }
  return wrapped.trimEnd();
}

/** Columns that a terminal gives to a text: East Asian characters take two. */
function widthOf(text: string): number {
  return /[\u1100-\uffff]/.test(text) ? text.length + (text.match(wide)?.length ?? 0) : text.length;
}

/** Puts the prefix before each line. */
export function indent(text: string, prefix: string): string {
  return text
    .split("\n")
    .map((line) => `${prefix}${line}`)
    .join("\n");
}
