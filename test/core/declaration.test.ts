import { describe, expect, it } from "vitest";
import { parseService } from "../../src/core/declaration.ts";
import type { Declaration } from "../../src/model/declaration.ts";
import { DeclarationError } from "../../src/model/errors.ts";

/** One terms of one service, from its rules alone. */
function parseTerms(
  rules: Record<string, unknown>,
  service: Record<string, unknown> = {},
): Declaration {
  const json = { name: "Acme", ...service, terms: { "Privacy Policy": rules } };
  const [declaration] = parseService("acme", json).declarations;
  if (!declaration) throw new Error("no declaration");
  return declaration;
}

function problemsOf(json: unknown, serviceId = "acme"): string[] {
  try {
    parseService(serviceId, json);
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}

function problemsOfTerms(rules: Record<string, unknown>): string[] {
  const prefix = "acme.json: terms.Privacy Policy";
  return problemsOf({ name: "Acme", terms: { "Privacy Policy": rules } }).map((problem) =>
    problem.startsWith(prefix) ? problem.slice(prefix.length) : problem,
  );
}

const page = "https://acme.example/privacy";

describe("parseService", () => {
  it("fills what a declaration leaves out", () => {
    expect(parseTerms({ fetch: page })).toEqual({
      id: "acme/privacy-policy",
      serviceId: "acme",
      serviceName: "Acme",
      termsType: "Privacy Policy",
      sources: [{ url: page, select: [], remove: [], executeClientScripts: undefined }],
      history: [],
      schedule: "0 */12 * * *",
      tags: [],
      language: "en",
      minLength: 200,
      isList: false,
      robots: "respect",
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("takes a service's schedule, language and tags where its terms say nothing else", () => {
    const service = { schedule: "7 * * * *", language: "de", tags: ["cloud"] };
    expect(parseTerms({ fetch: page, tags: ["legal", "cloud"] }, service)).toMatchObject({
      schedule: "7 * * * *",
      language: "de",
      tags: ["cloud", "legal"],
    });
    expect(
      parseTerms({ fetch: page, schedule: "1 1 * * *", language: "fr" }, service),
    ).toMatchObject({
      schedule: "1 1 * * *",
      language: "fr",
    });
  });

  it("lets each part of a combined terms inherit what it does not say itself", () => {
    const { sources } = parseTerms({
      fetch: page,
      select: "main",
      remove: [".banner"],
      executeClientScripts: true,
      combine: [{}, { fetch: "https://acme.example/annex", select: ["article"], browser: "auto" }],
    });
    expect(sources).toEqual([
      { url: page, select: ["main"], remove: [".banner"], executeClientScripts: true },
      {
        url: "https://acme.example/annex",
        select: ["article"],
        remove: [".banner"],
        executeClientScripts: undefined,
      },
    ]);
  });

  it.each([
    ["always", true],
    ["never", false],
    ["auto", undefined],
  ])("reads browser %s as executeClientScripts %s", (browser, expected) => {
    expect(parseTerms({ fetch: page, browser }).sources[0]?.executeClientScripts).toBe(expected);
  });

  it.each([
    ["always", true, []],
    ["never", false, []],
    ["never", true, [".browser: contradicts executeClientScripts: true"]],
    ["always", false, [".browser: contradicts executeClientScripts: false"]],
    ["auto", true, [".browser: contradicts executeClientScripts: true"]],
  ])(
    "holds browser %s against executeClientScripts %s",
    (browser, executeClientScripts, problems) => {
      expect(problemsOfTerms({ fetch: page, browser, executeClientScripts })).toEqual(problems);
    },
  );

  it("orders past rules by the time they held until", () => {
    const { history } = parseTerms({
      fetch: page,
      history: [
        { fetch: "https://acme.example/b", validUntil: "2025-06-01T02:00:00+02:00" },
        { fetch: "https://acme.example/a", validUntil: "2024-06-01T00:00:00Z" },
      ],
    });
    expect(history.map(({ validUntil, sources }) => [validUntil, sources[0]?.url])).toEqual([
      ["2024-06-01T00:00:00.000Z", "https://acme.example/a"],
      ["2025-06-01T00:00:00.000Z", "https://acme.example/b"],
    ]);
  });

  it("gives the terms in the order of the type list whatever the file's", () => {
    const terms = {
      Newsroom: { fetch: "https://acme.example/news" },
      "Terms of Service": { fetch: page },
    };
    const ids = parseService("acme", { name: "Acme", terms }).declarations.map(({ id }) => id);
    expect(ids).toEqual(["acme/terms-of-service", "acme/newsroom"]);
  });

  it("names every problem at once by file and path", () => {
    const problems = problemsOf({
      name: "Acme",
      colour: "red",
      terms: {
        "Privacy Policy": { fetch: "ftp://acme.example", schedule: "61 * * * *", filter: [] },
        "Terms of Service": { combine: [{ select: "main" }] },
        "Privcy Policy": { fetch: page },
      },
    });
    expect(problems).toEqual([
      "acme.json: terms.Privacy Policy.fetch: not an http or https address",
      expect.stringMatching(/^acme\.json: terms\.Privacy Policy\.schedule: ./),
      "acme.json: terms.Privacy Policy.filter: unknown key",
      "acme.json: terms.Terms of Service.combine[0].fetch: missing: an address to fetch",
      "acme.json: terms.Privcy Policy: unknown terms type",
      "acme.json: colour: unknown key",
    ]);
  });

  it.each([
    [
      { fetch: "https://user:secret@acme.example/" },
      ".fetch: an address must not hold credentials",
    ],
    [{ fetch: "https://" }, ".fetch: not an http or https address"],
    [{ fetch: "https://a b/" }, ".fetch: not an http or https address"],
    [{ fetch: "https://[::1/" }, ".fetch: not an address"],
    [{ fetch: page, select: "" }, ".select: Too small: expected string to have >=1 characters"],
    [{ fetch: page, select: 5 }, ".select: expected a CSS selector or a range, or a list of them"],
    [{ fetch: page, remove: [{}] }, ".remove[0]: a range needs one of startBefore and startAfter"],
    [
      { fetch: page, select: { startAfter: "h1", endBefore: "footer", endAfter: "p" } },
      ".select: a range needs one of endBefore and endAfter",
    ],
    [{ fetch: page, language: "english" }, ".language: expected an ISO 639-1 code, such as en"],
    [
      { fetch: page, history: [{ fetch: page, validUntil: "2024-01-01T00:00:00" }] },
      ".history[0].validUntil: expected an ISO 8601 time with its offset, such as 2026-01-31T12:00:00Z",
    ],
    [
      { fetch: page, history: [{ fetch: page, validUntil: "2024-19-01T00:00:00Z" }] },
      ".history[0].validUntil: no such time",
    ],
    [{}, ".fetch: missing: an address to fetch"],
  ])("refuses %j", (rules, problem) => {
    expect(problemsOfTerms(rules)).toContain(problem);
  });

  it.each(["a[", "p:unheard-of", "div >", "::before(", "a , "])(
    "refuses the selector %s",
    (select) => {
      expect(problemsOfTerms({ fetch: page, select: ["main", select] })).toEqual([
        expect.stringMatching(/^\.select\[1\]: not a CSS selector: ./),
      ]);
    },
  );

  it("reports a page declared twice, but not two different parts of it", () => {
    const terms = {
      "Terms of Service": { fetch: page },
      "Privacy Policy": { fetch: `${page}#top` },
      "Trackers Policy": { fetch: page, select: "#cookies" },
      Imprint: { combine: [{ fetch: `${page}/i` }, { fetch: `${page}/i` }] },
    };
    expect(problemsOf({ name: "Acme", terms })).toEqual([
      `acme.json: terms.Privacy Policy: ${page}#top is declared in Terms of Service already`,
      `acme.json: terms.Imprint: ${page}/i is declared here already`,
    ]);
  });

  it("refuses two past rules that end together", () => {
    const past = { fetch: page, validUntil: "2024-01-01T00:00:00Z" };
    expect(problemsOfTerms({ fetch: page, history: [past, past] })).toEqual([
      ".history: two entries are valid until 2024-01-01T00:00:00.000Z",
    ]);
  });

  it.each(["OpenAI", "-acme", "a".repeat(64), "a.b", ""])(
    "refuses the service id %s",
    (serviceId) => {
      expect(problemsOf({ name: "Acme", terms: { Imprint: { fetch: page } } }, serviceId)).toEqual([
        `${serviceId}.json: a service's file is named by a-z, 0-9 and hyphens, 63 characters at most`,
      ]);
    },
  );

  it.each([[null], [[]], ["text"], [5]])("refuses %j for a service", (json) => {
    expect(problemsOf(json)).toEqual([expect.stringMatching(/^acme\.json: ./)]);
  });

  it("refuses a service that declares nothing", () => {
    expect(problemsOf({ name: "Acme", terms: {} })).toEqual([
      "acme.json: terms: declares no terms",
    ]);
  });

  it("changes the digest with what decides the text", () => {
    const { digest } = parseTerms({ fetch: page, select: ["main", "aside"] });
    const others = [
      { fetch: `${page}/2`, select: ["main", "aside"] },
      { fetch: page, select: ["aside", "main"] },
      { fetch: page, select: ["main", "aside"], remove: "nav" },
      { fetch: page, remove: ["main", "aside"] },
      {
        fetch: page,
        select: ["main", "aside"],
        history: [{ fetch: page, validUntil: "2024-01-01T00:00:00Z" }],
      },
      { select: ["main", "aside"], combine: [{ fetch: page }, { fetch: `${page}/2` }] },
    ].map((rules) => parseTerms(rules).digest);
    expect(new Set([digest, ...others]).size).toBe(others.length + 1);
  });

  it("keeps the digest when only the looking or the judging changes", () => {
    const { digest } = parseTerms({
      fetch: page,
      select: "main",
      remove: { startBefore: "a", endAfter: "b" },
    });
    const others = [
      { fetch: page, select: ["main"], remove: [{ endAfter: "b", startBefore: "a" }] },
      {
        fetch: page,
        select: "main",
        remove: { startBefore: "a", endAfter: "b" },
        schedule: "1 * * * *",
        tags: ["x"],
        minLength: 5,
        browser: "always",
        robots: "ignore",
      },
    ].map((rules) => parseTerms(rules).digest);
    expect(others).toEqual([digest, digest]);
  });
});
