import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStage, parseLines, providers, restriction, termsOf } from "./stage.ts";

const escapes = "\u001B";

describe("crawl", () => {
  it("records all at first, finds nothing new, then prints what changed", async () => {
    await using stage = await createStage();
    const first = await stage.workspace.run("crawl");
    expect(first.code, first.err).toBe(0);
    expect(first.out).toBe("");
    for (const provider of providers) {
      expect(first.err).toContain(`${termsOf(provider)}  recorded for the first time\n`);
    }
    expect(first.err).toContain("3 terms checked, 3 for the first time, 0 changed\n");

    const second = await stage.workspace.run("crawl", "--exit-changed");
    expect(second.code, second.err).toBe(0);
    expect(second.out).toBe("");
    expect(second.err).toContain("3 terms checked, 0 changed\n");

    stage.publish("birch", restriction);
    const third = await stage.workspace.run("crawl", "--exit-changed");
    expect(third.code, third.err).toBe(3);
    expect(third.err).toContain(`${termsOf("birch")}  CHANGED\n`);
    expect(third.out).toContain("models that compete with ours");
    expect(third.out).not.toContain("alder");
    expect(
      third.out + third.err,
      "neither colour nor cursor moves outside a terminal",
    ).not.toContain(escapes);
  });

  it("checks only the service or the terms that is named", async () => {
    await using stage = await createStage();
    const one = await stage.workspace.run("crawl", "--service", "cedar");
    expect(one.err).toContain("1 terms checked, 1 for the first time");
    const other = await stage.workspace.run("crawl", "--terms", termsOf("alder"));
    expect(other.err).toContain(`${termsOf("alder")}  recorded`);
    const due = await stage.workspace.run("crawl", "--due");
    expect(due.code, due.err).toBe(0);
    expect(due.err).toContain("1 terms checked, 1 for the first time");
    const rest = await stage.workspace.run("crawl", "--due");
    expect(rest.code, rest.err).toBe(0);
    expect(rest.err).toContain("0 terms checked");
  });

  it("records the others when one document fails, and names it with its fault", async () => {
    await using stage = await createStage();
    const { port } = await findClosedPort();
    await stage.configure({ fetch: { allowHosts: ["127.0.0.1"], minGapMs: 0, maxRetries: 0 } });
    await stage.workspace.write("watchlist/birch.json", {
      name: "birch",
      terms: {
        "Acceptable Use Policy": { fetch: `http://127.0.0.1:${port}/`, robots: "ignore" },
      },
    });
    stage.site.set("/cedar", "<h1>Gone</h1>");
    const { code, err } = await stage.workspace.run("crawl");
    expect(code).toBe(1);
    expect(err).toContain(`${termsOf("birch")}  FAILED (connect): `);
    expect(err).toContain(`${termsOf("cedar")}  HELD BACK (`);
    expect(err).toContain(
      "3 terms checked, 1 for the first time, 0 changed, 1 held back, 1 failed",
    );
    const history = await stage.workspace.run("history", "--json");
    const versions = parseLines(history.out).map(({ id, versionCount }) => [id, versionCount]);
    expect(versions).toEqual([
      [termsOf("alder"), 1],
      [termsOf("birch"), 0],
      [termsOf("cedar"), 0],
    ]);
  });

  it("prints nothing but JSON lines with --json, alerts for the console included", async () => {
    await using stage = await createStage();
    await stage.workspace.write("subscriptions.json", {
      subscriptions: [{ id: "screen", channel: "console" }],
    });
    await stage.workspace.run("crawl");
    stage.publish("alder", restriction);
    const { code, out, err } = await stage.workspace.run("crawl", "--json");
    expect(code, err).toBe(0);
    const lines = parseLines(out);
    expect(lines).toHaveLength(4);
    expect(lines.find(({ termsId }) => termsId === termsOf("alder"))).toMatchObject({
      outcome: "changed",
      fault: null,
      changeId: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(lines.at(-1)).toEqual({
      summary: { unchanged: 2, changed: 1, changes: 1, broken: 0 },
    });
    expect(err).toContain("models that compete with ours");
  });

  it("prints an alert once where the console is subscribed", async () => {
    await using stage = await createStage();
    await stage.workspace.write("subscriptions.json", {
      subscriptions: [{ id: "screen", channel: "console" }],
    });
    await stage.workspace.run("crawl");
    stage.publish("alder", restriction);
    const { out, err } = await stage.workspace.run("crawl");
    expect(out).toContain("models that compete with ours");
    expect(out.match(/^─+$/gm), "the rule above each alert").toHaveLength(1);
    expect(err).toContain("alerts: 1 delivered\n");
  });

  it("runs with the good files of a watchlist, and names the broken one", async () => {
    await using stage = await createStage();
    await stage.workspace.write("watchlist/birch.json", { name: "birch", terms: {}, colour: 1 });
    await writeFile(join(stage.workspace.dir, "watchlist/dogwood.json"), "{");
    const { code, err } = await stage.workspace.run("crawl");
    expect(code).toBe(1);
    expect(err).toContain("watchlist: birch.json: colour: unknown key\n");
    expect(err).toContain("watchlist: dogwood.json: ");
    expect(err).toContain("2 terms checked, 2 for the first time");
  });

  it("refuses to run without a watchlist", async () => {
    await using stage = await createStage();
    await stage.configure({ watchlistDir: "elsewhere" });
    const { code, out, err } = await stage.workspace.run("crawl");
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain("elsewhere: the watchlist cannot be read");
    expect(err).toContain("no usable declaration");
  });

  it("leaves a second one at once while it is at work", async () => {
    await using stage = await createStage();
    const gate = await openGate();
    await stage.configure({ fetch: { allowHosts: ["127.0.0.1"], minGapMs: 0, maxRetries: 0 } });
    await stage.workspace.write("watchlist/dogwood.json", {
      name: "dogwood",
      terms: { "Acceptable Use Policy": { fetch: `${gate.origin}/dogwood`, robots: "ignore" } },
    });
    const first = stage.workspace.start("crawl");
    await gate.asked;
    const second = await stage.workspace.run("crawl");
    expect(second.code).toBe(1);
    expect(second.err).toBe("another crawl is at work on this data folder: nothing done\n");
    gate.close();
    expect((await first.ended).err).toContain("4 terms checked");
  });
});

/** A port that nothing listens on. */
async function findClosedPort(): Promise<{ port: number }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address;
}

/** A server that answers nothing until it closes; `asked` resolves at its first request. */
async function openGate() {
  const asked = Promise.withResolvers<void>();
  const server = createServer(() => asked.resolve()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    asked: asked.promise,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
