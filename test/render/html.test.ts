import { describe, expect, it } from "vitest";
import { html, toHtmlText, toSafeUrl } from "../../src/render/html.ts";

describe("html", () => {
  it("escapes every value in text and in attributes", () => {
    const hostile = `"><script>alert('1')</script>&amp;`;
    expect(toHtmlText(html`<a title="${hostile}">${hostile}</a>`)).toBe(
      `<a title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</a>`,
    );
  });

  it("lets its own markup through, and lists of it", () => {
    const items = ["a", "<b>"].map((item) => html`<i>${item}</i>`);
    expect(toHtmlText(html`<em>${items}${null}${2}</em>`)).toBe(
      "<em><i>a</i><i>&lt;b&gt;</i>2</em>",
    );
  });

  it("sends no indentation of its source, and every white space of a value", () => {
    const value = "one\n    two";
    const page = html`<div>
      <pre>${value}</pre>

      ${["a", "b"].map((item) => html`<p>${item}</p>`)}
    </div>`;
    expect(toHtmlText(page)).toBe("<div>\n<pre>one\n    two</pre>\n<p>a</p><p>b</p>\n</div>");
  });

  it("repairs unpaired surrogates", () => {
    expect(toHtmlText(html`${"\uDC00"}`)).toBe("\uFFFD");
  });
});

describe("toSafeUrl", () => {
  it.each(["javascript:alert(1)", "data:text/html,x", "//evil.example", "not a url", ""])(
    "refuses %j",
    (address) => {
      expect(toSafeUrl(address)).toBeNull();
    },
  );

  it("encodes what could end an attribute or a Slack link", () => {
    expect(toSafeUrl('https://a.example/x"y<z> w')).toBe("https://a.example/x%22y%3Cz%3E%20w");
  });
});
