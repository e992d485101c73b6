import { describe, expect, it } from "vitest";
import { toMarkup } from "../../src/render/markup.ts";
import { toReadableSpans } from "../../src/render/readable.ts";
import { toSpans } from "./sample.ts";

function read(markup: string): string {
  return toMarkup(toReadableSpans(toSpans(markup)));
}

describe("toReadableSpans", () => {
  it.each([
    ["## 4. **Use** of <ins>all </ins>it", "4. Use of <ins>all </ins>it"],
    [
      "See [our <del>FAQ</del><ins>help</ins>](https://a.example/x).",
      "See our <del>FAQ</del><ins>help</ins>.",
    ],
    [
      "<del>See [a](https://a.example/1)</del><ins>Read [b](https://a.example/2)</ins>.",
      "<del>See a</del><ins>Read b</ins>.",
    ],
    ["| A<br><br>B | <ins>all </ins>C |", "A B | <ins>all </ins>C"],
    ["_Acme <ins>Ltd</ins>,_ of user_id 3", "Acme <ins>Ltd</ins>, of user_id 3"],
    [
      "<del>**Keep**</del><ins>Keep</ins> it <del>here</del><ins>there</ins>",
      "Keep it <del>here</del><ins>there</ins>",
    ],
    ["1\\. It costs \\$5<ins> now</ins>", "1. It costs $5<ins> now</ins>"],
  ])("reads %s without its markup", (markup, expected) => {
    expect(read(markup)).toBe(expected);
  });

  it.each([
    "See [a](https://a.example/<del>1</del><ins>2</ins>).",
    "<del>**</del>Keep<del>**</del> it",
  ])("leaves %s as it is, where markup is all that changed", (markup) => {
    expect(read(markup)).toBe(markup);
  });

  it("takes no longer than its text, however hostile", () => {
    const hostile = `${"[".repeat(20_000)}${" ".repeat(20_000)}${"](".repeat(9_000)}`;
    expect(read(`${hostile}<ins>x</ins>`)).toContain("<ins>x</ins>");
  });
});
