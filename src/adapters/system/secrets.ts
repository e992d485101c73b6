import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Secrets } from "../../ports/secrets.ts";

const tokenBytes = 32;

export function createSecrets(): Secrets {
  return {
    createToken: () => randomBytes(tokenBytes).toString("base64url"),
    // Digests are of one length, which `timingSafeEqual` insists on.
    isSame: (one, other) => timingSafeEqual(Buffer.from(one, "hex"), Buffer.from(other, "hex")),
  };
}
