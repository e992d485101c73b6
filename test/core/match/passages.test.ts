import { describe, expect, it } from "vitest";
import { createPassageReader } from "../../../src/core/match/passages.ts";
import { shippedGround } from "../../../src/core/topics/shipped-meanings.ts";
import { createClauseChange } from "../../render/sample.ts";

const change = createClauseChange("You may <ins>not </ins>train rival models.");

describe("createPassageReader", () => {
  it("reads the same words once", () => {
    const read = createPassageReader(shippedGround);
    expect(read(structuredClone(change))).toBe(read(change));
  });

  it("tells apart what differs on one side alone", () => {
    const read = createPassageReader(shippedGround);
    const other = createClauseChange("You may <ins>never </ins>train rival models.");
    expect(read(other)).not.toBe(read(change));
  });
});
