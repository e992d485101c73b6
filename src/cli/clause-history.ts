import { traceClauses } from "../app/trace-clauses.ts";
import { findClauses } from "../core/history/find-clauses.ts";
import type { ClauseLife } from "../model/clause-life.ts";
import { describeLife } from "../core/history/life.ts";
import { UsageError } from "../model/errors.ts";
import type { Terms } from "../model/terms.ts";
import { renderCandidate, renderLife } from "../render/life.ts";
import { toTitle } from "../render/story.ts";
import type { Cli, Services } from "./context.ts";

/** Candidates listed where several clauses may be meant; their number is told. */
const listedCandidates = 25;

/** Prints the life of the one clause that is meant, or those that may be. */
export async function printClause(
  cli: Cli,
  { store }: Services,
  {
    terms,
    asked,
    isJson,
  }: { readonly terms: Terms; readonly asked: string; readonly isJson: boolean },
): Promise<void> {
  const lineage = await traceClauses(store, terms.id, { signal: cli.signal });
  const matches = findClauses(lineage, asked);
  if (!matches) {
    throw new UsageError(
      `no clause of ${terms.id} is “${asked}”: neither its id, number or heading nor words of any of its wordings; \`clausewatch history ${terms.id} --clauses\` lists what stands`,
    );
  }
  const [only, ...others] = matches.threads;
  if (only && others.length === 0) {
    const life = describeLife(lineage, only);
    cli.io.out(
      isJson
        ? `${JSON.stringify({ termsId: terms.id, ...life })}\n`
        : renderLife(toTitle(terms), life, { hasColour: cli.io.hasColour }),
    );
    return;
  }
  const lives = matches.threads.slice(0, listedCandidates).map((one) => describeLife(lineage, one));
  printCandidates(cli, lives, isJson);
  const left = matches.threads.length - lives.length;
  const rest = left > 0 ? `, the first ${lives.length} shown` : "";
  cli.io.err(
    `${matches.threads.length} clauses have that ${matches.by === "words" ? "in their words" : matches.by}${rest}; name one by its id\n`,
  );
}

/** Prints the clauses that stand, in their order. */
export async function printClauses(
  cli: Cli,
  { store }: Services,
  { terms, isJson }: { readonly terms: Terms; readonly isJson: boolean },
): Promise<void> {
  const lineage = await traceClauses(store, terms.id, { signal: cli.signal });
  const lives = lineage.standing.flatMap((at) => {
    const thread = lineage.threads[at];
    return thread === undefined ? [] : [describeLife(lineage, thread)];
  });
  printCandidates(cli, lives, isJson);
}

function printCandidates(cli: Cli, lives: readonly ClauseLife[], isJson: boolean): void {
  for (const life of lives) {
    const { id, firstSeenAt, leftAt, last, wordings } = life;
    const candidate = { id, firstSeenAt, leftAt, last, wordings: wordings.length };
    cli.io.out(
      isJson ? `${JSON.stringify({ kind: "clause", ...candidate })}\n` : renderCandidate(life),
    );
  }
}
