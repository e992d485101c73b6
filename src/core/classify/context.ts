import type { Alignment } from "../clauses/align.ts";

/** What judging one edit needs to know of the whole comparison. */
export interface Context {
  readonly isList: boolean;
}

/** Gives what is found once in the whole comparison and bears on each of its edits. */
export function createContext(_alignment: Alignment, isList: boolean): Context {
  return { isList };
}
