import { z } from "zod";
import type { EndpointsConfig } from "./config-endpoints.ts";
import { combineEndpoints } from "./config-endpoints.ts";
import type { Environment } from "./config-environment.ts";
import { checkVariables, secret } from "./config-environment.ts";
import type { ExplainConfig } from "./config-explain.ts";
import { combineExplain } from "./config-explain.ts";
import { configSchema } from "./config-schema.ts";
import type { ConfigInput } from "./config-schema.ts";
import type { SignInConfig } from "./config-sign-in.ts";
import { combineSignIn } from "./config-sign-in.ts";
import type { Issue } from "./model/errors.ts";
import { ConfigError } from "./model/errors.ts";
import { formatIssuePath } from "./model/issue-path.ts";

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
  /** Connections to the server at a time. @default the notifier's own */
  readonly maxConnections?: number;
}

export interface SlackConfig {
  readonly token: string;
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
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
  readonly endpoints: EndpointsConfig;
  readonly signIn: SignInConfig;
};

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
  const endpoints = combineEndpoints(env, issues);
  const signIn = combineSignIn(rest.web, env, issues);
  for (const [index, { channel, target }] of rest.operators.entries()) {
    const isMissing = (channel === "email" && !smtp) || (channel === "slack" && !slack);
    if (isMissing) {
      issues.push({ path: `operators[${index}]`, message: `${channel} is not set up` });
    }
    const isEndpoint = channel === "teams" || channel === "webhook";
    if (isEndpoint && !endpoints[channel].has(target)) {
      const message = `CLAUSEWATCH_ENDPOINTS names no ${channel} endpoint ${target}`;
      issues.push({ path: `operators[${index}].target`, message });
    }
  }
  if (issues.length > 0) throw new ConfigError(issues);
  const browserPath = env["CLAUSEWATCH_BROWSER"] ?? rest.fetch.browserPath;
  const fetch = { ...rest.fetch, ...(browserPath !== undefined && { browserPath }) };
  return deepFreeze({ ...rest, fetch, smtp, slack, explain, endpoints, signIn });
}

/** JSON Schema of the configuration file, for editors. */
export function configJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(configSchema, { io: "input" }),
    title: "Configuration of Clausewatch",
  };
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
  const { from, requireTls, maxConnections } = input;
  return (
    server && {
      ...server,
      from,
      ...(requireTls !== undefined && { requireTls }),
      ...(maxConnections !== undefined && { maxConnections }),
    }
  );
}

type Server = Omit<SmtpConfig, "from" | "requireTls" | "maxConnections">;

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
