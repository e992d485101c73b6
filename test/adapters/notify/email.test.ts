import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmailNotifier } from "../../../src/adapters/notify/email.ts";
import type { EmailNotifierOptions } from "../../../src/adapters/notify/email.ts";
import { renderEmail } from "../../../src/render/email.ts";
import { createClauseChange, createSampleAlert } from "../../render/sample.ts";
import { createTestCertificate } from "../../servers/certificate.ts";
import type { SmtpServerSettings } from "../../servers/smtp.ts";
import { startSmtpServer } from "../../servers/smtp.ts";
import { everyWordOf, failureOf } from "./delivery-failure.ts";

const change = createClauseChange("You may <ins>not </ins>build “competing” models…", {
  topics: ["competing-development"],
});
const mail = renderEmail(createSampleAlert([change]));
const password = "correct horse battery";

let started: AsyncDisposableStack;
beforeEach(() => {
  started = new AsyncDisposableStack();
});
afterEach(() => started.disposeAsync());

async function start(
  settings: SmtpServerSettings = {},
  options: Partial<EmailNotifierOptions> = {},
) {
  const server = started.use(await startSmtpServer(settings));
  const notifier = createEmailNotifier({
    host: "127.0.0.1",
    port: server.port,
    from: "Clausewatch <alerts@example.org>",
    connectTimeoutMs: 2000,
    ...options,
  });
  // Before the server, which else waits for the kept connections.
  started.use(notifier);
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
    ["recipient", 553, "refused"],
    ["recipient", 503, "temporary"],
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

  it.each([
    ["recipient", 550, "5.1.1 no such user", "gone"],
    ["recipient", 550, "5.1.2 no such domain", "gone"],
    ["recipient", 553, "5.1.3 no such form of address", "gone"],
    ["recipient", 551, "5.1.6 moved", "gone"],
    ["recipient", 550, "5.1.10 takes no mail", "gone"],
    ["recipient", 556, "takes no mail", "gone"],
    ["recipient", 550, "5.2.1 disabled", "gone"],
    ["data", 550, "5.1.1 no such user", "gone"],
    ["recipient", 552, "5.2.2 mailbox full", "temporary"],
    ["recipient", 550, "5.2.2 mailbox full", "temporary"],
    ["recipient", 450, "4.2.2 mailbox full", "temporary"],
    ["recipient", 450, "5.1.1 says two things", "temporary"],
    ["recipient", 552, "5.2.3 too long", "refused"],
    ["recipient", 550, "5.7.1 not from you", "refused"],
    ["recipient", 550, "5.1.12 of no meaning yet", "refused"],
    ["recipient", 550, "user 5.1.1 is unknown", "refused"],
    ["data", 554, "5.6.0 not such contents", "refused"],
    ["sender", 550, "5.1.1 no such sender", "misconfigured"],
    ["sender", 530, "5.7.0 log in first", "misconfigured"],
  ] as const)("takes %s %d %s for %s", async (at, code, words, kind) => {
    const { server, notifier } = await start();
    server.setFault({ at, code, words });
    const error = await failureOf(notifier.send(mail));
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(`${code} ${words}`);
  });

  it("takes one recipient for gone and still delivers to another", async () => {
    const { server, notifier } = await start();
    const words = "5.1.1 no such user";
    server.setFault((to) => (to === mail.to ? { at: "recipient", code: 550, words } : null));
    expect((await failureOf(notifier.send(mail))).kind).toBe("gone");
    await notifier.send({ ...mail, to: "other@example.com" });
    expect(server.mails.map(({ to }) => to)).toEqual(["other@example.com"]);
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
    const { notifier } = await start({ tls: await createTestCertificate() }, { requireTls: true });
    expect((await failureOf(notifier.send(mail))).kind).toBe("misconfigured");
    expect((await failureOf(notifier.verify())).kind).toBe("misconfigured");
  });

  it("encrypts, logs in and delivers where the certificate holds", async () => {
    const tls = await createTestCertificate();
    const credentials = { user: "monitor", password };
    const { server, notifier } = await start(
      { tls, auth: credentials },
      { ...credentials, requireTls: true, ca: tls.cert },
    );
    await notifier.verify();
    await notifier.send(mail);
    expect(server.mails).toHaveLength(1);
    expect(server.encrypted).toBe(1);
  });

  it("repeats a password that the server repeats in no word of the error", async () => {
    const auth = { user: "monitor", password };
    const { notifier } = await start({ auth }, { user: "monitor", password: "wrong horse" });
    const words = everyWordOf(await failureOf(notifier.send(mail)));
    expect(words).toContain("misconfigured");
    expect(words).not.toMatch(/wrong horse|d3JvbmcgaG9yc2U/);
  });

  it("does not begin once the signal has aborted", async () => {
    const { server, notifier } = await start();
    await expect(notifier.send(mail, { signal: AbortSignal.abort() })).rejects.toThrow("abort");
    expect(server.connections).toBe(0);
  });
});

describe("createEmailNotifier, its way to unsubscribe", () => {
  async function headersFor(unsubscribeUrl: string | null) {
    const { server, notifier } = await start();
    await notifier.send({ ...mail, unsubscribeUrl });
    const headers = server.mails[0]?.headers ?? {};
    return [headers["list-unsubscribe"], headers["list-unsubscribe-post"]];
  }
  const token = "t".repeat(120);

  it.each([`https://alerts.example.org/unsubscribe/${token}`, "http://127.0.0.1:8080/u/1"])(
    "is one click at %s",
    async (url) => {
      expect(await headersFor(url)).toEqual([`<${url}>`, "List-Unsubscribe=One-Click"]);
    },
  );

  it("is a page to open where the address is not encrypted", async () => {
    const url = "http://alerts.example.org/u/1";
    expect(await headersFor(url)).toEqual([`<${url}>`, undefined]);
  });

  it("is not there where nothing takes the click", async () => {
    expect(await headersFor(null)).toEqual([undefined, undefined]);
  });

  it("is one address, whatever stands in it", async () => {
    const [header] = await headersFor("https://alerts.example.org/u/1>,\r\nBcc: a@b.example,<x:");
    expect(header).toBe("<https://alerts.example.org/u/1%3E,Bcc:%20a@b.example,%3Cx:>");
  });
});

describe("createEmailNotifier, its connections", () => {
  it("sends one mail after the other over one connection", async () => {
    const { server, notifier } = await start();
    for (let count = 0; count < 3; count += 1) await notifier.send(mail);
    expect([server.mails.length, server.connections]).toEqual([3, 1]);
  });

  it("opens no more at a time than it may", async () => {
    const { server, notifier } = await start({}, { maxConnections: 2 });
    await Promise.all(Array.from({ length: 8 }, () => notifier.send(mail)));
    expect([server.mails.length, server.connections]).toEqual([8, 2]);
  });

  it("keeps its connection after a recipient that is refused", async () => {
    const { server, notifier } = await start({}, { maxConnections: 1 });
    server.setFault((to) => (to === mail.to ? { at: "recipient", code: 550 } : null));
    await failureOf(notifier.send(mail));
    await notifier.send({ ...mail, to: "other@example.com" });
    expect([server.mails.length, server.connections]).toEqual([1, 1]);
  });

  it("begins a mail on another connection where the server ended the kept one", async () => {
    const { server, notifier } = await start();
    await notifier.send(mail);
    server.dropConnections();
    await notifier.send(mail);
    expect([server.mails.length, server.connections]).toEqual([2, 2]);
  });

  it.each([{ at: "drop-in-data" }, { at: "drop-after-data" }] as const)(
    "does not send again by itself what may have been taken: %j",
    async (fault) => {
      const { server, notifier } = await start();
      await notifier.send(mail);
      server.setFault(fault);
      expect((await failureOf(notifier.send(mail))).kind).toBe("temporary");
      expect(server.connections).toBe(1);
      server.setFault(null);
      await notifier.send(mail);
      expect(server.taken).toHaveLength(fault.at === "drop-in-data" ? 2 : 3);
    },
  );
});
