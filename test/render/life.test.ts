import { describe, expect, it } from "vitest";
import type { ClauseLife } from "../../src/model/clause-life.ts";
import { renderCandidate, renderLife } from "../../src/render/life.ts";
import { lifeOf, trace } from "../core/history/chain.ts";

const opening = "The service lets customers send prompts and receive generated text in return.";
const mild = "You may use what the service returns for any lawful purpose.";
const strict = "You may use what the service returns for any approved purpose.";

function page(clause: string, heading = "Use"): string {
  return `# Terms\n\n${opening}\n\n## ${heading}\n\n2.1 ${clause}\n`;
}

function render(life: ClauseLife): string {
  return renderLife("Acme AI · Terms of Service", life).replaceAll(/\b[0-9a-f]{12}\b/g, "<id>");
}

describe("renderLife", () => {
  it("tells a clause's life from its first sight to where it stands", () => {
    const lineage = trace(page(mild), page(strict), page(mild, "Your use"));
    expect(render(lifeOf(lineage, "what the service returns")))
      .toBe(`Acme AI · Terms of Service · clause <id>
Stands: 2.1 under “Terms › Your use”.
First seen 1 Mar 2025; 2 wordings, 3 events.

[-removed-] {+added+}

1 Mar 2025, 00:00 UTC: first seen, 2.1 under “Terms › Use”
   You may use what the service returns for any lawful purpose.

2 Mar 2025, 00:00 UTC: reworded; clausewatch show <id>
   You may use what the service returns for any [-lawful-]{+approved+}
   purpose.

3 Mar 2025, 00:00 UTC: reworded, under “Terms › Your use” now, before under
   “Terms › Use”; returns to the wording of 1 Mar 2025; clausewatch show
   <id>
   You may use what the service returns for any [-approved-]{+lawful+}
   purpose.
`);
  });

  it("counts what goes back and forth instead of listing it", () => {
    const flaps = Array.from({ length: 20 }, (_, at) => page(at % 2 === 0 ? mild : strict));
    const text = render(lifeOf(trace(...flaps), "what the service returns"));
    expect(text).toContain("… 15 more returns to the one and the other");
    expect(text.split("reworded")).toHaveLength(1 + 4);
  });

  it("says when a clause left, and that another page stood there", () => {
    const outage = "This page is gone.\n\nTry again.\n\nOr later.\n\nOr never.\n";
    const text = render(lifeOf(trace(page(mild), outage), "what the service returns"));
    expect(text).toContain("Left 2 Mar 2025; stood last: 2.1 under “Terms › Use”.");
    expect(text).toMatch(/left with most of the text: another page\s+stood\s+there/);
  });

  it("shows characters that hide", () => {
    const text = render(lifeOf(trace(page(`${mild} \u202eevil`)), "what the service returns"));
    expect(text).not.toContain("\u202e");
  });
});

describe("renderCandidate", () => {
  it("gives an id to name the clause by, and what it says without markup", () => {
    const life = lifeOf(
      trace(page(mild.replace("lawful", "**lawful**"))),
      "what the service returns",
    );
    expect(renderCandidate(life)).toMatch(
      /^[0-9a-f]{12} {2}since 2025-03-01 {2}2\.1 under “Terms › Use”\n +“You may .* any lawful purpose\.”\n$/,
    );
  });
});
