import type { z } from "zod";
import type { FormFields } from "../core/self-service/form.ts";
import { defaultRequest, requestSchema } from "../core/self-service/request.ts";
import type { SubscriptionRequest } from "../model/access-token.ts";
import type { Offer } from "./offers.ts";
import type { SettingsValues } from "./views/settings-form.ts";

const maxEmail = 320;
const maxWords = 100;
const maxWordLength = 200;

/** What somebody typed, as far as a form can show it again: nobody ticks thirty boxes twice for one wrong letter. */
export function toTyped(
  fields: FormFields,
  { choices }: Pick<Offer, "choices">,
): { readonly email: string; readonly request: SubscriptionRequest } {
  const { services, topics, directions, rhythm, timeZone } = requestSchema.shape;
  const valuesOf = (name: string): readonly string[] => fields.get(name) ?? [];
  const listOf = <T>(name: string, schema: z.ZodType<readonly T[]>, offered?: readonly string[]) =>
    valuesOf(name)
      .filter((value) => offered?.includes(value) ?? true)
      .flatMap((value) => schema.safeParse([value]).data ?? []);
  const words = valuesOf("words").join("\n").split(/\r?\n/).slice(0, maxWords);
  return {
    email: (valuesOf("email")[0] ?? "").slice(0, maxEmail),
    request: {
      services: listOf("services", services, choices.services),
      topics: listOf("topics", topics, choices.topics),
      directions: listOf("directions", directions),
      words: words.map((word) => word.slice(0, maxWordLength)),
      rhythm: rhythm.safeParse(valuesOf("rhythm")[0]).data ?? defaultRequest.rhythm,
      timeZone: timeZone.safeParse(valuesOf("timeZone")[0]).data ?? defaultRequest.timeZone,
    },
  };
}

/** What somebody typed of the settings, where there was a field; never a time zone that there is not. */
export function toTypedSettings(fields: FormFields): Partial<SettingsValues> {
  const textOf = (name: string): string => (fields.get(name)?.[0] ?? "").slice(0, maxWordLength);
  const zone = requestSchema.shape.timeZone.safeParse(textOf("timeZone")).data;
  return {
    quietFrom: textOf("quietFrom"),
    quietTo: textOf("quietTo"),
    digestAt: textOf("digestAt"),
    digestDay: textOf("digestDay"),
    ...(zone !== undefined && { timeZone: zone }),
  };
}
