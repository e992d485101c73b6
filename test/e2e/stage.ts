import type { Site } from "../servers/site.ts";
import { renderTerms, startSite } from "../servers/site.ts";
import type { Workspace } from "./workspace.ts";
import { createWorkspace } from "./workspace.ts";

/** A provider's site and the folder of someone who watches it. */
export interface Stage extends AsyncDisposable {
  readonly site: Site;
  readonly workspace: Workspace;
  /** Writes clausewatch.json: what lets the site be reached, and more. */
  configure(more?: object): Promise<void>;
  /** Puts a provider's page in its place, with more things forbidden on it. */
  publish(provider: string, ...extra: readonly string[]): void;
}

export const providers = ["alder", "birch", "cedar"];
export const restriction = "develop models that compete with ours;";

/** The id of a provider's only terms. */
export function termsOf(provider: string): string {
  return `${provider}/acceptable-use-policy`;
}

/** Three providers whose pages stand and are watched; nothing is crawled yet. */
export async function createStage(): Promise<Stage> {
  const site = await startSite();
  const workspace = await createWorkspace();
  const stage: Stage = {
    site,
    workspace,
    configure: (more = {}) =>
      workspace.write("clausewatch.json", {
        confirmDelayMs: 0,
        fetch: { allowHosts: [site.host], minGapMs: 0, maxRetries: 0 },
        logLevel: "silent",
        ...more,
      }),
    publish(provider, ...extra) {
      site.set(`/${provider}`, renderTerms(provider, extra));
    },
    async [Symbol.asyncDispose]() {
      await workspace[Symbol.asyncDispose]();
      await site[Symbol.asyncDispose]();
    },
  };
  await stage.configure();
  for (const provider of providers) {
    stage.publish(provider);
    await workspace.write(`watchlist/${provider}.json`, {
      name: provider,
      terms: { "Acceptable Use Policy": { fetch: `${site.origin}/${provider}` } },
    });
  }
  return stage;
}

/** The objects of JSON lines; throws where a line is none. */
export function parseLines(text: string): Record<string, unknown>[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
