const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
} as const;

/** Gives the text in a terminal's colour, each line by itself, or as it is: a pager that cuts lines leaves none open. */
export function paint(text: string, style: keyof typeof codes, hasColour: boolean): string {
  const [on, off] = codes[style];
  if (!hasColour) return text;
  return text.replaceAll(/[^\n]+/g, (line) => `\u001B[${on}m${line}\u001B[${off}m`);
}
