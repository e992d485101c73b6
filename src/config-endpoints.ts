import { z } from "zod";
import type { Environment } from "./config-environment.ts";
import { secret } from "./config-environment.ts";
import type { Issue } from "./model/errors.ts";
import { formatIssuePath } from "./model/issue-path.ts";
import { describeTargetFault } from "./model/target.ts";

const variable = "CLAUSEWATCH_ENDPOINTS";

/** Where a webhook or a Teams workflow listens. Who knows the address can post there: all of it is secret. */
export interface EndpointConfig {
  readonly url: string;
  /** Each signs every message, so that a receiver can change from one to the next; none: a Teams workflow. */
  readonly secrets: readonly string[];
}

/** By the names that subscriptions have for them. */
export interface EndpointsConfig {
  readonly webhook: ReadonlyMap<string, EndpointConfig>;
  readonly teams: ReadonlyMap<string, EndpointConfig>;
}

/** Bytes of a key: as Standard Webhooks bounds them. */
const minKeyBytes = 24;
const maxKeyBytes = 64;

const signingSecret = z
  .string()
  .refine(isSigningSecret, `expected whsec_ and ${minKeyBytes} to ${maxKeyBytes} bytes in base64`);

const endpointSchema = z
  .strictObject({
    url: z.string().max(4096),
    secrets: z
      .array(signingSecret)
      .max(4)
      .refine((secrets) => new Set(secrets).size === secrets.length, "holds one secret twice")
      .default([]),
    allowHttp: z.boolean().default(false),
  })
  .superRefine(({ url, allowHttp }, context) => {
    const message = describeUrlFault(url, allowHttp);
    if (message !== undefined) context.addIssue({ code: "custom", path: ["url"], message });
  });

/**
 * The endpoints of the environment; problems go to `issues`, and repeat nothing of an address or a secret, nor a name
 * or key that is none: a secret in the wrong place would be one.
 */
export function combineEndpoints(env: Environment, issues: Issue[]): EndpointsConfig {
  const found = {
    webhook: new Map<string, EndpointConfig>(),
    teams: new Map<string, EndpointConfig>(),
  };
  const text = secret(env, variable);
  if (text === null) return found;
  const entries = parseEntries(text);
  if (entries === undefined) {
    const message = 'is no JSON object of endpoints, such as {"legal-team": {"url": "https://…"}}';
    issues.push({ path: variable, message });
    return found;
  }
  for (const [index, [name, value]] of entries.entries()) {
    if (describeTargetFault("webhook", name) !== undefined) {
      const message = `the name of endpoint ${index + 1} is not of a-z, 0-9 and hyphens`;
      issues.push({ path: variable, message });
      continue;
    }
    const parsed = endpointSchema.safeParse(value, { reportInput: false });
    if (!parsed.success) {
      issues.push(...parsed.error.issues.map((issue) => toIssue(name, issue)));
      continue;
    }
    const { url, secrets } = parsed.data;
    found[secrets.length > 0 ? "webhook" : "teams"].set(name, { url, secrets });
  }
  return found;
}

/** Undefined for anything but an object. What `JSON.parse` throws repeats the text, so nothing of it is told. */
function parseEntries(text: string): [string, unknown][] | undefined {
  try {
    const json: unknown = JSON.parse(text);
    const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
    return isObject ? Object.entries(json) : undefined;
  } catch {
    return undefined;
  }
}

function toIssue(name: string, issue: z.core.$ZodIssue): Issue {
  const path = formatIssuePath([variable, name, ...issue.path]);
  return issue.code === "unrecognized_keys"
    ? { path, message: "holds keys other than url, secrets and allowHttp" }
    : { path, message: issue.message };
}

function isSigningSecret(text: string): boolean {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  if (base64 === undefined || base64.length % 4 !== 0) return false;
  const { length } = Buffer.from(base64, "base64");
  return length >= minKeyBytes && length <= maxKeyBytes;
}

function describeUrlFault(text: string, allowHttp: boolean): string | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return "expected an https address";
  if (url.username !== "" || url.password !== "") return "holds credentials";
  if (url.hash !== "") return "holds a fragment, which no server is sent";
  if (url.protocol === "https:" || allowHttp || isThisMachine(url.hostname)) return undefined;
  return 'is not encrypted: use https, or say "allowHttp": true';
}

function isThisMachine(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host);
}
