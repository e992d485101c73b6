import type { Issue } from "../../model/errors.ts";
import type { SubscriptionFilter } from "../../model/subscription.ts";

/** What changes may be chosen by, by name, with the field of a subscription that it fills and how it is read. */
const parameters = {
  service: ["services", "names"],
  type: ["termsTypes", "names"],
  document: ["documents", "names"],
  tag: ["tags", "names"],
  topic: ["topics", "names"],
  direction: ["directions", "names"],
  only: ["marks", "names"],
  min: ["minMateriality", "one"],
  "effective-within": ["effectiveWithinDays", "number"],
  word: ["words", "texts"],
  pattern: ["pattern", "one"],
  like: ["clauseWatch", "texts"],
} as const satisfies Readonly<
  Record<string, readonly [keyof SubscriptionFilter, "names" | "one" | "number" | "texts"]>
>;

/** A parameter's name and one of its values; the same name may come several times. */
export type Parameter = readonly [name: string, value: string];

/** Names of all that a filter can be asked for: on the command line with two hyphens, in an address as they are. */
export const filterParameters: readonly string[] = Object.keys(parameters);

/**
 * Gives the fields of a subscription that parameters fill, still to be parsed as the operator's file is; others than
 * those of filters are left alone. Issues: what is wrong before that, by the parameter's name.
 */
export function readFilterFields(given: readonly Parameter[]): {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly issues: readonly Issue[];
} {
  const fields: Record<string, unknown> = {};
  const issues: Issue[] = [];
  const byName = Map.groupBy(given, ([name]) => name);
  for (const [name, [field, form]] of Object.entries(parameters)) {
    const values = (byName.get(name) ?? []).map(([, value]) => value);
    const [value, second] = values;
    if (value === undefined) continue;
    if (form === "names") fields[field] = values.flatMap(splitNames);
    else if (form === "texts") fields[field] = values;
    else if (second !== undefined) issues.push({ path: name, message: "given more than once" });
    else if (form === "one") fields[field] = value;
    else if (/^\d{1,6}$/.test(value)) fields[field] = Number(value);
    else issues.push({ path: name, message: "not a whole number" });
  }
  return { fields, issues };
}

/** Gives the parameter that fills `feed: subscriptions[0].topics[1]`; undefined where none does. */
export function findFilterParameter(issuePath: string): string | undefined {
  const field = toField(issuePath);
  return Object.entries(parameters).find(([, [filled]]) => filled === field)?.[0];
}

/** `topics` of `feed: subscriptions[0].topics[1]`. */
export function toField(issuePath: string): string | undefined {
  return /^[^:]*: \w+\[\d+\]\.(?<field>\w+)/.exec(issuePath)?.groups?.["field"];
}

function splitNames(value: string): string[] {
  return value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
