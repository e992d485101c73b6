import { stampHistory } from "../app/feed.ts";
import type { Viewer } from "../model/account.ts";
import type { Digest } from "../model/digest.ts";
import { digestOf, digestOfFields } from "../model/digest.ts";
import type { Html } from "../render/html.ts";
import { toHtmlText } from "../render/html.ts";
import { isKnown, toHttpDate } from "./conditional.ts";
import type { Request, Web } from "./context.ts";
import { answer } from "./context.ts";
import type { ServedText } from "./text-cache.ts";
import { createTextCache } from "./text-cache.ts";
import { renderNotice, showTo } from "./views/layout.ts";

/** Pages of recorded history: made once, kept while it stands, and the same for everybody but in the site's head. */
export interface Pages {
  /**
   * Gives the answer with that page; null where it is rendered as null.
   * @param name of the page, with all that it depends on beside history and the hour
   * @param render makes it for nobody in particular
   */
  answer(c: Request, name: string, render: () => Promise<Html | null>): Promise<Response | null>;
  /**
   * The same of a page on which whoever has signed in sees reviews, too, and may write them: kept for each role until
   * anything is written.
   * @param render makes it for nobody, or for a reader of that role: neither name nor token are anybody's
   */
  answerReviewed(
    c: Request,
    name: PageName,
    render: (viewer: Viewer | null) => Promise<Html | null>,
  ): Promise<Response | null>;
  /** A digest that stays while history does; read anew only when something has been written. */
  stamp(): Promise<Digest>;
}

export interface PageName {
  readonly ofAll: string;
  /** What it depends on beside that where somebody has signed in. */
  readonly ofReader: string;
}

/** Pages are some 30 to 200 thousand characters long, and history has thousands of them. */
const mostKept = 2000;
/** A page takes a hundredth of a second or two: this many wait no longer than a reader does. */
const mostWaiting = 64;
/** Below this, packing saves no packet. */
const leastPacked = 1400;
/** A reader's own copy: whoever comes back from another page has it at once. */
export const maxAgeSeconds = 60;
const retrySeconds = 5;

interface KeptPage extends ServedText {
  /** As gzip, made once, for nobody in particular: what a page hides from others, its length could tell. */
  readonly packed: Promise<ArrayBuffer> | null;
}

export function createPages(web: Pick<Web, "store" | "clock" | "paths" | "secrets">): Pages {
  const cache = createTextCache<KeptPage | null>({ maxKept: mostKept, maxWaiting: mostWaiting });
  const stamp = createStamp(web.store);
  // Stands for the token of whoever gets the page. It is told to nobody, so that no text can hold it.
  const tokenSlot = web.secrets.createToken();

  /** By the hour: days left are counted on each, and what a language model says may come later. */
  async function keep(
    names: readonly string[],
    render: () => Promise<Html | null>,
    isPacked: boolean,
  ): Promise<KeptPage | null | undefined> {
    const now = web.clock.now();
    const key = digestOfFields(...names, await stamp(), now.slice(0, 13));
    return cache.get(key, async () => {
      const rendered = await render();
      if (rendered === null) return null;
      const text = toHtmlText(rendered);
      const etag = `"${digestOf(text).slice(0, 32)}"`;
      const packed = isPacked && text.length >= leastPacked ? pack(text) : null;
      return { text, etag, updatedAt: now, packed };
    });
  }

  function refuse(c: Request): Response {
    c.header("Retry-After", String(retrySeconds));
    const words = ["Too many pages are being made at once. Try again in a moment."];
    return answer(c, renderNotice(web.paths, { title: "One moment", words }), 503);
  }

  /** What is somebody's own is kept by nobody but us. */
  function sendTo(c: Request, viewer: Viewer, { text }: KeptPage): Response {
    const own = text.replaceAll(tokenSlot, () => viewer.formToken ?? "");
    c.header("Cache-Control", "no-store");
    return c.html(showTo(web.paths, own, viewer));
  }

  async function answerAll(
    c: Request,
    name: string,
    render: () => Promise<Html | null>,
  ): Promise<Response | null> {
    const page = await keep(["all", name], render, true);
    if (page === undefined) return refuse(c);
    if (page === null) return null;
    const viewer = c.get("viewer");
    return viewer === null ? send(c, page) : sendTo(c, viewer, page);
  }

  return {
    stamp,
    answer: answerAll,
    async answerReviewed(c, { ofAll, ofReader }, render) {
      const viewer = c.get("viewer");
      if (viewer === null) return answerAll(c, ofAll, () => render(null));
      const { role } = viewer;
      // A key brings no token, and gets forms without.
      const formToken = viewer.formToken === null ? null : tokenSlot;
      const written = await web.store.readWriteStamp();
      const names = ["role", ofAll, ofReader, role, String(formToken !== null), written];
      const page = await keep(names, () => render({ name: "", role, formToken }), false);
      if (page === undefined) return refuse(c);
      return page && sendTo(c, viewer, page);
    },
  };
}

async function send(c: Request, page: KeptPage): Promise<Response> {
  c.header("Cache-Control", `public, max-age=${maxAgeSeconds}`);
  c.header("ETag", page.etag);
  c.header("Last-Modified", toHttpDate(page));
  if (isKnown(c.req.raw.headers, page)) return c.body(null, 304);
  const packed = takesPacked(c) ? await page.packed : null;
  if (packed === null) return c.html(page.text);
  // The same page in other bytes (RFC 9110, 8.8.1).
  c.header("ETag", `W/${page.etag}`);
  c.header("Content-Encoding", "gzip");
  c.header("Content-Type", "text/html; charset=UTF-8");
  return c.body(packed);
}

function takesPacked(c: Request): boolean {
  return /(?:^|,)\s*gzip\s*(?:,|$)/.test(c.req.header("Accept-Encoding") ?? "");
}

async function pack(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/** Checks of pages are written all day, and change no history: only what they might have changed is read again. */
function createStamp(store: Web["store"]): () => Promise<Digest> {
  let known: { readonly written: string; readonly history: Promise<Digest> } | null = null;
  return async () => {
    const written = await store.readWriteStamp();
    if (known?.written !== written) {
      const history = stampPages(store);
      known = { written, history };
      // What could not be read is tried anew by whoever asks next.
      history.catch(() => (known = null));
    }
    return known.history;
  };
}

/** Of what pages show: what is recorded, and how far it is indexed. */
async function stampPages(store: Web["store"]): Promise<Digest> {
  const indexed = await store.listIndexedTerms();
  return digestOfFields(await stampHistory(store), JSON.stringify(indexed));
}
