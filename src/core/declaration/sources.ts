import type {
  PastSources,
  RangeSelector,
  Selector,
  SourceDocument,
} from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOfFields } from "../../model/digest.ts";
import { parseInstant } from "../../model/instant.ts";
import type { PartInput, PastInput, SelectionInput } from "./schema.ts";

export interface DocumentInput extends PartInput {
  readonly combine?: readonly PartInput[] | undefined;
}

/** The source documents of a terms, in reading order; a part of `combine` inherits what it does not say itself. */
export function toSources(document: DocumentInput): SourceDocument[] {
  return (document.combine ?? [{}]).map((part) => ({
    url: part.fetch ?? document.fetch ?? "",
    select: toSelectors(part.select ?? document.select),
    remove: toSelectors(part.remove ?? document.remove),
    executeClientScripts: isBrowserDeclared(part) ? toScripts(part) : toScripts(document),
  }));
}

/** Past rules, oldest first whatever their order in the file. */
export function toHistory(entries: readonly PastInput[]): PastSources[] {
  return entries
    .map((entry) => ({ validUntil: parseInstant(entry.validUntil), sources: toSources(entry) }))
    .toSorted((a, b) => (a.validUntil < b.validUntil ? -1 : 1));
}

/**
 * Digest of all that decides which text comes out of a snapshot: addresses, selectors and their order, today's and
 * yesterday's. How a page is fetched is not part of it, nor is what it is held against.
 */
export function digestOfSources(
  sources: readonly SourceDocument[],
  history: readonly PastSources[],
): Digest {
  return digestOfFields(
    ...sources.flatMap(toFields),
    ...history.flatMap((past) => ["until", past.validUntil, ...past.sources.flatMap(toFields)]),
  );
}

function toFields(source: SourceDocument): string[] {
  return [
    source.url,
    JSON.stringify(source.select.map(toCanonical)),
    JSON.stringify(source.remove.map(toCanonical)),
  ];
}

/** A range as a list, so that the order in which its ends were written does not matter. */
function toCanonical(selector: Selector): unknown {
  if (typeof selector === "string") return selector;
  const { startBefore, startAfter, endBefore, endAfter } = selector;
  return [startBefore ?? null, startAfter ?? null, endBefore ?? null, endAfter ?? null];
}

function toSelectors(selection: SelectionInput | undefined): Selector[] {
  if (selection === undefined) return [];
  const list = Array.isArray(selection) ? selection : [selection];
  return list.map((each) => (typeof each === "string" ? each : toRange(each)));
}

type RangeInput = Exclude<SelectionInput, string | readonly unknown[]>;

/** Without the keys that hold nothing. */
function toRange(range: RangeInput): RangeSelector {
  return Object.fromEntries(Object.entries(range).filter(([, value]) => value !== undefined));
}

function isBrowserDeclared(part: PartInput): boolean {
  return part.browser !== undefined || part.executeClientScripts !== undefined;
}

function toScripts({ browser, executeClientScripts }: PartInput): boolean | undefined {
  if (browser === undefined) return executeClientScripts;
  return browser === "auto" ? undefined : browser === "always";
}
