import type { LanguageModelMiddleware } from "ai";
import { generateText, Output, wrapLanguageModel } from "ai";
import { answerSchema } from "../../core/explain/answer-schema.ts";
import { ExplainError } from "../../model/errors.ts";
import { toMs } from "../../model/instant.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Explainer } from "../../ports/explainer.ts";
import { createBoundedFetch, createExchange } from "./bounded-fetch.ts";
import { toExplainError } from "./failures.ts";
import type { ProviderOptions } from "./providers.ts";
import { baseUrlOf, createModel } from "./providers.ts";

export interface ExplainerOptions extends ProviderOptions {
  readonly clock: Clock;
}

/** Of a whole answer with its envelope: the longest answer that the schema takes is some 100 KB. */
const maxBytes = 256 * 1024;

/** The library would print them on standard error; what there is to know of a setting stands in our documentation. */
const withoutWarnings: LanguageModelMiddleware = {
  specificationVersion: "v4",
  wrapGenerate: async ({ doGenerate }) => ({ ...(await doGenerate()), warnings: [] }),
};

/** Asks a language model by HTTP; retries, budget and cache are the caller's. */
export function createExplainer(options: ExplainerOptions): Explainer {
  const url = new URL(baseUrlOf(options));
  const what = `${options.model} at ${url.host}`;
  const fail = (kind: "oversize" | "refused", words: string) =>
    new ExplainError(kind, `language model ${what}: ${words}`);
  return {
    model: `${options.model} (${ownerOf(options, url)})`,
    async ask({ system, prompt, maxOutputTokens, timeoutMs }, signal) {
      signal?.throwIfAborted();
      const exchange = createExchange();
      const send = createBoundedFetch({ origin: url.origin, maxBytes, exchange });
      const timeout = AbortSignal.timeout(timeoutMs);
      const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
      try {
        const result = await generateText({
          model: wrapLanguageModel({
            model: createModel(options, send),
            middleware: withoutWarnings,
          }),
          system,
          prompt,
          output: Output.object({ schema: answerSchema }),
          temperature: 0,
          maxOutputTokens,
          maxRetries: 0,
          abortSignal: either,
        });
        const { finishReason } = result;
        // An object that happens to parse is none all the same.
        if (finishReason === "length") throw fail("oversize", "the answer was cut at its bound");
        if (finishReason === "content-filter") throw fail("refused", "it declined to answer");
        return { answer: result.output, tokens: result.totalUsage.totalTokens ?? null };
      } catch (error) {
        if (signal?.aborted === true) throw signal.reason;
        if (error instanceof ExplainError) throw error;
        // Before anything went out, it is a bug of ours and none of the model's failures.
        if (!exchange.isSent && !exchange.isStray) throw error;
        throw toExplainError(error, {
          what,
          exchange,
          isTimedOut: timeout.aborted,
          timeoutMs,
          now: toMs(options.clock.now()),
        });
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}

function ownerOf({ provider, baseUrl }: ProviderOptions, url: URL): string {
  if (baseUrl !== null) return url.host;
  return provider === "anthropic" ? "Anthropic" : "OpenAI";
}
