/** Text of a body, and under which label it was read. */
export interface DecodedText {
  readonly text: string;
  /** WHATWG label, such as `utf-8` or `windows-1252`. */
  readonly charset: string;
}

/**
 * Gives the text of a body. The bytes themselves come first (a byte order mark, then strict UTF-8), then the
 * header, then a `<meta>`, then Windows-1252.
 *
 * Strict UTF-8 stands before the header on purpose: text in another encoding practically never is valid
 * UTF-8, servers do mislabel, and a label that changes alone must not change the text. Never throws.
 * @see https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
 */
export function decodeText(bytes: Uint8Array, contentType: string | undefined): DecodedText {
  const marked = charsetOfMark(bytes);
  if (marked !== undefined) return decodeAs(marked, bytes);
  const declared = [charsetOfHeader(contentType), charsetOfMeta(bytes)].filter(
    (label) => label !== undefined,
  );
  const zeros = sharesOfZeros(bytes);
  if (zeros.even + zeros.odd < 0.2 && !declared.some((label) => label.startsWith("iso-2022"))) {
    const text = decodeStrictly(bytes);
    if (text !== undefined) return { text, charset: "utf-8" };
  }
  for (const label of declared) {
    // UTF-16 claimed over bytes without a zero: Latin text cannot be it, and CJK text is vanishingly rare.
    if (label.startsWith("utf-16") && zeros.even + zeros.odd < 0.02) continue;
    return decodeAs(label, bytes);
  }
  if (zeros.odd > 0.2 && zeros.even < 0.05) return decodeAs("utf-16le", bytes);
  if (zeros.even > 0.2 && zeros.odd < 0.05) return decodeAs("utf-16be", bytes);
  return decodeAs("windows-1252", bytes);
}

function charsetOfMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

function charsetOfHeader(contentType: string | undefined): string | undefined {
  const match = /charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType ?? "");
  return knownCharset(match?.[1]);
}

/** Browsers look at the first 1,024 bytes; pages with long inline scripts put it later, so four times that. */
const metaWindow = 4096;

function charsetOfMeta(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder("windows-1252").decode(bytes.subarray(0, metaWindow));
  const match = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(start);
  const label = knownCharset(match?.[1]);
  // A meta that could be read as bytes is not UTF-16, whatever it says (HTML standard, same place).
  return label?.startsWith("utf-16") === true ? "utf-8" : label;
}

function knownCharset(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function decodeAs(charset: string, bytes: Uint8Array): DecodedText {
  return { text: new TextDecoder(charset).decode(bytes), charset };
}

/** Shares of zero bytes at even and at odd places among the first 4 KiB: Latin text in UTF-16 has one of them near 1. */
function sharesOfZeros(bytes: Uint8Array): { readonly even: number; readonly odd: number } {
  const length = Math.min(bytes.length, 4096) & ~1;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
  }
  const pairs = Math.max(1, length / 2);
  return { even: even / pairs, odd: odd / pairs };
}
