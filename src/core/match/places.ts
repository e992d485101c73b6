/** A set of the clause changes of one change: a bit for each, so that conditions meet thirty-two at a time. */
export type Places = Uint32Array;

/** Gives the set of those below a count for which something holds. */
export function placesWhere(count: number, holds: (place: number) => boolean): Places {
  const places = new Uint32Array(Math.ceil(count / 32));
  for (let place = 0; place < count; place++) if (holds(place)) add(places, place);
  return places;
}

/** Gives the set of these, all below a count. */
export function toPlaces(count: number, held: Iterable<number>): Places {
  const places = new Uint32Array(Math.ceil(count / 32));
  for (const place of held) add(places, place);
  return places;
}

/** Gives those of any of the sets. */
export function joinPlaces(count: number, sets: readonly (Places | undefined)[]): Places {
  const joined = new Uint32Array(Math.ceil(count / 32));
  for (const set of sets)
    if (set !== undefined)
      for (let at = 0; at < joined.length; at++) joined[at] = (joined[at] ?? 0) | (set[at] ?? 0);
  return joined;
}

/** Gives those of both sets. */
export function meetPlaces(one: Places, other: Places): Places {
  const met = new Uint32Array(one.length);
  for (let at = 0; at < met.length; at++) met[at] = (one[at] ?? 0) & (other[at] ?? 0);
  return met;
}

export function hasPlaces(places: Places): boolean {
  for (let at = 0; at < places.length; at++) if (places[at] !== 0) return true;
  return false;
}

/** Gives the members in ascending order. */
export function listPlaces(places: Places): number[] {
  const found: number[] = [];
  for (let at = 0; at < places.length; at++)
    // The lowest bit that is left goes with each round.
    for (let left = places[at] ?? 0; left !== 0; left &= left - 1)
      found.push(at * 32 + 31 - Math.clz32(left & -left));
  return found;
}

function add(places: Places, place: number): void {
  const at = place >>> 5;
  places[at] = (places[at] ?? 0) | (1 << (place & 31));
}
