import type { FormFields } from "../core/self-service/form.ts";
import type { Request, SentForm } from "./context.ts";
import { formTokenField } from "./views/form-token.ts";

const formTypes = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)(?:;|$)/i;

/**
 * The fields of a form, in either encoding, without its token; null where the body is no form, or holds a file. The body
 * is read once: whoever asks again gets the same.
 */
export async function readForm(c: Request): Promise<FormFields | null> {
  return (await readSent(c))?.fields ?? null;
}

/** The token that a form brought back; null where it brought none, or several. */
export async function readFormToken(c: Request): Promise<string | null> {
  return (await readSent(c))?.token ?? null;
}

function readSent(c: Request): Promise<SentForm | null> {
  const sent = c.get("form") ?? parseBody(c);
  c.set("form", sent);
  return sent;
}

async function parseBody(c: Request): Promise<SentForm | null> {
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
    const values = fields.get(name) ?? [];
    // Not a new list for each: one name comes tens of thousands of times, if somebody wishes.
    values.push(value);
    fields.set(name, values);
  }
  const [token = null, ...others] = fields.get(formTokenField) ?? [];
  fields.delete(formTokenField);
  return { fields, token: others.length === 0 ? token : null };
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
