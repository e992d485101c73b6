import { describe, expect, it } from "vitest";
import { startSlackServer } from "../servers/slack.ts";
import { startSmtpServer } from "../servers/smtp.ts";
import type { SmtpServer } from "../servers/smtp.ts";
import type { Stage } from "./stage.ts";
import { createStage, parseLines, restriction } from "./stage.ts";

const token = "xoxb-not-a-real-token";
const env = { CLAUSEWATCH_SLACK_TOKEN: token };
const subscriptions = ["counsel", "former"].map((id) => ({
  id,
  channel: "email",
  to: `${id}@example.com`,
}));

/** Mail for readers, a room in Slack for the operators; one change is recorded, and nothing sent. */
async function prepare(stage: Stage, mail: SmtpServer, slackUrl: string): Promise<void> {
  await stage.configure({
    smtp: { host: "127.0.0.1", port: mail.port, from: "alerts@example.com" },
    slack: { apiUrl: slackUrl },
    operators: [{ channel: "slack", target: "#ops" }],
  });
  await stage.workspace.write("subscriptions.json", { subscriptions });
  await run(stage, "crawl", "--no-deliver");
  stage.publish("birch", restriction);
  await run(stage, "crawl", "--no-deliver");
}

function run(stage: Stage, ...args: string[]) {
  return stage.workspace.startWith({ env }, ...args).ended;
}

describe("deliveries", () => {
  it("takes an address that bounces out of service, tells the operator, and takes it back", async () => {
    await using mail = await startSmtpServer();
    await using slack = await startSlackServer({ token });
    await using stage = await createStage();
    await prepare(stage, mail, slack.url);
    const bounce = { at: "recipient", code: 550, words: "5.1.1 no such user" } as const;
    mail.setFault((to) => (to === "former@example.com" ? bounce : null));
    const down = await run(stage, "deliver");
    expect(down.code).toBe(1);

    const failed = await run(stage, "deliveries", "--state", "failed");
    expect(failed.out).toMatch(/^failed .*former@example\.com.*550 5\.1\.1 no such user\n$/);
    const suppressed = await run(stage, "deliveries", "suppressed");
    expect(suppressed.out).toMatch(/^bounced +email former@example\.com {2}all subscriptions/);
    await run(stage, "deliver");
    expect(slack.messages).toMatchObject([
      { channel: "#ops", text: expect.stringContaining("E-mail to former@example.com") },
    ]);
    const history = await run(stage, "history");
    expect(history.err).toContain("! email former@example.com undeliverable (gone)");

    const early = await run(stage, "deliveries", "retry", "--to", "former@example.com");
    expect(early.code).toBe(1);
    expect(early.err).toContain("deliveries resume --channel email --to former@example.com");
    mail.setFault(null);
    const target = ["--channel", "email", "--to", "former@example.com"];
    const resumed = await run(stage, "deliveries", "resume", ...target);
    expect(resumed.code, resumed.err).toBe(0);
    expect(resumed.err).toContain("1 failed before");
    const dry = await run(stage, "deliveries", "retry", ...target, "--dry-run");
    expect(dry.err).toBe("1 notification would be tried again\n");
    expect((await run(stage, "deliveries", "retry", ...target)).code).toBe(0);
    expect((await run(stage, "deliver")).code).toBe(0);
    expect(mail.taken.map(({ to }) => to)).toEqual(["counsel@example.com", "former@example.com"]);
    expect(slack.messages).toHaveLength(2);
    expect(slack.messages[1]?.text).toContain("has recovered");
    const doctor = await run(stage, "doctor");
    expect(doctor.out).toContain("deliveries: nothing is known to be out of reach");
  });

  it("shows what a notification is about, each attempt, and the mail as it was sent", async () => {
    await using mail = await startSmtpServer();
    await using slack = await startSlackServer({ token });
    await using stage = await createStage();
    await prepare(stage, mail, slack.url);
    await run(stage, "deliver");
    const [entry] = parseLines(
      (await run(stage, "deliveries", "--to", "counsel@example.com", "--json")).out,
    );
    const id = String(entry?.["id"]).slice(0, 12);
    const shown = await run(stage, "deliveries", "show", id);
    expect(shown.code, shown.err).toBe(0);
    const received = mail.mails.find(({ to }) => to === "counsel@example.com");
    expect(shown.out).toMatch(/^about {4}change [0-9a-f]{12} of birch · Acceptable Use Policy/m);
    expect(shown.out).toMatch(/^ +1 {2}\d{4}-.* delivered {2} *250/m);
    expect(shown.out).toContain(`\nSubject: ${received?.subject}\n`);
    expect(shown.out).toContain(
      `\nMessage-ID: ${mail.taken.find(({ to }) => to === "counsel@example.com")?.messageId}\n`,
    );
    expect(shown.out).toContain(received?.text.trimEnd());
    const page = await run(stage, "deliveries", "show", id, "--html");
    expect(page.out.trimEnd()).toBe(received?.html.replaceAll("\r\n", "\n").trimEnd());
    const raw = await run(stage, "deliveries", "show", id, "--json");
    expect(JSON.parse(raw.out)).toMatchObject({
      state: "delivered",
      deliveries: [{ outcome: "delivered" }],
      message: { channel: "email", to: "counsel@example.com" },
    });
    const unknown = await run(stage, "deliveries", "show", "000000");
    expect(unknown.code).toBe(2);
  });

  it("sends a test message that says it is one, and reports what the channel answered", async () => {
    await using mail = await startSmtpServer();
    await using slack = await startSlackServer({ token });
    await using stage = await createStage();
    await prepare(stage, mail, slack.url);
    const toCounsel = ["deliveries", "test", "--channel", "email", "--to", "counsel@example.com"];
    const taken = await run(stage, ...toCounsel);
    expect(taken.code, taken.err).toBe(0);
    expect(taken.err).toMatch(/^email counsel@example\.com took it: 250 /);
    expect(mail.mails[0]).toMatchObject({
      subject: expect.stringContaining("TEST"),
      text: expect.stringContaining("This is a test of Clausewatch: no provider"),
    });
    mail.setFault({ at: "recipient", code: 550, words: "5.1.1 no such user" });
    const refused = await run(stage, ...toCounsel);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("did not take it (gone): ");
    expect(refused.err).toContain("550 5.1.1 no such user");
    slack.setFault({ kind: "error", error: "channel_not_found" });
    const room = await run(stage, "deliveries", "test", "--channel", "slack", "--to", "#none");
    expect(room.code).toBe(1);
    expect(room.err).toContain("channel_not_found");
    expect((await run(stage, "deliveries", "suppressed")).out, "nothing is recorded").toBe("");
    const absent = await run(stage, "deliveries", "test", "--channel", "teams", "--to", "legal");
    expect(absent.code).toBe(2);
    expect(absent.err).toContain("teams is not configured");
  });

  it.each([
    ["retry without saying what", ["retry"], "name notifications, or filter them"],
    ["both names and filters", ["retry", "abcdef", "--to", "a@example.com"], "not both"],
    ["an unknown id", ["retry", "abcdef"], "no one delivery is abcdef"],
    [
      "to resume who is not suppressed",
      ["resume", "--channel", "email", "--to", "a@b.example"],
      "is not suppressed",
    ],
    ["a test to no address", ["test", "--channel", "email"], "expected an e-mail address"],
    ["an unknown channel", ["--channel", "fax"], "fax"],
  ])("refuses %s", async (_, args, message) => {
    await using stage = await createStage();
    const { code, err } = await run(stage, "deliveries", ...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
