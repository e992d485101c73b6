import type { SMTPServerOptions } from "smtp-server";
import type { Inbox } from "../../src/demo/inbox.ts";
import { startInbox } from "../../src/demo/inbox.ts";

export type SmtpFault =
  | { readonly at: "connect" | "sender" | "recipient" | "data"; readonly code: number }
  | { readonly at: "drop-in-data" };

export interface SmtpServer extends Inbox {
  /** From the next command on; null: none. */
  setFault(fault: SmtpFault | null): void;
  /** Sessions begun. */
  readonly connections: number;
}

export interface SmtpServerSettings {
  /** Asks for these credentials. */
  readonly auth?: { readonly user: string; readonly password: string };
  /** Offers STARTTLS with the library's own self-signed certificate. */
  readonly hasStartTls?: boolean;
}

/** A real mail server on port 0 that fails where it is told to. */
export async function startSmtpServer(settings: SmtpServerSettings = {}): Promise<SmtpServer> {
  let fault: SmtpFault | null = null;
  let connections = 0;
  const { auth, hasStartTls = false } = settings;

  function faultAt(at: SmtpFault["at"]): Error | null {
    if (fault === null || fault.at !== at || !("code" in fault)) return null;
    return Object.assign(new Error("as told"), { responseCode: fault.code });
  }

  const smtp: SMTPServerOptions = {
    disabledCommands: hasStartTls ? [] : ["STARTTLS"],
    authOptional: auth === undefined,
    onConnect(_session, callback) {
      connections += 1;
      callback(faultAt("connect"));
    },
    onMailFrom(_address, _session, callback) {
      callback(faultAt("sender"));
    },
    onRcptTo(_address, _session, callback) {
      callback(faultAt("recipient"));
    },
    onAuth(given, _session, callback) {
      if (given.username === auth?.user && given.password === auth?.password) {
        callback(null, { user: given.username });
        return;
      }
      // Some servers repeat what they were given: none of it may reach a log.
      callback(new Error(`no such login: ${given.username} ${given.password}`));
    },
  };
  const inbox = await startInbox({
    smtp,
    judge(hangUp) {
      if (fault?.at === "drop-in-data") hangUp();
      return faultAt("data");
    },
  });
  return {
    port: inbox.port,
    mails: inbox.mails,
    setFault(next) {
      fault = next;
    },
    get connections() {
      return connections;
    },
    [Symbol.asyncDispose]: () => inbox[Symbol.asyncDispose](),
  };
}
