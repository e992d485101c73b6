import type { Io } from "../../ports/io.ts";

/** Back to the first column, and the line gone (ECMA-48 EL). */
const eraseLine = "\r\u001B[2K";

/** The process's own streams; text on standard error that ends no line is replaced by what comes next. */
export function createTerminalIo(env: Readonly<Record<string, string | undefined>>): Io {
  // `clausewatch changes | head`: whoever read has had enough, which is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  const isTerminal = process.stderr.isTTY ?? false;
  // A line of progress is open: whatever comes next, such as a log line, takes its place.
  let isOpen = false;
  const close = () => {
    if (isOpen) process.stderr.write(eraseLine);
    isOpen = false;
  };
  return {
    out(text) {
      close();
      process.stdout.write(text);
    },
    err(text) {
      close();
      process.stderr.write(text);
      isOpen = isTerminal && text !== "" && !text.endsWith("\n");
    },
    isTerminal,
    isInteractive: isTerminal && (process.stdin.isTTY ?? false),
    get columns() {
      return process.stderr.columns ?? 80;
    },
    hasColour: (process.stdout.isTTY ?? false) && !env["NO_COLOR"],
    async *readStdin() {
      process.stdin.setEncoding("utf8");
      for await (const chunk of process.stdin) yield String(chunk);
    },
  };
}
