import { describe, expect, it } from "vitest";
import { assessPage, assessText, looksUnrendered } from "../../src/core/assess.ts";
import type { TextContext } from "../../src/core/assess/text.ts";
import type { Assessment } from "../../src/model/check.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const clause = "You may not use the service to develop a model that competes with ours. ";
const terms = clause.repeat(40);

interface Given {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly finalUrl?: string;
}

function toAnswer(body: string | Uint8Array, given: Given = {}) {
  return {
    status: given.status ?? 200,
    headers: { "content-type": "text/html; charset=utf-8", ...given.headers },
    bytes: typeof body === "string" ? encode(body) : body,
    requestedUrl: "https://example.com/legal/terms",
    finalUrl: given.finalUrl ?? "https://example.com/legal/terms",
  };
}

function toPage(title: string, body: string): string {
  return `<!doctype html><html><head><title>${title}</title></head><body><main>${body}</main></body></html>`;
}

const faultOf = (assessment: Assessment): string =>
  assessment.kind === "held" ? assessment.fault : "ok";

const longTerms = toPage("Terms of Use", `<h1>Terms</h1><p>${terms}</p>`);
const cut = longTerms.slice(0, longTerms.length / 2);

describe("assessPage", () => {
  it.each<[string, string | Uint8Array, Given, string]>([
    ["the terms", longTerms, {}, "ok"],
    ["short terms", toPage("Model notes", `<h1>Notes</h1><p>${clause.repeat(8)}</p>`), {}, "ok"],
    ["an error status", "<h1>Not found</h1>", { status: 404 }, "error-status"],
    ["a page that is gone", "<h1>Gone</h1>", { status: 410 }, "error-status"],
    ["an error status over the whole terms", longTerms, { status: 500 }, "error-status"],
    ["a refusal for legal reasons", "<h1>Sorry</h1>", { status: 451 }, "unavailable-region"],
    ["no bytes", "", {}, "empty"],
    ["spaces", " \n\t ", {}, "empty"],
    ["a page without a word", toPage("", "<img src=a.png>"), {}, "empty"],
    [
      "a login form",
      toPage(
        "Sign in",
        '<h1>Sign in to continue</h1><form><input type="email"><input type="password"><button>Log in</button></form>',
      ),
      {},
      "login-wall",
    ],
    [
      "a password field under another title",
      toPage("Portal", '<p>Welcome.</p><input type="password">'),
      {},
      "login-wall",
    ],
    [
      "a redirect to a login",
      toPage("Acme", `<p>${clause}</p>`),
      { finalUrl: "https://id.example.com/login?next=1" },
      "login-wall",
    ],
    [
      "a check for robots with an error status",
      toPage(
        "Just a moment...",
        "<h1>Checking if the site connection is secure</h1><div id=challenge-running></div>",
      ),
      { status: 403 },
      "bot-wall",
    ],
    [
      "a check for robots that says so in a header",
      toPage("x", `<p>${terms}</p>`),
      { headers: { "cf-mitigated": "challenge" } },
      "bot-wall",
    ],
    [
      "a box to tick",
      toPage("example.com", '<p>One thing first.</p><div class="h-captcha"></div>'),
      {},
      "bot-wall",
    ],
    [
      "a page that is not found",
      toPage("Page not found", "<h1>Sorry, we could not find that page</h1><a href=/>Home</a>"),
      {},
      "soft-404",
    ],
    [
      "a page that is not found on a site of that name",
      toPage("404 - Page not found | Acme", "<p>Try our search.</p>"),
      {},
      "soft-404",
    ],
    [
      "an error of an application",
      toPage("", "<h2>Application error: a client-side exception has occurred</h2>"),
      {},
      "soft-404",
    ],
    [
      "a page that is not available",
      toPage(
        "Acme API",
        "<h2>This page isn’t available</h2><p>Try reloading the page or come back later.</p>",
      ),
      {},
      "soft-404",
    ],
    [
      "maintenance",
      toPage("Acme", "<p>We are down for maintenance and will be back.</p>"),
      {},
      "soft-404",
    ],
    [
      "a redirect to the front page",
      toPage("Acme", `<p>${clause.repeat(9)}</p>`),
      { finalUrl: "https://example.com/en/" },
      "soft-404",
    ],
    [
      "another country",
      toPage("Acme", "<p>Acme isn’t available in your country yet</p>"),
      {},
      "unavailable-region",
    ],
    [
      "a shell for scripts",
      toPage("Acme", '<div id="root"></div><script src="/app.js"></script>'),
      {},
      "script-shell",
    ],
    ["half a page", cut, {}, "truncated"],
    ["a part of a page", longTerms, { status: 206 }, "truncated"],
    [
      "a PDF without its end",
      "%PDF-1.7\n1 0 obj",
      { headers: { "content-type": "application/pdf" } },
      "truncated",
    ],
    ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), {}, "unreadable"],
    ["data", '{"error":"x"}', { headers: { "content-type": "application/json" } }, "unreadable"],
    [
      "UTF-16 that is UTF-8",
      longTerms,
      { headers: { "content-type": "text/html; charset=utf-16" } },
      "ok",
    ],
    [
      "an encoding that does not fit",
      Uint8Array.from({ length: 3000 }, (_, n) => (n % 3 === 0 ? 0xe9 : 0x61)),
      { headers: { "content-type": "text/html; charset=utf-8" } },
      "unreadable",
    ],
    ["plain text", terms, { headers: { "content-type": "text/plain" } }, "ok"],
  ])("tells %s", (_, body, given, fault) => {
    expect(faultOf(assessPage(toAnswer(body, given)))).toBe(fault);
  });

  it.each([
    [
      "speak of pages that are not found",
      `<h1>Terms</h1><p>${terms} If the page is not found or unavailable in your country, tell us.</p>`,
    ],
    [
      "have a field for signing in beside them",
      `<h1>Terms</h1><form><input type=password></form><p>${terms}</p>`,
    ],
    [
      "name a section after an error",
      `<h1>Terms</h1><p>${terms}</p><h2>404 not found</h2><p>${clause}</p>`,
    ],
    [
      "are headed by what to do on access",
      `<h1>Access denied to minors</h1><p>${terms.repeat(2)}</p>`,
    ],
    [
      "carry the script of a robot check",
      `<h1>Terms</h1><p>${terms}</p><script src="/cdn-cgi/challenge-platform/x.js"></script>`,
    ],
  ])("takes for the terms those that %s", (_, body) => {
    expect(assessPage(toAnswer(toPage("Terms of Use", body)))).toEqual({ kind: "ok" });
  });

  it("takes pages without end tags as long as no box is open", () => {
    expect(faultOf(assessPage(toAnswer(`<html><h1>Terms</h1><p>${terms}<p>${terms}`)))).toBe("ok");
  });

  it("never quotes the page in its detail", () => {
    const held = assessPage(
      toAnswer(toPage("Sign in to Zyzzyva", "<p>Zyzzyva</p><input type=password>")),
    );
    expect(JSON.stringify(held)).not.toContain("Zyzzyva");
  });
});

describe("looksUnrendered", () => {
  it.each<[string, string | Uint8Array, Given, boolean]>([
    ["the terms", longTerms, {}, false],
    ["a shell for scripts", toPage("", '<div id="root"></div><script></script>'), {}, true],
    [
      "a request for JavaScript",
      toPage("", "<p>You need to enable JavaScript to run this app.</p>"),
      {},
      true,
    ],
    ["a check for robots", toPage("Just a moment...", "<p>Wait</p>"), { status: 503 }, true],
    ["an error that no browser mends", toPage("", "<script></script>"), { status: 404 }, false],
    ["no bytes", "", {}, false],
    ["a PDF", "%PDF-1.7", { headers: { "content-type": "application/pdf" } }, false],
  ])("tells %s", (_, body, given, expected) => {
    expect(looksUnrendered(toAnswer(body, given))).toBe(expected);
  });
});

const german =
  "Sie dürfen den Dienst nicht nutzen, um ein Modell zu entwickeln, das mit unserem im Wettbewerb steht, und wir können den Zugang sperren, wenn Sie gegen diese Bedingungen verstoßen. ";
const japanese =
  "本サービスの利用者は、本規約に同意したものとみなされます。当社は、必要に応じて本規約を変更することがあります。";

describe("assessText", () => {
  const context: TextContext = {
    language: "en",
    minLength: 300,
    previousText: null,
    isList: false,
  };

  it.each<[string, string, Partial<TextContext>, string]>([
    ["terms", `# Terms\n\n${terms}\n`, {}, "ok"],
    ["a text that is too short", `${clause}\n`, {}, "too-short"],
    [
      "a message that a page is not available",
      "# Acme\n\nThis page isn’t available\n\nTry again.\n",
      { minLength: 10 },
      "soft-404",
    ],
    [
      "a message about a country",
      "Model API isn’t available in your country yet\n",
      { minLength: 10 },
      "unavailable-region",
    ],
    ["a login", "# Log in to continue\n\nE-mail\n\nPassword\n", { minLength: 10 }, "login-wall"],
    ["German for English", german.repeat(5), {}, "wrong-language"],
    ["Japanese for English", japanese.repeat(10), {}, "wrong-language"],
    ["German for German", german.repeat(5), { language: "de" }, "ok"],
    ["English for German", terms, { language: "de" }, "wrong-language"],
    [
      "names of countries",
      `# Countries\n\n${"- Andorra\n- Österreich\n- Côte d’Ivoire\n- România\n".repeat(20)}`,
      {},
      "ok",
    ],
    [
      "a table of cookies",
      `# Cookies\n\n${"| _ga_xyz | 1 an | mesure | example.com |\n".repeat(40)}`,
      {},
      "ok",
    ],
    [
      "a fifth of the text before",
      clause.repeat(10),
      { previousText: clause.repeat(50) },
      "collapsed",
    ],
    ["half of the text before", clause.repeat(25), { previousText: clause.repeat(50) }, "ok"],
    [
      "a fifth of a list before",
      clause.repeat(10),
      { previousText: clause.repeat(50), isList: true },
      "ok",
    ],
    [
      "next to nothing of a list",
      clause.repeat(6),
      { previousText: clause.repeat(90), isList: true },
      "collapsed",
    ],
    [
      "a front page instead of the terms",
      "Meet the assistant that keeps getting better at everything. Draw a picture, plan a trip, write a song, learn a language. ".repeat(
        20,
      ),
      { previousText: terms },
      "collapsed",
    ],
    [
      "terms that were written anew",
      "The customer shall indemnify the provider against every claim by other parties that arises from a violation of this agreement. Liability under applicable law remains. ".repeat(
        20,
      ),
      { previousText: terms },
      "ok",
    ],
  ])("tells %s", (_, text, given, fault) => {
    expect(faultOf(assessText(text, { ...context, ...given }))).toBe(fault);
  });
});
