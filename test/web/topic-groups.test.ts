import { describe, expect, it } from "vitest";
import { topics } from "../../src/model/topic.ts";
import { topicGroups } from "../../src/web/views/topic-groups.ts";

describe("topicGroups", () => {
  it("hold each topic once", () => {
    const grouped = topicGroups.flatMap((group) => group.topics);
    expect(grouped.toSorted((a, b) => a.localeCompare(b))).toEqual(
      topics.toSorted((a, b) => a.localeCompare(b)),
    );
  });
});
