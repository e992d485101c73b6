import type { Command } from "commander";
import type { AccountContext } from "../app/accounts/context.ts";
import {
  addAccount,
  changePassword,
  changeRole,
  removeAccount,
} from "../app/accounts/keep-accounts.ts";
import type { Role } from "../model/account.ts";
import { parseRole } from "./arguments.ts";
import type { Cli, ExitCode, Services } from "./context.ts";

interface PasswordFlag {
  readonly passwordStdin?: boolean;
}

export function addAccounts(program: Command, cli: Cli): void {
  const command = program
    .command("accounts")
    .description("who can sign in to the web page: list, add, change or remove accounts")
    .addHelpText(
      "after",
      `
Roles: a reader reads, also where \`web.read\` is signed-in; a reviewer reviews changes too; an admin does all of it and
sees operations. Whoever signs in through OpenID Connect is added by themselves, with the role of their groups.`,
    );
  command
    .command("list", { isDefault: true })
    .description("list all by name")
    .option("--json", "print JSON lines")
    .action(cli.action((flags: { json?: boolean }) => list(cli, flags.json ?? false)));
  command
    .command("add")
    .description("add one, and print its password once, unless you give one")
    .argument("<name>", "a-z, 0-9, dot, hyphen and underscore")
    .requiredOption("--role <role>", "reader, reviewer or admin", parseRole)
    .option("--password-stdin", "read the password from standard input")
    .action(
      cli.action((name: string, flags: PasswordFlag & { role: Role }) =>
        withContext(cli, async (context) => {
          const given = await readPassword(cli, flags);
          const password = await addAccount(context, { name, role: flags.role, password: given });
          if (given === null) tellPassword(cli, password);
        }),
      ),
    );
  command
    .command("password")
    .description("give another password, printed once, and sign the account out everywhere")
    .argument("<name>")
    .option("--password-stdin", "read the password from standard input")
    .action(
      cli.action((name: string, flags: PasswordFlag) =>
        withContext(cli, async (context) => {
          const given = await readPassword(cli, flags);
          const password = await changePassword(context, { name, password: given });
          if (given === null) tellPassword(cli, password);
        }),
      ),
    );
  command
    .command("role")
    .description("give another role, and sign the account out everywhere")
    .argument("<name>")
    .argument("<role>", "reader, reviewer or admin", parseRole)
    .action(
      cli.action((name: string, role: Role) =>
        withContext(cli, (context) => changeRole(context, { name, role })),
      ),
    );
  command
    .command("remove")
    .description("remove one, and sign it out everywhere; what it did stays in the audit log")
    .argument("<name>")
    .action(
      cli.action((name: string) => withContext(cli, (context) => removeAccount(context, name))),
    );
}

function toAccountContext({ store, clock, secrets, signIn }: Services): AccountContext {
  return { store, clock, secrets, passwords: signIn.passwords };
}

async function withContext(
  cli: Cli,
  work: (context: AccountContext) => Promise<void>,
): Promise<ExitCode> {
  await using services = await cli.open();
  await work(toAccountContext(services));
  return 0;
}

async function list(cli: Cli, isJson: boolean): Promise<ExitCode> {
  await using services = await cli.open();
  for (const account of await services.store.listAccounts()) {
    const { name, role, origin, createdAt, signedInAt } = account;
    const seen = signedInAt === null ? "never signed in" : `signed in ${signedInAt.slice(0, 10)}`;
    cli.io.out(
      isJson
        ? `${JSON.stringify({ name, role, origin, createdAt, signedInAt })}\n`
        : `${role.padEnd(8)}  ${name}  (${origins[origin]}, ${seen})\n`,
    );
  }
  return 0;
}

const origins = {
  environment: "password of the environment",
  password: "own password",
  provider: "OpenID Connect",
} as const;

/** The first line of what comes in; null where the password is to be made up. */
async function readPassword({ io }: Cli, { passwordStdin }: PasswordFlag): Promise<string | null> {
  if (!passwordStdin) return null;
  let text = "";
  for await (const chunk of io.readStdin()) text += chunk;
  return text.split(/\r?\n/)[0] ?? "";
}

function tellPassword({ io }: Cli, password: string): void {
  io.out(`${password}\n`);
  io.err("this is its password: it is kept nowhere, and not shown again\n");
}
