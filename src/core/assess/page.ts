import type { Assessment, PageFault } from "../../model/check.ts";
import { nameOfFault } from "../../model/check.ts";
import type { Fetched } from "../../model/snapshot.ts";
import { decodeText } from "../extract/charset.ts";
import { kindOf } from "../extract/content-type.ts";
import { type PageFacts, readPageFacts } from "./page-facts.ts";
import { faultOfPhrase } from "./phrases.ts";

/** The part of an answer that tells whether it is the page. */
export type Answer = Pick<Fetched, "status" | "headers" | "bytes" | "requestedUrl" | "finalUrl">;

/** The shortest real page, a support article, has 262 words with its menus; below this, any phrase counts. */
const fewWords = 150;
/** Above this a title is not believed against its page; real error pages had 278 words with their cookie boxes. */
const someWords = 900;

/** See `looksUnrendered`. */
export function needsBrowser(answer: Pick<Fetched, "status" | "headers" | "bytes">): boolean {
  if (answer.bytes.length === 0) return false;
  const contentType = answer.headers["content-type"];
  if (kindOf(answer.bytes, contentType) !== "html") return false;
  const facts = readPageFacts(decodeText(answer.bytes, contentType).text);
  if (isBotWall(answer, facts)) return true;
  return answer.status >= 200 && answer.status < 300 && isShell(facts);
}

/** See `assessPage`. */
export function judgeAnswer(answer: Answer): Assessment {
  const { status, bytes, headers } = answer;
  const contentType = headers["content-type"];
  const kind = bytes.length === 0 ? "html" : kindOf(bytes, contentType);
  const decoded = kind === "html" || kind === "text" ? decodeText(bytes, contentType).text : "";
  const facts = readPageFacts(kind === "html" ? decoded : "");
  if (status === 451) return hold("unavailable-region", "answered 451");
  if (isBotWall(answer, facts))
    return hold("bot-wall", `answered ${status} with a check for robots`);
  if (status < 200 || status >= 300 || status === 204 || status === 205) {
    return hold("error-status", `answered ${status}`);
  }
  if (status === 206) return hold("truncated", "answered 206, a part of the page");
  if (bytes.length === 0) return hold("empty", "the body has no bytes");
  if (kind === "binary") return hold("unreadable", "the body is neither HTML nor PDF nor text");
  if (kind === "pdf")
    return isCutPdf(bytes) ? hold("truncated", "the PDF has no end mark") : { kind: "ok" };
  if (kind === "json") return hold("unreadable", "the body is data, not a page");
  if (isGarbled(decoded)) return hold("unreadable", "the text does not fit its character encoding");
  if (decoded.trim() === "") return hold("empty", "the body has only spaces");
  if (kind === "text") return { kind: "ok" };
  return assessHtml(answer, facts);
}

function assessHtml(answer: Answer, facts: PageFacts): Assessment {
  const isBrief = facts.words < fewWords;
  for (const phrase of [facts.title, facts.heading]) {
    const fault = faultOfTitle(phrase);
    if (fault !== undefined && facts.words < (fault === "login-wall" ? fewWords : someWords)) {
      return hold(
        fault,
        `its title or heading is that of a ${nameOfFault(fault)}; the page has ${facts.words} words`,
      );
    }
  }
  if (facts.passwordFields > 0 && facts.words < fewWords * 2) {
    return hold("login-wall", `a password field and ${facts.words} words`);
  }
  const landing = faultOfLanding(answer);
  if (landing !== undefined && facts.words < someWords) return landing;
  if (isBrief) {
    const fault = faultOfPhrase(facts.text.slice(0, 600));
    if (fault !== undefined)
      return hold(fault, `its ${facts.words} words are those of a ${nameOfFault(fault)}`);
  }
  if (isShell(facts)) {
    return hold(
      "script-shell",
      `${facts.words} words and ${facts.scripts} scripts; it needs a browser`,
    );
  }
  if (isCut(facts)) return hold("truncated", "the page ends inside its elements");
  return facts.words === 0 ? hold("empty", "the page has no words") : { kind: "ok" };
}

/** A title speaks for the page only as a whole or before the site's name: "Page not found | Acme". */
function faultOfTitle(title: string): PageFault | undefined {
  for (const part of [title, ...title.split(/\s[|–—·:-]\s/)]) {
    const fault = part.length <= 120 ? faultOfPhrase(part.trim()) : undefined;
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isBotWall(answer: Pick<Fetched, "status" | "headers">, facts: PageFacts): boolean {
  if (answer.headers["cf-mitigated"] === "challenge") return true;
  if (facts.words >= someWords) return false;
  if (faultOfTitle(facts.title) === "bot-wall" || faultOfTitle(facts.heading) === "bot-wall")
    return true;
  if (facts.words >= fewWords) return false;
  return (
    /challenge-(running|form|stage|error)|cf-(challenge|turnstile|error-details)|px-captcha|g-recaptcha|h-captcha|captcha-delivery|_Incapsula_|datadome|awswaf|sec-if-cpt|\/_sec\/cp_challenge/i.test(
      facts.names,
    ) || faultOfPhrase(facts.text.slice(0, 600)) === "bot-wall"
  );
}

/** Scripts and next to no words. */
function isShell(facts: PageFacts): boolean {
  if (facts.words >= 60) return false;
  return facts.scripts > 0 || /(enable|requires?|needs?) javascript/i.test(facts.text);
}

/** Where a redirect led says enough when it is a login or the site's front door. */
function faultOfLanding({ requestedUrl, finalUrl }: Answer): Assessment | undefined {
  const from = pathOf(requestedUrl);
  const to = pathOf(finalUrl);
  if (from === undefined || to === undefined || from === to) return undefined;
  const login = /(^|\/)(log-?in|sign-?in|auth|sso|account\/login|session\/new)(\/|$)/i;
  if (login.test(to) && !login.test(from)) return hold("login-wall", "redirected to a login page");
  const front = /^\/([a-z]{2}([-_][a-z]{2})?\/?)?$/i;
  if (front.test(to) && !front.test(from))
    return hold("soft-404", "redirected to the site's front page");
  const missing = /(^|\/)(404|not-?found|error|unavailable|blocked)(\/|\.html?|$)/i;
  return missing.test(to) && !missing.test(from)
    ? hold("soft-404", "redirected to an error page")
    : undefined;
}

function pathOf(url: string): string | undefined {
  try {
    return new URL(url).pathname;
  } catch {
    return undefined;
  }
}

/** A wrong encoding leaves replacement characters or control codes behind. */
function isGarbled(text: string): boolean {
  const sample = text.slice(0, 200_000);
  const wrong = sample.match(/[\uFFFD\u0080-\u009F]/g)?.length ?? 0;
  return wrong > Math.max(20, sample.length * 0.005);
}

/** Leaving out end tags is allowed, so only many open boxes and no end at all count as a cut. */
function isCut(facts: PageFacts): boolean {
  return facts.hasHtmlTag && !facts.hasClosingTag && facts.unclosed >= 1;
}

function isCutPdf(bytes: Uint8Array): boolean {
  return !new TextDecoder("windows-1252").decode(bytes.subarray(-2048)).includes("%%EOF");
}

function hold(fault: PageFault, detail: string): Assessment {
  return { kind: "held", fault, detail };
}
