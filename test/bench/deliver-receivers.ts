import { seedFaults } from "../servers/faults.ts";
import type { HttpFault } from "../servers/http-faults.ts";
import type { SlackFault } from "../servers/slack.ts";
import { startSlackServer } from "../servers/slack.ts";
import type { SmtpFault } from "../servers/smtp.ts";
import { startSmtpServer } from "../servers/smtp.ts";
import { startTeamsServer } from "../servers/teams.ts";
import { startWebhookServer } from "../servers/webhook.ts";
import type { Arrival } from "./deliver-arrivals.ts";
import { readCardChange, readPostedChange } from "./deliver-arrivals.ts";
import type { LoadChannel } from "./deliver-load.ts";

type Fault = SmtpFault | SlackFault | HttpFault;

const token = "xoxb-of-the-load-run";
const secret = `whsec_${Buffer.alloc(32, 11).toString("base64")}`;

// The number says how often a fault is drawn beside the others. A silence costs the sender its whole timeout of half a
// minute, so it is the rarest. The last of each list takes the message and breaks the connection off before it has said
// so: nobody can tell that from a message that was lost.
const smtpFaults = weigh<SmtpFault>(
  [50, { at: "recipient", code: 451, words: "4.7.1 greylisted" }],
  [50, { at: "recipient", code: 450, words: "4.2.1 too many messages" }],
  [50, { at: "data", code: 452, words: "4.3.1 no space left" }],
  [40, { at: "drop-in-data" }],
  [10, { at: "drop-after-data" }],
);
const slackFaults = weigh<SlackFault>(
  [45, { kind: "rate-limited", retryAfter: "1" }],
  [45, { kind: "status", status: 503 }],
  [50, { kind: "error", error: "internal_error" }],
  [49, { kind: "hang-up" }],
  [1, { kind: "silence" }],
  [10, { kind: "hang-up-after" }],
);
const httpFaults = weigh<HttpFault>(
  [45, { kind: "status", status: 429, retryAfter: "2" }],
  [45, { kind: "status", status: 503 }],
  [50, { kind: "status", status: 500 }],
  [49, { kind: "hang-up" }],
  [1, { kind: "silence" }],
  [10, { kind: "hang-up-after" }],
);

function weigh<T>(...faults: readonly (readonly [number, T])[]): readonly T[] {
  return faults.flatMap(([count, fault]) => Array.from({ length: count }, () => fault));
}

/** A message was taken by a server that did not say so. */
function isUnanswered(fault: Fault | null): boolean {
  if (fault === null) return false;
  return "at" in fault ? fault.at === "drop-after-data" : fault.kind === "hang-up-after";
}

export interface Receivers extends AsyncDisposable {
  /** The part of `clausewatch.json` that leads to them. */
  readonly config: object;
  /** What of the environment leads to them, `CLAUSEWATCH_ENDPOINTS` left aside. */
  readonly env: Readonly<Record<string, string>>;
  /** The address of a target of Teams or of a webhook. */
  toEndpoint(channel: LoadChannel, target: string): object;
  /** From now on what arrives is of this process of the sender's. */
  setSender(sender: number): void;
  /** What was taken so far, in the order it came. */
  readonly arrivals: readonly Arrival[];
  /** Messages of a webhook that came again and were known by their ids. */
  readonly known: readonly { readonly id: string; readonly sender: number }[];
  /** How messages were met: requests about one, and how many of these failed. */
  readonly met: { requests: number; failed: number };
  /** Signatures that did not hold. */
  readonly refused: number;
  /** Called at each arrival. */
  onArrival(listener: (count: number) => void): void;
}

/** Starts one receiver a channel, on loopback, that fail at `rate` of the requests, alike for the same seed. */
export async function startReceivers(options: { seed: string; rate: number }): Promise<Receivers> {
  await using stack = new AsyncDisposableStack();
  const smtp = stack.use(await startSmtpServer({ isLight: true }));
  const slack = stack.use(await startSlackServer({ token }));
  const teams = stack.use(await startTeamsServer());
  const webhook = stack.use(await startWebhookServer({ secret }));
  const arrivals: Arrival[] = [];
  const known: { id: string; sender: number }[] = [];
  const met = { requests: 0, failed: 0 };
  const lastFaults = new Map<string, Fault | null>();
  let sender = 0;
  let listener: (count: number) => void = () => {};
  const seen = { email: 0, slack: 0, teams: 0, webhook: 0, known: 0 };
  /** By a thread's beginning, what it tells of. */
  const threads = new Map<string, string>();

  function note(channel: LoadChannel, target: string, told: Pick<Arrival, "told" | "part">): void {
    const isAnswered = !isUnanswered(lastFaults.get(`${channel} ${target}`) ?? null);
    arrivals.push({ channel, target, ...told, sender, isAnswered });
    listener(arrivals.length);
  }

  /** Notes what the servers have taken since, in the order in which each did. */
  function look(): void {
    for (; seen.email < smtp.taken.length; seen.email += 1) {
      const mail = smtp.taken[seen.email];
      if (mail) note("email", mail.to, { told: mail.messageId, part: "" });
    }
    for (; seen.slack < slack.messages.length; seen.slack += 1) {
      const posted = slack.messages[seen.slack];
      if (posted === undefined) continue;
      const { channel, ts, threadTs } = posted;
      const told = threads.get(`${channel} ${threadTs}`) ?? readPostedChange(posted);
      if (threadTs === null) threads.set(`${channel} ${ts}`, told);
      note("slack", channel, { told, part: threadTs === null ? "" : posted.text });
    }
    for (; seen.teams < teams.cards.length; seen.teams += 1) {
      const posted = teams.cards[seen.teams];
      if (posted) note("teams", posted.path.slice(1), { told: readCardChange(posted), part: "" });
    }
    for (; seen.webhook < webhook.taken.length; seen.webhook += 1) {
      const taken = webhook.taken[seen.webhook];
      if (taken) note("webhook", taken.path.slice(1), { told: taken.id, part: "" });
    }
    for (; seen.known < webhook.repeated.length; seen.known += 1) {
      known.push({ id: webhook.repeated[seen.known] ?? "", sender });
    }
  }

  /** Draws what a request meets, when all that came before it is noted. */
  function plan<F extends Fault>(channel: LoadChannel, faults: readonly F[]) {
    const draw = seedFaults({ seed: `${options.seed} ${channel}`, rate: options.rate, faults });
    return (key: string): F | null => {
      look();
      // A mail server's connection, before it is known for whom.
      if (key === "") return null;
      const fault = draw(key);
      met.requests += 1;
      if (fault !== null) met.failed += 1;
      lastFaults.set(`${channel} ${key.replace(/^\//, "")}`, fault);
      return fault;
    };
  }

  smtp.setFault(plan("email", smtpFaults));
  slack.setFault(plan("slack", slackFaults));
  teams.setFault(plan("teams", httpFaults));
  webhook.setFault(plan("webhook", httpFaults));
  const looking = setInterval(look, 10);
  stack.defer(() => clearInterval(looking));
  const owned = stack.move();
  return {
    config: {
      smtp: { host: "127.0.0.1", port: smtp.port, from: "clausewatch@example.com" },
      slack: { apiUrl: slack.url },
    },
    env: { CLAUSEWATCH_SLACK_TOKEN: token },
    toEndpoint: (channel, target) =>
      channel === "teams"
        ? { url: `${teams.origin}/${target}` }
        : { url: `${webhook.origin}/${target}`, secrets: [secret] },
    setSender(next) {
      look();
      sender = next;
    },
    get arrivals() {
      look();
      return arrivals;
    },
    known,
    met,
    get refused() {
      return webhook.refused.length;
    },
    onArrival(next) {
      listener = next;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
