import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Passwords } from "../../ports/passwords.ts";

const derive = promisify<string, Buffer, number, ScryptCost, Buffer>(
  (password, salt, length, { log2N, r, p }, done) => {
    const N = 2 ** log2N;
    // Of what it needs (RFC 7914, 6), twice: the library's bound is an exclusive one.
    scrypt(password, salt, length, { N, r, p, maxmem: 2 * 128 * N * r }, done);
  },
);

export interface ScryptCost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

export interface PasswordsOptions {
  /** Of new hashes; those that are there say their own. @default what OWASP asks for with 32 MiB */
  readonly cost?: ScryptCost;
}

const saltBytes = 16;
const keyBytes = 32;
/** More than anybody types; a longer one is work for us that costs its sender nothing. */
const maxLength = 1024;
const format = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

/**
 * Passwords through scrypt (RFC 7914), as `scrypt$log2N$r$p$salt$key`.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
export function createPasswords({ cost }: PasswordsOptions = {}): Passwords {
  const { log2N, r, p } = cost ?? { log2N: 15, r: 8, p: 3 };
  const hash = async (password: string): Promise<string> => {
    const salt = randomBytes(saltBytes);
    const key = await derive(toText(password), salt, keyBytes, { log2N, r, p });
    return ["scrypt", log2N, r, p, salt.toString("base64url"), key.toString("base64url")].join("$");
  };
  // What nobody knows the password of.
  let nobodys: Promise<string> | null = null;
  return {
    hash,
    async verify(password, hashed) {
      nobodys ??= hash(randomBytes(keyBytes).toString("base64url"));
      const known = format.exec(hashed ?? "") ?? format.exec(await nobodys);
      const [, ofN = "", ofR = "", ofP = "", salt = "", key = ""] = known ?? [];
      const own = { log2N: Number(ofN), r: Number(ofR), p: Number(ofP) };
      const made = await derive(toText(password), Buffer.from(salt, "base64url"), keyBytes, own);
      const isSame = timingSafeEqual(made, Buffer.from(key, "base64url"));
      return isSame && password.length <= maxLength && hashed !== null && format.test(hashed);
    },
  };
}

/** The same signs, however a keyboard writes them. */
function toText(password: string): string {
  return password.slice(0, maxLength).normalize("NFKC");
}
