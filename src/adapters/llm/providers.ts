import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { assertNever } from "../../model/errors.ts";

export const providers = ["openai", "anthropic", "openai-compatible"] as const;
export type Provider = (typeof providers)[number];

export interface ProviderOptions {
  readonly provider: Provider;
  readonly model: string;
  /** Null: the provider's own; never null for `openai-compatible`. */
  readonly baseUrl: string | null;
  /** Null: the endpoint asks for none. */
  readonly key: string | null;
  /**
   * Whether the endpoint takes a JSON schema for its answer; otherwise it is asked for JSON, and the prompt says which.
   */
  readonly hasSchemas: boolean;
}

const ownAddresses = {
  openai: "https://api.openai.com/v1",
  anthropic: "https://api.anthropic.com/v1",
} as const;

export function baseUrlOf({ provider, baseUrl }: ProviderOptions): string {
  if (baseUrl !== null) return baseUrl;
  if (provider === "openai-compatible") throw new TypeError("an endpoint without an address");
  return ownAddresses[provider];
}

/** Address and key are always handed over: left out, the packages would look for others in the environment. */
export function createModel(options: ProviderOptions, send: typeof fetch) {
  const { provider, model, key } = options;
  const baseURL = baseUrlOf(options).replace(/\/+$/, "");
  switch (provider) {
    case "openai":
      return createOpenAI({ baseURL, apiKey: key ?? "", fetch: send }).chat(model);
    case "anthropic":
      return createAnthropic({ baseURL, apiKey: key ?? "", fetch: send })(model);
    case "openai-compatible":
      return createOpenAICompatible({
        name: "endpoint",
        baseURL,
        ...(key !== null && { apiKey: key }),
        supportsStructuredOutputs: options.hasSchemas,
        fetch: send,
      }).chatModel(model);
    default:
      return assertNever(provider);
  }
}
