import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Secrets } from "../../ports/secrets.ts";
import type { Store } from "../../ports/store.ts";
import type { MailLimit } from "../../ports/self-service-store.ts";
import type { MailQueue } from "./mail-queue.ts";

export interface SelfServiceContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: Secrets;
  /** Null: no mail can be sent, so nobody can subscribe; who has a link can still use it. */
  readonly mails: MailQueue | null;
  readonly settings: SelfServiceSettings;
}

export interface SelfServiceSettings {
  /** What links begin with, without a slash at the end. */
  readonly baseUrl: string;
  /** Right-hand side of Message-IDs. @default "clausewatch.invalid" */
  readonly mailDomain?: string;
  /** Confirmations and links to one address. @default 3 within a day */
  readonly perAddress?: MailLimit;
  /** To all addresses together: more is an attack, or a day to be proud of. @default 200 within an hour */
  readonly overall?: MailLimit;
}

const dayMs = 86_400_000;

export function toMailLimits({ perAddress, overall }: SelfServiceSettings): {
  readonly perAddress: MailLimit;
  readonly overall: MailLimit;
} {
  return {
    perAddress: perAddress ?? { count: 3, withinMs: dayMs },
    overall: overall ?? { count: 200, withinMs: 3_600_000 },
  };
}
