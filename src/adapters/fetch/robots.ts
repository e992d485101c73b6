import robotsModule from "robots-parser";

import type { FetchErrorKind } from "../../model/errors.ts";
import { FetchError } from "../../model/errors.ts";
import { toMs } from "../../model/instant.ts";
import type { RobotsVerdict } from "../../model/snapshot.ts";
import type { EgressGate } from "./gate.ts";
import type { HttpAnswer, HttpClient } from "./http.ts";
import { isRedirect } from "./http.ts";
import type { FetchSettings } from "./options.ts";
import type { Pace } from "./pace.ts";
import { withRetries } from "./retry.ts";

export interface Robots {
  /**
   * What robots.txt of the address's origin says of it.
   * @throws {FetchError} kind `robots-disallowed` when it forbids, or cannot be had, and is to be respected; the kind of
   * the fault where the site cannot be reached at all
   */
  check(url: URL, options: RobotsOptions): Promise<RobotsVerdict>;
}

export interface RobotsOptions {
  readonly mode: "respect" | "ignore";
  /** False where the caller has its turn already and would wait for itself. */
  readonly isPaced: boolean;
  readonly signal?: AbortSignal | undefined;
}

// A CommonJS function whose types promise an ES module's default export.
const parseRobots = robotsModule as unknown as typeof robotsModule.default;

/** What an origin's robots.txt came to. */
type Rules =
  | { readonly kind: "absent" }
  | { readonly kind: "unreachable"; readonly cause: unknown }
  | { readonly kind: "rules"; readonly parsed: ReturnType<typeof parseRobots> };

interface Remembered {
  readonly rules: Promise<Rules>;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** RFC 9309 2.5: at least 500 KiB are read. */
const maxRobotsBytes = 512 * 2 ** 10;
/** RFC 9309 2.3.1.2. */
const maxRobotsRedirects = 5;

/** The site itself cannot be reached, and its pages cannot be either. */
const outages: ReadonlySet<FetchErrorKind> = new Set(["dns", "connect", "tls"]);

/** Asks for robots.txt through the same client, once per origin and day. */
export function createRobots(
  settings: FetchSettings,
  { gate, http, pace }: { gate: EgressGate; http: HttpClient; pace: Pace },
): Robots {
  const remembered = new Map<string, Remembered>();
  const [product = settings.userAgent] = settings.userAgent.split("/");

  async function getRules(url: URL, options: RobotsOptions): Promise<Rules> {
    const now = toMs(settings.clock.now());
    const known = remembered.get(url.origin);
    if (known !== undefined && known.until > now) {
      try {
        return await known.rules;
      } catch (error) {
        // Whoever asked was stopped; that is no answer to this one, who asks anew.
        if (options.signal?.aborted === true || remembered.get(url.origin) === known) throw error;
        return getRules(url, options);
      }
    }
    const fresh = { rules: load(url, options), until: now + settings.robotsTtlMs };
    remembered.set(url.origin, fresh);
    let rules: Rules;
    try {
      rules = await fresh.rules;
    } catch (error) {
      // Stopped, or a bug: nothing was learnt, and the next one asks anew.
      if (remembered.get(url.origin) === fresh) remembered.delete(url.origin);
      throw error;
    }
    if (rules.kind !== "unreachable") return rules;
    const until = now + settings.robotsRetryMs;
    // RFC 9309 2.4: rules may be kept beyond their time while newer ones cannot be had.
    const previous = await known?.rules;
    const standing = previous === undefined || previous.kind === "unreachable" ? rules : previous;
    remembered.set(url.origin, { rules: Promise.resolve(standing), until });
    return standing;
  }

  async function load(url: URL, options: RobotsOptions): Promise<Rules> {
    try {
      const answer = await withRetries(
        () => walk(new URL("/robots.txt", url), options),
        (last) => last ?? { status: 404, headers: {} },
        settings,
        {
          signal: options.signal,
          onRest: (_answer, ms) => pace.rest(url.host, ms),
        },
      );
      const rules = toRules(answer, url);
      const delayS = rules.kind === "rules" ? (rules.parsed.getCrawlDelay(product) ?? 0) : 0;
      if (delayS > 0) pace.widen(url.host, Math.min(delayS * 1000, settings.maxCrawlDelayMs));
      return rules;
    } catch (error) {
      if (options.signal?.aborted === true || !(error instanceof FetchError)) throw error;
      return { kind: "unreachable", cause: error };
    }
  }

  /** Undefined after too many redirects: as good as none (RFC 9309 2.3.1.2). */
  async function walk(start: URL, options: RobotsOptions): Promise<HttpAnswer | undefined> {
    let url = start;
    for (let hop = 0; hop <= maxRobotsRedirects; hop += 1) {
      const target = gate.admit(url.href);
      const get = () =>
        http.get(
          {
            url: target,
            headers: { accept: "text/plain, */*;q=0.1" },
            deadlineMs: settings.robotsDeadlineMs,
            maxBytes: maxRobotsBytes,
            overflow: "cut",
          },
          options.signal,
        );
      const turn = { host: target.host, lane: "http" as const, signal: options.signal };
      const answer = await (options.isPaced ? pace.run(turn, get) : get());
      if (!isRedirect(answer)) return answer;
      url = gate.admit(answer.headers["location"] ?? "", target);
    }
    return undefined;
  }

  return {
    async check(url, options) {
      const rules = await getRules(url, options);
      if (rules.kind === "absent") return "absent";
      if (rules.kind === "unreachable") {
        if (options.mode === "ignore") return "unreachable";
        const { cause } = rules;
        // A site that is not there forbids nothing: the operator is to look for the fault where it is.
        if (cause instanceof FetchError && outages.has(cause.kind)) {
          const message = `${cause.message} (robots.txt is asked for first)`;
          throw new FetchError(cause.kind, url.href, message, { retryable: false, cause });
        }
        // RFC 9309 2.3.1.4: what cannot be asked forbids everything, for now.
        const reason = cause instanceof Error ? ` (${cause.message})` : "";
        const message = `${url.origin}/robots.txt cannot be had${reason}, which forbids ${url.href} for now; try later`;
        throw new FetchError("robots-disallowed", url.href, message, {
          retryable: true,
          cause,
        });
      }
      // Undefined is for an address of another origin, which cannot be.
      if (rules.parsed.isAllowed(url.href, product) !== false) return "allowed";
      if (options.mode === "ignore") return "ignored";
      const message = `${url.origin}/robots.txt forbids ${url.href} to ${product}; declare robots "ignore" only with the right to do so`;
      throw new FetchError("robots-disallowed", url.href, message, { retryable: false });
    },
  };
}

function toRules(answer: HttpAnswer | undefined, url: URL): Rules {
  if (answer === undefined) return { kind: "absent" };
  const { status } = answer;
  // 429 is a 4xx that speaks of now, not of the file: as Google does, it is taken for unreachable.
  if (status >= 400 && status < 500 && status !== 429) return { kind: "absent" };
  if (status < 200 || status > 299) {
    return { kind: "unreachable", cause: new Error(`robots.txt: status ${status}`) };
  }
  const text = new TextDecoder().decode(answer.bytes); // takes a byte order mark off
  return { kind: "rules", parsed: parseRobots(new URL("/robots.txt", url).href, text) };
}
