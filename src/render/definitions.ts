import type { Comparison, DefinitionChange } from "../model/comparison.ts";
import { toCount } from "./labels.ts";
import type { Remark } from "./timing.ts";
import { toVisibleLine } from "./visible.ts";

const mostNamed = 3;
const mostPlaces = 6;
const maxTerm = 60;
const maxPlace = 50;

/**
 * Gives what became of the defined terms of a comparison, a remark for each that changed in meaning and one
 * for the others of a kind; only of those whose clause changes are among `shown`, where that is given.
 */
export function toDefinitionRemarks(
  { definitions = [] }: Comparison,
  shown?: ReadonlySet<number>,
): Remark[] {
  const told = definitions.filter(({ change }) => shown === undefined || shown.has(change));
  const changed = told.filter(({ kind }) => kind === "changed").toSorted((x, y) => y.uses - x.uses);
  const left = changed.slice(mostNamed);
  return [
    ...changed.slice(0, mostNamed).map((one) => ({ label: "Defined term", value: toChanged(one) })),
    ...toNamed("Also redefined", left, ({ term, uses }) => `${quote(term)}${toUsers(uses)}`),
    ...toNamed(
      "Defined terms added",
      ofKind(told, "added"),
      ({ term, uses }) => `${quote(term)}${toUsers(uses)}`,
    ),
    ...toNamed("Defined terms removed", ofKind(told, "removed"), toRemoved),
    ...toNamed(
      "Defined terms renamed",
      ofKind(told, "renamed"),
      ({ term, formerly }) => `${quote(formerly ?? "")} → ${quote(term)}`,
    ),
  ];
}

function ofKind(told: readonly DefinitionChange[], kind: DefinitionChange["kind"]) {
  return told.filter((one) => one.kind === kind);
}

/** `“Services” has another definition now; 14 other clauses use it: 2.1, 3.4, Data retention and 11 more`. */
function toChanged({ term, formerly, uses, reaches }: DefinitionChange): string {
  const name = formerly === null ? quote(term) : `${quote(term)}, formerly ${quote(formerly)},`;
  const said = `${name} has another definition now`;
  if (uses === 0) return `${said}; no other clause uses it`;
  const users = toCount(uses, "other clause uses", "other clauses use");
  return `${said}; ${users} it: ${toPlaces(reaches, uses)}`;
}

/** A clause is named by its number, else by the heading that it stands under. */
function nameOf({ number, path }: DefinitionChange["reaches"][number]): string {
  const heading = path.at(-1) ?? "the beginning";
  if (number === null) return toVisibleLine(heading, maxPlace);
  // A letter says nothing without the heading that it stands under.
  const isLetter = /^[a-z\d]{1,5}$/i.test(number);
  return toVisibleLine(isLetter ? `${heading} (${number})` : number, maxPlace);
}

function toPlaces(reaches: DefinitionChange["reaches"], uses: number): string {
  const byPlace = Map.groupBy(reaches, nameOf);
  const named = [...byPlace].slice(0, mostPlaces);
  const left = uses - named.reduce((sum, [, held]) => sum + held.length, 0);
  const places = named.map(([name, held]) =>
    held.length === 1 ? name : `${name} ×${held.length}`,
  );
  return `${places.join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

function toRemoved({ term, uses }: DefinitionChange): string {
  return uses === 0
    ? quote(term)
    : `${quote(term)} (still used by ${toCount(uses, "clause", "clauses")})`;
}

function toUsers(uses: number): string {
  return uses === 0 ? "" : ` (used by ${toCount(uses, "other clause", "other clauses")})`;
}

function toNamed(
  label: string,
  told: readonly DefinitionChange[],
  tell: (one: DefinitionChange) => string,
): Remark[] {
  if (told.length === 0) return [];
  const named = told.slice(0, mostPlaces).map(tell);
  const left = told.length - named.length;
  return [{ label, value: `${named.join(", ")}${left > 0 ? ` and ${left} more` : ""}` }];
}

function quote(term: string): string {
  return `“${toVisibleLine(term, maxTerm)}”`;
}
