const name = "[A-Za-z_][\\w.:-]*";
const token = new RegExp(
  [
    '<\\?xml version="1\\.0" encoding="utf-8"\\?>',
    "<!\\[CDATA\\[[^]*?\\]\\]>",
    `</(?<closed>${name})\\s*>`,
    `<(?<opened>${name})(?<attributes>(?:\\s+${name}="[^"<]*")*)\\s*(?<isEmpty>/?)>`,
    "(?<text>[^<]+)",
  ].join("|"),
  "uy",
);
const reference = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;
const notCharacter = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/**
 * Gives what keeps a text from being well-formed XML 1.0 (without a DTD, comments or instructions); empty for
 * none. Parsers at hand forgive too much to be asked.
 */
export function findXmlFaults(xml: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  if (notCharacter.test(xml)) faults.push("a character that XML does not have");
  token.lastIndex = 0;
  let roots = 0;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    if (match === null) return [...faults, `not XML at ${at}: ${xml.slice(at, at + 40)}`];
    const { closed, opened, attributes = "", isEmpty, text } = match.groups ?? {};
    if (text !== undefined) {
      if (text.includes("]]>")) faults.push(`]]> in text at ${at}`);
      if (open.length === 0 && text.trim() !== "") faults.push(`text outside the root at ${at}`);
    }
    if (reference.test(text ?? attributes)) faults.push(`a bare & at ${at}`);
    if (opened !== undefined) {
      roots += open.length === 0 ? 1 : 0;
      if (isEmpty === "") open.push(opened);
    }
    if (closed !== undefined && open.pop() !== closed) faults.push(`</${closed}> at ${at}`);
  }
  if (roots !== 1) faults.push(`${roots} roots`);
  return open.length === 0 ? faults : [...faults, `<${open.join("><")}> left open`];
}
