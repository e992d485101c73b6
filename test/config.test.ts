import { describe, expect, it } from "vitest";
import type { Environment } from "../src/config-environment.ts";
import { configJsonSchema, parseConfig } from "../src/config.ts";
import { ConfigError } from "../src/model/errors.ts";

function problemsOf(env: Environment, file: unknown): string[] {
  try {
    parseConfig(env, file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}

const from = "Clausewatch <alerts@acme.example>";

describe("parseConfig", () => {
  it("needs neither file nor environment", () => {
    expect(parseConfig({ PATH: "/bin" }, undefined)).toEqual({
      dataDir: "snapshots",
      watchlistDir: "watchlist",
      topicsDir: "topics",
      subscriptionsFile: null,
      contact: null,
      userAgent: "Clausewatch/0.1",
      extract: {},
      fetch: {},
      confirmDelayMs: 60_000,
      variantHoldMs: 259_200_000,
      variantSightings: 3,
      settledMs: 259_200_000,
      fullFetchEveryMs: 604_800_000,
      staleAfterIntervals: 2,
      smtp: null,
      slack: null,
      operators: [],
      delivery: {},
      explain: null,
      endpoints: { teams: new Map(), webhook: new Map() },
      publicUrl: null,
      web: {
        host: "127.0.0.1",
        port: 8080,
        allowPublic: false,
        trustProxy: false,
        read: "everyone",
        oidc: null,
        costlyPerSecond: 10,
      },
      signIn: { adminPassword: null, oidc: null },
      logLevel: "info",
    });
  });

  it("is frozen to its depth", () => {
    const config = parseConfig({}, { fetch: { allowHosts: ["127.0.0.1"] } });
    const parts = [
      config,
      config.fetch,
      config.fetch.allowHosts,
      config.operators,
      config.delivery,
    ];
    expect(parts.map((part) => Object.isFrozen(part))).toEqual(parts.map(() => true));
  });

  it("serves the web page to others without a proxy only where that is said", () => {
    const fault =
      "web.host: is reached from elsewhere: put a proxy with TLS in front of 127.0.0.1, or set web.allowPublic";
    expect(problemsOf({}, { web: { host: "0.0.0.0" } })).toEqual([fault]);
    const env = { CLAUSEWATCH_ADMIN_PASSWORD: "a dozen letters" };
    expect(problemsOf(env, { web: { host: "0.0.0.0" } })).toEqual([fault]);
    expect(problemsOf(env, { web: { host: "0.0.0.0", allowPublic: true } })).toEqual([]);
    expect(problemsOf({}, { web: { host: "::1" } })).toEqual([]);
    expect(parseConfig({}, { web: null }).web).toBeNull();
  });

  it.each(["0.0.0.0", "::", "192.0.2.7", "terms.example.com"])(
    "serves no web page on %s that nobody can sign in to",
    (host) => {
      expect(problemsOf({}, { web: { host, allowPublic: true } })).toEqual([
        "web.host: is reached from elsewhere: set CLAUSEWATCH_ADMIN_PASSWORD, or `web.oidc`, so that somebody can sign in",
      ]);
    },
  );

  it("takes a provider of identities with its secret, and asks it who somebody is", () => {
    const env = { CLAUSEWATCH_OIDC_SECRET: "hush" };
    const oidc = {
      issuer: "https://id.example.com/realm",
      clientId: "clausewatch",
      scopes: ["groups"],
      roles: { claim: "roles", admin: ["ops"] },
      emailDomains: ["example.com"],
    };
    const web = { host: "0.0.0.0", allowPublic: true, oidc };
    expect(parseConfig(env, { web }).signIn).toEqual({
      adminPassword: null,
      oidc: {
        issuer: "https://id.example.com/realm",
        clientId: "clausewatch",
        clientSecret: "hush",
        scopes: ["openid", "groups"],
        rules: {
          claim: "roles",
          values: { reader: [], reviewer: [], admin: ["ops"] },
          emailDomains: ["example.com"],
        },
      },
    });
  });

  it("takes no delay before a confirmation", () => {
    expect(parseConfig({}, { confirmDelayMs: 0 }).confirmDelayMs).toBe(0);
  });

  it("joins the mail server of the file and the password of the environment", () => {
    const env = { CLAUSEWATCH_SMTP_PASSWORD: "hush" };
    const smtp = { host: "mail.acme.example", user: "alerts", from };
    expect(parseConfig(env, { smtp }).smtp).toEqual({
      host: "mail.acme.example",
      port: 587,
      secure: false,
      user: "alerts",
      password: "hush",
      from,
    });
  });

  it.each([
    [{ host: "m" }, 587, false],
    [{ host: "m", secure: true }, 465, true],
    [{ host: "m", port: 465 }, 465, true],
    [{ host: "m", port: 465, secure: false }, 465, false],
    [{ host: "m", port: 2525 }, 2525, false],
  ])("reads %j as port %i, TLS from the start: %s", (server, port, secure) => {
    expect(parseConfig({}, { smtp: { ...server, from } }).smtp).toMatchObject({ port, secure });
  });

  it.each([
    ["smtp://alerts:p%40ss@mail.acme.example", "mail.acme.example", 587, false, "alerts", "p@ss"],
    [
      "smtps://a%40b.example:x@mail.acme.example:4650/",
      "mail.acme.example",
      4650,
      true,
      "a@b.example",
      "x",
    ],
    ["smtps://mail.acme.example", "mail.acme.example", 465, true, null, null],
    ["smtp://[::1]:25", "::1", 25, false, null, null],
  ])("reads the mail server %s", (url, host, port, secure, user, password) => {
    const { smtp } = parseConfig({ CLAUSEWATCH_SMTP_URL: url }, { smtp: { from } });
    expect(smtp).toEqual({ host, port, secure, user, password, from });
  });

  it("takes Slack from its token alone", () => {
    const env = { CLAUSEWATCH_SLACK_TOKEN: "xoxb-1" };
    expect(parseConfig(env, undefined).slack).toEqual({ token: "xoxb-1", apiUrl: null });
    const slack = { apiUrl: "http://127.0.0.1:9/api/" };
    expect(parseConfig(env, { slack }).slack).toEqual({ token: "xoxb-1", ...slack });
  });

  it("prefers the browser that the environment names", () => {
    const env = { CLAUSEWATCH_BROWSER: "/opt/chrome" };
    expect(parseConfig(env, { fetch: { browserPath: "/usr/bin/x" } }).fetch.browserPath).toBe(
      "/opt/chrome",
    );
  });

  it("names every problem at once", () => {
    const env = { CLAUSEWATCH_SMTP_PASWORD: "x", CLAUSEWATCH_CONFIG: "" };
    const file = {
      dataDIr: "x",
      fetch: { minGapMs: -1, speed: 9 },
      operators: [{ channel: "fax" }],
    };
    expect(problemsOf(env, file)).toEqual([
      "CLAUSEWATCH_SMTP_PASWORD: unknown variable",
      "CLAUSEWATCH_CONFIG: is set, but empty",
      expect.stringMatching(/^fetch\.minGapMs: ./),
      "fetch.speed: unknown key",
      expect.stringMatching(/^operators\[0\]\.channel: ./),
      "dataDIr: unknown key",
    ]);
  });

  it.each([
    [
      {},
      { smtp: { host: "m", user: "u", from } },
      "smtp.user: is set, but CLAUSEWATCH_SMTP_PASSWORD is not",
    ],
    [{}, { smtp: { from } }, "smtp.host: missing, and CLAUSEWATCH_SMTP_URL is not set"],
    [
      { CLAUSEWATCH_SMTP_PASSWORD: "x" },
      { smtp: { host: "m", from } },
      "CLAUSEWATCH_SMTP_PASSWORD: is set, but smtp.user is not",
    ],
    [
      { CLAUSEWATCH_SMTP_URL: "smtp://m" },
      {},
      "CLAUSEWATCH_SMTP_URL: is set, but the file has no `smtp` with a sender in `from`",
    ],
    [
      { CLAUSEWATCH_SMTP_URL: "smtp://m" },
      { smtp: { host: "m", from } },
      "smtp.host: is set, and so is CLAUSEWATCH_SMTP_URL: keep one",
    ],
    [
      { CLAUSEWATCH_SMTP_URL: "http://m" },
      { smtp: { from } },
      "CLAUSEWATCH_SMTP_URL: expected smtp://user:password@host:port or smtps://…",
    ],
    [
      { CLAUSEWATCH_SMTP_URL: "smtp://u@m" },
      { smtp: { from } },
      "CLAUSEWATCH_SMTP_URL: has a user or a password, but not both",
    ],
    [
      { CLAUSEWATCH_SMTP_URL: "smtp://u:5%@m" },
      { smtp: { from } },
      "CLAUSEWATCH_SMTP_URL: has a % that begins no escape; write it as %25",
    ],
    [{}, { slack: {} }, "slack: is set, but CLAUSEWATCH_SLACK_TOKEN is not"],
    [
      { CLAUSEWATCH_SLACK_TOKEN: "a\nb" },
      {},
      "CLAUSEWATCH_SLACK_TOKEN: holds blanks or line breaks",
    ],
    [
      { CLAUSEWATCH_SLACK_TOKEN_FILE: "/x" },
      {},
      "CLAUSEWATCH_SLACK_TOKEN_FILE: its file has not been read",
    ],
    [
      {},
      { operators: [{ channel: "email", target: "ops@acme.example" }] },
      "operators[0]: email is not set up",
    ],
    [
      {},
      { operators: [{ channel: "email", target: "a@b\nBcc: c@d" }] },
      "operators[0].target: expected an e-mail address, such as legal@example.org",
    ],
    [
      {},
      { smtp: { host: "m", from: "X\r\nBcc: y <a@b.example>" } },
      "smtp.from: expected a sender, such as Clausewatch <alerts@example.org>",
    ],
    [{}, { contact: "x) (y\r\n" }, "contact: expected an e-mail or web address"],
    [{}, { userAgent: "a b" }, "userAgent: expected a product token"],
    [
      {},
      { publicUrl: "javascript:alert(1)" },
      "publicUrl: expected an http or https address without credentials",
    ],
    [
      {},
      { fetch: { allowHosts: ["http://x/"] } },
      "fetch.allowHosts[0]: expected a host, such as 127.0.0.1 or 127.0.0.1:8080",
    ],
    [
      { CLAUSEWATCH_EXPLAIN_KEY: "k" },
      {},
      "CLAUSEWATCH_EXPLAIN_KEY: is set, but the file has no `explain` with a model",
    ],
    [
      {},
      { explain: { provider: "openai", model: "m" } },
      "explain.provider: asks for a key, but CLAUSEWATCH_EXPLAIN_KEY is not set",
    ],
    [
      {},
      { explain: { provider: "openai-compatible", model: "m" } },
      "explain.baseUrl: missing: where is the endpoint?",
    ],
    [
      { CLAUSEWATCH_EXPLAIN_KEY: "k k" },
      { explain: { provider: "openai", model: "m" } },
      "CLAUSEWATCH_EXPLAIN_KEY: holds blanks or line breaks",
    ],
    [
      { CLAUSEWATCH_EXPLAIN_KEY: "k" },
      { explain: { provider: "openai", model: "m", baseUrl: "http://models.example/v1" } },
      "explain.baseUrl: would send the key in plain text: use https, or an endpoint on this machine",
    ],
    [
      {},
      { explain: { provider: "openai-compatible", model: "m", baseUrl: "ftp://a.example" } },
      "explain.baseUrl: expected an http or https address without credentials",
    ],
    [
      {},
      { explain: { provider: "openai", model: "m\nX-Header: 1" } },
      "explain.model: expected a model's name",
    ],
    [
      { CLAUSEWATCH_ADMIN_PASSWORD: "too short" },
      {},
      "CLAUSEWATCH_ADMIN_PASSWORD: is shorter than 12 characters",
    ],
    [
      { CLAUSEWATCH_ADMIN_PASSWORD: "a dozen letters\n" },
      {},
      "CLAUSEWATCH_ADMIN_PASSWORD: holds a control character",
    ],
    [
      { CLAUSEWATCH_OIDC_SECRET: "x" },
      {},
      "CLAUSEWATCH_OIDC_SECRET: is set, but the file has no `web.oidc` with an issuer",
    ],
    [
      {},
      { web: { oidc: { issuer: "https://id.example.com", clientId: "c" } } },
      "web.oidc: is set, but CLAUSEWATCH_OIDC_SECRET is not",
    ],
    [
      { CLAUSEWATCH_OIDC_SECRET: "x" },
      { web: { oidc: { issuer: "https://id.example.com", clientId: "c" } } },
      "web.oidc: gives nobody a role: list groups in `roles`, or addresses in `emailDomains`",
    ],
    [
      { CLAUSEWATCH_OIDC_SECRET: "x" },
      { web: { oidc: { issuer: "http://id.example.com", clientId: "c", emailDomains: ["a.b"] } } },
      "web.oidc.issuer: would be asked in plain text: use https, or a provider on this machine",
    ],
    [
      {},
      { explain: { provider: "openai", model: "m", key: "in the file" } },
      "explain.key: unknown key",
    ],
  ])("with %j and %j says what is wrong", (env, file, problem) => {
    expect(problemsOf(env, file)).toContain(problem);
  });

  it("takes a language model of the cloud with its key", () => {
    const env = { CLAUSEWATCH_EXPLAIN_KEY: "sk-1" };
    const file = { explain: { provider: "anthropic", model: "claude-x", maxCallsPerDay: 9 } };
    expect(parseConfig(env, file).explain).toEqual({
      provider: "anthropic",
      model: "claude-x",
      baseUrl: null,
      key: "sk-1",
      hasSchemas: true,
      bounds: { maxCallsPerDay: 9 },
    });
  });

  it("takes a local endpoint without a key", () => {
    const explain = { provider: "openai-compatible", model: "m", baseUrl: "http://10.0.0.5/v1" };
    expect(parseConfig({}, { explain }).explain).toMatchObject({ key: null });
  });

  it("takes a local endpoint with a key where nobody can listen in", () => {
    const explain = { provider: "openai-compatible", model: "m", baseUrl: "http://127.0.0.1:1/v1" };
    const env = { CLAUSEWATCH_EXPLAIN_KEY: "k" };
    expect(parseConfig(env, { explain }).explain).toMatchObject({ key: "k" });
  });

  it.each([
    [null, 0],
    [[], 1],
    ["text", 1],
  ])("counts %j as a file with %i problems", (file, count) => {
    expect(problemsOf({}, file)).toHaveLength(count);
  });

  it("says no secret in its problems", () => {
    const env = {
      CLAUSEWATCH_SMTP_URL: "smtp://user:SECRET@mail.acme.example/SECRET",
      CLAUSEWATCH_SLACK_TOKEN: "SECRET SECRET",
      CLAUSEWATCH_SMTP_PASSWORD: "SECRET",
      CLAUSEWATCH_EXPLAIN_KEY: "SECRET SECRET",
      CLAUSEWATCH_ADMIN_PASSWORD: "SECRET",
    };
    const text = problemsOf(env, { smtp: { host: "m", user: "u", from } }).join("\n");
    expect(text).not.toBe("");
    expect(text).not.toContain("SECRET");
  });
});

describe("configJsonSchema", () => {
  it("asks for no field at the top", () => {
    const schema = configJsonSchema();
    expect(schema).toMatchObject({ type: "object", additionalProperties: false });
    expect(schema["required"]).toBeUndefined();
  });
});
