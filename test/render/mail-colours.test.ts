import { describe, expect, it } from "vitest";
import type { Colours } from "../../src/render/mail-colours.ts";
import { toneNames, tones } from "../../src/render/mail-colours.ts";
import { renderEmail } from "../../src/render/email.ts";
import { createClauseChange, createSampleAlert } from "./sample.ts";

/** Relative luminance of `#rrggbb`, 0–1. @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf({ ink, ground }: Colours): number {
  const [darker = 0, lighter = 0] = [luminanceOf(ink), luminanceOf(ground)].toSorted(
    (one, other) => one - other,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

const pairs = toneNames.flatMap((name) => [
  [name, "light", tones[name].light] as const,
  [name, "dark", tones[name].dark] as const,
]);

describe("tones", () => {
  it.each(pairs)("has %s on its ground at 4.5 to 1 on a %s screen", (_name, _screen, colours) => {
    expect(contrastOf(colours)).toBeGreaterThanOrEqual(4.5);
  });

  it("measures contrast as the guidelines do", () => {
    expect(contrastOf({ ink: "#777777", ground: "#ffffff" })).toBeCloseTo(4.48, 2);
    expect(contrastOf({ ink: "#000000", ground: "#ffffff" })).toBe(21);
  });

  it("are all the colours that text has in a mail", () => {
    const changes = (["tightened", "loosened", "neutral"] as const).map((direction) =>
      createClauseChange("a <del>b</del><ins>c</ins>", { direction }),
    );
    const { html } = renderEmail(createSampleAlert(changes, { change: { silent: true } }));
    const inks = html.matchAll(/[;"]color:(?<colour>#[0-9a-f]{6})/g);
    const known = new Set(toneNames.map((name) => tones[name].light.ink));
    const unknown = Array.from(inks, ({ groups }) => groups?.["colour"] ?? "").filter(
      (colour) => !known.has(colour),
    );
    expect(unknown).toEqual([]);
  });

  it("have a class for dark screens wherever one stands", () => {
    const alert = createSampleAlert([createClauseChange("a <del>b</del><ins>c</ins>")]);
    const body = renderEmail(alert).html.replace(/<style>[^]*?<\/style>/, "");
    const bare = [...body.matchAll(/<(?!div style="display)[^>]*[;"]color:#[^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => !/class="[^"]+"/.test(tag));
    expect(bare).toEqual([]);
  });
});
