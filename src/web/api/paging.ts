import { z } from "@hono/zod-openapi";

/** Where an item stands in its list: no two items stand at the same place. */
export type Place = readonly [first: string, second: string];

const defaultLimit = 50;
const maxLimit = 200;

const placeSchema = z.tuple([z.string(), z.string()]);

/** Gives the name of a place, which a reader gives back as it came. */
export function toCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

function fromCursor(cursor: string): Place | null {
  try {
    const text = Buffer.from(cursor, "base64url").toString();
    return placeSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    // Not of ours, or not whole.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const cursorSchema = z
  .string()
  .max(2000)
  .transform((text, context): Place => {
    const place = fromCursor(text);
    if (place !== null) return place;
    context.addIssue({ code: "custom", message: "not a cursor of ours; take `next` as it came" });
    return z.NEVER;
  })
  .optional()
  .openapi({
    type: "string",
    description:
      "Go on after this place: the `next` of the page before. It stays good, whatever is added meanwhile.",
  });

/** What every list may be asked beside its own parameters. */
export const pagingQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(maxLimit)
    .default(defaultLimit)
    .meta({ description: "Items on one page.", example: 20 }),
  cursor: cursorSchema,
} as const;

export interface Paging {
  readonly limit: number;
  readonly cursor?: Place | undefined;
}

export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** A page of a list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item).readonly(),
    next: z.string().nullable().meta({
      description: "Give it as `cursor` to have the page after this one; null at the end.",
    }),
  });
}

/** How a list is laid out. */
export interface Layout<Item> {
  /** No two items have the same. */
  readonly placeOf: (item: Item) => Place;
  readonly isDescending: boolean;
}

/** Of what has a name of its own. */
export const byId: Layout<{ readonly id: string }> = {
  placeOf: ({ id }) => [id, ""],
  isDescending: false,
};

/**
 * Gives the page of a list that begins after the cursor's place, also where the item that stood there is gone.
 * @param items in any order
 */
export function toPage<Item>(
  items: readonly Item[],
  { limit, cursor: after }: Paging,
  { placeOf, isDescending }: Layout<Item>,
): ListPage<Item> {
  const compare = compareIn({ isDescending });
  const rest = items
    .filter((item) => after === undefined || compare(placeOf(item), after) > 0)
    .toSorted((one, other) => compare(placeOf(one), placeOf(other)));
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  const next = last === undefined || rest.length <= limit ? null : toCursor(placeOf(last));
  return { items: shown, next };
}

/**
 * Gives the page of a list that a store lays out by when it was written, newest first.
 * @param items one more than `limit`, where there are
 */
export function toNewestPage<Item extends { readonly id: string }>(
  items: readonly Item[],
  limit: number,
): ListPage<Item> {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, next: last && items.length > limit ? toCursor([last.id, ""]) : null };
}

/** Whether a place comes after a cursor's in a list that is laid out so. */
export function isAfter(
  place: Place,
  cursor: Place,
  layout: Pick<Layout<unknown>, "isDescending">,
): boolean {
  return compareIn(layout)(place, cursor) > 0;
}

function compareIn({ isDescending }: Pick<Layout<unknown>, "isDescending">) {
  return (one: Place, other: Place): number =>
    isDescending ? comparePlaces(other, one) : comparePlaces(one, other);
}

function comparePlaces(one: Place, other: Place): number {
  const at = one[0] === other[0] ? 1 : 0;
  return one[at] < other[at] ? -1 : +(one[at] > other[at]);
}
