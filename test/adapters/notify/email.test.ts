import { afterEach, describe, expect, it } from "vitest";
import { createEmailNotifier } from "../../../src/adapters/notify/email.ts";
import type { EmailNotifierOptions } from "../../../src/adapters/notify/email.ts";
import { renderEmail } from "../../../src/render/email.ts";
import { createClauseChange, createSampleAlert } from "../../render/sample.ts";
import type { SmtpServer, SmtpServerSettings } from "../../servers/smtp.ts";
import { startSmtpServer } from "../../servers/smtp.ts";
import { failureOf } from "./delivery-failure.ts";

const change = createClauseChange("You may <ins>not </ins>build “competing” models…", {
  topics: ["competing-development"],
});
const mail = renderEmail(createSampleAlert([change]));
const password = "correct horse battery";

let running: SmtpServer | undefined;
afterEach(async () => {
  await running?.[Symbol.asyncDispose]();
  running = undefined;
});

async function start(
  settings: SmtpServerSettings = {},
  options: Partial<EmailNotifierOptions> = {},
) {
  const server = await startSmtpServer(settings);
  running = server;
  const notifier = createEmailNotifier({
    host: "127.0.0.1",
    port: server.port,
    from: "Clausewatch <alerts@example.org>",
    connectTimeoutMs: 2000,
    ...options,
  });
  return { server, notifier };
}

describe("createEmailNotifier", () => {
  it("delivers both parts and the headers that make it a thread", async () => {
    const { server, notifier } = await start();
    const references = ["<first@alerts.example.com>"];
    const response = await notifier.send({ ...mail, references });
    const [received] = server.mails;
    expect(response).toMatch(/^250 /);
    expect(received?.to).toBe("legal@example.com");
    expect(received?.from).toBe("alerts@example.org");
    expect(received?.subject).toBe(mail.subject);
    expect(received?.text.trim()).toBe(mail.text.trim());
    expect(received?.html.trim()).toBe(mail.html.trim());
    expect(received?.messageId).toBe(mail.messageId);
    expect(received?.headers).toMatchObject({
      references: references[0],
      "in-reply-to": references[0],
      "auto-submitted": "auto-generated",
      "list-id": expect.stringContaining("<alerts.example.org>"),
    });
  });

  it("keeps the Message-ID when the same mail is sent again", async () => {
    const { server, notifier } = await start();
    await notifier.send(mail);
    await notifier.send(mail);
    expect(server.mails.map(({ messageId }) => messageId)).toEqual([
      mail.messageId,
      mail.messageId,
    ]);
  });

  it("sends no header but its own, whatever stands in the subject", async () => {
    const { server, notifier } = await start();
    const subject = "Terms\r\nBcc: victim@example.net\r\n\r\n<b>body</b>\u2028=?utf-8?q?x?=";
    await notifier.send({ ...mail, subject });
    const names = Object.keys(server.mails[0]?.headers ?? {}).toSorted();
    expect(names).toEqual([
      "auto-submitted",
      "content-type",
      "date",
      "from",
      "list-id",
      "message-id",
      "mime-version",
      "subject",
      "to",
      "x-auto-response-suppress",
    ]);
  });

  it.each([
    "a@example.com, b@example.com",
    "a@example.com\r\nRCPT TO:<b@example.com>",
    "Name <a@example.com>",
    "nobody",
    "",
  ])("refuses %j as a recipient without asking a server", async (to) => {
    const { server, notifier } = await start();
    expect((await failureOf(notifier.send({ ...mail, to }))).kind).toBe("refused");
    expect(server.connections).toBe(0);
  });

  it("keeps the largest mail under 100 KB on the wire", async () => {
    const { server, notifier } = await start();
    const sizes = [];
    for (const unit of ["条款变更", "aбвг ", `"&'<>`, "é e e e e e e e e e "]) {
      const text = unit.repeat(Math.ceil(50_000 / unit.length));
      const changes = Array.from({ length: 40 }, () => createClauseChange([{ op: "added", text }]));
      await notifier.send(renderEmail(createSampleAlert(changes)));
      sizes.push(server.mails.at(-1)?.raw.byteLength ?? 0);
    }
    expect(Math.max(...sizes)).toBeLessThan(100_000);
    expect(Math.min(...sizes)).toBeGreaterThan(10_000);
  });

  it.each([
    ["connect", 421, "temporary"],
    ["connect", 554, "misconfigured"],
    ["sender", 451, "temporary"],
    ["sender", 553, "misconfigured"],
    ["recipient", 450, "temporary"],
    ["recipient", 550, "refused"],
    ["data", 452, "temporary"],
    ["data", 554, "refused"],
  ] as const)("takes a failure at %s with %d for %s", async (at, code, kind) => {
    const { server, notifier } = await start();
    server.setFault({ at, code });
    const error = await failureOf(notifier.send(mail));
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(String(code));
    expect(server.mails).toHaveLength(0);
  });

  it("takes a connection that breaks in the middle of a mail for temporary", async () => {
    const { server, notifier } = await start();
    server.setFault({ at: "drop-in-data" });
    expect((await failureOf(notifier.send(mail))).kind).toBe("temporary");
  });

  it("takes a server that is not there for temporary", async () => {
    const { server, notifier } = await start();
    await server[Symbol.asyncDispose]();
    expect((await failureOf(notifier.send(mail))).kind).toBe("temporary");
  });

  it("logs in where that is asked for", async () => {
    const { server, notifier } = await start(
      { auth: { user: "monitor", password } },
      { user: "monitor", password },
    );
    await notifier.verify();
    await notifier.send(mail);
    expect(server.mails).toHaveLength(1);
  });

  it.each([
    ["a wrong password", { user: "monitor", password: "wrong horse" }],
    ["no credentials", {}],
  ])("calls %s misconfigured, and repeats no secret", async (_, credentials) => {
    const { notifier } = await start({ auth: { user: "monitor", password } }, credentials);
    const error = await failureOf(notifier.send(mail));
    expect(error.kind).toBe("misconfigured");
    expect(error.message).not.toContain("wrong horse");
  });

  it("says nothing in the clear where encryption is required", async () => {
    const { server, notifier } = await start({}, { requireTls: true });
    expect((await failureOf(notifier.send(mail))).kind).toBe("misconfigured");
    expect(server.mails).toHaveLength(0);
  });

  it("does not trust a certificate that nobody vouches for", async () => {
    const { notifier } = await start({ hasStartTls: true }, { requireTls: true });
    expect((await failureOf(notifier.send(mail))).kind).toBe("misconfigured");
    expect((await failureOf(notifier.verify())).kind).toBe("misconfigured");
  });

  it("does not begin once the signal has aborted", async () => {
    const { server, notifier } = await start();
    await expect(notifier.send(mail, { signal: AbortSignal.abort() })).rejects.toThrow("abort");
    expect(server.connections).toBe(0);
  });
});
