import { readFeed } from "../../app/feed.ts";
import { wholeFilter } from "../../model/subscription.ts";
import type { FeedItem } from "../../render/feed-entry.ts";
import type { Web } from "../context.ts";
import type { Pages } from "../pages.ts";
import { renderHomePage } from "../views/home-page.ts";
import type { Route } from "./route.ts";

/** Two screens or so of what is new; all of it is in the feeds. */
const mostEvents = 30;

/** The page that a reader begins with. */
export function homeRoutes(web: Web, pages: Pages): readonly Route[] {
  return [
    {
      path: "/",
      access: "readers",
      get: async (c) => {
        const page = await pages.answer(c, "home", async () => {
          return renderHomePage(web.paths, await loadLatest(web));
        });
        return page ?? c.notFound();
      },
    },
  ];
}

async function loadLatest({ store }: Web): Promise<readonly FeedItem[]> {
  const filter = { ...wholeFilter, minMateriality: "substantive" } as const;
  const items: FeedItem[] = [];
  for await (const item of readFeed(store, { filter, since: null, limit: mostEvents }))
    items.push(item);
  return items;
}
