import { chmod, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startTeamsServer } from "../servers/teams.ts";
import { startWebhookServer } from "../servers/webhook.ts";
import { createStage, parseLines, restriction } from "./stage.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const path = "/hooks/4f1c9e77?sig=k3y-of-the-path";

const toSiem = { id: "siem", channel: "webhook", to: "siem" };
const toTeam = { id: "team", channel: "teams", to: "legal-team" };

/** Every file of a folder, as text of one byte a character. */
async function readAll(dir: string): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(({ parentPath, name }) => readFile(join(parentPath, name), "latin1"));
  return (await Promise.all(texts)).join("\n");
}

describe("endpoints", () => {
  it("are delivered to from a private file, and told of nowhere", async () => {
    await using siem = await startWebhookServer({ secret });
    await using teams = await startTeamsServer();
    await using stage = await createStage();
    const { workspace } = stage;
    await workspace.write("subscriptions.json", { subscriptions: [toSiem, toTeam] });
    await workspace.write("endpoints.json", {
      siem: { url: siem.origin + path, secrets: [secret] },
      "legal-team": { url: teams.origin + path },
    });
    const file = join(workspace.dir, "endpoints.json");
    await chmod(file, 0o600);
    await stage.configure({ logLevel: "debug" });
    const run = (...args: readonly string[]) =>
      workspace.startWith({ env: { CLAUSEWATCH_ENDPOINTS_FILE: file } }, ...args).ended;

    const first = await run("crawl");
    stage.publish("birch", restriction);
    const second = await run("crawl");
    expect(second.code, second.err).toBe(0);
    expect(siem.taken).toMatchObject([{ path, body: expect.stringContaining("compete") }]);
    expect(siem.refused).toEqual([]);
    expect(teams.cards).toHaveLength(1);

    const doctor = await run("doctor");
    expect(doctor.out).toMatch(/^ok {7}webhook: reached, nothing sent: siem$/m);
    expect(doctor.out).toMatch(/^ok {7}teams: reached, nothing sent: legal-team$/m);
    const list = await run("deliveries", "--json");
    const broken = await workspace.startWith(
      { env: { CLAUSEWATCH_ENDPOINTS: `{"siem": "${secret}${path}"` } },
      "doctor",
    ).ended;
    expect(broken.out).toContain("CLAUSEWATCH_ENDPOINTS: is no JSON object");
    const ended = [first, second, doctor, list, broken];
    const kept = await readAll(join(workspace.dir, "snapshots"));
    const said = ended.flatMap(({ out, err }) => [out, err]).join() + kept;
    expect(kept, "the database is among what is looked through").toContain("legal-team");
    for (const hidden of [secret.slice(6), "4f1c9e77", "k3y-of-the-path"]) {
      expect(said).not.toContain(hidden);
    }
  });

  it("that are not configured are named, and their alerts wait for them", async () => {
    await using siem = await startWebhookServer({ secret });
    await using stage = await createStage();
    const { workspace } = stage;
    const env = {
      CLAUSEWATCH_ENDPOINTS: JSON.stringify({ siem: { url: siem.origin, secrets: [secret] } }),
    };
    const elsewhere = { ...toSiem, id: "other", to: "elsewhere" };
    await workspace.write("subscriptions.json", { subscriptions: [elsewhere, toSiem, toTeam] });
    const validated = await workspace.startWith({ env }, "validate").ended;
    expect(validated.code).toBe(0);
    expect(validated.err).toContain(
      "warning: subscription other: CLAUSEWATCH_ENDPOINTS names no webhook endpoint elsewhere",
    );
    expect(validated.err).toContain(
      "warning: subscription team: CLAUSEWATCH_ENDPOINTS names no teams endpoint legal-team",
    );

    await workspace.startWith({ env }, "crawl").ended;
    stage.publish("birch", restriction);
    await workspace.startWith({ env }, "crawl").ended;
    expect(siem.taken, "the one that there is goes on").toHaveLength(1);
    const list = await workspace.run("deliveries", "--json", "--state", "pending");
    expect(parseLines(list.out).map(({ target }) => target)).toEqual(
      expect.arrayContaining(["elsewhere", "legal-team"]),
    );
    const doctor = await workspace.startWith({ env }, "doctor").ended;
    expect(doctor.code).toBe(1);
    expect(doctor.out).toMatch(/^PROBLEM {2}webhook: subscription other: .* elsewhere/m);
    expect(doctor.out).toMatch(/^PROBLEM {2}teams: not configured, and 1 subscriptions need it$/m);
  });
});
