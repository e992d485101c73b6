import type { Declaration } from "../model/declaration.ts";
import { ConfigError } from "../model/errors.ts";
import type { Cli } from "./context.ts";

export interface Selection {
  readonly service?: string;
  readonly terms?: string;
}

/**
 * The declarations that a command is about. A bad file is named on standard error and stops no other.
 * @throws {ConfigError} when nothing is left, or nothing has that name
 */
export async function selectDeclarations(
  cli: Cli,
  { service, terms }: Selection = {},
): Promise<{ readonly declarations: readonly Declaration[]; readonly hasIssues: boolean }> {
  const { declarations, issues } = await cli.loadWatchlist();
  for (const { path, message } of issues) cli.io.err(`watchlist: ${path}: ${message}\n`);
  const selected = declarations.filter(
    ({ id, serviceId }) =>
      (service === undefined || serviceId === service) && (terms === undefined || id === terms),
  );
  if (selected.length === 0) {
    const name = terms ?? service;
    throw new ConfigError([
      {
        path: "watchlist",
        message: name
          ? `nothing is declared as ${name}; see \`clausewatch history\` for what is`
          : "no usable declaration; see `clausewatch validate`",
      },
    ]);
  }
  return { declarations: selected, hasIssues: issues.length > 0 };
}
