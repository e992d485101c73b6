import { z } from "zod";
import type { SubscriptionRequest } from "../../model/access-token.ts";
import type { Subscriber } from "../../model/subscriber.ts";
import { weekdays } from "../../model/subscriber.ts";
import { isMailAddress } from "../../model/target.ts";
import { requestSchema, timeZoneSchema } from "./request.ts";

/** What a form sent: each field's values, as they came. */
export type FormFields = ReadonlyMap<string, readonly string[]>;

export interface FormFault {
  /** The form's own name of the field; empty for the form as a whole. */
  readonly field: string;
  readonly message: string;
}

export type Parsed<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "faults"; readonly faults: readonly FormFault[] };

/** What readers can choose from. */
export interface Choices {
  readonly services: readonly string[];
  readonly topics: readonly string[];
}

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "expected a time, such as 08:00");

const settingsSchema = z
  .strictObject({
    timeZone: timeZoneSchema,
    quietFrom: clockTime.or(z.literal("")),
    quietTo: clockTime.or(z.literal("")),
    digestAt: clockTime,
    digestDay: z.enum(weekdays),
  })
  .superRefine(({ quietFrom, quietTo }, context) => {
    if ((quietFrom === "") !== (quietTo === "")) {
      const path = [quietFrom === "" ? "quietFrom" : "quietTo"];
      context.addIssue({ code: "custom", path, message: "give both ends, or neither" });
    }
    if (quietFrom !== "" && quietFrom === quietTo) {
      const message = "begins when it ends";
      context.addIssue({ code: "custom", path: ["quietTo"], message });
    }
  });

/** The address that somebody typed: without blanks around it, and in lower case, since nobody means two by that. */
export function parseAddress(fields: FormFields): Parsed<string> {
  const [typed = "", ...others] = fields.get("email") ?? [];
  const address = typed.trim().toLowerCase();
  if (others.length === 0 && isMailAddress(address)) return { kind: "ok", value: address };
  const message = "expected an e-mail address, such as legal@example.org";
  return { kind: "faults", faults: [{ field: "email", message }] };
}

/**
 * The request that a subscription form sent. Fields that it does not have, and choices that were not on offer, are
 * faults: nothing is guessed.
 * @param base what stays as it is where the form does not say: the time zone
 */
export function parseRequest(
  fields: FormFields,
  choices: Choices,
  base: Pick<SubscriptionRequest, "timeZone">,
): Parsed<SubscriptionRequest> {
  const {
    words = [],
    rhythm = [],
    timeZone = [base.timeZone],
    ...lists
  } = Object.fromEntries(fields);
  const parsed = requestSchema.safeParse(
    {
      services: [],
      topics: [],
      directions: [],
      ...lists,
      words: splitWords(words.join("\n")),
      rhythm: single(rhythm),
      timeZone: single(timeZone),
    },
    { reportInput: false },
  );
  if (!parsed.success) return { kind: "faults", faults: toFaults(parsed.error) };
  const faults = (["services", "topics"] as const).flatMap((field) =>
    parsed.data[field]
      .filter((chosen) => !choices[field].includes(chosen))
      .slice(0, 1)
      .map(() => ({ field, message: "is not among those on offer any more: choose again" })),
  );
  if (faults.length > 0) return { kind: "faults", faults };
  return { kind: "ok", value: parsed.data };
}

/** When one address may be written to, as a settings form sent it. */
export function parseSettings(fields: FormFields, before: Subscriber): Parsed<Subscriber> {
  const given = Object.fromEntries([...fields].map(([name, values]) => [name, single(values)]));
  const parsed = settingsSchema.safeParse(given, { reportInput: false });
  if (!parsed.success) return { kind: "faults", faults: toFaults(parsed.error) };
  const { quietFrom, quietTo, ...rest } = parsed.data;
  const quietHours = quietFrom === "" ? null : { from: quietFrom, to: quietTo };
  return { kind: "ok", value: { ...before, ...rest, quietHours } };
}

/** One on a line, or several with commas between; once each, whatever their case. */
function splitWords(text: string): readonly string[] {
  const words = text
    .normalize("NFC")
    .split(/[\r\n,]+/)
    .map((word) => word.replaceAll(/[ \t\u00a0]+/g, " ").trim())
    .filter((word) => word !== "");
  const known = new Map(words.toReversed().map((word) => [word.toLowerCase(), word]));
  return [...known.values()].toReversed();
}

/** Undefined, which no schema takes, where there are several. */
function single(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}

function toFaults(error: z.ZodError): readonly FormFault[] {
  return error.issues.flatMap((issue): FormFault[] =>
    issue.code === "unrecognized_keys"
      ? [{ field: "", message: "The form held a field that is not ours." }]
      : [{ field: String(issue.path[0] ?? ""), message: issue.message }],
  );
}
