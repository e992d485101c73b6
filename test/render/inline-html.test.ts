import { describe, expect, it } from "vitest";
import { toHtmlText } from "../../src/render/html.ts";
import { renderInline } from "../../src/render/inline-html.ts";
import { hostileTexts } from "./hostile.ts";

const show = (markdown: string): string => toHtmlText(renderInline(markdown));

describe("renderInline", () => {
  it.each([
    ["You **may not** _ever_ resell it.", "You <strong>may not</strong> <em>ever</em> resell it."],
    ["**Fees _and_ taxes**", "<strong>Fees <em>and</em> taxes</strong>"],
    ["a user\\_id, a user_id_x, 2 \\* 3", "a user_id, a user_id_x, 2 * 3"],
    ["free of charge* today", "free of charge* today"],
    ["**left open", "left open"],
    ["one  \nline<br>after\nanother", "one line<br />after another"],
    ["call `x <y>` now", "call <code>x &lt;y&gt;</code> now"],
    ["![our logo](https://a.example/x.png) here", "[image: our logo] here"],
  ])("shows %j as %j", (markdown, shown) => {
    expect(show(markdown)).toBe(shown);
  });

  it("says where a link leads, unless its words do", () => {
    expect(show("[policy](https://a.example/p?q=1)")).toBe(
      '<a href="https://a.example/p?q=1" rel="nofollow noopener noreferrer">policy</a><span class="host"> (a.example)</span>',
    );
    expect(show("[a.example](https://a.example/)")).not.toContain("host");
  });

  it("leads nowhere but to pages", () => {
    expect(show("[x](javascript:alert(1)) [y](data:text/html,z) [z](/relative)")).toBe("x y z");
  });

  it.each(hostileTexts)("brings no markup of theirs along: %s", (_, text) => {
    const shown = show(text).replaceAll(
      /<a href="https?:\/\/[^"<>]*" rel="nofollow noopener noreferrer">|<\/a>|<span class="host">|<\/?(?:span|strong|em|code)>|<br \/>/g,
      "",
    );
    expect(shown).not.toMatch(/[<>"]/);
  });

  it.each(["*", "**a ", "[", "[a](", "_b", "`", "<https://a", "\\", "![", "<br "])(
    "takes a hundred thousand of %j in its stride",
    (piece) => {
      expect(show(piece.repeat(100_000)).length).toBeGreaterThan(0);
    },
  );
});
