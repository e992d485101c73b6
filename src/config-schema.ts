import { z } from "zod";
import { webAddress, webSchema } from "./config-web-schema.ts";
import { channels } from "./model/subscription.ts";
import { describeTargetFault, isMailAddress, isMailbox } from "./model/target.ts";

const day = 86_400_000;

/** A year: longer than any wait that is meant. */
const maxMs = 366 * day;
const ms = z.int().min(0).max(maxMs);
const timeoutMs = z.int().min(1).max(3_600_000);
const count = z.int().min(1).max(10_000);

const path = z
  .string()
  .min(1)
  .refine((text) => !text.includes("\0"), "holds a zero byte");

/** Host names, addresses and `host:port`, as the egress gate takes them. */
const host = z
  .string()
  .regex(/^[\w.:[\]-]+$/, "expected a host, such as 127.0.0.1 or 127.0.0.1:8080");

// Absent bounds are the fetcher's own defaults, so that each stands in one place.
const fetchSchema = z.strictObject({
  connectTimeoutMs: timeoutMs.exactOptional(),
  firstByteTimeoutMs: timeoutMs.exactOptional(),
  deadlineMs: timeoutMs.exactOptional().describe("For one attempt, redirects included"),
  maxRedirects: z.int().min(0).max(10).exactOptional(),
  maxBytes: z
    .int()
    .min(1024)
    .max(2 ** 30)
    .exactOptional()
    .describe("Of a body, also decompressed"),
  maxRatio: z.number().min(1).exactOptional().describe("Decoded bytes per encoded byte"),
  minGapMs: ms.exactOptional().describe("Between two requests to one host"),
  maxConcurrent: z
    .int()
    .min(1)
    .max(100)
    .exactOptional()
    .describe("Requests at a time, over all hosts"),
  maxCrawlDelayMs: ms.exactOptional(),
  robotsTtlMs: ms.exactOptional(),
  maxRetries: z.int().min(0).max(10).exactOptional(),
  backoffMs: ms.exactOptional(),
  maxBackoffMs: ms.exactOptional(),
  maxRetryAfterMs: ms.exactOptional(),
  allowHosts: z
    .array(host)
    .max(100)
    .exactOptional()
    .describe("Hosts let through although they are not public: for tests and internal pages"),
  browserPath: path.exactOptional().describe("A Chrome or Chromium; absent: the one that is found"),
  browserSandbox: z.boolean().exactOptional(),
  maxPagesPerBrowser: count.exactOptional(),
  maxOpenPages: z.int().min(1).max(32).exactOptional(),
  maxPageBytes: z
    .int()
    .min(1024)
    .max(2 ** 32)
    .exactOptional(),
  settleMs: ms.exactOptional(),
  maxSettleMs: ms.exactOptional(),
});

// Likewise: absent means the extractor's own bound.
const extractSchema = z.strictObject({
  maxDepth: z.int().min(16).max(512).exactOptional().describe("Elements inside each other"),
  maxNodes: z.int().min(1000).max(10_000_000).exactOptional().describe("Elements and texts"),
  maxPdfPages: count.exactOptional(),
});

// Likewise: absent means the outbox's own default.
const deliverySchema = z.strictObject({
  batchSize: z.int().min(1).max(1000).exactOptional().describe("Leased at a time, of each channel"),
  maxConcurrent: z
    .strictObject({
      email: z.int().min(1).max(64).exactOptional(),
      slack: z.int().min(1).max(64).exactOptional(),
      teams: z.int().min(1).max(64).exactOptional(),
      webhook: z.int().min(1).max(64).exactOptional(),
      all: z.int().min(1).max(256).exactOptional(),
    })
    .exactOptional()
    .describe(
      "Messages under way at a time, of each channel (4 if absent) and of all but webhooks together (1 if absent); as many may be sent twice when the process is killed",
    ),
  leaseMs: z.int().min(1000).max(day).exactOptional(),
  attemptMs: z.int().min(1000).max(day).exactOptional(),
  mailDomain: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i, "expected a domain")
    .exactOptional()
    .describe("Right-hand side of Message-IDs"),
  firstRetryMs: z.int().min(1000).max(day).exactOptional(),
  maxRetryMs: z
    .int()
    .min(1000)
    .max(30 * day)
    .exactOptional(),
  maxAgeMs: ms
    .exactOptional()
    .describe("Age at which a notification is given up; 72 hours if absent"),
  minAttempts: count.exactOptional(),
});

/** Of the language model; absent bounds are the program's own, so that each stands in one place. */
const explainSchema = z
  .strictObject({
    provider: z.enum(["openai", "anthropic", "openai-compatible"]),
    model: z
      .string()
      .regex(/^[\w.:/@+-]{1,100}$/, "expected a model's name")
      .describe("As the provider names it"),
    baseUrl: webAddress
      .exactOptional()
      .describe("Of the API, such as http://127.0.0.1:11434/v1; absent: the provider's own"),
    hasSchemas: z
      .boolean()
      .exactOptional()
      .describe("false: an endpoint that takes no JSON schema for its answer"),
    raisesAlerts: z
      .boolean()
      .exactOptional()
      .describe("false: its second opinion is shown, and alerts nobody of more"),
    maxClauses: z.int().min(1).max(100).exactOptional().describe("Asked about, of one change"),
    maxWaitMs: timeoutMs.exactOptional().describe("How long alerts are held back at most"),
    timeoutMs: timeoutMs.exactOptional().describe("For one answer"),
    maxOutputTokens: z.int().min(100).max(100_000).exactOptional(),
    maxRetries: z.int().min(0).max(10).exactOptional(),
    firstRetryMs: ms.exactOptional(),
    maxCallsPerDay: z.int().min(0).max(1_000_000).exactOptional(),
    maxTokensPerDay: z.int().min(0).max(1_000_000_000).exactOptional(),
    maxAgeMs: ms.exactOptional().describe("Age at which an unanswered change is given up"),
  })
  .superRefine(({ provider, baseUrl, timeoutMs: one, maxWaitMs: all }, context) => {
    const fail = (key: string, message: string) =>
      context.addIssue({ code: "custom", path: [key], message });
    if (provider === "openai-compatible" && baseUrl === undefined) {
      fail("baseUrl", "missing: where is the endpoint?");
    }
    if (one !== undefined && all !== undefined && one > all) {
      fail("timeoutMs", "is longer than maxWaitMs");
    }
  });

const operator = z
  .strictObject({ channel: z.enum(channels), target: z.string().default("") })
  .superRefine(({ channel, target }, context) => {
    const fault = describeTargetFault(channel, target);
    if (fault !== undefined) context.addIssue({ code: "custom", path: ["target"], message: fault });
  });

/** `clausewatch.json`. Every field may be absent: a fresh clone runs without the file. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  dataDir: path.default("snapshots").describe("Folder of the database and the snapshots"),
  watchlistDir: path.default("watchlist"),
  topicsDir: path
    .default("topics")
    .describe("Folder of your own topics, one file each; none where there is no such folder"),
  subscriptionsFile: path
    .nullable()
    .default(null)
    .describe("null: subscriptions.json, if there is one"),
  contact: z
    .string()
    .max(200)
    .refine(
      (text) => isMailAddress(text) || /^https?:\/\/[^\s()<>]+$/.test(text),
      "expected an e-mail or web address",
    )
    .nullable()
    .default(null)
    .describe("Who runs this: part of the user agent, so that site owners can reach you"),
  userAgent: z
    .string()
    .regex(/^[\w!#$%&'*+.^`|~-]{1,64}(\/[\w!#$%&'*+.^`|~-]{1,32})?$/, "expected a product token")
    .default("Clausewatch/0.1")
    .describe("Product token that robots.txt can name"),
  fetch: fetchSchema.prefault({}),
  extract: extractSchema
    .prefault({})
    .describe("A body beyond these is held back as too complex, before anything recurses"),
  confirmDelayMs: ms
    .default(60_000)
    .describe("Between the first sight of new words and the fetch that confirms them; 0: at once"),
  variantHoldMs: ms
    .default(3 * day)
    .describe("How long earlier wording that alternated must stand before its return is reported"),
  variantSightings: z
    .int()
    .min(2)
    .max(1000)
    .default(3)
    .describe("Checks in a row that must see it"),
  settledMs: ms
    .default(3 * day)
    .describe(
      "Earlier wording not seen for this long had gone: its return is confirmed like new words",
    ),
  fullFetchEveryMs: ms
    .default(7 * day)
    .describe("A page is fetched whole at least this often, whatever its ETag says"),
  staleAfterIntervals: z.number().min(1).max(1000).default(2),
  smtp: z
    .strictObject({
      host: z
        .string()
        .regex(/^[\w.:-]{1,253}$/, "expected a host name")
        .optional(),
      port: z.int().min(1).max(65_535).optional(),
      secure: z.boolean().optional().describe("TLS from the first byte, as on port 465"),
      requireTls: z
        .boolean()
        .optional()
        .describe("false: plain text to a relay without TLS; absent: only to this machine"),
      user: z.string().min(1).max(320).optional(),
      maxConnections: z
        .int()
        .min(1)
        .max(100)
        .optional()
        .describe("Connections to the server at a time; 4 if absent"),
      from: z
        .string()
        .refine(isMailbox, "expected a sender, such as Clausewatch <alerts@example.org>"),
    })
    .nullable()
    .default(null)
    .describe(
      "The password is CLAUSEWATCH_SMTP_PASSWORD; or all but `from` is CLAUSEWATCH_SMTP_URL",
    ),
  slack: z
    .strictObject({ apiUrl: webAddress.optional() })
    .nullable()
    .default(null)
    .describe("The token is CLAUSEWATCH_SLACK_TOKEN"),
  explain: explainSchema
    .nullable()
    .default(null)
    .describe("A language model that explains changes; its key is CLAUSEWATCH_EXPLAIN_KEY"),
  operators: z.array(operator).max(100).default([]).describe("Who hears of incidents"),
  delivery: deliverySchema.prefault({}),
  publicUrl: webAddress
    .nullable()
    .default(null)
    .describe("Where the web page is reached, for links in alerts and mails"),
  web: webSchema
    .nullable()
    .prefault({})
    .describe("The web page that `serve`, `start` and `daemon` serve; null: none"),
  logLevel: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export type ConfigInput = z.infer<typeof configSchema>;
