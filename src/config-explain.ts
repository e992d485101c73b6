import type { Environment } from "./config-environment.ts";
import { secret } from "./config-environment.ts";
import type { ConfigInput } from "./config-schema.ts";
import type { Issue } from "./model/errors.ts";

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
  readonly bounds: Readonly<Omit<ExplainInput, "provider" | "model" | "baseUrl" | "hasSchemas">>;
}

/** What the file and the environment say of a language model; problems go to `issues`. */
export function combineExplain(
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
