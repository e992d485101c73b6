import { describe, expect, it } from "vitest";
import { renderConsole } from "../../src/render/console.ts";
import { renderIncidentConsole } from "../../src/render/incident.ts";
import { renderMessage } from "../../src/render/message.ts";
import { createClauseChange, createSampleAlert, createSampleIncident } from "./sample.ts";

const added = createClauseChange("<ins>- See **our** [policy](https://a.example/p).</ins>", {
  topics: ["data-sharing"],
});
const relinked = createClauseChange(
  "See <del>[policy](https://a.example/1)</del><ins>[policy](https://a.example/2)</ins>.",
  { materiality: "editorial", direction: null },
);

describe("renderConsole", () => {
  it("takes Markdown out of what a reader does not need it in", () => {
    const { text } = renderConsole(createSampleAlert([added], { channel: "console" }));
    expect(text).toContain("{+See our policy.+}");
  });

  it("shows a table's row without the bars around it and the breaks in its cells", () => {
    const row = createClauseChange("| Retool<br><br>Support | <ins>all </ins>products |");
    const { text } = renderConsole(createSampleAlert([row], { channel: "console" }));
    expect(text).toContain("   Retool Support | {+all+} products\n");
  });

  it("shows the target of a link where that is what changed", () => {
    const { text } = renderConsole(createSampleAlert([relinked], { channel: "console" }), {
      width: 200,
    });
    expect(text).toContain(
      "See [-[policy](https://a.example/1)-]{+[policy](https://a.example/2)+}.",
    );
  });

  it("has no colour unless asked, and keeps its marks beside it", () => {
    const alert = createSampleAlert([added], { channel: "console" });
    expect(renderConsole(alert).text).not.toContain("\u001B");
    expect(renderConsole(alert, { hasColour: true }).text).toContain(
      "\u001B[32m{+See our policy.+}\u001B[39m",
    );
  });

  it("lets no escape sequence of the provider's reach the terminal", () => {
    const hostile = createClauseChange([{ op: "added", text: "\u001B]0;owned\u0007\u009B2J" }]);
    const alert = createSampleAlert([hostile], {
      channel: "console",
      terms: { serviceName: "\u001B[2J", urls: ["https://a.example/\u001B"] },
      change: { summary: "\u001B[2J" },
    });
    // oxlint-disable-next-line no-control-regex -- none of these may come through
    expect(renderConsole(alert).text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});

describe("renderIncidentConsole", () => {
  it("names document, fault and what to do", () => {
    const { text } = renderIncidentConsole(
      createSampleIncident("console", {
        kind: "stale",
        fault: "stale",
        detail: "not verified for 72 hours, since 2026-03-30 09:30 UTC",
      }),
    );
    expect(text).toContain(
      "For operators: Acme AI · Terms of Service\nNot verified for 72 hours, since 2026-03-30 09:30 UTC\n",
    );
    expect(text).toContain("clausewatch history acme/terms-of-service");
  });
});

describe("renderMessage", () => {
  it.each(["email", "slack", "console"] as const)(
    "renders both kinds of alert for %s",
    (channel) => {
      expect(renderMessage(createSampleAlert([added], { channel })).channel).toBe(channel);
      expect(renderMessage(createSampleIncident(channel)).channel).toBe(channel);
    },
  );
});
