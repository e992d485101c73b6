import { describe, expect, it } from "vitest";
import type { TrackedComparison } from "../../../src/app/tracked-comparison.ts";
import { compareVersions } from "../../../src/core/compare.ts";
import type { TermsId } from "../../../src/model/declaration.ts";
import { digestOf } from "../../../src/model/digest.ts";
import { parseInstant } from "../../../src/model/instant.ts";
import { createVersion } from "../../../src/model/version.ts";
import { renderPrintDocument } from "../../../src/web/views/print-document.ts";
import { hostileTexts } from "../../render/hostile.ts";
import { findHtmlFaults } from "../../render/surface-faults.ts";
import { track } from "../../render/tracked-pair.ts";
import { findInvalidParts } from "../page-faults.ts";

const termsId = "halcyon-ai/terms-of-service" as TermsId;

function toVersion(text: string, day: string) {
  return createVersion({
    termsId,
    previousId: null,
    text,
    digest: digestOf(text),
    fingerprint: digestOf(text),
    extractorVersion: 1,
    declarationDigest: digestOf(""),
    snapshotIds: [],
    fetchedAt: parseInstant(`${day}T06:00:00Z`),
    origin: "import",
  });
}

function print(before: string, after: string, name = "Halcyon AI") {
  const terms = {
    id: termsId,
    serviceId: "halcyon-ai",
    serviceName: name,
    termsType: name,
    tags: [],
    urls: [],
  };
  const [one, other] = [toVersion(before, "2025-02-18"), toVersion(after, "2025-06-30")];
  const tracked: TrackedComparison = {
    terms,
    termsBefore: terms,
    before: one,
    after: other,
    comparison: compareVersions(before, after),
    change: null,
    paragraphs: track(before, after),
  };
  const work = {
    before: { terms, version: one },
    after: { terms, version: other },
    address: "https://watch.example/compare/a/b",
    retrievedAt: parseInstant("2026-11-21T12:00:00Z"),
  };
  return renderPrintDocument(tracked, { work, isChangesOnly: false });
}

/** What stands between the tags of the main part, one line a block. */
function readMain(html: string): readonly string[] {
  const [, main = ""] = /<main>([^]*)<\/main>/.exec(html) ?? [];
  return main
    .split(/<\/(?:p|h\d)>/)
    .map((block) => block.replaceAll(/<[^>]*>/g, "").trim())
    .filter((block) => block !== "");
}

const allowance = {
  elements: new Set(["header", "main", "dl", "dt", "dd", "h4", "h5", "h6"]),
  attributes: new Set(["http-equiv"]),
  address: null,
};

describe("renderPrintDocument", () => {
  it("prints the text with its edits marked in words, and what they mean above them", () => {
    const before = "# Terms\n\n## 1. Use\n\nYou may use the output.\n\n- spam;";
    const { html } = print(before, `${before}\n- use of output to build competing models.`);
    expect(readMain(html)).toEqual([
      "Terms",
      "1. Use",
      "You may use the output.",
      "• spam;",
      expect.stringContaining("building competing models"),
      "• {+use of output to build competing models.+}",
    ]);
  });

  it("says of which page it is, whose text, and what proves it", () => {
    const { html, foot } = print("A.", "B.");
    expect(html).toContain(digestOf("A."));
    expect(html).toContain("https://watch.example/compare/a/b");
    expect(foot).toContain("retrieved 21 Nov 2026");
    expect(foot).toContain('<span class="pageNumber"></span>');
  });

  it("is a valid document", () => {
    const { html } = print("# A\n\n### B\n\nC d e.", "# A\n\n### B\n\n- C e f.");
    const faults = findInvalidParts(html).filter((fault) => !fault.startsWith("no-inline-style"));
    expect(faults).toEqual([]);
  });

  it.each(hostileTexts)("lets %s come to nothing", (_, text) => {
    const { html, foot } = print(
      `${text}\n\nB.`,
      `# ${text}\n\n${text} ${text}\n\n- ${text}`,
      text,
    );
    expect(findHtmlFaults(html, allowance)).toEqual([]);
    expect(findHtmlFaults(foot, allowance)).toEqual([]);
  });

  it("may load nothing and run nothing, whatever stands in it", () => {
    const { html } = print("A.", "B.");
    expect(html).toMatch(/content="default-src 'none'; style-src 'unsafe-inline'"/);
  });
});
