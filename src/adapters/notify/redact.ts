import { inspect } from "node:util";

/** Gives a server's words fit for a log: one line, bounded, and without any secret that it repeats to us. */
export function describeSafely(words: string, secrets: readonly string[]): string {
  let safe = words.toWellFormed();
  for (const secret of listForms(secrets)) safe = safe.replaceAll(secret, "…");
  return safe
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 300);
}

/**
 * Gives a library's error as the cause of ours, unless it holds a secret anywhere: what a server repeated, or the whole
 * request. Whoever logs our error with its causes would log that too.
 */
export function toSafeCause(error: unknown, secrets: readonly string[]): unknown {
  const text = inspect(error, { depth: 6, showHidden: true, maxStringLength: null });
  return listForms(secrets).some((secret) => text.includes(secret)) ? undefined : error;
}

/**
 * Gives what of an address must not be repeated: the address, its path and query together and apart, as they are and
 * decoded. What is too short to be guarded is no secret, and would turn every slash into dots.
 */
export function listAddressSecrets(address: string): string[] {
  const { href, pathname, search, searchParams } = new URL(address);
  const parts = [address, href, pathname + search, pathname, search.slice(1)];
  const names = [...pathname.split("/"), ...searchParams.values()];
  const secrets = [...parts, ...names.filter((name) => name.length >= 6)];
  return secrets.filter((secret) => secret.length >= 4);
}

/** The longest first: a part cut out of the whole would leave the rest standing. */
function listForms(secrets: readonly string[]): string[] {
  const present = new Set(secrets);
  present.delete("");
  return [...present]
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret.toWellFormed()),
      Buffer.from(secret).toString("base64"),
    ])
    .toSorted((a, b) => b.length - a.length);
}
