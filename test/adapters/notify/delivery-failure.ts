import { inspect } from "node:util";
import { DeliveryError } from "../../../src/model/errors.ts";

/** The error that a delivery ends with; anything else fails the test. */
export async function failureOf(work: Promise<unknown>): Promise<DeliveryError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DeliveryError) return error;
  throw new Error("no DeliveryError", { cause: error });
}

/** All that a log could make of an error: its message, its fields, its causes and theirs. */
export function everyWordOf(error: unknown): string {
  return inspect(error, { depth: 20, showHidden: true, maxStringLength: null });
}
