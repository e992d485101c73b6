import { FetchError } from "../../src/model/errors.ts";
import type { Fetched } from "../../src/model/snapshot.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Fetcher, FetchRequest } from "../../src/ports/fetcher.ts";

/** What a fake address answers: a body with status 200, any answer, or an error to throw. */
export type FakeAnswer = string | Partial<Fetched> | FetchError;

/** Answers from a table that tests change as they go; knows ETags when asked to. */
export interface FakeFetcher extends Fetcher {
  readonly requests: readonly FetchRequest[];
  answer(url: string, answer: FakeAnswer): void;
}

export function createFakeFetcher(clock: Clock): FakeFetcher {
  const answers = new Map<string, FakeAnswer>();
  const requests: FetchRequest[] = [];
  return {
    requests,
    answer: (url, answer) => void answers.set(url, answer),
    async fetch(request, signal) {
      signal?.throwIfAborted();
      requests.push(request);
      const answer = answers.get(request.url);
      if (answer === undefined) {
        throw new FetchError("connect", request.url, `nothing answers at ${request.url}`, {
          retryable: true,
        });
      }
      if (answer instanceof FetchError) throw answer;
      const fetched: Fetched = {
        requestedUrl: request.url,
        finalUrl: request.url,
        redirects: [],
        status: 200,
        headers: { "content-type": "text/html; charset=utf-8" },
        bytes: new TextEncoder().encode(typeof answer === "string" ? answer : ""),
        via: "http",
        remoteAddress: "192.0.2.1",
        robots: "absent",
        requestedAt: clock.now(),
        fetchedAt: clock.now(),
        ...(typeof answer === "string" ? {} : answer),
      };
      const { etag } = fetched.headers;
      const isSame = etag !== undefined && request.validators?.etag === etag;
      return { kind: isSame ? "not-modified" : "fetched", fetched };
    },
    async [Symbol.asyncDispose]() {},
  };
}
