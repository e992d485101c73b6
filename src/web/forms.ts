import type { FormFields } from "../core/self-service/form.ts";
import type { Request } from "./context.ts";

const formTypes = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)(?:;|$)/i;

/** The fields of a form, in either encoding; null where the body is no form, or holds a file. */
export async function readForm(c: Request): Promise<FormFields | null> {
  if (!formTypes.test(c.req.header("Content-Type") ?? "")) return null;
  let data: FormData;
  try {
    data = await c.req.raw.formData();
  } catch (error) {
    // A body that is not what its type says.
    if (error instanceof TypeError) return null;
    throw error;
  }
  const fields = new Map<string, string[]>();
  for (const [name, value] of data) {
    if (typeof value !== "string") return null;
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return fields;
}

/**
 * Whether another site's page sent this form. Browsers say so themselves; to a host without TLS they say less, and of a
 * page that keeps its address to itself they call the origin "null", which proves nothing.
 */
export function isForeign(c: Request, baseUrl: string): boolean {
  const site = c.req.header("Sec-Fetch-Site");
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const origin = c.req.header("Origin");
  if (origin === undefined || origin === "null") return false;
  return origin !== new URL(baseUrl).origin && URL.parse(origin)?.host !== c.req.header("Host");
}
