import { describe, expect, it } from "vitest";
import { createOpenIdProvider } from "../../../src/adapters/identity/openid.ts";
import { IdentityError } from "../../../src/model/errors.ts";
import type { IdentityProvider } from "../../../src/ports/identity-provider.ts";
import type { IdentityServer } from "../../servers/identity-provider.ts";
import { passThrough, startIdentityServer } from "../../servers/identity-provider.ts";
import { listen } from "../../servers/listening.ts";

const redirectUri = "https://terms.example.com/sign-in/oidc/callback";

function connect(server: IdentityServer, clientSecret = server.clientSecret): IdentityProvider {
  const { issuer, clientId } = server;
  return createOpenIdProvider({
    issuer,
    clientId,
    clientSecret,
    scopes: ["openid", "email", "groups"],
  });
}

async function start(): Promise<IdentityServer> {
  const server = await startIdentityServer();
  await server.serve(redirectUri);
  server.people.set("ada", { email: "ada@example.com", email_verified: true, groups: ["legal"] });
  return server;
}

async function kindOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof IdentityError) return error.kind;
    throw error;
  }
  return "nothing thrown";
}

describe("createOpenIdProvider", () => {
  it("asks with code, PKCE, state and nonce", async () => {
    await using server = await start();
    const { address, pending } = await connect(server).begin(redirectUri);
    const url = new URL(address);
    expect(url.origin).toBe(server.issuer);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: "code",
      client_id: "clausewatch",
      redirect_uri: redirectUri,
      scope: "openid email groups",
      code_challenge_method: "S256",
      state: pending.state,
      nonce: pending.nonce,
    });
    expect(address).not.toContain(pending.verifier);
  });

  it("gives who it is, with what the provider says of them", async () => {
    await using server = await start();
    const provider = connect(server);
    const { address, pending } = await provider.begin(redirectUri);
    const identity = await provider.finish(await passThrough(address, "ada"), pending);
    expect(identity).toMatchObject({
      issuer: server.issuer,
      subject: "ada",
      claims: { email: "ada@example.com", email_verified: true, groups: ["legal"] },
    });
  });

  it.each(["state", "nonce", "verifier"] as const)(
    "takes no answer to a question with another %s",
    async (part) => {
      await using server = await start();
      const provider = connect(server);
      const { address, pending } = await provider.begin(redirectUri);
      const callback = await passThrough(address, "ada");
      const other = { ...pending, [part]: "x".repeat(43) };
      const kind = await kindOf(provider.finish(callback, other));
      expect(kind).toBe(part === "verifier" ? "refused" : "invalid");
    },
  );

  it("takes each answer once", async () => {
    await using server = await start();
    const provider = connect(server);
    const { address, pending } = await provider.begin(redirectUri);
    const callback = await passThrough(address, "ada");
    await provider.finish(callback, pending);
    expect(await kindOf(provider.finish(callback, pending))).toBe("refused");
  });

  it("says where the provider lets nobody in, or does not know us", async () => {
    await using server = await start();
    const provider = connect(server);
    const { address, pending } = await provider.begin(redirectUri);
    const callback = await passThrough(address, "nobody");
    expect(await kindOf(provider.finish(callback, pending))).toBe("refused");
    const stranger = connect(server, "another secret");
    const asked = await stranger.begin(redirectUri);
    const back = await passThrough(asked.address, "ada");
    expect(await kindOf(stranger.finish(back, asked.pending))).toBe("refused");
  });

  it("asks again for a provider that was down", async () => {
    await using server = await startIdentityServer();
    const provider = connect(server);
    expect(await kindOf(provider.begin(redirectUri))).toBe("unreachable");
    await server.serve(redirectUri);
    expect((await provider.begin(redirectUri)).address).toContain(server.issuer);
  });

  it("says so where nobody listens", async () => {
    const closed = await listen(async () => {});
    await closed[Symbol.asyncDispose]();
    const options = { clientId: "c", clientSecret: "s", scopes: ["openid"] };
    const provider = createOpenIdProvider({ ...options, issuer: closed.origin });
    expect(await kindOf(provider.begin(redirectUri))).toBe("unreachable");
  });

  it("believes no provider that says it is another", async () => {
    await using liar = await listen(async (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ issuer: "https://other.example", authorization_endpoint: "x" }),
      );
    });
    const options = { clientId: "c", clientSecret: "s", scopes: ["openid"] };
    const provider = createOpenIdProvider({ ...options, issuer: liar.origin });
    expect(await kindOf(provider.begin(redirectUri))).toBe("invalid");
  });

  it("says no secret in what goes wrong", async () => {
    await using server = await start();
    const provider = connect(server, "SECRET");
    const { address, pending } = await provider.begin(redirectUri);
    const callback = await passThrough(address, "ada");
    const code = new URL(callback).searchParams.get("code") ?? "no code";
    const error: unknown = await provider
      .finish(callback, pending)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(IdentityError);
    expect(String(error)).not.toMatch(new RegExp(`SECRET|${code}`));
  });
});
