import { describe, expect, it } from "vitest";
import { importArchive } from "../../../src/app/import-archive.ts";
import { indexClauses } from "../../../src/app/index-clauses.ts";
import { noOwnTopics } from "../../../src/core/topics/own-topics.ts";
import { parseInstant } from "../../../src/model/instant.ts";
import { hostileTexts } from "../../render/hostile.ts";
import type { ApiScene } from "./api-scene.ts";
import { createApiScene } from "./api-scene.ts";

/** Two versions whose clauses are the hostile texts, under a provider's name that is one. */
async function recordHostile({ scene: { store } }: ApiScene): Promise<string> {
  const [, [, name] = ["", ""]] = hostileTexts;
  async function* listVersions() {
    for (const [day, word] of [
      ["2025-01-01", "may"],
      ["2025-02-01", "must not"],
    ] as const)
      yield {
        serviceName: `Evil ${name}`,
        termsType: "Terms of Service",
        text: hostileTexts
          .map(
            ([, text]) =>
              `You ${word} use outputs to develop models that compete with ours. ${text}`,
          )
          .join("\n\n"),
        recordedAt: parseInstant(`${day}T06:00:00Z`),
        isTechnical: false,
      };
  }
  await importArchive({ store, archive: { listVersions, [Symbol.asyncDispose]: async () => {} } });
  await indexClauses({ store, ownTopics: noOwnTopics });
  const known = await store.listTermsStatus();
  return known.find(({ id }) => id.startsWith("evil"))?.id ?? "";
}

describe("a provider's text", () => {
  it("comes as JSON or Markdown that no browser takes for a page", async () => {
    await using api = await createApiScene({ isEmpty: true });
    const id = await recordHostile(api);
    const { changes } = await readChanges(api);
    const [change] = changes;
    const paths = [
      "/services",
      "/documents",
      `/documents/${id}/clauses`,
      `/documents/${id}/at/2025-03-01`,
      "/changes?min=noise",
      `/changes/${change?.id ?? ""}`,
      `/compare?before=${change?.beforeId ?? ""}&after=${change?.afterId ?? ""}`,
      "/search?q=compete",
      "/topics/competing-development/clauses",
    ];
    for (const path of paths) {
      const answer = await api.ask(path);
      const kind = [answer.status, answer.headers.get("content-type")];
      expect([path, ...kind]).toEqual([path, 200, "application/json"]);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(JSON.stringify(await answer.json())).toContain("</style>");
    }
    const headers = { Accept: "text/markdown" };
    const text = await api.ask(`/documents/${id}/at/2025-03-01`, { headers });
    expect(text.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(text.headers.get("x-content-type-options")).toBe("nosniff");
  });
});

async function readChanges({ scene }: ApiScene) {
  return { changes: await scene.store.listChanges({ minMateriality: "noise" }) };
}
