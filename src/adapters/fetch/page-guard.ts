import type { CDPSession } from "playwright";

import type { FetchSettings } from "./options.ts";
import type { PageLoad, Trail } from "./page-trail.ts";
import { assertRedirects } from "./walk.ts";

interface Watched {
  readonly session: CDPSession;
  /** Of the page itself; frames inside it are the proxy's matter alone. */
  readonly frameId: string;
  readonly load: PageLoad;
  readonly trail: Trail;
}

/**
 * Stops at each document that the page itself is about to become, redirects and scripts' doing included, until
 * gate and robots.txt have been asked. A courtesy, not the guard: that is the proxy.
 */
export async function guardNavigation(
  { session, frameId, load, trail }: Watched,
  settings: FetchSettings,
): Promise<void> {
  let documents = 0;

  async function judge(address: string): Promise<void> {
    documents += 1;
    const url = load.gate.admit(address);
    assertRedirects(load.url.href, documents - 1, false, settings);
    const verdict = await load.checkRobots(url);
    if (trail.robots !== "ignored" && trail.robots !== "unreachable") trail.robots = verdict;
  }

  session.on("Fetch.requestPaused", (event) => {
    const { requestId } = event;
    const answer = async () => {
      try {
        if (event.frameId === frameId) await judge(event.request.url);
      } catch (error) {
        trail.refusal = error;
        await session.send("Fetch.failRequest", { requestId, errorReason: "BlockedByClient" });
        return;
      }
      await session.send("Fetch.continueRequest", { requestId });
    };
    // Only a page that is gone by now does not take the answer.
    answer().catch(() => {});
  });
  await session.send("Fetch.enable", {
    patterns: [{ urlPattern: "*", resourceType: "Document", requestStage: "Request" }],
  });
}
