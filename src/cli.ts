import { CommanderError } from "commander";
import { createTerminalIo } from "./adapters/system/terminal.ts";
import type { Cli, ExitCode } from "./cli/context.ts";
import { createProgram } from "./cli/program.ts";
import { createCliServices } from "./compose.ts";
import { ConfigError, DeclarationError, MonitorError, UsageError } from "./model/errors.ts";

// Arguments → command → exit code. Nothing else sets the process's exit code.

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // The second time somebody means it.
    if (stop.signal.aborted) process.exit(1);
    stop.abort(new Interruption());
  });
}

/** The reason that everything which can wait is aborted with. */
class Interruption extends Error {
  override readonly name = "Interruption";
}

const io = createTerminalIo(process.env);
const cli: Cli = {
  ...createCliServices({ env: process.env, io, signal: stop.signal }),
  action:
    (work) =>
    async (...args) => {
      process.exitCode = await work(...args).catch(toExitCode);
    },
};

try {
  await createProgram(cli).parseAsync();
} catch (error) {
  // commander has already said what was wrong, or printed the help that was asked for.
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}

function toExitCode(error: unknown): ExitCode {
  if (error instanceof Interruption || (stop.signal.aborted && !(error instanceof MonitorError))) {
    io.err("stopped before the end; what was recorded stays\n");
    return 1;
  }
  if (!(error instanceof MonitorError)) throw error;
  io.err(`clausewatch: ${error.message}\n`);
  const isUsage =
    error instanceof UsageError ||
    error instanceof ConfigError ||
    error instanceof DeclarationError;
  return isUsage ? 2 : 1;
}
