import type { Kysely } from "kysely";
import { requestSchema } from "../../core/self-service/request.ts";
import { tokenPurposes } from "../../model/access-token.ts";
import type { AccessToken } from "../../model/access-token.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOf } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import { addMs } from "../../model/instant.ts";
import type { MailLimit, SelfServiceStore } from "../../ports/self-service-store.ts";
import type { AccessTokenRow } from "./access-token-tables.ts";
import { parseJson, parseMember } from "./columns.ts";
import type { Tables } from "./tables.ts";

const halfLength = 32;
const longestLimitMs = 31 * 86_400_000;

/** The parts of a digest that a token is found and compared by. */
export function toHalves(digest: Digest): Pick<AccessTokenRow, "selector" | "verifier"> {
  return { selector: digest.slice(0, halfLength), verifier: digest.slice(halfLength) };
}

export async function putAccessTokens(
  db: Kysely<Tables>,
  tokens: readonly AccessToken[],
): Promise<void> {
  if (tokens.length === 0) return;
  const rows = tokens.map(({ digest, request, ...fields }) => ({
    ...fields,
    ...toHalves(digest),
    request: request === null ? null : JSON.stringify(request),
  }));
  await db.insertInto("accessTokens").values(rows).execute();
}

export async function findAccessToken(
  db: Kysely<Tables>,
  digest: Digest,
): Promise<AccessToken | undefined> {
  const row = await db
    .selectFrom("accessTokens")
    .selectAll()
    .where("selector", "=", toHalves(digest).selector)
    .executeTakeFirst();
  return row && toAccessToken(row);
}

export async function pruneAccessTokens(db: Kysely<Tables>, at: Instant): Promise<number> {
  const pruned = await db
    .deleteFrom("accessTokens")
    .where("expiresAt", "<=", at)
    .executeTakeFirst();
  await db.deleteFrom("reservedMails").where("at", "<", addMs(at, -longestLimitMs)).execute();
  return Number(pruned.numDeletedRows);
}

export async function reserveMail(
  db: Kysely<Tables>,
  ...[address, at, { perAddress, overall }]: Parameters<SelfServiceStore["reserveMail"]>
): Promise<boolean> {
  const known = digestOf(`address ${address}`);
  return db.transaction().execute(async (transaction) => {
    const isFull = async ({ count, withinMs }: MailLimit, of?: Digest): Promise<boolean> => {
      let query = transaction
        .selectFrom("reservedMails")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("at", ">", addMs(at, -withinMs));
      if (of !== undefined) query = query.where("address", "=", of);
      const taken = await query.executeTakeFirstOrThrow();
      return taken.count >= count;
    };
    if ((await isFull(perAddress, known)) || (await isFull(overall))) return false;
    await transaction.insertInto("reservedMails").values({ address: known, at }).execute();
    return true;
  });
}

function toAccessToken({
  selector,
  verifier,
  purpose,
  request,
  ...fields
}: AccessTokenRow): AccessToken {
  const where = (column: string): string => `access_tokens.${column} of ${selector}`;
  return {
    ...fields,
    digest: `${selector}${verifier}` as Digest,
    purpose: parseMember(tokenPurposes, purpose, where("purpose")),
    request: request === null ? null : parseJson(requestSchema, request, where("request")),
  };
}
