import { loadComparisonJson } from "../../app/comparison-json.ts";
import { createBoundedCache } from "../../app/bounded-cache.ts";
import { PrintError } from "../../model/errors.ts";
import { toCitationLine, toWorkTitle } from "../../render/citation.ts";
import { fitsWord, renderDocx } from "../../render/docx.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { isKnown } from "../conditional.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import type { AskedRedline, RedlineRequest } from "../exports/redline-request.ts";
import {
  loadAskedRedline,
  readRedlineRequest,
  signRedline,
  toFileStem,
} from "../exports/redline-request.ts";
import { toCacheControl, toDisposition } from "../exports/table.ts";
import { renderNotice } from "../views/layout.ts";
import { renderPrintDocument } from "../views/print-document.ts";
import { refuseCostly } from "./holding-back.ts";
import type { Route } from "./route.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Of files that were made: some dozens of real ones. */
const maxKeptBytes = 32 * 1024 * 1024;

/** Redlines as files: of a recorded change, and of any two versions. */
export function redlineRoutes(web: Web): readonly Route[] {
  const kept = createBoundedCache<Bytes>(maxKeptBytes, ({ byteLength }) => byteLength);
  const word: FileKind = {
    name: "docx",
    contentType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    work: "export",
    isWholeByDefault: true,
    refuse: ({ tracked }) => (fitsWord(tracked.paragraphs) ? null : "too-long"),
    make: makeDocx,
  };
  const pdf: FileKind = {
    name: "pdf",
    contentType: "application/pdf",
    work: "pdf",
    isWholeByDefault: false,
    refuse: () => (web.printer === null ? "browser-missing" : null),
    make: (asked, isChangesOnly) => makePdf(web, asked, isChangesOnly),
  };
  const give = (kind: FileKind) => (c: Request) => answerFile(c, { web, kind, kept });
  const access = "readers";
  return [
    { path: "/changes/:id/redline.docx", access, get: give(word) },
    { path: "/changes/:id/redline.pdf", access, get: give(pdf) },
    { path: "/compare/:before/:after/redline.docx", access, get: give(word) },
    { path: "/compare/:before/:after/redline.pdf", access, get: give(pdf) },
    {
      path: "/compare/:before/:after/comparison.json",
      access,
      get: (c) => answerJson(web, c),
    },
  ];
}

type Refusal = "too-long" | PrintError["kind"];

/** What a redline is written as. */
interface FileKind {
  readonly name: "docx" | "pdf";
  readonly contentType: string;
  readonly work: "export" | "pdf";
  /** Whether it holds clauses without a change too, where the address does not say. */
  readonly isWholeByDefault: boolean;
  readonly refuse: (asked: AskedRedline) => Refusal | null;
  readonly make: (asked: AskedRedline, isChangesOnly: boolean) => Promise<Bytes>;
}

interface Answering {
  readonly web: Web;
  readonly kind: FileKind;
  readonly kept: { get(key: string, make: () => Promise<Bytes>): Promise<Bytes> };
}

async function answerFile(c: Request, { web, kind, kept }: Answering): Promise<Response> {
  const request = await readRedlineRequest(web, c);
  if (request === undefined) return refuseUnknown(web, c);
  const isChangesOnly = readScope(c.req.query("show"), kind);
  const held = refuseCostly(web, c, kind.work);
  if (held !== undefined) return held;
  const asked = await loadAskedRedline(web, request, isChangesOnly);
  if (asked === undefined) return refuseUnknown(web, c);
  const sign = signRedline(asked, `${kind.name} ${isChangesOnly}`);
  const refusal = kind.refuse(asked);
  if (refusal !== null) return refuse(web, c, { refusal, request });
  const etag = `"${sign.slice(0, 32)}"`;
  c.header("Cache-Control", toCacheControl(c));
  c.header("ETag", etag);
  if (isKnown(c.req.raw.headers, { etag, updatedAt: web.clock.now() })) return c.body(null, 304);
  try {
    const bytes = await kept.get(sign, () => kind.make(asked, isChangesOnly));
    return c.body(bytes, 200, {
      "Content-Type": kind.contentType,
      "Content-Disposition": toDisposition(`${toFileStem(asked)}.${kind.name}`),
    });
  } catch (error) {
    if (!(error instanceof PrintError)) throw error;
    web.log.warn("a redline was not printed", { kind: error.kind, cause: error.cause });
    return refuse(web, c, { refusal: error.kind, request });
  }
}

/** Whether clauses without a change are left out. */
function readScope(show: string | undefined, { isWholeByDefault }: FileKind): boolean {
  if (show === "changes") return true;
  return show === "all" ? false : !isWholeByDefault;
}

async function makeDocx({ tracked, work }: AskedRedline): Promise<Bytes> {
  const { terms, after, paragraphs } = tracked;
  const title = `${toVisibleLine(terms.serviceName)}: ${toWorkTitle(work)}`;
  return renderDocx({
    title,
    author: terms.serviceName,
    at: after.fetchedAt,
    head: title,
    foot: toCitationLine(work),
    paragraphs,
  });
}

async function makePdf(
  { printer }: Web,
  { tracked, work }: AskedRedline,
  isChangesOnly: boolean,
): Promise<Bytes> {
  if (printer === null) throw new PrintError("browser-missing", "there is no printer");
  return printer.print(renderPrintDocument(tracked, { work, isChangesOnly }));
}

async function answerJson(web: Web, c: Request): Promise<Response> {
  const request = await readRedlineRequest(web, c);
  const held = request && refuseCostly(web, c, "comparison");
  if (held !== undefined) return held;
  const loaded = request && (await web.comparisons.load(request.beforeId, request.afterId));
  if (loaded === undefined) return refuseUnknown(web, c);
  const json = await loadComparisonJson(web.store, loaded, web);
  c.header("Cache-Control", toCacheControl(c));
  return c.body(`${JSON.stringify(json)}\n`, 200, {
    "Content-Type": "application/json; charset=utf-8",
  });
}

const refusals: Readonly<Record<Refusal, readonly [title: string, words: string]>> = {
  "too-long": ["Too long for Word", "This document is longer than a word processor can take."],
  "browser-missing": [
    "No PDF can be made here",
    "This machine has no browser to make one with. Open the page, and print it from your own browser: it is laid out for paper.",
  ],
  busy: [
    "One moment",
    "Too many documents are being printed at once. Try again in a moment, or print the page from your own browser.",
  ],
  timeout: [
    "It took too long",
    "This document was not printed in time. Open the page, and print it from your own browser.",
  ],
  browser: [
    "No PDF came of it",
    "The browser that makes them ended before this one was done. Try again, or print the page from your own browser.",
  ],
};
const retrySeconds = 10;

function refuse(
  web: Web,
  c: Request,
  { refusal, request }: { readonly refusal: Refusal; readonly request: RedlineRequest },
): Response {
  const [title, words] = refusals[refusal];
  const ways = [{ label: "Open the page", href: web.paths.to(request.page) }];
  const isForGood = refusal === "too-long" || refusal === "browser-missing";
  if (!isForGood) c.header("Retry-After", String(retrySeconds));
  const page = renderNotice(web.paths, { title, words: [words], ways });
  return answer(c, page, refusal === "too-long" ? 404 : 503);
}

function refuseUnknown(web: Web, c: Request): Response {
  const words = [
    "No such change or text is recorded under this address. It may not have been copied whole, or it may belong to another archive.",
  ];
  const ways = [{ label: "See the latest changes", href: web.paths.to("/") }];
  return answer(c, renderNotice(web.paths, { title: "Nothing to take away", words, ways }), 404);
}
