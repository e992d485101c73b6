/** What a body is, judged by its first bytes and only then by its label. */
export type ContentKind = "html" | "pdf" | "text" | "json" | "binary";

const binaryStarts: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0xff, 0xd8, 0xff], // JPEG
  [0x47, 0x49, 0x46, 0x38], // GIF
  [0x52, 0x49, 0x46, 0x46], // WebP, WAV
  [0x50, 0x4b, 0x03, 0x04], // ZIP, office documents
  [0x1f, 0x8b], // gzip
  [0x28, 0xb5, 0x2f, 0xfd], // zstd
  [0x77, 0x4f, 0x46], // WOFF
  [0x7f, 0x45, 0x4c, 0x46], // ELF
  [0x4d, 0x5a, 0x90], // Windows program
  [0x00, 0x61, 0x73, 0x6d], // WebAssembly
];

/** Gives what a body is. A missing or wrong label is common; the bytes decide wherever they can. */
export function kindOf(bytes: Uint8Array, contentType: string | undefined): ContentKind {
  if (findPdfStart(bytes) !== -1) return "pdf";
  if (binaryStarts.some((start) => start.every((byte, index) => bytes[index] === byte)))
    return "binary";
  const label = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (isMostlyControls(bytes)) return "binary";
  const start = new TextDecoder("windows-1252")
    .decode(bytes.subarray(0, 1024))
    .replaceAll("\0", "");
  if (/<(!doctype\s+html|html|head|body|div|p|main|h1|title|script|meta|article)[\s>]/i.test(start))
    return "html";
  if (label === "application/json" || label.endsWith("+json")) return "json";
  if (label === "text/plain" || label === "text/markdown" || label === "text/x-markdown")
    return "text";
  return label === "" && !start.includes("<") ? "text" : "html";
}

/** The standard lets up to 1,024 bytes of anything stand before a PDF's first line. */
function findPdfStart(bytes: Uint8Array): number {
  const start = new TextDecoder("windows-1252").decode(bytes.subarray(0, 1024));
  return /^[^<]{0,200}%PDF-\d/.exec(start)?.index ?? -1;
}

/** Text has almost no control characters; a zero at every second byte is UTF-16. */
function isMostlyControls(bytes: Uint8Array): boolean {
  const window = bytes.subarray(0, 4096);
  let controls = 0;
  let zeros = 0;
  for (const byte of window) {
    if (byte === 0) zeros += 1;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27)
      controls += 1;
  }
  const isWide = zeros > window.length * 0.3 && zeros < window.length * 0.6;
  return controls + (isWide ? 0 : zeros) > Math.max(4, window.length * 0.05);
}
