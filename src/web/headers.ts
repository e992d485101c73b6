import { secureHeaders } from "hono/secure-headers";
import type { MiddlewareHandler } from "hono";
import { digestOf } from "../model/digest.ts";
import type { Env } from "./context.ts";
import type { Framing } from "./framing.ts";
import { captureStyles } from "./views/capture-frame.ts";

/**
 * Headers on every answer, errors too. Nothing is loaded but our own stylesheet and script, nothing frames us, and no
 * address of ours is told to anybody: they hold tokens. A captured page may load nothing, run nothing, send nothing and
 * open nothing, has no origin, and is looked at in our own pages alone.
 */
export function createHeaders(): MiddlewareHandler<Env> {
  const byFraming: Readonly<Record<Framing, MiddlewareHandler>> = {
    none: createPolicy(ours),
    holds: createPolicy({ ...ours, frameSrc: ["'self'"] }),
    captured: createPolicy(captured),
  };
  return async (c, next) => {
    await next();
    await byFraming[c.get("framing") ?? "none"](c, async () => {});
  };
}

type Policy = NonNullable<Parameters<typeof secureHeaders>[0]>["contentSecurityPolicy"];

const ours = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  imgSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
} satisfies Policy;

const captured = {
  sandbox: [],
  defaultSrc: ["'none'"],
  // The one stylesheet, which is ours, by its content.
  styleSrc: [`'sha256-${Buffer.from(digestOf(captureStyles), "hex").toString("base64")}'`],
  formAction: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'self'"],
} satisfies Policy;

function createPolicy(contentSecurityPolicy: NonNullable<Policy>): MiddlewareHandler {
  const isFramed = contentSecurityPolicy === captured;
  return secureHeaders({
    contentSecurityPolicy,
    referrerPolicy: "no-referrer",
    xFrameOptions: isFramed ? "SAMEORIGIN" : "DENY",
    crossOriginResourcePolicy: "same-origin",
    crossOriginOpenerPolicy: "same-origin",
    // What has no origin cannot be kept apart by it, and the browser would complain.
    originAgentCluster: !isFramed,
    // Where TLS ends is the operator's proxy, and so is whether all of its hosts have it.
    strictTransportSecurity: false,
    xXssProtection: false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [] },
  });
}
