import { compile } from "css-select";
import { z } from "zod";
import { parseInstant } from "../../model/instant.ts";
import { termsTypes } from "../../model/terms-type.ts";
import { describeScheduleFault } from "../schedule.ts";

/** For every address that is fetched: http or https, a host, nothing of a user and password. */
const address = z
  .string()
  .max(2048)
  .regex(/^https?:\/\/[^\s]+$/, "not an http or https address")
  .superRefine((text, context) => {
    const url = URL.parse(text);
    if (!url) context.addIssue("not an address");
    else if (url.username || url.password) context.addIssue("an address must not hold credentials");
  })
  .describe("Address of a page or PDF");

const cssSelector = z
  .string()
  .min(1)
  .max(2000)
  .superRefine((text, context) => {
    // The parser lets it pass, and what it then matches is nobody's intent.
    if (/[>+~]\s*(?:,|$)/.test(text)) context.addIssue("not a CSS selector: ends in a combinator");
    try {
      compile(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      context.addIssue(`not a CSS selector: ${reason}`);
    }
  })
  .describe("CSS selector");

const rangeSelector = z
  .strictObject({
    startBefore: cssSelector.optional(),
    startAfter: cssSelector.optional(),
    endBefore: cssSelector.optional(),
    endAfter: cssSelector.optional(),
  })
  .superRefine((range, context) => {
    if ((range.startBefore === undefined) === (range.startAfter === undefined)) {
      context.addIssue("a range needs one of startBefore and startAfter");
    }
    if ((range.endBefore === undefined) === (range.endAfter === undefined)) {
      context.addIssue("a range needs one of endBefore and endAfter");
    }
  })
  .describe("Everything between two places: one start and one end");

const expectedSelector = "expected a CSS selector or a range";
const selection = z.union(
  [
    cssSelector,
    rangeSelector,
    z.array(z.union([cssSelector, rangeSelector], { error: expectedSelector })).max(100),
  ],
  { error: `${expectedSelector}, or a list of them` },
);

const rules = {
  fetch: address.optional(),
  select: selection
    .optional()
    .describe("Parts to keep, in this order; without any, the main text is found automatically"),
  remove: selection.optional().describe("Parts to drop before anything is selected"),
  executeClientScripts: z
    .boolean()
    .optional()
    .describe(
      "true: always in a browser; false: never; absent: when the page turns out to need it",
    ),
  browser: z
    .enum(["always", "never", "auto"])
    .optional()
    .describe(
      "The same as executeClientScripts true, false or absent; `auto` undoes what is inherited",
    ),
};

interface BrowserWish {
  readonly executeClientScripts?: boolean | undefined;
  readonly browser?: "always" | "never" | "auto" | undefined;
}

function refuseContradiction(wish: BrowserWish, context: z.RefinementCtx): void {
  const { executeClientScripts, browser } = wish;
  if (executeClientScripts === undefined || browser === undefined) return;
  if (browser === (executeClientScripts ? "always" : "never")) return;
  context.addIssue({
    code: "custom",
    path: ["browser"],
    message: `contradicts executeClientScripts: ${executeClientScripts}`,
  });
}

const part = z.strictObject(rules).superRefine(refuseContradiction);

const document = {
  ...rules,
  combine: z
    .array(part)
    .min(1)
    .max(50)
    .optional()
    .describe(
      "Several pages that make up one text, in this order; each inherits the rules beside `combine`",
    ),
};

type DocumentInput = z.infer<z.ZodObject<typeof document>>;

function checkDocument(input: DocumentInput, context: z.RefinementCtx): void {
  refuseContradiction(input, context);
  if (input.fetch !== undefined) return;
  const missing = input.combine
    ? input.combine.flatMap((each, index) =>
        each.fetch === undefined ? [["combine", index, "fetch"]] : [],
      )
    : [["fetch"]];
  for (const path of missing) {
    context.addIssue({ code: "custom", path, message: "missing: an address to fetch" });
  }
}

const instant = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/,
    "expected an ISO 8601 time with its offset, such as 2026-01-31T12:00:00Z",
  )
  .refine((text) => {
    try {
      return parseInstant(text) !== "";
    } catch {
      return false;
    }
  }, "no such time");

const schedule = z
  .string()
  .max(200)
  .superRefine((text, context) => {
    const fault = describeScheduleFault(text);
    if (fault !== undefined) context.addIssue(fault);
  })
  .describe("When to look: a cron expression of five or six fields, in UTC");

const tags = z
  .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "expected a-z, 0-9 and hyphens"))
  .max(50)
  .describe("Words of your own that subscriptions can filter by");

const language = z
  .string()
  .regex(/^[a-z]{2}$/, "expected an ISO 639-1 code, such as en")
  .describe("Language that the text is expected in (ISO 639-1)");

const pastDocument = z
  .strictObject({
    ...document,
    validUntil: instant.describe("Last moment at which these rules held"),
  })
  .superRefine(checkDocument);

const termsSchema = z
  .strictObject({
    ...document,
    history: z
      .array(pastDocument)
      .max(100)
      .optional()
      .describe(
        "Rules that held until a time, so that older snapshots are read as they were meant",
      ),
    schedule: schedule.optional(),
    tags: tags.optional(),
    language: language.optional(),
    minLength: z
      .int()
      .min(0)
      .max(1_000_000)
      .optional()
      .describe("A text with fewer characters is held back"),
    list: z
      .boolean()
      .optional()
      .describe(
        "The page lists entries (a newsroom): a new entry is the event, one that rolls off is not",
      ),
    robots: z
      .enum(["respect", "ignore"])
      .optional()
      .describe("`ignore` fetches what robots.txt disallows; the verdict is recorded all the same"),
  })
  .superRefine(checkDocument);

/** One service's file of the watchlist, as its author writes it. */
export const serviceSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .describe(
      "The service's name as its users know it; in another language a file of its own, with the language behind it: Acme AI (Deutsch)",
    ),
  schedule: schedule.optional(),
  tags: tags.optional(),
  language: language.optional(),
  terms: z
    .partialRecord(z.enum(termsTypes), termsSchema, {
      // The library's own type leaves this code out, though a record reports its keys by it.
      error: ({ code }: { readonly code: string }) =>
        code === "unrecognized_keys" ? "unknown terms type" : undefined,
    })
    .describe("What is watched, by the type of the text"),
});

export type ServiceInput = z.infer<typeof serviceSchema>;
export type TermsInput = z.infer<typeof termsSchema>;
export type PastInput = z.infer<typeof pastDocument>;
export type PartInput = z.infer<typeof part>;
export type SelectionInput = z.infer<typeof selection>;
