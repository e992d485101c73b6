const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
} as const;

/** Gives the text in a terminal's colour, or as it is. */
export function paint(text: string, style: keyof typeof codes, hasColour: boolean): string {
  const [on, off] = codes[style];
  return hasColour ? `\u001B[${on}m${text}\u001B[${off}m` : text;
}
