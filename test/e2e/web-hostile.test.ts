import type { Browser, BrowserContextOptions } from "playwright";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSystemClock } from "../../src/adapters/system/clock.ts";
import { readCalendar } from "../render/calendar-reading.ts";
import { unpackDocx } from "../render/docx-reading.ts";
import { findXmlFaults } from "../render/xml-faults.ts";
import { createScene } from "../web/scene.ts";
import { heldUrl, keepHeldBytes } from "./held-answer.ts";
import type { HostileHistory } from "./hostile-history.ts";
import { evilId, recordHostileHistory, texts } from "./hostile-history.ts";
import type { ServedHistory } from "./served-history.ts";
import { serveHistory } from "./served-history.ts";
import type { Visit } from "./web-browser.ts";
import { launchBrowser, phone, visit } from "./web-browser.ts";

// Everything that the page answers with, over a history in which every text is hostile.

const password = "correct horse battery";
const desk = { viewport: { width: 1280, height: 800 } } as const;

let browser: Browser;
let served: ServedHistory;
let history: HostileHistory;
/** Every address that answers to GET, as the routes name them. */
let routes: readonly string[];

async function listRoutes(): Promise<readonly string[]> {
  await using scene = await createScene();
  return scene.app.routes.flatMap(({ path, get }) => (get ? [path] : []));
}

beforeAll(async () => {
  [browser, routes, served] = await Promise.all([
    launchBrowser(),
    listRoutes(),
    serveHistory({
      env: { CLAUSEWATCH_ADMIN_PASSWORD: password },
      config: { web: { port: 0, costlyPerSecond: 0 } },
      record: async (store) => {
        history = await recordHostileHistory(store, createSystemClock());
      },
    }),
  ]);
  await keepHeldBytes(served.workspace.dir);
  await served.workspace.write("watchlist/halcyon-ai.json", {
    name: "Halcyon AI",
    terms: { "Acceptable Use Policy": { fetch: heldUrl } },
  });
});

afterAll(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

/** What a route is asked for: what was written by somebody hostile. Undefined where nobody has said what to ask for. */
function listExamples(route: string): readonly string[] | undefined {
  const { beforeId, afterId, changeId, clauseId, checkId, links } = history;
  const topic = "competing-development";
  const held = "/operations/quarantines/:checkId";
  const more: Readonly<Record<string, readonly string[]>> = {
    "/": ["/", "/?service=evil"],
    "/search": ["/search", "/search?q=compete", "/search?q=compete&provider=evil"],
    "/search.csv": ["/search.csv?q=compete"],
    "/search.jsonl": ["/search.jsonl?q=compete"],
    "/reviews": ["/reviews", "/reviews?state=all"],
    [held]: ["page", "text", "difference"].map((show) => `${held}?show=${show}`),
    "/compare/:before/:after": ["?weights=all", "?view=side&show=all"].map((view) => route + view),
    "/topics/:topic": [route, `${route}?service=evil`, `${route}?service=evil&part=2`],
    "/topics/:topic/:file": ["matrix.csv", "turns.jsonl", "wordings.csv", "wordings.jsonl"].map(
      (file) => route.replace(":file", file),
    ),
    "/versions/:id": [route, `${route}.md`],
    "/changes/:id": [route, `${route}.json`],
    "/feed.atom": ["/feed.atom?service=evil"],
    "/feed.json": ["/feed.json?service=evil"],
    "/calendar.ics": ["/calendar.ics?service=evil"],
    "/api/v1/compare": [`/api/v1/compare?before=${beforeId}&after=${afterId}`],
    "/api/v1/search": ["/api/v1/search?q=compete"],
    "/api/v1/changes": ["/api/v1/changes?min=noise"],
  };
  const [service = "", type = ""] = evilId.split("/");
  const parts: Readonly<Record<string, string>> = {
    service,
    type,
    topic,
    checkId,
    day: "2026-05-01",
    before: beforeId,
    after: afterId,
    index: "0",
  };
  const ids: readonly (readonly [place: string, id: string])[] = [
    ["/changes/", changeId],
    ["/clauses/", clauseId],
    ["/versions/", afterId],
  ];
  const link = Object.entries(links).find(([purpose]) => route === `/${purpose}/:token`);
  if (link) return [link[1]];
  const named = { ...parts, id: ids.find(([place]) => route.includes(place))?.[1] };
  const asked = (more[route] ?? [route]).map((address) =>
    address.replaceAll(/:(\w+)/g, (whole, name: keyof typeof named) => named[name] ?? whole),
  );
  return asked.some((address) => address.includes("/:")) ? undefined : asked;
}

/** The same address with what nobody should write in its parts, and after its question mark. */
function listAbused(route: string): readonly string[] {
  const [script = "", ends = ""] = texts.map(encodeURIComponent);
  const fields =
    "q word service provider type topic direction min since until before after show view weights at added part page to from day state reviewer actor name";
  const query = fields.split(" ").map((name) => `${name}=${ends}`);
  const [whole] = listExamples(route) ?? [];
  return [
    ...(whole === undefined ? [] : [`${whole.split("?")[0]}?${query.join("&")}`]),
    ...(route.includes(":") ? [route.replaceAll(/:\w+/g, script)] : []),
  ];
}

/**
 * What stands on the page that is open and none of ours has: elements that load, run or send somewhere else, attributes
 * that act, a title or a frame of the page that was broken out of. Run inside the page.
 */
const findInjected = `(() => {
  const faults = [];
  const isOurs = (address) => new URL(address, location.href).origin === location.origin;
  const known = /^(?:HTML|HEAD|META|TITLE|LINK|SCRIPT|BODY|A|HEADER|NAV|UL|OL|LI|MAIN|H[1-6]|P|DIV|SPAN|SECTION|ARTICLE|ASIDE|FOOTER|DETAILS|SUMMARY|DL|DT|DD|FORM|FIELDSET|LEGEND|LABEL|INPUT|SELECT|OPTION|OPTGROUP|TEXTAREA|BUTTON|TABLE|CAPTION|THEAD|TBODY|TFOOT|TR|TH|TD|INS|DEL|MARK|STRONG|EM|B|I|CODE|PRE|BLOCKQUOTE|TIME|BR|HR|ABBR|SMALL|FIGURE|FIGCAPTION|DFN|BDI|SUP|SUB|svg|g|a|path|rect|circle|line|text|tspan|title|desc|use|polygon|polyline|ellipse|marker|defs|COLGROUP|COL|IFRAME|OUTPUT|S|U|Q|CITE|KBD|HGROUP|SEARCH|ADDRESS)$/;
  for (const element of document.querySelectorAll("*")) {
    const { tagName } = element;
    if (!known.test(tagName)) faults.push("element " + tagName);
    for (const { name, value } of element.attributes) {
      if (/^(?:on|style$|srcdoc$|formaction$|http-equiv$|autofocus$|ping$|target$)/.test(name))
        faults.push("attribute " + name + " of " + tagName);
      if (/^(?:href|src|action|xlink:href)$/.test(name)) {
        if (!/^https?:$/.test(new URL(value, location.href).protocol)) faults.push("address " + value);
        if (/^(?:SCRIPT|IFRAME|FORM|use)$/.test(tagName) && !isOurs(value)) faults.push(tagName + " of " + value);
        if (tagName === "LINK" && element.rel !== "canonical" && !isOurs(value)) faults.push("link " + value);
      }
    }
  }
  const scripts = [...document.scripts].map((script) => script.getAttribute("src"));
  if (scripts.length > 1 || scripts.some((src) => !/^\\/assets\\/[0-9a-f]{12}\\.js$/.test(src)))
    faults.push("scripts " + scripts);
  const parts = [...document.body.children].map(({ tagName }) => tagName).join(" ");
  if (parts !== "A HEADER MAIN FOOTER") faults.push("parts " + parts);
  const titles = document.querySelectorAll("head > title").length;
  if (titles !== 1 || !document.title.endsWith(" · Clausewatch")) faults.push("title " + document.title);
  const frames = [...document.querySelectorAll("iframe")];
  if (frames.some(({ sandbox, className }) => className !== "captured" || sandbox.length > 0 || !sandbox)) faults.push("frames");
  for (const one of document.querySelectorAll("details")) one.open = true;
  return faults;
})()`;

/** Opens a page, presses its keys, and notes what is on it that should not be. */
async function lookAt({ page, faults, look }: Visit, address: string): Promise<void> {
  const answer = await page.goto(`${served.origin}${address}`);
  const note = (found: readonly string[]) =>
    faults.push(...found.map((fault) => `${address.slice(0, 120)}: ${fault}`));
  if (answer === null || answer.status() >= 500) note([`status ${answer?.status()}`]);
  note(findHeaderFaults(answer?.headers() ?? {}));
  note(await page.evaluate<readonly string[]>(findInjected));
  const before = faults.length;
  await look();
  note(faults.splice(before));
  for (const key of hasKeys(address) ? ["n", "]", "p"] : []) await page.keyboard.press(key);
}

const hasKeys = (address: string): boolean => /^\/(?:compare|changes)\//.test(address);

/** What no browser shows; the captured page is for its frame alone, where it is looked at with the page around it. */
function isFile(address: string): boolean {
  return /\.(?:csv|jsonl|json|docx|pdf|md|atom|ics|css|js|svg)(?:\?|$)|^\/api\/v1|\/pages\/0/.test(
    address,
  );
}

/** Fetches a file and notes what is wrong with it; gives its type, that of a page where it is refused by one. */
async function readFile({ page, faults }: Visit, address: string): Promise<string> {
  const answer = await page.context().request.get(`${served.origin}${address}`);
  const [type = ""] = (answer.headers()["content-type"] ?? "").split(";");
  const found = [
    ...(answer.status() >= 500 ? [`status ${answer.status()}`] : []),
    ...findHeaderFaults(answer.headers()),
    ...(type === "text/html" ? [] : await findFileFaults(type, await answer.body())),
  ];
  faults.push(...found.map((fault) => `${address.slice(0, 120)}: ${fault}`));
  return answer.ok() && type === "text/html" ? "captured" : type;
}

/** What is wrong with a file, as the programs that open it see it. */
async function findFileFaults(type: string, bytes: Buffer): Promise<readonly string[]> {
  const text = bytes.toString("utf8");
  switch (type) {
    case "text/csv":
      return findCsvFaults(text);
    case "application/x-ndjson":
    case "application/jsonl":
      text
        .trimEnd()
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line));
      return [];
    case "application/json":
    case "application/problem+json":
    case "application/feed+json":
      JSON.parse(text);
      return [];
    case "application/atom+xml":
    case "image/svg+xml":
      return type === "image/svg+xml" ? [] : findXmlFaults(text);
    case "text/calendar":
      return readCalendar(text).events.length > 0 && !/^BEGIN:VALARM/m.test(text)
        ? []
        : ["no calendar of ours"];
    case "application/pdf":
      return (await readPdf(bytes)).includes("<script>alert(1)</script>") ? [] : ["words are lost"];
    case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
      return Object.entries(unpackDocx(bytes)).flatMap(([part, xml]) =>
        findXmlFaults(xml.replace(' standalone="yes"', "").replace("UTF-8", "utf-8")).map(
          (fault) => `${part}: ${fault}`,
        ),
      );
    case "text/markdown":
    case "text/plain":
    case "text/css":
    case "text/javascript":
      return [];
    default:
      return [`of type ${type}`];
  }
}

async function readPdf(bytes: Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), {
    mergePages: true,
  });
  return text.replaceAll("\u2060", "").replaceAll(/\s+/g, " ");
}

/** Rows that are not as long as their head, and cells that a spreadsheet would take for a formula. */
function findCsvFaults(csv: string): readonly string[] {
  const faults: string[] = [];
  const lengths = new Set<number>();
  let length = 0;
  for (const [, cell = "", end] of csv.matchAll(
    /(?:^\uFEFF)?(?:"((?:[^"]|"")*)"|[^",\r\n]*)(,|\r\n|$)/g,
  )) {
    if (/^[\s"]*[=+\-@\t\r]/.test(cell.replaceAll('""', '"')))
      faults.push(`formula ${cell.slice(0, 40)}`);
    length++;
    if (end === "\r\n") {
      lengths.add(length);
      length = 0;
    }
  }
  return lengths.size === 1 ? faults : [...faults, `rows of ${[...lengths].join(", ")} cells`];
}

/** What an answer must say of itself, whatever it holds. */
function findHeaderFaults(headers: Readonly<Record<string, string>>): readonly string[] {
  const faults: string[] = [];
  if (headers["x-content-type-options"] !== "nosniff") faults.push("is sniffed");
  const policy = headers["content-security-policy"] ?? "";
  if (!policy.includes("default-src 'none'") || policy.includes("unsafe-"))
    faults.push(`policy ${policy}`);
  return faults;
}

interface Walk {
  readonly faults: readonly string[];
  /** How many answers were pages, and how many files. */
  readonly pages: number;
  readonly files: number;
}

/** Asks for all of these in one browser, signed in or not; notes whatever is executed, sent elsewhere or complained of. */
async function walk(
  addresses: readonly string[],
  { isAdmin, ...options }: BrowserContextOptions & { readonly isAdmin: boolean },
): Promise<Walk> {
  await using visited = await visit(browser, options);
  const { page, faults } = visited;
  page.on("dialog", (dialog) => {
    faults.push(`executed on ${page.url()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.context().on("page", (opened) => faults.push(`opened ${opened.url()}`));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== served.origin) faults.push(`asked ${request.url()}`);
  });
  if (isAdmin) {
    await page.goto(`${served.origin}/sign-in?to=/account`);
    await page.getByLabel("Name").fill("admin");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${served.origin}/account`);
  }
  let pages = 0;
  let files = 0;
  for (const address of addresses) {
    const type = isFile(address) ? await readFile(visited, address) : "text/html";
    if (type === "text/html") {
      pages++;
      await lookAt(visited, address);
    } else files++;
  }
  // The browser's own words on an answer that is a refusal, and on a frame that is left before it was there.
  const isUsual = (fault: string) => /status of 4\d\d|^failed: \S+\/pages\/0$/.test(fault);
  return { faults: faults.filter((fault) => !isUsual(fault)), pages, files };
}

/** For those who have signed in, and thus not asked for by anybody else. */
const isInner = (route: string): boolean => /^\/(?:operations|reviews|audit|account)/.test(route);

describe("every address, where all that others wrote is hostile", () => {
  it("is known to this test", () => {
    expect(routes.filter((route) => listExamples(route) === undefined)).toEqual([]);
    expect(routes.length).toBeGreaterThan(50);
  });

  it("executes nothing for whoever runs this, and gives files that hold no more than words", async () => {
    const addresses = [
      ...routes.flatMap((route) => listExamples(route) ?? []),
      ...routes.filter(isInner).flatMap(listAbused),
    ];
    const { faults, pages, files } = await walk(addresses, { ...desk, isAdmin: true });
    expect(faults).toEqual([]);
    expect([pages > 40, files > 30]).toEqual([true, true]);
  });

  it("executes nothing for others on a phone, whatever the address itself says", async () => {
    const isPage = (address: string) => !isFile(address);
    const addresses = routes
      .flatMap((route) => [...(listExamples(route)?.slice(0, 1) ?? []), ...listAbused(route)])
      .filter(isPage);
    const { faults, pages } = await walk(addresses, { ...phone, isAdmin: false });
    expect(faults).toEqual([]);
    expect(pages).toBeGreaterThan(60);
  });
});
