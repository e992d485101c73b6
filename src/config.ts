import { z } from "zod";
import { configSchema } from "./config-schema.ts";
import type { ConfigInput } from "./config-schema.ts";
import type { Issue } from "./model/errors.ts";
import { ConfigError } from "./model/errors.ts";
import { formatIssuePath } from "./model/issue-path.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; false: STARTTLS. */
  readonly secure: boolean;
  /** Whether a server without STARTTLS is refused. @default true, but for this machine */
  readonly requireTls?: boolean;
  readonly user: string | null;
  readonly password: string | null;
  readonly from: string;
}

export interface SlackConfig {
  readonly token: string;
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
}

type ExplainInput = NonNullable<ConfigInput["explain"]>;

/** A language model that somebody has set up. */
export interface ExplainConfig {
  readonly provider: ExplainInput["provider"];
  readonly model: string;
  /** Null: the provider's own. */
  readonly baseUrl: string | null;
  /** Null: the endpoint asks for none. */
  readonly key: string | null;
  readonly hasSchemas: boolean;
  /** What asking may take and cost; apart from the key, since settings travel far. */
  readonly bounds: Immutable<Omit<ExplainInput, "provider" | "model" | "baseUrl" | "hasSchemas">>;
}

type Immutable<T> = T extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T;

/** The whole configuration, frozen; `smtp`, `slack` and `explain` are null where they are not set up. */
export type Config = Immutable<Omit<ConfigInput, "$schema" | "smtp" | "slack" | "explain">> & {
  readonly smtp: SmtpConfig | null;
  readonly slack: SlackConfig | null;
  readonly explain: ExplainConfig | null;
};

/** What the environment may hold. Each secret may be in a file instead, named by the same variable with `_FILE`. */
export const secretVariables = [
  "CLAUSEWATCH_SMTP_PASSWORD",
  "CLAUSEWATCH_SMTP_URL",
  "CLAUSEWATCH_SLACK_TOKEN",
  "CLAUSEWATCH_EXPLAIN_KEY",
] as const;
/** Where things are on this machine: the configuration file, and a browser found by set-up. */
export const placeVariables = ["CLAUSEWATCH_CONFIG", "CLAUSEWATCH_BROWSER"] as const;

type SecretVariable = (typeof secretVariables)[number];

/**
 * The configuration that a file and the environment make up: behaviour from the file, secrets from the environment.
 * @param file the parsed content of `clausewatch.json`; undefined where there is none
 * @throws {ConfigError} with every problem; one in the file by its path, one in the environment by its variable
 */
export function parseConfig(env: Environment, file: unknown): Config {
  const issues = checkVariables(env);
  const parsed = configSchema.safeParse(file ?? {}, { reportInput: false });
  if (!parsed.success) {
    throw new ConfigError([...issues, ...parsed.error.issues.flatMap(toIssues)]);
  }
  const {
    $schema: _,
    smtp: smtpInput,
    slack: slackInput,
    explain: explainInput,
    ...rest
  } = parsed.data;
  const smtp = combineSmtp(smtpInput, env, issues);
  const slack = combineSlack(slackInput, env, issues);
  const explain = combineExplain(explainInput, env, issues);
  for (const [index, { channel }] of rest.operators.entries()) {
    const isMissing = (channel === "email" && !smtp) || (channel === "slack" && !slack);
    if (isMissing) {
      issues.push({ path: `operators[${index}]`, message: `${channel} is not set up` });
    }
  }
  if (issues.length > 0) throw new ConfigError(issues);
  const browserPath = env["CLAUSEWATCH_BROWSER"] ?? rest.fetch.browserPath;
  const fetch = { ...rest.fetch, ...(browserPath !== undefined && { browserPath }) };
  return deepFreeze({ ...rest, fetch, smtp, slack, explain });
}

/** JSON Schema of the configuration file, for editors. */
export function configJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(configSchema, { io: "input" }),
    title: "Configuration of Clausewatch",
  };
}

/** A variable of ours that means nothing is a typing error that would pass for a secret not set. */
function checkVariables(env: Environment): Issue[] {
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

function combineSmtp(
  input: ConfigInput["smtp"],
  env: Environment,
  issues: Issue[],
): SmtpConfig | null {
  const url = secret(env, "CLAUSEWATCH_SMTP_URL");
  const password = secret(env, "CLAUSEWATCH_SMTP_PASSWORD");
  if (!input) {
    for (const name of ["CLAUSEWATCH_SMTP_URL", "CLAUSEWATCH_SMTP_PASSWORD"] as const) {
      if (secret(env, name) !== null) {
        issues.push({
          path: name,
          message: "is set, but the file has no `smtp` with a sender in `from`",
        });
      }
    }
    return null;
  }
  const server = url === null ? readServer(input, password, issues) : readUrl(url, issues);
  if (url !== null) {
    const rivals = (["host", "port", "secure", "user"] as const).filter(
      (key) => input[key] !== undefined,
    );
    issues.push(
      ...rivals.map((key) => ({
        path: `smtp.${key}`,
        message: "is set, and so is CLAUSEWATCH_SMTP_URL: keep one",
      })),
    );
    if (password !== null) {
      issues.push({
        path: "CLAUSEWATCH_SMTP_PASSWORD",
        message: "is set, and so is CLAUSEWATCH_SMTP_URL: keep one",
      });
    }
  }
  const { from, requireTls } = input;
  return server && { ...server, from, ...(requireTls !== undefined && { requireTls }) };
}

type Server = Omit<SmtpConfig, "from" | "requireTls">;

function readServer(
  input: NonNullable<ConfigInput["smtp"]>,
  password: string | null,
  issues: Issue[],
): Server | null {
  if (input.host === undefined) {
    issues.push({ path: "smtp.host", message: "missing, and CLAUSEWATCH_SMTP_URL is not set" });
    return null;
  }
  if (input.user !== undefined && password === null) {
    issues.push({ path: "smtp.user", message: "is set, but CLAUSEWATCH_SMTP_PASSWORD is not" });
  }
  if (input.user === undefined && password !== null) {
    issues.push({ path: "CLAUSEWATCH_SMTP_PASSWORD", message: "is set, but smtp.user is not" });
  }
  const port = input.port ?? (input.secure ? 465 : 587);
  const secure = input.secure ?? port === 465;
  return { host: input.host, port, secure, user: input.user ?? null, password };
}

/** Says nothing of the address itself: it holds the password. */
function readUrl(text: string, issues: Issue[]): Server | null {
  const path = "CLAUSEWATCH_SMTP_URL";
  const url = URL.parse(text);
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === "") {
    issues.push({ path, message: "expected smtp://user:password@host:port or smtps://…" });
    return null;
  }
  if (!/^\/?$/.test(url.pathname) || url.search !== "" || url.hash !== "") {
    issues.push({
      path,
      message: "ends after the port: put reserved characters of the password as %XX",
    });
    return null;
  }
  if ((url.username === "") !== (url.password === "")) {
    issues.push({ path, message: "has a user or a password, but not both" });
    return null;
  }
  try {
    const secure = url.protocol === "smtps:";
    return {
      host: url.hostname.replaceAll(/^\[|\]$/g, ""),
      port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
      secure,
      user: url.username === "" ? null : decodeURIComponent(url.username),
      password: url.password === "" ? null : decodeURIComponent(url.password),
    };
  } catch {
    issues.push({ path, message: "has a % that begins no escape; write it as %25" });
    return null;
  }
}

function combineSlack(
  input: ConfigInput["slack"],
  env: Environment,
  issues: Issue[],
): SlackConfig | null {
  const token = secret(env, "CLAUSEWATCH_SLACK_TOKEN");
  if (token !== null) {
    if (!/^[\x21-\x7e]+$/.test(token)) {
      issues.push({ path: "CLAUSEWATCH_SLACK_TOKEN", message: "holds blanks or line breaks" });
    }
    return { token, apiUrl: input?.apiUrl ?? null };
  }
  if (input) issues.push({ path: "slack", message: "is set, but CLAUSEWATCH_SLACK_TOKEN is not" });
  return null;
}

function combineExplain(
  input: ConfigInput["explain"],
  env: Environment,
  issues: Issue[],
): ExplainConfig | null {
  const path = "CLAUSEWATCH_EXPLAIN_KEY";
  const key = secret(env, path);
  if (key !== null && !/^[\x21-\x7e]+$/.test(key)) {
    issues.push({ path, message: "holds blanks or line breaks" });
  }
  if (!input) {
    if (key !== null) {
      issues.push({ path, message: "is set, but the file has no `explain` with a model" });
    }
    return null;
  }
  const { provider, model, baseUrl = null, hasSchemas = true, ...bounds } = input;
  if (key === null && baseUrl === null) {
    issues.push({ path: "explain.provider", message: `asks for a key, but ${path} is not set` });
  }
  if (key !== null && baseUrl !== null && !isPrivate(baseUrl)) {
    const message = "would send the key in plain text: use https, or an endpoint on this machine";
    issues.push({ path: "explain.baseUrl", message });
  }
  return { provider, model, baseUrl, key, hasSchemas, bounds };
}

/** Nobody can listen in: encrypted, or not leaving this machine. */
function isPrivate(address: string): boolean {
  const url = new URL(address);
  return (
    url.protocol === "https:" || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  );
}

function secret(env: Environment, name: SecretVariable): string | null {
  const value = env[name];
  return value === undefined || value === "" ? null : value;
}

function toIssues(issue: z.core.$ZodIssue): Issue[] {
  return issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => ({ path: pathInFile([...issue.path, key]), message: "unknown key" }))
    : [{ path: pathInFile(issue.path), message: issue.message }];
}

function pathInFile(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "the file" : formatIssuePath(path);
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null) deepFreeze(inner);
  }
  return Object.freeze(value);
}
