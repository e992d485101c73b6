import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentClauses } from "../../../src/core/clauses/segment.ts";
import { isStanding, lastOf } from "../../../src/core/history/find-clauses.ts";
import { lifeOf, trace } from "./chain.ts";

const opening = "The service lets customers send prompts and receive generated text in return.";
const resale = "You may not resell, rent out or sublicense the service to any third party.";
const rivals = "You may not use what the service returns to develop models that rival ours.";
const fees = "Fees are due within thirty days of the date of the invoice.";
const notice = "We give notice of every change to these terms by electronic mail.";

function page(...clauses: readonly string[]): string {
  return ["# Terms", ...clauses].join("\n\n");
}

const outage = page("This page is not available at the moment.", "Please try again in a while.");

describe("createLineage", () => {
  it.each([
    ["stays as it is", page(opening, resale, fees)],
    ["is renumbered", page(`1. ${opening}`, `2. ${resale}`, `3. ${fees}`)],
    ["moves", page(resale, opening, fees)],
    ["comes under another heading", page(opening, "## Restrictions", resale, fees)],
    ["is reworded", page(opening, resale.replace("rent out", "lease, lend"), fees)],
    ["gets a neighbour", page(opening, rivals, resale, notice, fees)],
  ])("keeps a clause's identity when it %s", (_, next) => {
    const first = lifeOf(trace(page(opening, resale, fees)), "sublicense");
    expect(lifeOf(trace(page(opening, resale, fees), next), "sublicense").id).toBe(first.id);
  });

  it("lets the larger part of a split clause go on as it, and says what the other was a part of", () => {
    const before = page(opening, `${resale} You may not remove any notices.`, fees);
    const after = page(opening, resale, "You may not remove any notices.", fees);
    const lineage = trace(before, after);
    const whole = lifeOf(trace(before), "sublicense");
    const heir = lifeOf(lineage, "sublicense");
    const part = lifeOf(lineage, "remove any notices");
    expect(heir.id).toBe(whole.id);
    expect(heir.events.at(-1)).toMatchObject({ kinds: ["reworded", "split"], others: [part.id] });
    expect(part.events).toMatchObject([{ kinds: ["first-seen", "split"], others: [whole.id] }]);
  });

  it("lets merged clauses go on as the larger, and says where the other went", () => {
    const before = page(opening, resale, "You may not remove any notices.", fees);
    const after = page(opening, `${resale} You may not remove any notices.`, fees);
    const small = lifeOf(trace(before), "remove any notices").id;
    const lineage = trace(before, after);
    const large = lifeOf(lineage, "sublicense");
    expect(large.id).toBe(lifeOf(trace(before), "sublicense").id);
    expect(large.events.at(-1)).toMatchObject({ kinds: ["reworded", "merged"], others: [small] });
    const gone = lifeOf(lineage, small);
    expect(gone.leftAt).not.toBeNull();
    expect(gone.events.at(-1)).toMatchObject({ kinds: ["merged", "left"], others: [large.id] });
  });

  it("knows every clause again when an error page has stood in its place", () => {
    const terms = page(opening, resale, rivals, fees, notice);
    const reworded = terms.replace("thirty days", "ten days");
    const lineage = trace(terms, outage, reworded, outage, terms);
    for (const words of ["prompts", "sublicense", "rival", "invoice", "electronic mail"]) {
      expect(lifeOf(lineage, words).id).toBe(lifeOf(trace(terms), words).id);
    }
    expect(lifeOf(lineage, "invoice").events.map(({ kinds }) => kinds.join(" "))).toEqual([
      "first-seen",
      "left",
      "reworded returned",
      "left",
      "reworded returned",
    ]);
  });

  it("knows a clause by its words that comes back alone", () => {
    const present = page(opening, rivals, resale, fees);
    const absent = page(opening, resale, fees);
    const lineage = trace(present, absent, absent.replace("thirty", "ten"), page(fees, rivals));
    expect(lifeOf(lineage, "rival").id).toBe(lifeOf(trace(present), "rival").id);
  });

  it("takes a few words somewhere else for another clause", () => {
    const lineage = trace(
      page(opening, "## Fees", "See below.", fees),
      page(opening, "## Fees", fees),
      page(opening, "## Fees", fees, "## Notices", notice, "See below."),
    );
    const ids = lineage.threads.filter((thread) => lastOf(thread)?.text === "See below.");
    expect(ids).toHaveLength(2);
  });

  it("keeps everything that it said when later versions come", () => {
    const texts = [page(opening, resale), page(resale, rivals, fees), outage, page(rivals, fees)];
    const whole = trace(...texts);
    for (const [at] of texts.entries()) {
      const earlier = trace(...texts.slice(0, at + 1));
      for (const [index, { id, steps }] of earlier.threads.entries()) {
        expect(whole.threads[index]?.id).toBe(id);
        expect(whole.threads[index]?.steps.slice(0, steps.length)).toEqual(steps);
      }
    }
  });

  it("has each clause of a version in exactly one thread, whatever came before", () => {
    const clause = fc.constantFrom(opening, resale, rivals, fees, notice, "See below.", "## Fees");
    const text = fc.array(clause, { maxLength: 9 }).map((clauses) => page(...clauses));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
        const lineage = trace(...texts);
        const standing = lineage.threads
          .filter(isStanding)
          .flatMap((thread) => lastOf(thread)?.text ?? []);
        const clauses = segmentClauses(texts.at(-1) ?? "").map((one) => one.text);
        expect(standing.toSorted()).toEqual(clauses.toSorted());
        expect(new Set(lineage.threads.map(({ id }) => id)).size).toBe(lineage.threads.length);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
