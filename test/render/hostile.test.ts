import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Alert } from "../../src/render/alert.ts";
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
import type { Surface } from "./surfaces.ts";
import { findPartFaults, surfaces, toPartsOf } from "./surfaces.ts";

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

const sized = cases.filter(([, { isWhole, isApart }]) => isWhole !== true && isApart !== true);

function findSizeFaults(surface: Surface, alert: Alert): string[] {
  return toPartsOf(surface, alert).flatMap(findPartFaults);
}

describe.each(hugeTexts)("of %s", (_, make) => {
  // Of megabytes one is made for all.
  const alert = createHugeAlert(make(), "console");

  it.each(sized)("%s is bounded", (_name, surface) => {
    expect(findSizeFaults(surface, alert)).toEqual([]);
  });
});

describe("of a hundred thousand clauses", () => {
  const alert = createCrowdedAlert("console");

  it.each(sized)("%s is bounded", (_, surface) => {
    expect(findSizeFaults(surface, alert)).toEqual([]);
  });
});

describe("surfaces", () => {
  /** What else renders: parts of the above, and what is read on the operator's own terminal. */
  const others =
    "clause-block mail-colours mail-foot mail-layout mail-parts mail-redline redline slack-clause teams-card teams-clause text life rejudgement topics sent-message preview subscription-line";
  const covered =
    "calendar comparison console email feed message self-service-mail incident incident-list incident-webhook slack teams webhook digest-email digest-slack digest-teams digest-text digest-message";
  /** Each held to the same texts by a test of its own: what pages, and files that are taken away, are made of. */
  const elsewhere = "inline-html captured-page table-text";

  it("are all that render: a new one is added to them, or named as part of one", () => {
    const folder = resolve(import.meta.dirname, "../../src/render");
    const rendering = readdirSync(folder).filter((file) =>
      /^export function render[A-Z]/m.test(readFileSync(join(folder, file), "utf8")),
    );
    const known = new Set(
      `${covered} ${others} ${elsewhere}`.split(" ").map((name) => `${name}.ts`),
    );
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
