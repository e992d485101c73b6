/** Longer addresses no server takes; cut, they would lead elsewhere. */
const maxUrl = 2048;

/** Bytes of the JSON in UTF-8. */
export function toJsonBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).byteLength;
}

/** Gives the first items whose JSON has at most `maxBytes` together; renders none that it does not look at. */
export function takeWithin<T>(items: Iterable<T>, maxBytes: number): T[] {
  const taken: T[] = [];
  let left = maxBytes;
  for (const item of items) {
    left -= toJsonBytes(item) + 1;
    if (left < 0) break;
    taken.push(item);
  }
  return taken;
}

/** Gives the start of a text: what offsets into it point at is still there. */
export function cutText(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : text.slice(0, maxChars);
}

/** Gives the addresses that there is room for, whole. */
export function takeUrls(urls: readonly string[], maxBytes: number): string[] {
  return takeWithin(
    urls.filter(({ length }) => length <= maxUrl),
    maxBytes,
  );
}
