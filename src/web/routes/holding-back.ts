import { toMs } from "../../model/instant.ts";
import type { SubscriptionFilter } from "../../model/subscription.ts";
import { toClientKey } from "../client.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import type { CostlyWork } from "../costly.ts";
import { renderNotice } from "../views/layout.ts";

/** Who a request counts for: whoever has signed in by name, since many of them may sit behind one address. */
function toCounted({ trustsProxy }: Pick<Web, "trustsProxy">, c: Request): string {
  const viewer = c.get("viewer");
  if (viewer !== null) return `account ${viewer.name}`;
  return toClientKey(c.env, c.req.header("X-Forwarded-For"), trustsProxy);
}

/** Words and patterns are looked for in all changes that were ever recorded. */
export function refuseReading(
  web: Parameters<typeof refuseCostly>[0],
  c: Request,
  { words, pattern }: Pick<SubscriptionFilter, "words" | "pattern">,
): Response | undefined {
  return words.length > 0 || pattern !== null ? refuseCostly(web, c, "history") : undefined;
}

/** An answer to a client that asks for too much that is costly; undefined where the work may be done, and is counted. */
export function refuseCostly(
  web: Pick<Web, "costly" | "clock" | "trustsProxy" | "paths">,
  c: Request,
  work: CostlyWork,
): Response | undefined {
  const waitMs = web.costly.admit(toCounted(web, c), work, toMs(web.clock.now()));
  if (waitMs === 0) return undefined;
  const seconds = Math.ceil(waitMs / 1000);
  c.header("Retry-After", String(seconds));
  const page = renderNotice(web.paths, {
    title: "Too much at once",
    words: [
      `From where you are, much has been asked for that takes long to make. Try again in ${seconds} second${seconds === 1 ? "" : "s"}.`,
    ],
  });
  return answer(c, page, 429);
}
