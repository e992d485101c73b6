import { readFile } from "node:fs/promises";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { apiPath } from "../../../src/web/api/api.ts";
import { readDocument, toCurlExamples } from "../../../src/web/api/document-reading.ts";
import { endpoints } from "../../../src/web/api/endpoints.ts";
import { describeApi } from "../../../src/web/api/open-api.ts";
import { createApiScene } from "./api-scene.ts";

const described = describeApi(endpoints, apiPath);
const { groups } = readDocument(described);
const operations = groups.flatMap((group) => group.operations);

describe("describeApi", () => {
  it("is a valid OpenAPI 3.1 document", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone({ ...described }));
    expect([valid, errors, validator.version]).toEqual([true, undefined, "3.1"]);
  });

  it("is what is kept with the documentation", async () => {
    const file = new URL("../../../docs/openapi.json", import.meta.url);
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual(described);
  });

  it("is what is served", async () => {
    await using api = await createApiScene({ isEmpty: true, isReadByAll: false });
    expect(await api.read("/openapi.json", { as: null })).toEqual(described);
  });

  it("names every operation once, under a heading of its own", () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(names).toHaveLength(endpoints.length);
    expect(new Set(names).size).toBe(names.length);
  });

  it("says of every operation what it needs, and what may go wrong", () => {
    const bare = Object.values(described.paths ?? {})
      .flatMap((methods) => Object.values(methods))
      .filter((one) => !("security" in one && "500" in one.responses && "400" in one.responses));
    expect(bare).toEqual([]);
  });

  it("lets answers hold fields that are added later", () => {
    expect(JSON.stringify(described)).not.toContain("additionalProperties");
  });

  it("leaves out what a comparison may be without", () => {
    const { Comparison } = described.components?.schemas ?? {};
    expect(Comparison).toMatchObject({ required: expect.not.arrayContaining(["definitions"]) });
  });
});

describe("toCurlExamples", () => {
  it("gives commands that name the key and ask of real addresses", () => {
    const examples = toCurlExamples({ groups }, "https://terms.example.com/api/v1");
    expect(examples.map(({ command }) => command)).toEqual([
      `curl --fail --compressed \\
  -H "Authorization: Bearer $CLAUSEWATCH_KEY" \\
  'https://terms.example.com/api/v1/changes?topic=competing-development&direction=tightened&since=2025-01-01'`,
      `curl --fail --compressed \\
  -H "Authorization: Bearer $CLAUSEWATCH_KEY" \\
  'https://terms.example.com/api/v1/search?q=%22competing+models%22+-output&at=2025-09-01'`,
      `curl --fail --compressed \\
  -H "Authorization: Bearer $CLAUSEWATCH_KEY" \\
  'https://terms.example.com/api/v1/topics/competing-development/matrix'`,
    ]);
  });
});
