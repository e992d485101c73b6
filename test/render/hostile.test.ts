import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { renderEmail } from "../../src/render/email.ts";
import {
  createCrowdedAlert,
  createHostileAlert,
  createHostileIncident,
  createHugeAlert,
  hostileTexts,
  hugeTexts,
} from "./hostile.ts";
import { findValidityFaults } from "./html-validity.ts";
import { createSampleIncident } from "./sample.ts";
import type { Surface } from "./surfaces.ts";
import { findPartFaults, surfaces } from "./surfaces.ts";

const cases = surfaces.map((surface) => [surface.name, surface] as const);

function findFaults({ channel, toParts }: Surface, text: string): string[] {
  const parts = toParts(createHostileAlert(text, channel), createHostileIncident(text, channel));
  return parts.flatMap(findPartFaults);
}

function findMailFaults({ channel, toParts }: Surface, text: string): string[] {
  return toParts(createHostileAlert(text, channel), createHostileIncident(text, channel))
    .filter(({ kind }) => kind === "mail")
    .flatMap((part) => findValidityFaults(part.text));
}

describe.each(cases)("%s", (_, surface) => {
  it.each(hostileTexts)("lets %s come to nothing", (_name, text) => {
    expect(findFaults(surface, text)).toEqual([]);
  });

  it("is a valid document where it is one, whatever it holds", () => {
    expect(hostileTexts.flatMap(([, text]) => findMailFaults(surface, text))).toEqual([]);
  });
});

// An incident is one sentence of our own, however large the page.
const sized = cases.filter(([name, { isWhole }]) => isWhole !== true && !name.includes("incident"));

describe.each(sized)("%s", (_, surface) => {
  it.each(hugeTexts)("is bounded for %s", (_name, make) => {
    const text = make();
    const parts = surface.toParts(
      createHugeAlert(text, surface.channel),
      createSampleIncident(surface.channel, { detail: text.slice(0, 1000) }),
    );
    expect(parts.flatMap(findPartFaults)).toEqual([]);
  });

  it("is bounded for a hundred thousand clauses", () => {
    const parts = surface.toParts(
      createCrowdedAlert(surface.channel),
      createSampleIncident(surface.channel),
    );
    expect(parts.flatMap(findPartFaults)).toEqual([]);
  });
});

describe("surfaces", () => {
  /** What else renders: parts of the above, and what is read on the operator's own terminal. */
  const others: readonly string[] = [
    ...["clause-block", "mail-colours", "mail-foot", "mail-layout", "mail-parts", "mail-redline"],
    ...["redline", "slack-clause", "teams-card", "teams-clause", "text"],
    ...["life", "rejudgement", "topics", "sent-message", "preview", "subscription-line"],
  ];
  const covered: readonly string[] = [
    ...["calendar", "comparison", "console", "email", "feed", "message", "self-service-mail"],
    ...["incident", "incident-list", "incident-webhook", "slack", "teams", "webhook"],
    ...["digest-email", "digest-slack", "digest-teams", "digest-text", "digest-message"],
  ];

  it("are all that render: a new one is added to them, or named as part of one", () => {
    const folder = resolve(import.meta.dirname, "../../src/render");
    const rendering = readdirSync(folder).filter((file) =>
      /^export function render[A-Z]/m.test(readFileSync(join(folder, file), "utf8")),
    );
    const known = new Set([...covered, ...others].map((name) => `${name}.ts`));
    expect(rendering.filter((file) => !known.has(file))).toEqual([]);
  });

  it("show what is hidden instead of dropping it", () => {
    const { html, text } = renderEmail(createHostileAlert("a\u202Eb\u{E0041}c", "email"));
    for (const part of [html, text]) expect(part).toContain("a‹U+202E›b‹U+E0041›c");
  });

  it("count the marks that are heaped on a letter", () => {
    const { text } = renderEmail(createHostileAlert(`n${"\u0336".repeat(300)}ot`, "email"));
    expect(text).toContain(`n${"\u0336".repeat(6)}‹294 more marks›ot`);
  });
});
