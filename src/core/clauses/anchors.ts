/** Indexes of two clauses held together. */
export interface Link {
  readonly before: number;
  readonly after: number;
}

/**
 * Gives the links of equal keys: first those unique on both sides in their longest common order,
 * then their equal neighbours in both directions, then what is equal inside each remaining gap, then
 * what is equal anywhere (moved). O(n log n) for n keys, whatever they are.
 */
export function linkEqual(before: readonly string[], after: readonly string[]): readonly Link[] {
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  const link = (one: number, other: number): void => {
    partner.set(one, other);
    taken.add(other);
  };
  for (const { before: one, after: other } of toLongestOrder(uniqueLinks(before, after)))
    link(one, other);
  const linking = { before, after, partner, taken, link };
  extend(linking);
  const links = [...partner].map(([one, other]) => ({ before: one, after: other }));
  for (const { before: one, after: other } of linkInGaps(before, after, links)) link(one, other);
  linkAnywhere(linking);
  return [...partner]
    .map(([one, other]) => ({ before: one, after: other }))
    .toSorted((x, y) => x.before - y.before);
}

function uniqueLinks(before: readonly string[], after: readonly string[]): readonly Link[] {
  const places = countPlaces(after);
  const mine = countPlaces(before);
  const links: Link[] = [];
  for (const [key, place] of mine) {
    const other = places.get(key);
    if (place.count === 1 && other?.count === 1) links.push({ before: place.at, after: other.at });
  }
  return links.toSorted((x, y) => x.before - y.before);
}

function countPlaces(keys: readonly string[]): Map<string, { at: number; count: number }> {
  const places = new Map<string, { at: number; count: number }>();
  for (const [at, key] of keys.entries()) {
    const place = places.get(key);
    if (place === undefined) places.set(key, { at, count: 1 });
    else place.count += 1;
  }
  return places;
}

/** Gives the most links that stand in the same order on both sides; `links` are sorted by `before`. */
export function toLongestOrder(links: readonly Link[]): readonly Link[] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [at, link] of links.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((links[tails[middle] ?? 0]?.after ?? 0) < link.after) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = at;
  }
  const order: Link[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const link = links[at];
    if (link !== undefined) order.push(link);
  }
  return order.toReversed();
}

/** Both sides' keys, what is linked so far, and how to link more. */
interface Linking {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly partner: ReadonlyMap<number, number>;
  readonly taken: ReadonlySet<number>;
  readonly link: (before: number, after: number) => void;
}

function extend({ before, after, partner, taken, link }: Linking): void {
  const anchors = [...partner];
  const ends: [number, number, number][] = [];
  for (const [one, other] of anchors) ends.push([one, other, 1], [one, other, -1]);
  ends.push([-1, -1, 1], [before.length, after.length, -1]);
  for (const [one, other, step] of ends) {
    let at = one + step;
    let to = other + step;
    while (
      before[at] !== undefined &&
      before[at] === after[to] &&
      !partner.has(at) &&
      !taken.has(to)
    ) {
      link(at, to);
      at += step;
      to += step;
    }
  }
}

/**
 * Gives the links of equal keys inside each gap between given links, in order; an empty key equals
 * nothing. Repeated keys ("Description", "| Session |") are paired as they come.
 */
export function linkInGaps(
  before: readonly string[],
  after: readonly string[],
  links: readonly Link[],
): readonly Link[] {
  const partner = new Set(links.map((link) => link.before));
  const taken = new Set(links.map((link) => link.after));
  const anchors = toLongestOrder(links.toSorted((x, y) => x.before - y.before));
  const found: Link[] = [];
  let from = { before: -1, after: -1 };
  for (const to of [...anchors, { before: before.length, after: after.length }]) {
    const queue = new Map<string, number[]>();
    for (let at = from.after + 1; at < to.after; at++)
      if (!taken.has(at) && after[at] !== "") enqueue(queue, after[at], at);
    for (let at = from.before + 1; at < to.before; at++) {
      if (partner.has(at)) continue;
      const other = queue.get(before[at] ?? "")?.shift();
      if (other !== undefined) found.push({ before: at, after: other });
    }
    from = to;
  }
  return found;
}

function linkAnywhere({ before, after, partner, taken, link }: Linking): void {
  const queue = new Map<string, number[]>();
  for (const [at, key] of after.entries()) if (!taken.has(at)) enqueue(queue, key, at);
  for (const [at, key] of before.entries()) {
    if (partner.has(at)) continue;
    const other = queue.get(key)?.shift();
    if (other !== undefined) link(at, other);
  }
}

function enqueue(queue: Map<string, number[]>, key: string | undefined, at: number): void {
  if (key === undefined) return;
  const list = queue.get(key);
  if (list === undefined) queue.set(key, [at]);
  else list.push(at);
}
