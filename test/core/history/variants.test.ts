import { describe, expect, it } from "vitest";
import { isVariant, signVariant, signVariantPart } from "../../../src/core/history/variants.ts";
import type { ClauseChange } from "../../../src/model/comparison.ts";
import { createClauseChange } from "../../render/sample.ts";

const read = (redlines: readonly string[]): readonly ClauseChange[] =>
  redlines.map((redline) => createClauseChange(redline));
const sign = (...redlines: readonly string[]) => signVariant(read(redlines));

const english = [
  "4.2 Invoices are due within <del>30</del><ins>10</ins> days, with USD <ins>1,500 </ins>late.",
  "9. Write to <del>legal@acme.example</del><ins>terms@acme.example</ins>.",
] as const;
const german = [
  "4.2 Rechnungen sind <del>binnen 30</del><ins>innerhalb von 10</ins> Tagen fällig, mit <ins>1.500 </ins>USD.",
  "9. Schreiben Sie an <del>legal@acme.example</del><ins>terms@acme.example</ins>.",
] as const;
const french = [
  "4.2 Les factures sont dues sous <del>30</del><ins>10</ins> jours, avec <ins>1 500 </ins>USD.",
  "9. Écrivez à <del>legal@acme.example</del><ins>terms@acme.example</ins>.",
] as const;

const swapped = english[0].replace(">30<", ">10<").replace("<ins>10<", "<ins>30<");

describe("signVariant", () => {
  it("knows a change again in German and in French", () => {
    expect(sign(...english)).not.toBeNull();
    expect(sign(...german)).toBe(sign(...english));
    expect(sign(...french)).toBe(sign(...english));
  });

  it.each([
    ["99.5 percent", "99,5 Prozent"],
    ["€20", "20 €"],
    ["EUR 20", "20 €"],
    ["May 1, 2026", "1. Mai 2026"],
    ["May 1, 2026", "1er mai 2026"],
    ["1,000,000 tokens", "1.000.000 Token"],
    ["see https://acme.example/en/fees", "siehe https://www.acme.example/de/gebuehren"],
  ])("reads %s and %s alike", (one, other) => {
    const base = sign(`3.1 It is <del>7 or 8</del><ins>${one}</ins>.`);
    expect(base).not.toBeNull();
    expect(sign(`3.1 Es ist <del>7 oder 8</del><ins>${other}</ins>.`)).toBe(base);
  });

  it("takes what stays in a sentence that is put otherwise for what it is", () => {
    const one = "4.2 Pay within <del>30</del><ins>10</ins> days of the 1st of a month.";
    const other =
      "4.2 <del>Zahlbar binnen 30 Tagen ab dem 1.</del><ins>Ab dem 1. sind 10 Tage Zeit, zu zahlen, dies gilt.</ins>";
    expect(sign(one)).not.toBeNull();
    expect(sign(other)).toBe(sign(one));
  });

  it.each([
    ["another figure", [english[0].replace("10", "14"), english[1]]],
    ["another number", [english[0].replace("4.2", "4.3"), english[1]]],
    ["a clause more", [...english, "You may <ins>not </ins>resell it."]],
    ["a clause less", [english[0]]],
    ["another order", english.toReversed()],
    ["the other way round", [swapped, english[1]]],
  ])("keeps apart what has %s", (_, redlines) => {
    expect(sign(...redlines)).not.toBe(sign(...english));
  });

  it.each([
    [
      "no figures",
      ["4.2 You may <ins>not </ins>resell it.", "5. You <del>may</del><ins>must</ins> pay."],
    ],
    ["one figure for another, and no number", ["Pay within <del>30</del><ins>10</ins> days."]],
    ["a new clause with a number", ["4.3 <ins>You pay.</ins>"]],
    ["words that moved", ["4.2 You may resell it for 10 or 20."]],
    ["nothing", []],
  ])("knows too little of a change with %s", (_, redlines) => {
    expect(sign(...redlines)).toBeNull();
  });
});

describe("signVariantPart", () => {
  it("says of the same clauses the same in every language, and of others not", () => {
    expect(signVariantPart(read(german), [0])).toBe(signVariantPart(read(english), [0]));
    expect(signVariantPart(read(german), [1])).not.toBe(signVariantPart(read(english), [0]));
    expect(signVariantPart(read(german), [0, 1])).not.toBe(signVariantPart(read(english), [0]));
  });
});

describe("isVariant", () => {
  const own = { id: "acme/terms", serviceName: "Acme AI", termsType: "Terms of Service" };

  it.each([
    [{ id: "acme-de/terms", serviceName: "Acme AI (Deutsch)" }, true],
    [{ id: "acme-fr/terms", serviceName: "acme ai (FR)" }, true],
    [{ id: "acme-labs/terms", serviceName: "Acme AI Labs" }, false],
    [{ id: "acme-de/privacy", termsType: "Privacy Policy" }, false],
    [{ id: "acme/other-terms" }, false],
    [{}, false],
  ])("says of %j: %s", (fields, isOne) => {
    expect(isVariant({ ...own, ...fields }, own)).toBe(isOne);
  });
});
