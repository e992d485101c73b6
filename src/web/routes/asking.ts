import type { Asking } from "../../app/self-service/ask.ts";
import { toMs } from "../../model/instant.ts";
import { toClientKey } from "../client.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import { isForeign } from "../forms.ts";
import { renderNotice } from "../views/layout.ts";

/** An answer to a form that another site sent; undefined where ours did. */
export function refuseForeign(web: Web, c: Request): Response | undefined {
  if (!isForeign(c, web.settings.baseUrl)) return undefined;
  const page = renderNotice(web.paths, {
    title: "Not sent",
    words: ["The form came from another site. Fill in ours, please."],
    ways: [{ label: "Subscribe", href: web.paths.to("/subscribe") }],
  });
  return answer(c, page, 403);
}

/** An answer to a client that has asked too often, whatever for; undefined where it has not. */
export function refuseTooMany(web: Web, c: Request): Response | undefined {
  const forwarded = c.req.header("X-Forwarded-For");
  const client = toClientKey(c.env, forwarded, web.trustsProxy);
  const waitMs = web.visitors.admit(client, toMs(web.clock.now()));
  if (waitMs === 0) return undefined;
  const minutes = Math.ceil(waitMs / 60_000);
  c.header("Retry-After", String(Math.ceil(waitMs / 1000)));
  const page = renderNotice(web.paths, {
    title: "Too many requests",
    words: [
      `From where you are, many mails have been asked for. Try again in ${minutes} minute${minutes === 1 ? "" : "s"}.`,
    ],
  });
  return answer(c, page, 429);
}

/**
 * The answer to a mail that was asked for. Its bytes depend in nothing on the address: whether it is known, subscribed,
 * suppressed or over its limit is for its owner alone to learn, from the mail.
 */
export function answerAsking(
  web: Web,
  c: Request,
  asking: Asking,
  words: readonly string[],
): Response {
  if (asking === "asked") {
    return answer(c, renderNotice(web.paths, { title: "Look into your inbox", words }));
  }
  c.header("Retry-After", "600");
  const page = renderNotice(web.paths, {
    title: "Not possible at the moment",
    words: [
      asking === "busy"
        ? "Too many mails wait to be sent. Nothing has been kept of your request: try again in ten minutes."
        : "Whoever runs this page has not set up a mail server, so no mail can be sent.",
    ],
  });
  return answer(c, page, 503);
}

/** The answer to a body that is no form, or one with a file in it. */
export function refuseBody(web: Web, c: Request): Response {
  const page = renderNotice(web.paths, {
    title: "Not understood",
    words: ["This address takes forms, and nothing else."],
  });
  return answer(c, page, 415);
}
