import type { Command } from "commander";
import { Option } from "commander";
import { filterParameters } from "../core/subscription/parameters.ts";
import type { Parameter } from "../core/subscription/parameters.ts";
import { directions, materialities } from "../model/topic.ts";

/** As commander gives them: by the option's name in camel case. */
export type FilterFlags = Readonly<Record<string, unknown>>;

/** Adds the options by which changes are chosen, the same for all who may choose. */
export function addFilterFlags(command: Command): Command {
  return command
    .option("--service <ids>", "only these services", gather)
    .option("--type <types>", "only these terms types", gather)
    .option("--document <ids>", "only these terms", gather)
    .option("--tag <tags>", "only terms with one of these tags", gather)
    .option("--topic <topics>", "only clauses about these; `clausewatch topics` lists all", gather)
    .option("--direction <directions>", `only: ${directions.join(", ")}`, gather)
    .option("--only <marks>", "only changes that are: silent, reversal", gather)
    .addOption(new Option("--min <materiality>", "at least this much").choices(materialities))
    .option("--effective-within <days>", "only what takes effect so soon after it was seen")
    .option("--word <words>", "only where these words changed; one of several", gather)
    .option("--pattern <re2>", "only where the changed text matches this regular expression")
    .option("--like <sentence>", "only clauses that mean what your sentences mean", gather);
}

/** Gives what flags say as parameters, those of no filter too: `effectiveWithin` is `effective-within`. */
export function toParameters(flags: FilterFlags): Parameter[] {
  return Object.entries(flags).flatMap(([flag, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return values.flatMap((each): Parameter[] =>
      typeof each === "string" ? [[toName(flag), each]] : [],
    );
  });
}

/** Whether any of the flags chooses changes. */
export function hasFilter(flags: FilterFlags): boolean {
  return toParameters(flags).some(([name]) => filterParameters.includes(name));
}

function toName(flag: string): string {
  return flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Names of types and sentences hold commas and blanks: what splits is the parser's to know. */
function gather(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
