import { describe, expect, it } from "vitest";
import type { TermsId } from "../../src/model/declaration.ts";
import { digestOf } from "../../src/model/digest.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { CitedText, CitedWork } from "../../src/render/citation.ts";
import { toCitationText, toCitations } from "../../src/render/citation.ts";
import { hostileTexts } from "./hostile.ts";

function cite(day: string, names: Partial<CitedText["terms"]> = {}): CitedText {
  const id = "halcyon-ai/terms-of-service" as TermsId;
  return {
    terms: { id, serviceName: "Halcyon AI", termsType: "Terms of Service", ...names },
    version: {
      id: digestOf(`version ${day}`),
      digest: digestOf(`text ${day}`),
      fetchedAt: parseInstant(`${day}T06:00:00Z`),
    },
  };
}

const work: CitedWork = {
  before: cite("2023-05-04"),
  after: cite("2023-11-20"),
  address: "https://watch.example/compare/a/b",
  retrievedAt: parseInstant("2026-11-21T12:00:00Z"),
};

function formOf(key: string, cited: CitedWork = work): string {
  return toCitations(cited).find((one) => one.key === key)?.text ?? "";
}

describe("toCitationText", () => {
  it("says whose change it is, from when to when, where it is found and what proves it", () => {
    expect(toCitationText(work)).toBe(
      `Halcyon AI, “Terms of Service: changes from 4 May 2023 to 20 Nov 2023”. Clausewatch, https://watch.example/compare/a/b (retrieved 21 Nov 2026). SHA-256 of the texts: before ${digestOf("text 2023-05-04")}, after ${digestOf("text 2023-11-20")}.`,
    );
  });

  it("cites one text by the day on which it was seen", () => {
    expect(toCitationText({ ...work, before: null })).toContain(
      `“Terms of Service, as seen on 20 Nov 2023”. Clausewatch, https://watch.example/compare/a/b (retrieved 21 Nov 2026). SHA-256 of the text: ${digestOf("text 2023-11-20")}.`,
    );
  });

  it("names both documents where two are compared", () => {
    const other = { id: "bolt/usage-policy" as TermsId, serviceName: "Bolt", termsType: "Policy" };
    expect(toCitationText({ ...work, before: cite("2023-05-04", other) })).toContain(
      "“Terms of Service of 20 Nov 2023, compared with Bolt Policy of 4 May 2023”",
    );
  });

  it.each(hostileTexts)("stays one line, with %s in a provider's name", (_, text) => {
    const after = cite("2023-11-20", { serviceName: text, termsType: text });
    expect(toCitationText({ ...work, after })).not.toMatch(/[\n\r\u2028\u2029\u202e]/);
  });
});

describe("toCitations", () => {
  it("gives an entry for LaTeX, in which a name is no command", () => {
    const after = cite("2023-11-20", { serviceName: "A_B & {C} \\input{x} 50 %" });
    expect(
      formOf("bibtex", { ...work, after })
        .split("\n")
        .slice(0, 3),
    ).toEqual([
      `@misc{halcyon-ai-terms-of-service-2023-11-20-${digestOf("version 2023-05-04").slice(0, 8)}-${digestOf("version 2023-11-20").slice(0, 8)},`,
      "  author = {{A\\_B \\& \\{C\\} \\textbackslash{}input\\{x\\} 50 \\%}},",
      "  title = {{Terms of Service: changes from 4 May 2023 to 20 Nov 2023}},",
    ]);
  });

  it.each(hostileTexts)("closes each brace of an entry that holds %s", (_, text) => {
    const after = cite("2023-11-20", { serviceName: text, termsType: text });
    const entry = formOf("bibtex", { ...work, after }).replaceAll(/\\[{}]/g, "");
    let depth = 0;
    const depths = Array.from(entry, (sign) => (depth += sign === "{" ? 1 : sign === "}" ? -1 : 0));
    expect([depths.slice(0, -1).lastIndexOf(0) < entry.indexOf("{"), depths.at(-1)]).toEqual([
      true,
      0,
    ]);
  });

  it("gives what reference managers read", () => {
    expect(JSON.parse(formOf("csl"))).toEqual([
      expect.objectContaining({
        type: "webpage",
        author: [{ literal: "Halcyon AI" }],
        issued: { "date-parts": [[2023, 11, 20]] },
        accessed: { "date-parts": [[2026, 11, 21]] },
        URL: "https://watch.example/compare/a/b",
      }),
    ]);
  });
});
