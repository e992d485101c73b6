import { describe, expect, it } from "vitest";
import { toPlain } from "../../../src/core/clauses/plain.ts";
import { createClauseWatches } from "../../../src/core/match/clause-watch.ts";
import { toStems } from "../../../src/core/topics/meanings.ts";
import { createPassageIndex } from "../../../src/core/topics/passage-index.ts";
import { toPassage } from "../../../src/core/topics/passage.ts";
import { shippedGround } from "../../../src/core/topics/shipped-meanings.ts";

const clauses = [
  "Recipient shall not employ Results to create artificial intelligence that rivals ours.",
  "Customer will not train models that compete with Provider on any output.",
  "Invoices are payable within thirty days of receipt.",
  "The courts of the State of Utopia have exclusive jurisdiction.",
];

describe("createClauseWatches", () => {
  const { meanings } = shippedGround();
  const passages = createPassageIndex(
    clauses.map((text) => toPassage([{ stems: toStems(toPlain(text)), weight: 1 }], meanings)),
  );
  const { listLike } = createClauseWatches();

  it("tells clauses that mean the same in other words from those that do not", () => {
    const competing = [
      "You must not use outputs to develop competing models.",
      "Training a rival AI model on what the service returns is forbidden.",
    ];
    const payment = ["Fees are due thirty days after the invoice.", "Late payment bears interest."];
    expect(listLike(competing, passages).slice(1)).toEqual([true, false, false]);
    expect(listLike(payment, passages)).toEqual([false, false, true, false]);
  });
});
