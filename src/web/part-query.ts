/** Gives the number of a part of a page, from 1 on; null for what is no number of a part. */
export function readPart(value: string | undefined): number | null {
  if (value === undefined) return 1;
  return /^[1-9]\d{0,4}$/.test(value) ? Number(value) : null;
}
