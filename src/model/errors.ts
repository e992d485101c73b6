/** Base of every failure that is not our own bug. Its message says what failed, on what, and what to do. */
export abstract class MonitorError extends Error {
  abstract override readonly name: string;
  abstract readonly kind: string;
}

export interface Issue {
  /** Where: a file, or a dotted path inside one. */
  readonly path: string;
  readonly message: string;
}

/** Configuration that cannot be used; lists every problem at once. */
export class ConfigError extends MonitorError {
  override readonly name = "ConfigError";
  readonly kind = "invalid-config";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(`configuration: ${describeIssues(issues)}`);
    this.issues = issues;
  }
}

/** A command that was called wrongly. */
export class UsageError extends MonitorError {
  override readonly name = "UsageError";
  readonly kind = "usage";
}

/** A declaration, or a subscription file, that cannot be used; lists every problem at once. */
export class DeclarationError extends MonitorError {
  override readonly name = "DeclarationError";
  readonly kind = "invalid-declaration";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(describeIssues(issues));
    this.issues = issues;
  }
}

export const fetchErrorKinds = [
  "egress-refused", // scheme, port or address that the gate does not let through
  "robots-disallowed",
  "dns",
  "connect",
  "tls",
  "timeout", // connect, first byte, or the total deadline
  "redirects", // too many, or a loop
  "too-large", // body or decompression ratio over its bound
  "decode", // unknown or broken content encoding, cut body
  "network",
  "browser-missing",
  "browser",
  "aborted",
] as const;
export type FetchErrorKind = (typeof fetchErrorKinds)[number];

/** No answer that could be kept. An answer with an error status is not one: it is `Fetched`. */
export class FetchError extends MonitorError {
  override readonly name = "FetchError";
  readonly kind: FetchErrorKind;
  readonly url: string;
  readonly retryable: boolean;

  constructor(
    kind: FetchErrorKind,
    url: string,
    message: string,
    options: { readonly retryable: boolean; readonly cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.url = url;
    this.retryable = options.retryable;
  }
}

export const extractErrorKinds = [
  "too-complex", // tree depth or node count over its bound
  "selector-invalid",
  "selector-missed", // nothing on the page matches what was declared
  "unsupported-type",
  "pdf",
  "empty",
] as const;
export type ExtractErrorKind = (typeof extractErrorKinds)[number];

/** Bytes that did not become a text. */
export class ExtractError extends MonitorError {
  override readonly name = "ExtractError";
  readonly kind: ExtractErrorKind;

  constructor(kind: ExtractErrorKind, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}

export type StoreErrorKind = "locked" | "corrupt" | "missing" | "full" | "io" | "newer-schema";

/** The store cannot do what was asked; a crawl stops. */
export class StoreError extends MonitorError {
  override readonly name = "StoreError";
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}

export type DeliveryErrorKind =
  | "temporary" // try again with backoff
  | "rate-limited" // try again no sooner than `retryAfterMs`
  | "refused" // this message will never be accepted
  | "gone" // there is no such recipient, and nothing will reach it
  | "misconfigured"; // credentials or address of the channel itself, or of the target where `isOfTarget`

/** One attempt at delivering one notification failed. */
export class DeliveryError extends MonitorError {
  override readonly name = "DeliveryError";
  readonly kind: DeliveryErrorKind;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  /** What is misconfigured is this target alone, such as one webhook's secret: the channel's others go on. */
  readonly isOfTarget: boolean;

  constructor(
    kind: DeliveryErrorKind,
    message: string,
    options?: {
      readonly retryAfterMs?: number | undefined;
      readonly isOfTarget?: boolean;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: options?.cause });
    this.kind = kind;
    this.isOfTarget = options?.isOfTarget ?? false;
    this.retryable = kind === "temporary" || kind === "rate-limited";
    this.retryAfterMs = options?.retryAfterMs;
  }
}

export type ExplainErrorKind =
  | "temporary" // no answer, or one of a server in trouble: ask again with backoff
  | "rate-limited" // ask again no sooner than `retryAfterMs`
  | "misconfigured" // key, address, or name of the model
  | "refused" // the model, or a filter before it, will not answer this
  | "nonsense" // an answer in no form that was asked for
  | "oversize"; // an answer longer than its bound

/** A language model gave no answer that can be used. Its message holds no word of the server's: one might repeat the key. */
export class ExplainError extends MonitorError {
  override readonly name = "ExplainError";
  readonly kind: ExplainErrorKind;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: ExplainErrorKind,
    message: string,
    options?: { readonly retryAfterMs?: number | undefined },
  ) {
    super(message);
    this.kind = kind;
    this.retryable = kind === "temporary" || kind === "rate-limited";
    this.retryAfterMs = options?.retryAfterMs;
  }
}

export type PrintErrorKind =
  | "browser-missing" // none is there, or the one that is does not start
  | "busy" // too many wait already
  | "timeout"
  | "browser"; // it ended, or would not print

/** A document that did not become a PDF. */
export class PrintError extends MonitorError {
  override readonly name = "PrintError";
  readonly kind: PrintErrorKind;

  constructor(kind: PrintErrorKind, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}

export type IdentityErrorKind =
  | "unreachable" // the provider does not answer, or not as one
  | "refused" // the provider says no, or whoever signs in has
  | "invalid"; // an answer that proves nothing: another state, signature, audience or time

/** A provider of identities vouches for nobody. Its message holds no token and no code. */
export class IdentityError extends MonitorError {
  override readonly name = "IdentityError";
  readonly kind: IdentityErrorKind;

  constructor(kind: IdentityErrorKind, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}

/** For the end of a `switch` over a closed set: a new member becomes a type error here. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected ${JSON.stringify(value)}: this is a bug`);
}

function describeIssues(issues: readonly Issue[]): string {
  return issues.map((issue) => `${issue.path}: ${issue.message}`).join("\n");
}
