import { describe, expect, it } from "vitest";
import { checkEndpoints } from "../../src/core/endpoints.ts";

const names = { teams: ["legal-team"], webhook: ["siem"] };

describe("checkEndpoints", () => {
  it("finds the subscriptions whose endpoint their channel has not", () => {
    const subscriptions = [
      { id: "one", channel: "teams", target: "legal-team" },
      { id: "two", channel: "webhook", target: "legal-team" },
      { id: "three", channel: "webhook", target: "siem" },
      { id: "four", channel: "teams", target: "elsewhere" },
    ] as const;
    expect(
      checkEndpoints(subscriptions, names).map(({ path, message }) => [path, message]),
    ).toEqual([
      [
        "subscription two",
        "CLAUSEWATCH_ENDPOINTS names no webhook endpoint legal-team: its alerts wait for one",
      ],
      [
        "subscription four",
        "CLAUSEWATCH_ENDPOINTS names no teams endpoint elsewhere: its alerts wait for one",
      ],
    ]);
  });

  it("has nothing to say of other channels, whatever their targets are", () => {
    const subscription = { id: "one", channel: "email", target: "a@example.com" } as const;
    expect(checkEndpoints([subscription], { teams: [], webhook: [] })).toEqual([]);
  });
});
