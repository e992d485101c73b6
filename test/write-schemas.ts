import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeJsonSchemas } from "../src/adapters/watchlist/json-schemas.ts";
import { configJsonSchema } from "../src/config.ts";
import { apiPath } from "../src/web/api/api.ts";
import { endpoints } from "../src/web/api/endpoints.ts";
import { describeApi } from "../src/web/api/open-api.ts";
import { webhookJsonSchema } from "../src/render/webhook-schema.ts";

// Brings the JSON Schemas that editors and receivers read up to date: npm run schemas

const dir = join(import.meta.dirname, "../watchlist/schema");
await writeJsonSchemas(dir);
await writeFile(
  join(dir, "config.schema.json"),
  `${JSON.stringify(configJsonSchema(), null, 2)}\n`,
);
await writeFile(
  join(import.meta.dirname, "../docs/webhook.schema.json"),
  `${JSON.stringify(webhookJsonSchema(), null, 2)}\n`,
);
await writeFile(
  join(import.meta.dirname, "../docs/openapi.json"),
  `${JSON.stringify(describeApi(endpoints, apiPath), null, 2)}\n`,
);
