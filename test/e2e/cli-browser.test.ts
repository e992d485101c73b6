import { describe, expect, it } from "vitest";
import { renderTerms, startSite } from "../servers/site.ts";
import { createWorkspace } from "./workspace.ts";

/** A page whose text only scripts bring: what plain HTTP sees of it is a shell. */
function renderShell(terms: string): string {
  const body = /<body>(?<inner>[^]*)<\/body>/.exec(terms)?.groups?.["inner"] ?? "";
  return `<!doctype html><html lang="en"><head><title>Terms</title></head><body><div id="root"></div>
<noscript>You need to enable JavaScript to run this app.</noscript>
<script>document.getElementById("root").innerHTML = ${JSON.stringify(body).replaceAll("</", "<\\/")};</script></body></html>`;
}

describe("clausewatch crawl of a page that scripts fill", () => {
  it("turns to the browser by itself, and finds the change there", async () => {
    await using site = await startSite();
    await using workspace = await createWorkspace();
    await workspace.write("clausewatch.json", {
      confirmDelayMs: 0,
      fetch: { allowHosts: [site.host], minGapMs: 0 },
    });
    await workspace.write("watchlist/willow.json", {
      name: "Willow",
      terms: { "Acceptable Use Policy": { fetch: `${site.origin}/policy` } },
    });
    site.set("/policy", renderShell(renderTerms("Willow")));
    const first = await workspace.run("crawl");
    expect(first.err).toContain("1 for the first time");

    site.set(
      "/policy",
      renderShell(renderTerms("Willow", ["train models that compete with ours;"])),
    );
    const second = await workspace.run("crawl");
    expect(second.out).toContain("{+train models that compete with ours;+}");
    expect(second.code, second.err).toBe(0);
  });

  it("says so, once to the operator, where there is no browser", async () => {
    await using site = await startSite();
    await using workspace = await createWorkspace();
    await workspace.write("clausewatch.json", {
      fetch: { allowHosts: [site.host], minGapMs: 0, browserPath: "/nonexistent/chromium" },
      operators: [{ channel: "console" }],
    });
    await workspace.write("watchlist/willow.json", {
      name: "Willow",
      terms: { "Acceptable Use Policy": { fetch: `${site.origin}/policy` } },
    });
    site.set("/policy", renderShell(renderTerms("Willow")));
    const first = await workspace.run("crawl");
    expect(first.code).toBe(1);
    expect(first.err).toContain("FAILED (browser-missing)");
    expect(first.out).toContain("Cannot be fetched: browser missing");
    const second = await workspace.run("crawl");
    expect(second.err).toContain("FAILED (browser-missing)");
    expect(second.out).toBe("");
  });
});
