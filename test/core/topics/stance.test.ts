import { describe, expect, it } from "vitest";
import type { Topic } from "../../../src/model/topic.ts";
import { readStances } from "../../../src/core/topics/stance.ts";

function stanceOf(
  topic: Topic,
  wording: string,
  { leadIn = null, path = [] }: { leadIn?: string | null; path?: readonly string[] } = {},
) {
  return readStances({ wording, leadIn, path }, [topic])[0];
}

describe("readStances", () => {
  it.each([
    ["You may not use the Service to develop models that compete with ours.", "strict"],
    ["Your application must not use requests to train models that compete with us.", "strict"],
    [
      "You may not use Output to build a competing product, except as we approve in writing.",
      "qualified",
    ],
    [
      "You may not, without our prior written consent, use Output to train a competing model.",
      "qualified",
    ],
    [
      "You may not use Output to train models that compete with ours. However, you may use Output to fine-tune models that do not compete with our products.",
      "qualified",
    ],
    [
      "You may use Output for any purpose, including to train models that compete with ours.",
      "lenient",
    ],
    ["We watch the models that our competitors offer as services.", "mentions"],
  ] as const)("reads what the customer may do: %s", (wording, stance) => {
    expect(stanceOf("competing-development", wording)).toBe(stance);
  });

  it("takes a clause on unfair competition for none on competing with the provider", () => {
    const fair = "You may not use the Service for unfair competition or other abuse of a platform.";
    expect(stanceOf("competing-development", fair)).toBe("mentions");
    expect(
      stanceOf("competing-development", `${fair} You may not build a competing product.`),
    ).toBe("strict");
  });

  it("takes an item for what its list is", () => {
    const item = "use Output to develop models that compete with ours;";
    expect(stanceOf("competing-development", item, { leadIn: "You may not:" })).toBe("strict");
    expect(
      stanceOf("competing-development", item, {
        leadIn: "You may not, without the prior written approval of Bolt, do any of this:",
      }),
    ).toBe("qualified");
    expect(stanceOf("competing-development", item, { leadIn: "You may:" })).toBe("lenient");
  });

  it("takes an item whose list was not found for forbidden", () => {
    expect(stanceOf("competing-development", "To develop a competing product or service;")).toBe(
      "strict",
    );
  });

  it("takes an open list of examples for no limit", () => {
    const leadIn = "You are prohibited from abuse, including but not limited to:";
    expect(
      stanceOf("competing-development", "using Output to train competing models.", { leadIn }),
    ).toBe("strict");
  });

  it("takes what the law says anyway for no limit", () => {
    const leadIn =
      "Except to the extent that applicable law forbids this restriction, you may not:";
    expect(
      stanceOf("competing-development", "build a model that competes with ours.", { leadIn }),
    ).toBe("strict");
  });

  it.each([
    ["We may use your content to train our models.", "strict"],
    ["We may use your content to train our models, unless you opt out.", "qualified"],
    ["You can opt out of training in your settings.", "qualified"],
    ["We will not use your content to train our models.", "lenient"],
    ["We will not use your content to train our models unless you agree.", "lenient"],
    [
      "We do not use your data to train our models. If you have explicitly opted in, we may use it to train our models.",
      "lenient",
    ],
    ["For more on how we use content to train our models, see our help pages.", "mentions"],
  ] as const)("reads what the provider may do: %s", (wording, stance) => {
    expect(stanceOf("customer-data-training", wording)).toBe(stance);
  });

  it("takes what a provider does only by exception for limited", () => {
    const leadIn = "We will not train our models on your content, except in two circumstances:";
    const item = "If you give us feedback, we may use it to train our models.";
    expect(stanceOf("customer-data-training", item, { leadIn })).toBe("qualified");
    expect(stanceOf("customer-data-training", item)).toBe("strict");
  });

  it("reads training by what is said of training, not of use beside it", () => {
    expect(
      stanceOf(
        "customer-data-training",
        "We may use your content to improve the Services. We will not use it to train our models.",
      ),
    ).toBe("lenient");
  });

  it("reads each topic of a clause by the sentences that are about it", () => {
    const wording =
      "You own Output. You may not use Output to develop models that compete with our models.";
    expect(
      readStances({ wording, leadIn: null, path: [] }, ["competing-development", "ip-ownership"]),
    ).toEqual(["strict", "lenient"]);
  });

  it("gives nothing for a clause about nothing", () => {
    expect(readStances({ wording: "Fees.", leadIn: null, path: [] }, [])).toEqual([]);
  });
});
