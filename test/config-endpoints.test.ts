import { describe, expect, it } from "vitest";
import { parseConfig } from "../src/config.ts";
import { ConfigError } from "../src/model/errors.ts";

const secretOf = (byte: number, bytes = 32) =>
  `whsec_${Buffer.alloc(bytes, byte).toString("base64")}`;
const url = "https://hooks.acme.example/SECRET/path?sig=SECRET";

function parse(endpoints: unknown, file: unknown = {}) {
  const text = typeof endpoints === "string" ? endpoints : JSON.stringify(endpoints);
  return parseConfig({ CLAUSEWATCH_ENDPOINTS: text }, file).endpoints;
}

function problemsOf(endpoints: unknown, file: unknown = {}): string[] {
  try {
    parse(endpoints, file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}

describe("combineEndpoints", () => {
  it("takes an endpoint with secrets for a webhook, one without for a Teams workflow", () => {
    const secrets = [secretOf(1), secretOf(2)];
    const endpoints = parse({ siem: { url, secrets }, "legal-team": { url } });
    expect(endpoints.webhook).toEqual(new Map([["siem", { url, secrets }]]));
    expect(endpoints.teams).toEqual(new Map([["legal-team", { url, secrets: [] }]]));
  });

  it.each(["http://127.0.0.1:8080/x", "http://localhost/x", "http://[::1]:1/x"])(
    "takes %s, which leaves this machine's network never",
    (local) => {
      expect(problemsOf({ a: { url: local } })).toEqual([]);
    },
  );

  it("takes plain text to a host for which it is said", () => {
    const inside = "http://10.0.0.7/SECRET";
    expect(problemsOf({ a: { url: inside, allowHttp: true } })).toEqual([]);
    expect(problemsOf({ a: { url: inside } })).toEqual([
      'CLAUSEWATCH_ENDPOINTS.a.url: is not encrypted: use https, or say "allowHttp": true',
    ]);
  });

  it.each([
    ["SECRET", "is no JSON object of endpoints"],
    ['{"a": SECRET}', "is no JSON object of endpoints"],
    [["SECRET"], "is no JSON object of endpoints"],
    ["null", "is no JSON object of endpoints"],
    [{ whsec_SECRET: { url } }, "the name of endpoint 1 is not of a-z, 0-9 and hyphens"],
    [{ a: { url }, "SECRET.b": { url } }, "the name of endpoint 2 is not"],
    [{ a: "SECRET" }, ".a: "],
    [{ a: { secrets: [] } }, ".a.url: "],
    [{ a: { url, SECRET: 1 } }, ".a: holds keys other than url, secrets and allowHttp"],
    [{ a: { url: "SECRET" } }, ".a.url: expected an https address"],
    [{ a: { url: "ftp://acme.example/SECRET" } }, ".a.url: expected an https address"],
    [{ a: { url: "https://SECRET:SECRET@acme.example/" } }, ".a.url: holds credentials"],
    [{ a: { url: `${url}#SECRET` } }, ".a.url: holds a fragment"],
    [{ a: { url, secrets: ["SECRET"] } }, ".a.secrets[0]: expected whsec_"],
    [{ a: { url, secrets: ["whsec_SECRET=="] } }, ".a.secrets[0]: expected whsec_"],
    [{ a: { url, secrets: [secretOf(1, 23)] } }, ".a.secrets[0]: expected whsec_"],
    [{ a: { url, secrets: [secretOf(1), secretOf(2, 65)] } }, ".a.secrets[1]: expected whsec_"],
    [{ a: { url, secrets: [secretOf(1), secretOf(1)] } }, ".a.secrets: holds one secret twice"],
    [{ a: { url, secrets: [1, 2, 3, 4, 5].map((n) => secretOf(n)) } }, ".a.secrets: "],
  ])("names what is wrong with %j, and repeats nothing of it", (endpoints, problem) => {
    const problems = problemsOf(endpoints);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
    expect(problems[0]).toMatch(/^CLAUSEWATCH_ENDPOINTS/);
    expect(problems[0]).not.toMatch(/SECRET|AQEB/);
  });

  it("names every problem at once", () => {
    const endpoints = { a: { url: "x", secrets: ["x"] }, b: {}, C: { url } };
    expect(problemsOf(endpoints)).toHaveLength(4);
  });

  it.each(["constructor", "valueof"])("knows no endpoint %s that nobody configured", (target) => {
    const file = { operators: [{ channel: "webhook", target }] };
    const problem = `operators[0].target: CLAUSEWATCH_ENDPOINTS names no webhook endpoint ${target}`;
    expect(problemsOf({ a: { url } }, file)).toEqual([problem]);
  });

  it("lets operators hear at an endpoint of their channel alone", () => {
    const endpoints = { siem: { url, secrets: [secretOf(1)] }, ops: { url } };
    const to = (channel: string, target: string) => ({ operators: [{ channel, target }] });
    expect(problemsOf(endpoints, to("webhook", "siem"))).toEqual([]);
    expect(problemsOf(endpoints, to("teams", "ops"))).toEqual([]);
    expect(problemsOf(endpoints, to("teams", "siem"))).toHaveLength(1);
    expect(problemsOf(endpoints, to("webhook", "ops"))).toHaveLength(1);
  });
});
