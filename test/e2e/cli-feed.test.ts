import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCalendarFaults } from "../render/calendar-reading.ts";
import { findXmlFaults } from "../render/xml-faults.ts";
import type { Stage } from "./stage.ts";
import { createStage, restriction } from "./stage.ts";

let stage: Stage;

/** Three terms, of which alder's has changed once. */
beforeAll(async () => {
  stage = await createStage();
  await stage.workspace.run("crawl");
  stage.publish("alder", restriction);
  await stage.workspace.run("crawl");
});

afterAll(() => stage[Symbol.asyncDispose]());

describe("feed", () => {
  it("prints what changed as Atom, and the same again as the same bytes", async () => {
    const { code, out, err } = await stage.workspace.run("feed");
    expect(code, err).toBe(0);
    expect(findXmlFaults(out)).toEqual([]);
    expect(out).toContain('<title type="html"><![CDATA[alder · Acceptable Use Policy: ');
    expect(out).toContain("{+<ins>");
    expect((await stage.workspace.run("feed")).out).toBe(out);
  });

  it("prints JSON Feed and a calendar", async () => {
    const json = await stage.workspace.run("feed", "--format", "json", "--service", "alder");
    expect(JSON.parse(json.out)).toMatchObject({
      version: "https://jsonfeed.org/version/1.1",
      items: [{ tags: expect.arrayContaining(["competing-development"]) }],
    });
    const ics = await stage.workspace.run("feed", "--format", "ics");
    expect(ics.code, ics.err).toBe(0);
    expect(findCalendarFaults(ics.out)).toEqual([]);
  });

  it("says when nothing recorded is asked for", async () => {
    const { code, out, err } = await stage.workspace.run("feed", "--service", "birch");
    expect(code).toBe(0);
    expect(findXmlFaults(out)).toEqual([]);
    expect(err).toContain("the feed is empty");
  });

  it("puts a file in its place whole, and leaves one alone that has not changed", async () => {
    const { dir } = stage.workspace;
    const file = join(dir, "public.atom");
    const args = ["feed", "--output", "public.atom", "--url", "https://watch.example/public.atom"];
    expect(await stage.workspace.run(...args)).toMatchObject({ code: 0, out: "" });
    const first = await stat(file, { bigint: true });
    expect(await readFile(file, "utf8")).toContain(
      'rel="self" href="https://watch.example/public.atom"',
    );
    await stage.workspace.run(...args);
    const again = await stat(file, { bigint: true });
    expect([again.ino, again.mtimeNs]).toEqual([first.ino, first.mtimeNs]);
    await stage.workspace.run(...args, "--service", "birch");
    expect(await readFile(file, "utf8")).not.toContain("<entry>");
    expect((await readdir(dir)).filter((name) => name.includes(".tmp"))).toEqual([]);
  });

  it.each([
    [["--topic", "weather"], "topic: "],
    [["--limit", "0"], "limit: not a whole number from 1 to 200"],
    [["--since", "soon"], "since: not a date"],
    [["--pattern", "("], "pattern: "],
    [["--url", "feed.atom"], "--url: not an address"],
    [["--output", "nowhere/feed.atom"], "--output: nowhere/feed.atom cannot be written (ENOENT)"],
    [["--format", "rss"], "Allowed choices are atom, json, ics"],
  ])("takes %j for wrong usage", async (args, message) => {
    const { code, out, err } = await stage.workspace.run("feed", ...args);
    expect(err).toContain(message);
    expect([code, out]).toEqual([2, ""]);
  });
});
