import type { Issue } from "./model/errors.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment may hold. Each secret may be in a file instead, named by the same variable with `_FILE`. */
const secretVariables = [
  "CLAUSEWATCH_SMTP_PASSWORD",
  "CLAUSEWATCH_SMTP_URL",
  "CLAUSEWATCH_SLACK_TOKEN",
  "CLAUSEWATCH_EXPLAIN_KEY",
  "CLAUSEWATCH_ENDPOINTS",
  "CLAUSEWATCH_ADMIN_PASSWORD",
  "CLAUSEWATCH_OIDC_SECRET",
] as const;
/** Where things are on this machine: the configuration file, and a browser found by set-up. */
const placeVariables = ["CLAUSEWATCH_CONFIG", "CLAUSEWATCH_BROWSER"] as const;

type SecretVariable = (typeof secretVariables)[number];

/** A variable of ours that means nothing is a typing error that would pass for a secret not set. */
export function checkVariables(env: Environment): Issue[] {
  const known = new Set<string>([...secretVariables, ...placeVariables]);
  return Object.keys(env)
    .filter((name) => name.startsWith("CLAUSEWATCH_") && env[name] !== undefined)
    .flatMap((name) => {
      if (known.has(name)) {
        return env[name] === "" ? [{ path: name, message: "is set, but empty" }] : [];
      }
      const isSecretFile = name.endsWith("_FILE") && known.has(name.slice(0, -"_FILE".length));
      return [
        { path: name, message: isSecretFile ? "its file has not been read" : "unknown variable" },
      ];
    });
}

/** Null where it is not set. */
export function secret(env: Environment, name: SecretVariable): string | null {
  const value = env[name];
  return value === undefined || value === "" ? null : value;
}
