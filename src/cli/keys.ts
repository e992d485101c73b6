import type { Command } from "commander";
import { addApiKey, toActor } from "../app/accounts/api-keys.ts";
import { commandLine, nameRule } from "../app/accounts/keep-accounts.ts";
import { isOwnName } from "../core/accounts/names.ts";
import type { Role } from "../model/account.ts";
import { UsageError } from "../model/errors.ts";
import { parseRole } from "./arguments.ts";
import type { Cli, ExitCode } from "./context.ts";

export function addKeys(program: Command, cli: Cli): void {
  const command = program
    .command("keys")
    .description("what programs show instead of signing in: list, add or remove keys of the API")
    .addHelpText(
      "after",
      `
A program sends its key as \`Authorization: Bearer cwk_…\`. Feed readers and calendars, which know user names and passwords
alone, take it as the password, with any name.`,
    );
  command
    .command("list", { isDefault: true })
    .description("list all by name, with the day of their last use")
    .option("--json", "print JSON lines")
    .action(cli.action((flags: { json?: boolean }) => list(cli, flags.json ?? false)));
  command
    .command("add")
    .description("add one, and print it once")
    .argument("<name>", "what it is for: the audit log calls it key:<name>")
    .requiredOption("--role <role>", "reader, reviewer or admin", parseRole)
    .action(cli.action((name: string, flags: { role: Role }) => add(cli, name, flags.role)));
  command
    .command("remove")
    .description("remove one: whoever has it can do nothing with it from then on")
    .argument("<name>")
    .action(cli.action((name: string) => remove(cli, name)));
}

async function list(cli: Cli, isJson: boolean): Promise<ExitCode> {
  await using services = await cli.open();
  for (const { name, role, createdAt, lastUsedOn } of await services.store.listApiKeys()) {
    const used = lastUsedOn === null ? "never used" : `used ${lastUsedOn}`;
    cli.io.out(
      isJson
        ? `${JSON.stringify({ name, role, createdAt, lastUsedOn })}\n`
        : `${role.padEnd(8)}  ${name}  (${used})\n`,
    );
  }
  return 0;
}

async function add(cli: Cli, name: string, role: Role): Promise<ExitCode> {
  if (!isOwnName(name)) throw new UsageError(`${name}: ${nameRule}`);
  await using services = await cli.open();
  const key = await addApiKey(services, { name, role, actor: commandLine });
  if (key === null) throw new UsageError(`${name}: there is a key of that name already`);
  cli.io.out(`${key}\n`);
  cli.io.err("this is the key: it is kept nowhere, and not shown again\n");
  return 0;
}

async function remove(cli: Cli, name: string): Promise<ExitCode> {
  await using services = await cli.open();
  const at = services.clock.now();
  const audit = { at, actor: commandLine, action: "key-removed", subject: toActor(name) } as const;
  if (!(await services.store.removeApiKey(name, { ...audit, detail: "" })))
    throw new UsageError(`${name}: there is no such key; \`clausewatch keys\` lists them`);
  return 0;
}
