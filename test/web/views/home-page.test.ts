import { describe, expect, it } from "vitest";
import { parseInstant } from "../../../src/model/instant.ts";
import type { Alert } from "../../../src/render/alert.ts";
import { toHtmlText } from "../../../src/render/html.ts";
import { readListQuery } from "../../../src/web/list-query.ts";
import type { Offer } from "../../../src/web/offers.ts";
import { createPaths } from "../../../src/web/paths.ts";
import { renderHomePage } from "../../../src/web/views/home-page.ts";
import { createHostileAlert, hostileTexts } from "../../render/hostile.ts";
import { findForeignListParts, findInvalidParts } from "../page-faults.ts";

const paths = createPaths("https://watch.example");

function render(text: string, search: string, alerts: readonly Alert[]): string {
  const offer: Offer = {
    services: [{ id: "acme", name: text }],
    ownTopics: ["x-our-own"],
    choices: { services: ["acme"], topics: ["competing-development", "x-our-own"] },
    nameOf: () => text,
  };
  const page = renderHomePage(paths, {
    query: readListQuery(new URLSearchParams(search)),
    choices: { offer, types: [text, "Terms of Service"] },
    list: { alerts, total: 40, passed: 20, older: "a".repeat(64), newer: "" },
    viewer: null,
    now: parseInstant("2026-03-05T00:00:00Z"),
  });
  return toHtmlText(page);
}

const asked = (text: string): string =>
  new URLSearchParams([
    ["word", text],
    ["document", text],
    ["service", "acme"],
    ["topic", "x-our-own"],
    ["topic", text],
    ["since", text],
    ["until", "2026-01-01"],
    ["effective-within", text],
  ]).toString();

describe("renderHomePage", () => {
  it.each(hostileTexts)("lets %s come to nothing", (_, text) => {
    const page = render(text, asked(text), [createHostileAlert(text, "email")]);
    expect(findForeignListParts(page)).toEqual([]);
  });

  it("is a valid document, whatever it holds", () => {
    const faults = hostileTexts.flatMap(([, text]) =>
      findInvalidParts(render(text, asked(text), [createHostileAlert(text, "email")])),
    );
    expect(faults).toEqual([]);
  });
});
