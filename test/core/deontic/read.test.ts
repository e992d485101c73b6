import { describe, expect, it } from "vitest";
import { toBurden } from "../../../src/core/deontic/burden.ts";
import { readNorms } from "../../../src/core/deontic/read.ts";
import { readInventedEdits } from "../../training/invented.ts";
import type { ReadOptions } from "../../../src/core/deontic/norm.ts";

/** "actor modality verb" of each norm, a negated one with "!". */
function tell(text: string, options: ReadOptions = {}): readonly string[] {
  return readNorms(text, options).map(
    ({ actor, modality, isNegated, verb }) =>
      `${actor} ${isNegated ? "!" : ""}${modality} ${verb ?? "-"}`,
  );
}

function tellLimits(text: string): readonly string[] {
  return readNorms(text).flatMap(({ conditions, exceptions }) => [
    ...conditions.map(({ start, end }) => `if: ${text.slice(start, end)}`),
    ...exceptions.map(({ start, end }) => `but: ${text.slice(start, end)}`),
  ]);
}

describe("readNorms", () => {
  it.each([
    ["You may not resell the Widgets.", ["customer !ban resell"]],
    ["Users must not share passwords.", ["customer !ban share"]],
    ["Customer shall pay every invoice.", ["customer duty pay"]],
    ["You can export your files.", ["customer permission export"]],
    ["You have the right to object.", ["customer right object"]],
    ["You are not required to give a phone number.", ["customer !release give"]],
    ["No user may publish benchmarks.", ["customer !ban publish"]],
    ["We may suspend the account.", ["provider power suspend"]],
    ["We reserve the right to change prices.", ["provider power change"]],
    ["We will notify you.", ["provider promise notify"]],
    ["We will never sell your photos.", ["provider !promise sell"]],
    ["We no longer store voice recordings.", ["provider !promise store"]],
    ["We collect device identifiers.", ["provider practice collect"]],
    ["The Widgets may not be used to build weapons.", ["customer !ban used"]],
    ["Your photos will be deleted.", ["provider promise deleted"]],
    ["Uploading malware is strictly prohibited.", ["customer !ban -"]],
    ["Messages are stored for a year.", ["provider practice stored"]],
    ["Messages are not shared with anyone.", ["provider !promise shared"]],
    ["Don't scrape the gallery.", ["customer !ban scrape"]],
    ["* Do not abuse the editor.", ["customer !ban abuse"]],
    ["We will not be liable for lost profits.", ["provider !disclaimer for"]],
    ["Neither party shall be liable for delay.", ["both !disclaimer liable"]],
    ["“Widget” means a small device.", ["unknown definition a"]],
    ["The office is in Lyon.", ["unknown statement -"]],
  ])("reads who must, may and must not in %j", (text, expected) => {
    expect(tell(text)).toEqual(expected);
  });

  it("stays inside the text and keeps each operator inside its norm", () => {
    const wrong = readInventedEdits()
      .flatMap(({ before, after }) => [before ?? "", after ?? ""])
      .filter((text) =>
        readNorms(text).some(
          ({ start, end, operator, conditions, exceptions }) =>
            start < 0 ||
            end > text.length ||
            operator.start < start ||
            operator.end > end ||
            [...conditions, ...exceptions].some(
              (limit) => limit.start < start || limit.end > text.length,
            ),
        ),
      );
    expect(wrong).toEqual([]);
  });

  it("reads each norm of a sentence with its own subject", () => {
    expect(tell("You may cancel, and we will refund the rest.")).toEqual([
      "customer permission cancel",
      "provider promise refund",
    ]);
  });

  it("takes what is said of a thing in passing for no norm", () => {
    expect(tell("We store photos that you may upload.")).toEqual(["provider practice store"]);
  });

  it("takes a case for no norm", () => {
    expect(tell("If you do not agree, you must leave.")).toEqual(["customer duty leave"]);
  });

  it("takes what may befall the customer for the provider's power", () => {
    expect(tell("You may be charged a fee.")).toEqual(["provider power charged"]);
  });

  it.each([
    ["You may not:", "resell the Widgets", ["customer !ban resell"]],
    ["We will:", "notify you of a breach", ["provider promise notify"]],
    ["We will not:", "sell your photos", ["provider !promise sell"]],
    ["We collect:", "device identifiers", ["provider practice collect"]],
    [
      "We are not liable, unless the damage is:",
      "caused on purpose",
      ["customer permission caused"],
    ],
  ])("completes an item by its lead-in %j", (leadIn, text, expected) => {
    expect(tell(text, { leadIn })).toEqual(expected);
  });

  it.each([
    ["Rules > Prohibited uses", "Generating spam", ["customer !ban -"]],
    ["Privacy > Information we collect", "Postal address", ["provider practice -"]],
    ["Privacy > Your rights", "Erasure", ["customer right -"]],
    ["History", "Postal address", ["unknown statement -"]],
  ])("reads a bare item by its heading %j", (heading, text, expected) => {
    const norms = readNorms(text, { heading });
    expect(
      norms.map(
        ({ actor, modality, isNegated }) => `${actor} ${isNegated ? "!" : ""}${modality} -`,
      ),
    ).toEqual(expected);
  });

  it("reads a party by the name that the document gives it", () => {
    const parties = { customer: new Set(["company"]), provider: new Set(["brambleworks"]) };
    expect(tell("Brambleworks may audit Company. Company shall assist.", { parties })).toEqual([
      "provider power audit",
      "customer duty assist",
    ]);
  });

  it.each([
    ["You may not resell the Widgets unless we agree.", ["but: unless we agree."]],
    ["You may copy it only if you credit us.", ["if: only if you credit us."]],
    ["We will not share it without your consent.", ["if: without your consent."]],
    ["Subject to payment, you may use it.", ["if: Subject to payment"]],
    ["We may delete it, except as the law forbids.", ["but: except as the law forbids."]],
  ])("finds what limits the norm of %j", (text, expected) => {
    expect(tellLimits(text)).toEqual(expected);
  });
});

describe("toBurden", () => {
  it.each([
    "You may not resell the Widgets.",
    "You must be 18.",
    "We may suspend your account at any time.",
    "We are not responsible for lost files.",
    "We collect your location.",
    "We will share your email with partners.",
    "We will not refund any fees.",
    "Customer grants us a licence.",
    "We have no obligation to provide support.",
  ])("weighs on the customer: %s", (text) => {
    expect(readNorms(text).map((norm) => toBurden(norm, text))).toEqual([
      expect.toSatisfy((burden: number) => burden > 0),
    ]);
  });

  it.each([
    "You may export your files.",
    "You own everything that you make.",
    "We will notify you of a breach.",
    "We do not sell your email address.",
    "We encrypt every backup.",
    "You are not required to register.",
    "Provider shall defend Customer against claims.",
    "Your recordings will be erased.",
  ])("serves the customer: %s", (text) => {
    expect(readNorms(text).map((norm) => toBurden(norm, text))).toEqual([
      expect.toSatisfy((burden: number) => burden < 0),
    ]);
  });

  it("weighs a limited norm less", () => {
    const [free, limited] = ["You may not copy it.", "You may not copy it unless we agree."].map(
      (text) => readNorms(text).map((norm) => toBurden(norm, text))[0] ?? 0,
    );
    expect(limited).toBeLessThan(free ?? 0);
  });
});
