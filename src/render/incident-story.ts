import { assertNever } from "../model/errors.ts";
import type { ChannelIncident, TermsIncident, TermsIncidentKind } from "../model/incident.ts";
import type { Channel } from "../model/subscription.ts";
import { toShellWord } from "../model/target.ts";
import type { ChannelIncidentAlert, IncidentAlert, TermsIncidentAlert } from "./alert.ts";
import { toMinute } from "./labels.ts";
import type { Fact } from "./story.ts";
import { toSources, toTitle } from "./story.ts";
import { toVisibleLine } from "./visible.ts";

/** An incident in words, the same for every channel; nothing is escaped yet. */
export interface IncidentStory {
  readonly title: string;
  readonly gist: string;
  readonly detail: string;
  readonly facts: readonly Fact[];
  readonly sources: readonly string[];
  readonly advice: string;
}

const termsAdvice: Readonly<Record<TermsIncidentKind, string>> = {
  quarantined:
    "The answer was kept and held back: subscribers were told nothing. If it is the terms after all, accept it.",
  failing:
    "Nothing was kept. It is tried again on schedule; look at the address and the declaration.",
  stale: "What stands there now is unknown: nobody hears of a change until the text is seen again.",
};

export const channelLabels: Readonly<Record<Channel, string>> = {
  email: "E-mail",
  slack: "Slack",
  teams: "Teams",
  webhook: "Webhook",
  console: "Console",
};

/** Whether an alert is of a document, whose terms it then has. */
export function isOfTerms(alert: IncidentAlert): alert is TermsIncidentAlert {
  return "terms" in alert;
}

/** Gives an incident as it stands when it is sent: one that has closed meanwhile says so first. */
export function toIncidentStory(alert: IncidentAlert): IncidentStory {
  const { openedAt, closedAt } = alert.incident;
  const story = isOfTerms(alert) ? toTermsStory(alert) : toChannelStory(alert);
  return {
    ...story,
    gist: closedAt === null ? story.gist : `has recovered (before: ${story.gist})`,
    facts: [
      { label: "Since", value: toMinute(openedAt) },
      ...(closedAt === null ? [] : [{ label: "Recovered", value: toMinute(closedAt) }]),
      ...story.facts,
    ],
    advice: closedAt === null ? story.advice : "Nothing needs to be done.",
  };
}

function toTermsStory({ incident, terms }: TermsIncidentAlert): IncidentStory {
  const detail = toVisibleLine(incident.detail, 500);
  return {
    title: toTitle(terms),
    gist: toTermsGist(incident),
    // Of a stale document the detail is the news, and said by then.
    detail: incident.kind === "stale" ? "" : detail,
    facts: [{ label: "Look", value: `clausewatch history ${terms.id}` }],
    sources: toSources(terms.urls),
    advice: termsAdvice[incident.kind],
  };
}

function toTermsGist({ kind, fault, detail }: TermsIncident): string {
  const name = toVisibleLine(fault.replaceAll("-", " "));
  if (kind === "quarantined") return `held back an answer: ${name}`;
  if (kind === "failing") return `cannot be fetched: ${name}`;
  return detail === "" ? "has not been verified in time" : toVisibleLine(detail, 120);
}

function toChannelStory({ incident }: ChannelIncidentAlert): IncidentStory {
  const { channel, target } = incident;
  const name = toVisibleLine(target, 80);
  const word = toVisibleLine(toShellWord(target));
  const filter = target === "" ? `--channel ${channel}` : `--channel ${channel} --to ${word}`;
  return {
    title: target === "" ? channelLabels[channel] : `${channelLabels[channel]} to ${name}`,
    ...toChannelWords(incident, filter),
    detail: toVisibleLine(incident.detail, 500),
    facts: [{ label: "Look", value: `clausewatch deliveries ${filter}` }],
    sources: [],
  };
}

function toChannelWords(
  { kind, fault, target }: ChannelIncident,
  filter: string,
): Pick<IncidentStory, "gist" | "advice"> {
  switch (kind) {
    case "misconfigured":
      return {
        gist: "is misconfigured: nothing goes out",
        advice:
          "Nothing is lost: alerts wait until it is mended. `clausewatch doctor` says what to mend.",
      };
    case "undeliverable":
      if (fault === "gone") {
        return {
          gist: "does not exist, and is not written to any more",
          advice: `Mend or remove the subscription. If it is right after all: \`clausewatch deliveries resume ${filter}\`, then \`clausewatch deliveries retry ${filter}\`.`,
        };
      }
      if (fault === "refused") {
        return {
          gist: "refused a message, which is not tried again",
          advice: `Others still go out. \`clausewatch deliveries ${filter} --state failed\` lists it, \`deliveries retry\` tries it again.`,
        };
      }
      return {
        gist:
          target === ""
            ? "cannot reach several of its targets"
            : "has not taken a message for some time",
        advice:
          "Alerts wait and are tried for three days; `clausewatch doctor` looks at the channel itself.",
      };
    default:
      return assertNever(kind);
  }
}
