import { describe, expect, it } from "vitest";
import { recordInventedHistory } from "../invented-history.ts";
import { findForeignListParts, findInvalidParts } from "./page-faults.ts";
import { createScene } from "./scene.ts";

const help = "No document has been read yet.";
const paths = ["/", "/documents", "/topics", "/search"];

describe("a database without any text", () => {
  it.each(paths)("is explained at %s, with what to do about it", async (path) => {
    await using scene = await createScene();
    const page = await (await scene.get(path)).text();
    expect(page).toContain(help);
    expect(page).toMatch(/clausewatch crawl[^]*clausewatch import/);
    expect([...findInvalidParts(page), ...findForeignListParts(page)]).toEqual([]);
  });

  it("lets a topic say that nothing was read, and counts nobody", async () => {
    await using scene = await createScene();
    const page = await (await scene.get("/topics/competing-development")).text();
    expect(page).toContain("No provider’s terms have been read yet.");
    expect(page).not.toContain("? .");
  });

  it("is not spoken of once there is a history", async () => {
    await using scene = await createScene();
    await recordInventedHistory(scene.store);
    for (const path of paths) expect(await (await scene.get(path)).text()).not.toContain(help);
  });
});
