import { z } from "zod";

/**
 * The elements of adaptive cards 1.5 that are used here, and what Teams adds; anything else is refused.
 * @see https://adaptivecards.io/schemas/adaptive-card.json
 */

const wellFormed = z
  .string()
  .min(1)
  .refine((text) => text.isWellFormed(), "unpaired surrogate")
  .refine((text) => !/\{\{|\$\{/.test(text), "a template's expression");

/** Where Teams reads Markdown: no link, emphasis, code, list or HTML is left unescaped. */
const markdown = wellFormed.refine(
  (text) => !/(?<!\\)(?:\\\\)*[*_~`[\]()<>#]|^\s*(?:[-+]|\d+[.)])\s/m.test(text),
  "live Markdown",
);

const url = z.string().regex(/^https?:\/\/[^\s<>"]+$/);
const openUrl = z.strictObject({ type: z.literal("Action.OpenUrl"), url });
const spacing = z.enum(["None", "Small", "Medium", "Large"]).optional();
const separator = z.literal(true).optional();

const textRun = z.strictObject({
  type: z.literal("TextRun"),
  text: wellFormed,
  weight: z.literal("Bolder").optional(),
  size: z.enum(["Small", "Medium"]).optional(),
  color: z.enum(["Attention", "Good"]).optional(),
  fontType: z.literal("Monospace").optional(),
  isSubtle: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  strikethrough: z.literal(true).optional(),
  underline: z.literal(true).optional(),
  selectAction: openUrl.optional(),
});

const element = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("TextBlock"),
    text: markdown,
    style: z.literal("heading"),
    size: z.literal("Medium"),
    weight: z.literal("Bolder"),
    wrap: z.literal(true),
  }),
  z.strictObject({
    type: z.literal("RichTextBlock"),
    inlines: z.array(textRun).min(1),
    spacing,
    separator,
  }),
  z.strictObject({
    type: z.literal("FactSet"),
    facts: z.array(z.strictObject({ title: markdown, value: markdown })).min(1),
  }),
  z.strictObject({
    type: z.literal("Container"),
    get items() {
      return z.array(element).min(1);
    },
    style: z.enum(["emphasis", "warning"]).optional(),
    spacing,
    separator,
  }),
]);

const card = z
  .strictObject({
    type: z.literal("AdaptiveCard"),
    $schema: z.literal("http://adaptivecards.io/schemas/adaptive-card.json"),
    version: z.literal("1.5"),
    lang: z.literal("en"),
    msteams: z.strictObject({ width: z.literal("Full") }),
    fallbackText: markdown,
    speak: wellFormed.refine((text) => !/[<>&]/.test(text), "SSML"),
    body: z.array(element).min(1),
    actions: z
      .array(openUrl.extend({ title: z.string().regex(/^[A-Z][\w ]+$/) }))
      .min(1)
      .max(6)
      .optional(),
  })
  .refine(
    (value) => new TextEncoder().encode(JSON.stringify(value)).byteLength <= 24_000,
    "too large",
  );

/** Gives what Teams would refuse or misread in a card, each with its place; empty for nothing. */
export function findCardProblems(value: unknown): readonly string[] {
  const { error } = card.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

/** Every text of a card, in its order. */
export function listCardTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listCardTexts);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) =>
    (key === "text" || key === "value") && typeof field === "string"
      ? [field]
      : listCardTexts(field),
  );
}
