import { addresses } from "../addresses.ts";
import { apiPath, openApiPath } from "../api/api.ts";
import { readDocument, toCurlExamples } from "../api/document-reading.ts";
import { endpoints } from "../api/endpoints.ts";
import { describeApi } from "../api/open-api.ts";
import type { Web } from "../context.ts";
import type { Pages } from "../pages.ts";
import { renderApiPage } from "../views/api-page.ts";
import type { Route } from "./route.ts";

/** How programs read all of this, for people. */
export function apiPageRoutes(web: Web, pages: Pages): readonly Route[] {
  const server = `${web.settings.baseUrl}${apiPath}`;
  const document = readDocument(describeApi(endpoints, apiPath));
  const examples = toCurlExamples(document, server);
  return [
    {
      path: addresses.api(),
      access: "anyone",
      get: async (c) => {
        const page = await pages.answer(c, "api", async () =>
          renderApiPage(web.paths, {
            document,
            examples,
            server,
            descriptionUrl: web.paths.to(openApiPath),
            isReadByAll: web.isReadByAll,
          }),
        );
        return page ?? c.notFound();
      },
    },
  ];
}
