/** Gives a server's words fit for a log: one line, bounded, and without any secret that it repeats to us. */
export function describeSafely(words: string, secrets: readonly string[]): string {
  let safe = words.toWellFormed();
  for (const secret of secrets) {
    safe = safe.replaceAll(secret, "…").replaceAll(Buffer.from(secret).toString("base64"), "…");
  }
  return safe
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 300);
}
