import type { Io } from "../ports/io.ts";

/** Asks whoever sits at the terminal; true where nobody does, since a script has said what it wants. */
export async function confirm(io: Io, question: string): Promise<boolean> {
  if (!io.isInteractive) return true;
  io.err(`${question} [y/N] `);
  for await (const answer of io.readStdin()) return /^y(?:es)?$/i.test(answer.trim());
  return false;
}
