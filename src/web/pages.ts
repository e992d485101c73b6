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
import { renderNotice } from "./views/layout.ts";

/** Pages of recorded history: the same for everybody who has not signed in, made once and kept while it stands. */
export interface Pages {
  /**
   * Gives the answer with that page; null where it is rendered as null. For somebody who has signed in it is made each
   * time, since it may hold what is theirs.
   * @param name of the page, with all that it depends on beside history and the hour
   */
  answer(
    c: Request,
    name: string,
    render: (viewer: Viewer | null) => Promise<Html | null>,
  ): Promise<Response | null>;
  /** A digest that stays while history does; read anew only when something has been written. */
  stamp(): Promise<Digest>;
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
  /** As gzip, made once: pages hold no secret that their length could tell, as those of signed-in readers are not kept. */
  readonly packed: Promise<ArrayBuffer> | null;
}

export function createPages(web: Pick<Web, "store" | "clock" | "paths">): Pages {
  const cache = createTextCache<KeptPage | null>({ maxKept: mostKept, maxWaiting: mostWaiting });
  const stamp = createStamp(web.store);
  return {
    stamp,
    async answer(c, name, render) {
      const viewer = c.get("viewer");
      if (viewer !== null) {
        const own = await render(viewer);
        return own === null ? null : answer(c, own);
      }
      const now = web.clock.now();
      // By the hour: days left are counted on each, and what a language model says may come later.
      const key = digestOfFields(name, await stamp(), now.slice(0, 13));
      const page = await cache.get(key, async () => {
        const rendered = await render(null);
        if (rendered === null) return null;
        const text = toHtmlText(rendered);
        const etag = `"${digestOf(text).slice(0, 32)}"`;
        return {
          text,
          etag,
          updatedAt: now,
          packed: text.length < leastPacked ? null : pack(text),
        };
      });
      if (page === undefined) {
        c.header("Retry-After", String(retrySeconds));
        const words = ["Too many pages are being made at once. Try again in a moment."];
        return answer(c, renderNotice(web.paths, { title: "One moment", words }), 503);
      }
      if (page === null) return null;
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
    },
  };
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
