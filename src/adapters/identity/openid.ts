import * as openid from "openid-client";
import { IdentityError } from "../../model/errors.ts";
import type { IdentityProvider } from "../../ports/identity-provider.ts";

export interface OpenIdOptions {
  /** Its configuration stands at `/.well-known/openid-configuration` below it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `openid` is among them. */
  readonly scopes: readonly string[];
}

/** Of each request: somebody waits. */
const timeoutSeconds = 10;
/** How far the provider's clock may be from ours. */
const toleranceSeconds = 30;

/**
 * Authorization code flow with PKCE, state and nonce. The provider is asked for its configuration at the first sign-in:
 * one that is down keeps nothing else from starting.
 */
export function createOpenIdProvider(options: OpenIdOptions): IdentityProvider {
  const { issuer, clientId, clientSecret, scopes } = options;
  const server = new URL(issuer);
  const discover = (): Promise<openid.Configuration> =>
    openid.discovery(
      server,
      clientId,
      { client_secret: clientSecret, [openid.clockTolerance]: toleranceSeconds },
      authenticate,
      {
        timeout: timeoutSeconds,
        // Plain text only to a provider on this machine, as the configuration makes sure.
        ...(server.protocol === "http:" && { execute: [openid.allowInsecureRequests] }),
      },
    );
  let known: Promise<openid.Configuration> | null = null;
  const configure = async (): Promise<openid.Configuration> => {
    known ??= discover();
    try {
      return await known;
    } catch (cause) {
      // Asked anew by whoever comes next.
      known = null;
      throw toIdentityError(cause, server.host);
    }
  };
  return {
    name: server.host,
    async begin(redirectUri) {
      const configuration = await configure();
      const [state, nonce] = [openid.randomState(), openid.randomNonce()];
      const verifier = openid.randomPKCECodeVerifier();
      const address = openid.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: scopes.join(" "),
        response_type: "code",
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
      return { address: address.href, pending: { state, nonce, verifier } };
    },
    async finish(callback, { state, nonce, verifier }) {
      const configuration = await configure();
      try {
        const tokens = await openid.authorizationCodeGrant(configuration, new URL(callback), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new IdentityError("invalid", "no identity was given");
        const { iss, sub } = claims;
        const more =
          configuration.serverMetadata().userinfo_endpoint === undefined
            ? {}
            : await openid.fetchUserInfo(configuration, tokens.access_token, sub);
        // What is signed counts for more.
        return { issuer: iss, subject: sub, claims: { ...more, ...claims } };
      } catch (cause) {
        throw toIdentityError(cause, server.host);
      }
    },
  };
}

/** By the header, as the standard has it where nothing else is said; in the body where the provider takes nothing else. */
const authenticate: openid.ClientAuth = (server, client, body, headers) => {
  const { client_secret: secret } = client;
  const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const isBasic = methods.includes("client_secret_basic");
  const method = isBasic ? openid.ClientSecretBasic : openid.ClientSecretPost;
  method(typeof secret === "string" ? secret : "")(server, client, body, headers);
};

/** The library's errors say what failed by their class and code; their messages may quote the provider's. */
function toIdentityError(cause: unknown, host: string): unknown {
  if (cause instanceof IdentityError) return cause;
  if (cause instanceof openid.AuthorizationResponseError) {
    const message = `${host} has not let them in (${toCode(cause.error)})`;
    return new IdentityError("refused", message, { cause });
  }
  if (cause instanceof openid.ResponseBodyError) {
    const message = `${host} does not take what we sent (${toCode(cause.error)}): see the client's id and secret`;
    return new IdentityError("refused", message, { cause });
  }
  if (cause instanceof openid.WWWAuthenticateChallengeError) {
    const message = `${host} does not take us for its client: see the client's id and secret`;
    return new IdentityError("refused", message, { cause });
  }
  if (cause instanceof openid.ClientError) {
    const isLate = cause.code === "OAUTH_TIMEOUT" || cause.code === "OAUTH_ABORT";
    const isNetwork = cause.cause instanceof Error && cause.cause.name === "TypeError";
    if (isLate || isNetwork || cause.code === "OAUTH_RESPONSE_IS_NOT_CONFORM")
      return new IdentityError("unreachable", `${host} does not answer as it should`, { cause });
    const message = `what came from ${host} proves nothing (${toCode(cause.code ?? "unknown")})`;
    return new IdentityError("invalid", message, { cause });
  }
  // As fetch says that there is no connection.
  if (cause instanceof TypeError && cause.message === "fetch failed")
    return new IdentityError("unreachable", `${host} cannot be reached`, { cause });
  return cause;
}

function toCode(text: string): string {
  return text.replaceAll(/[^\w.-]/g, "").slice(0, 60);
}
