import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extractSource } from "../../../src/core/extract/extract.ts";
import { fingerprintOf } from "../../../src/core/extract/fingerprint.ts";
import { ExtractError } from "../../../src/model/errors.ts";

const tags = [
  "p",
  "div",
  "ul",
  "ol",
  "li",
  "b",
  "em",
  "a",
  "h2",
  "table",
  "tr",
  "td",
  "br",
  "main",
  "nav",
  "pre",
  "code",
  "blockquote",
  "dl",
  "dt",
  "details",
  "button",
  "script",
  "noscript",
];
const attributes = [
  "",
  " hidden",
  ' type="a" start="4"',
  ' href="/x?utm_source=y"',
  ' href="#a"',
  ' class="footer"',
  ' aria-hidden="true"',
  ' id="toc"',
  ' role="dialog"',
  ' data-cfemail="7e12"',
  ' colspan="3"',
];

const piece = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc
    .tuple(fc.constantFrom(...tags), fc.constantFrom(...attributes))
    .map(([tag, rest]) => `<${tag}${rest}>`),
  fc.constantFrom(...tags).map((tag) => `</${tag}>`),
  fc.constantFrom(
    "word ",
    "You may not resell. ",
    "&amp;",
    "&#0;",
    "\u200b",
    "**",
    "_",
    "[x](y)",
    "1. ",
    "\n\n",
  ),
);
const page = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));

async function extract(html: string): Promise<string | null> {
  const url = "https://example.com/t";
  const source = { url, select: [], remove: [], executeClientScripts: undefined };
  const bytes = new TextEncoder().encode(html);
  try {
    return await extractSource({ source, bytes, contentType: "text/html", finalUrl: url });
  } catch (error) {
    if (error instanceof ExtractError) return null;
    throw error;
  }
}

describe("extractSource, whatever the page", () => {
  it("gives the same text for the same page, or refuses it with an ExtractError", async () => {
    await fc.assert(
      fc.asyncProperty(page, async (html) => {
        expect(await extract(html)).toBe(await extract(html));
      }),
      { seed: 7, numRuns: 1500 },
    );
  });

  it("ends its text with one line feed and leaves no space but hard breaks at line ends", async () => {
    await fc.assert(
      fc.asyncProperty(page, async (html) => {
        const text = await extract(html.replaceAll(/<\/?pre>/g, ""));
        if (text === null) return;
        expect(text).toMatch(/[^\n]\n$/);
        expect(text.replaceAll(/ {2}\n(?!\n)/g, "\n")).not.toMatch(/[ \t]\n/);
        expect(text).not.toContain("\n\n\n");
      }),
      { seed: 11, numRuns: 1500 },
    );
  });

  it("does not read scripts, comments and style sheets", async () => {
    const silent = fc.constantFrom(
      "<script>x9()</script>",
      "<!-- x9 -->",
      "<style>x9{}</style>",
      "<template>x9</template>",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(silent, fc.constant("<p>Some terms.</p>")), { maxLength: 20 }),
        async (pieces) => {
          expect((await extract(pieces.join(""))) ?? "").not.toContain("x9");
        },
      ),
      { seed: 13, numRuns: 300 },
    );
  });
});

describe("fingerprintOf, whatever the text", () => {
  it("is that of the text with its markup taken away", async () => {
    const word = fc.string({
      unit: fc.constantFrom(..."abcXYZ".split("")),
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const marked = words.map(
          (text, index) =>
            [`**${text}**`, `_${text}_`, `[${text}](https://a.example/?q=(${index}))`, `${text},`][
              index % 4
            ],
        );
        expect(fingerprintOf(marked.join(" "))).toBe(fingerprintOf(words.join("\n")));
      }),
      { seed: 17 },
    );
  });
});
