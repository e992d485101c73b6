import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { renderJsonSchemas } from "../src/adapters/watchlist/json-schemas.ts";
import { configJsonSchema } from "../src/config.ts";
import { loadWatchlist } from "../src/adapters/watchlist/load.ts";
import { intervalMs } from "../src/core/schedule.ts";
import { parseInstant } from "../src/model/instant.ts";

const dir = new URL("../watchlist/", import.meta.url);
const { declarations, issues } = await loadWatchlist(fileURLToPath(dir));
const sources = declarations.flatMap(({ id, sources: list }) =>
  list.map(({ url }) => ({ id, url })),
);

describe("watchlist", () => {
  it("is valid throughout", () => {
    expect(issues).toEqual([]);
  });

  it("covers at least 30 services and 150 documents", () => {
    expect(new Set(declarations.map(({ serviceId }) => serviceId)).size).toBeGreaterThanOrEqual(30);
    expect(declarations.length).toBeGreaterThanOrEqual(150);
  });

  it("covers more than legal pages", () => {
    const types = Map.groupBy(declarations, ({ termsType }) => termsType);
    const counts = (
      [
        "Model Deprecations",
        "Model Documentation",
        "Subprocessors",
        "Supported Countries",
        "System Cards",
        "Safety Framework",
        "Security Incidents",
        "Newsroom",
      ] as const
    ).map((type) => types.get(type)?.length ?? 0);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(3);
  });

  it("declares terms made up of several pages", () => {
    expect(declarations.filter(({ sources: list }) => list.length > 1).length).toBeGreaterThan(5);
  });

  it("fetches everything over https", () => {
    expect(sources.filter(({ url }) => !url.startsWith("https://"))).toEqual([]);
  });

  it("declares no page twice", () => {
    const byUrl = Map.groupBy(sources, ({ url }) => new URL(url).href.replace(/\/$/, ""));
    expect([...byUrl.values()].filter(({ length }) => length > 1)).toEqual([]);
  });

  it("is a good guest: no page more often than every six hours, no rush on the hour", () => {
    const now = parseInstant("2026-01-15T00:00:00Z");
    const hasty = declarations.filter((each) => intervalMs(each, now) < 6 * 3_600_000);
    const onTheHour = declarations.filter(({ schedule }) => schedule.startsWith("0 "));
    const minutes = new Set(declarations.map(({ schedule }) => schedule.split(" ")[0]));
    expect([hasty, onTheHour]).toEqual([[], []]);
    expect(minutes.size).toBeGreaterThan(30);
  });

  it("respects robots.txt everywhere", () => {
    expect(declarations.filter(({ robots }) => robots === "ignore")).toEqual([]);
  });

  it("treats every newsroom and changelog as a list", () => {
    const feeds = declarations.filter(({ termsType }) => /Newsroom|Changelog/.test(termsType));
    expect(feeds.filter(({ isList }) => !isList)).toEqual([]);
  });

  it.each([
    ...renderJsonSchemas(),
    ["config.schema.json", JSON.stringify(configJsonSchema())] as const,
  ])("keeps schema/%s up to date (else: npm run schemas)", async (name, text) => {
    const written: unknown = JSON.parse(await readFile(new URL(`schema/${name}`, dir), "utf8"));
    expect(written).toEqual(JSON.parse(text));
  });

  it("names the schema in every file, for editors", async () => {
    const services = [...new Set(declarations.map(({ serviceId }) => serviceId))];
    const files = await Promise.all(
      services.map((id) => readFile(new URL(`${id}.json`, dir), "utf8")),
    );
    expect(
      files.filter((text) => !text.includes('"$schema": "./schema/service.schema.json"')),
    ).toEqual([]);
  });
});
