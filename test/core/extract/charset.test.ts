import { describe, expect, it } from "vitest";
import { decodeText } from "../../../src/core/extract/charset.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array =>
  Uint8Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
const wide = (text: string, isLittle: boolean): Uint8Array =>
  Uint8Array.from(
    Array.from(text).flatMap((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      return isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255];
    }),
  );

const page = "<html><p>“Gebühr” – 5 €</p></html>";

describe("decodeText", () => {
  it.each([
    ["UTF-8 under its own name", utf8(page), "text/html; charset=utf-8", page, "utf-8"],
    ["UTF-8 without any label", utf8(page), undefined, page, "utf-8"],
    [
      "UTF-8 that a header calls Latin 1",
      utf8(page),
      "text/html; charset=iso-8859-1",
      page,
      "utf-8",
    ],
    ["UTF-8 that a header calls UTF-16", utf8(page), "text/html; charset=utf-16", page, "utf-8"],
    ["UTF-8 under an unknown name", utf8(page), 'text/html; charset="x-none"', page, "utf-8"],
    [
      "a mark against a header",
      Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8("ü")),
      "text/html; charset=koi8-r",
      "ü",
      "utf-8",
    ],
    [
      "UTF-16 by its mark",
      Uint8Array.of(0xff, 0xfe, ...wide("für", true)),
      undefined,
      "für",
      "utf-16le",
    ],
    [
      "UTF-16 by its header",
      wide("<p>für uns</p>", false),
      "text/html; charset=utf-16be",
      "<p>für uns</p>",
      "utf-16be",
    ],
    [
      "UTF-16 by its zeros",
      wide("<p>terms of use</p>", true),
      undefined,
      "<p>terms of use</p>",
      "utf-16le",
    ],
    [
      "Latin 1 by its header",
      latin("<p>für</p>"),
      "text/html; charset=ISO-8859-1",
      "<p>für</p>",
      "windows-1252",
    ],
    [
      "Latin 2 by its meta",
      latin('<meta charset="iso-8859-2"><p>\u00b1</p>'),
      "text/html",
      '<meta charset="iso-8859-2"><p>ą</p>',
      "iso-8859-2",
    ],
    [
      "a header before a meta",
      latin('<meta charset="iso-8859-2">\u00b1'),
      "text/html; charset=windows-1251",
      '<meta charset="iso-8859-2">±',
      "windows-1251",
    ],
    [
      "a meta that cannot be right",
      latin('<meta charset="utf-16">\u00fc'),
      "text/html",
      '<meta charset="utf-16">\ufffd',
      "utf-8",
    ],
    ["neither label nor UTF-8", latin("f\u00fcr"), undefined, "für", "windows-1252"],
    ["nothing", new Uint8Array(), undefined, "", "utf-8"],
  ])("reads %s", (_, bytes, contentType, text, charset) => {
    expect(decodeText(bytes, contentType)).toEqual({ text, charset });
  });
});
