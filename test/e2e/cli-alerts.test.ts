import { chmod, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startSlackServer } from "../servers/slack.ts";
import { startSmtpServer } from "../servers/smtp.ts";
import type { Stage } from "./stage.ts";
import { createStage, parseLines, restriction } from "./stage.ts";

const counsel = { id: "counsel", channel: "email", to: "counsel@example.com" };
const password = "corr€ct horse";
const token = "xoxb-not-a-real-token";

async function writeSecret(stage: Stage, content: string, mode: number): Promise<string> {
  const file = join(stage.workspace.dir, "secret");
  await writeFile(file, content);
  await chmod(file, mode);
  return file;
}

describe("an alert by e-mail", () => {
  it("goes out with the password of a private file, once", async () => {
    await using server = await startSmtpServer({ auth: { user: "clausewatch", password } });
    await using stage = await createStage();
    const from = "Clausewatch <alerts@example.com>";
    const smtp = { host: "127.0.0.1", port: server.port, user: "clausewatch", from };
    await stage.configure({ smtp });
    await stage.workspace.write("subscriptions.json", { subscriptions: [counsel] });
    const env = {
      CLAUSEWATCH_SMTP_PASSWORD_FILE: await writeSecret(stage, `${password}\n`, 0o600),
    };
    await stage.workspace.startWith({ env }, "crawl").ended;
    stage.publish("birch", restriction);
    const { code, err } = await stage.workspace.startWith({ env }, "crawl").ended;
    expect(code, err).toBe(0);
    expect(err).toContain("alerts: 1 delivered\n");
    await stage.workspace.startWith({ env }, "crawl").ended;
    await stage.workspace.startWith({ env }, "deliver").ended;
    expect(server.mails).toMatchObject([
      {
        from: "alerts@example.com",
        to: "counsel@example.com",
        subject: expect.stringContaining("birch"),
      },
    ]);
    expect(server.mails[0]?.text).toContain("models that compete with ours");
    expect(server.mails[0]?.text).toContain(`${stage.site.origin}/birch`);
    expect(server.mails[0]?.html).toContain("<ins");
  });

  it("is not tried with a password that others can read", async () => {
    await using stage = await createStage();
    const env = { CLAUSEWATCH_SMTP_PASSWORD_FILE: await writeSecret(stage, password, 0o644) };
    const { code, err } = await stage.workspace.startWith({ env }, "crawl").ended;
    expect(code).toBe(2);
    expect(err).toContain("CLAUSEWATCH_SMTP_PASSWORD_FILE: ");
    expect(err).toContain("chmod 600");
    expect(err).not.toContain(password);
  });
});

describe("deliver", () => {
  it("keeps an alert while the mail server is down, and sends it once it is up", async () => {
    await using server = await startSmtpServer();
    await using stage = await createStage();
    const smtp = { host: "127.0.0.1", port: server.port, from: "alerts@example.com" };
    await stage.configure({ smtp, delivery: { firstRetryMs: 1000 } });
    await stage.workspace.write("subscriptions.json", { subscriptions: [counsel] });
    await stage.workspace.run("crawl");
    stage.publish("birch", restriction);
    server.setFault({ at: "connect", code: 421 });
    const down = await stage.workspace.run("crawl");
    expect(down.code).toBe(1);
    expect(down.err).toContain("alerts: 1 failed for now, 1 waiting in the outbox\n");

    const list = await stage.workspace.run("deliveries", "--json");
    const [entry] = parseLines(list.out);
    expect(entry).toMatchObject({
      state: "pending",
      target: "counsel@example.com",
      deliveries: [{ response: expect.stringContaining("421") }],
    });
    const text = await stage.workspace.run("deliveries", "--state", "pending");
    expect(text.out).toMatch(/^pending +[0-9a-f]{12} +email counsel@example.com .* due \d{4}-/);

    server.setFault(null);
    await untilDue(entry);
    const up = await stage.workspace.run("deliver");
    expect(up.code, up.err).toBe(0);
    expect(up.err).toBe("alerts: 1 delivered\n");
    expect((await stage.workspace.run("deliver")).err).toBe("");
    expect(server.mails).toHaveLength(1);
    expect((await stage.workspace.run("deliveries", "--state", "pending")).out).toBe("");
  });
});

describe("doctor", () => {
  it("says when the database has lost what its snapshots are of", async () => {
    await using stage = await createStage();
    await stage.workspace.run("crawl", "--no-deliver");
    for (const file of ["clausewatch.db", "clausewatch.db-wal", "clausewatch.db-shm"]) {
      await rm(join(stage.workspace.dir, "snapshots", file), { force: true });
    }
    const { code, out } = await stage.workspace.run("doctor");
    expect(out).toContain("holds 3 snapshots that its database knows nothing of");
    expect(code).toBe(1);
  });

  it("reaches the mail server and Slack, and tells no secret", async () => {
    await using mail = await startSmtpServer({ auth: { user: "clausewatch", password } });
    await using slack = await startSlackServer({ token });
    await using stage = await createStage();
    const smtp = { host: "127.0.0.1", port: mail.port, user: "clausewatch", from: "a@example.com" };
    await stage.configure({ smtp, slack: { apiUrl: slack.url }, contact: "ops@example.com" });
    const good = { CLAUSEWATCH_SMTP_PASSWORD: password, CLAUSEWATCH_SLACK_TOKEN: token };
    const fine = await stage.workspace.startWith({ env: good }, "doctor", "--json").ended;
    expect(fine.code, fine.out).toBe(0);
    const states = Object.fromEntries(
      parseLines(fine.out).map((each) => [each["subject"], each["state"]]),
    );
    expect(states).toMatchObject({ watchlist: "ok", database: "ok", email: "ok", slack: "ok" });

    const bad = { CLAUSEWATCH_SMTP_PASSWORD: "wr0ng-p4ss", CLAUSEWATCH_SLACK_TOKEN: "xoxb-wr0ng" };
    const poor = await stage.workspace.startWith({ env: bad }, "doctor").ended;
    expect(poor.code).toBe(1);
    expect(poor.out).toMatch(/^PROBLEM {2}email: /m);
    expect(poor.out).toMatch(/^PROBLEM {2}slack: /m);
    const all = fine.out + fine.err + poor.out + poor.err;
    for (const secret of [password, token, "wr0ng-p4ss", "xoxb-wr0ng"]) {
      expect(all).not.toContain(secret);
    }
    expect(mail.mails, "nothing is sent").toHaveLength(0);
    expect(slack.messages).toHaveLength(0);
  });

  it("finds a mail server that is down, and a channel that subscriptions need", async () => {
    await using stage = await createStage();
    const gone = await startSmtpServer();
    const { port } = gone;
    await gone[Symbol.asyncDispose]();
    await stage.configure({ smtp: { host: "127.0.0.1", port, from: "a@example.com" } });
    await stage.workspace.run(
      "subscribe",
      "add",
      "team",
      "--channel",
      "slack",
      "--to",
      "#ai-terms",
    );
    const { code, out } = await stage.workspace.run("doctor");
    expect(code).toBe(1);
    expect(out).toMatch(/^PROBLEM {2}email: .*127\.0\.0\.1/m);
    expect(out).toMatch(/^PROBLEM {2}slack: not configured, and 1 subscriptions need it$/m);
    expect(out).toMatch(/^warning {2}configuration: .*contact/m);
  });

  it("says a broken configuration once", async () => {
    await using stage = await createStage();
    await stage.configure({ colour: true });
    const { code, out } = await stage.workspace.run("doctor");
    expect(code).toBe(1);
    expect(out.match(/colour: unknown key/g)).toHaveLength(1);
  });
});

describe("an alert to Slack", () => {
  it("is posted to the subscribed channel", async () => {
    await using slack = await startSlackServer({ token });
    await using stage = await createStage();
    await stage.configure({ slack: { apiUrl: slack.url } });
    const env = { CLAUSEWATCH_SLACK_TOKEN: token };
    const add = ["subscribe", "add", "team", "--channel", "slack", "--to", "#ai-terms"];
    await stage.workspace.startWith({ env }, ...add).ended;
    await stage.workspace.startWith({ env }, "crawl").ended;
    stage.publish("birch", restriction);
    const { code, err } = await stage.workspace.startWith({ env }, "crawl").ended;
    expect(code, err).toBe(0);
    expect(slack.messages).toMatchObject([{ channel: "#ai-terms" }]);
    expect(slack.messages[0]?.text).toContain("birch");
  });
});

/** The one wait on real time: the outbox keeps the machine's. */
async function untilDue(entry: Record<string, unknown> | undefined): Promise<void> {
  const waitMs = Date.parse(String(entry?.["nextAttemptAt"])) - Date.now();
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, waitMs) + 10));
}
