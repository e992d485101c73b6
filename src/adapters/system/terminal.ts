import type { Io } from "../../ports/io.ts";

/** The process's own streams. */
export function createTerminalIo(env: Readonly<Record<string, string | undefined>>): Io {
  // `clausewatch changes | head`: whoever read has had enough, which is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY ?? false,
    columns: process.stderr.columns ?? 80,
    hasColour: (process.stdout.isTTY ?? false) && !env["NO_COLOR"],
    async *readStdin() {
      process.stdin.setEncoding("utf8");
      for await (const chunk of process.stdin) yield String(chunk);
    },
  };
}
