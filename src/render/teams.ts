import type { JsonObject, Message } from "../model/message.ts";
import type { Alert } from "./alert.ts";
import { clip } from "./fold.ts";
import { capitalize } from "./labels.ts";
import { runLegend } from "./runs.ts";
import type { Story } from "./story.ts";
import { toFlagsBeside, toMore, toStory } from "./story.ts";
import {
  container,
  factSet,
  heading,
  linkRun,
  maxCardBytes,
  openUrl,
  paragraph,
  renderCard,
  run,
  toBytes,
} from "./teams-card.ts";
import { renderTeamsClause } from "./teams-clause.ts";
import { toVisibleLine } from "./visible.ts";

/** More clauses than these make a card that nobody reads to its end. */
const maxChanges = 12;
/** Kept free for the line that counts what is not shown. */
const moreBytes = 600;
const maxFlag = 1200;

/** Gives an alert as an adaptive card: as many clauses as fit, the rest counted and linked. */
export function renderTeams(alert: Alert): Extract<Message, { channel: "teams" }> {
  const story = toStory(alert);
  const frame = (clauses: readonly JsonObject[]): JsonObject =>
    renderCard({
      body: [...renderHead(alert, story), ...clauses, ...renderFoot(alert, story, clauses.length)],
      actions: [
        ...(alert.permalink === null ? [] : openUrl("See the comparison", alert.permalink)),
        ...story.sources.flatMap((url, at) =>
          openUrl(at === 0 ? "Open the source" : `Open source ${at + 1}`, url),
        ),
      ],
      spoken: toVisibleLine(`${story.title}: ${story.gist}. ${story.effect ?? story.seen}`, 300),
    });
  const clauses = renderClauses(alert, maxCardBytes - toBytes(frame([])) - moreBytes);
  return { channel: "teams", to: alert.notification.target, card: frame(clauses) };
}

function renderHead({ chosen }: Alert, story: Story): JsonObject[] {
  return [
    heading(story.title),
    paragraph([run(capitalize(story.gist), { weight: "Bolder" })], { spacing: "Small" }),
    paragraph(
      [
        ...(story.effect === null ? [] : [run(story.effect, { weight: "Bolder" }), run(" · ")]),
        run(story.seen, { isSubtle: true }),
      ],
      { spacing: "None" },
    ),
    ...toFlagsBeside(story).map(renderFlag),
    paragraph([run(story.summary)]),
    ...(chosen.length === 0
      ? []
      : [paragraph([run(runLegend, { isSubtle: true, size: "Small" })], { spacing: "Small" })]),
  ];
}

/** What is out of the ordinary about a change, in a box of its own. */
export function renderFlag({ label, value }: Story["flags"][number]): JsonObject {
  return container(
    [paragraph([run(`${label}: `, { weight: "Bolder" }), run(clip(value, maxFlag))])],
    { style: "warning", spacing: "Small" },
  );
}

function renderClauses(
  { chosen, explanations, asked, leadInOf }: Alert,
  maxBytes: number,
): JsonObject[] {
  const clauses: JsonObject[] = [];
  let left = maxBytes;
  for (const change of chosen.slice(0, maxChanges)) {
    const clause = renderTeamsClause(change, {
      number: clauses.length + 1,
      explanations,
      asked: asked?.topics,
      leadInOf,
    });
    left -= toBytes(clause) + 1;
    if (left < 0) break;
    clauses.push(clause);
  }
  return clauses;
}

function renderFoot(alert: Alert, story: Story, shown: number): JsonObject[] {
  const more = toMore(story, shown, alert.chosen.length);
  const command = run(story.command, { fontType: "Monospace" });
  return [
    ...(more === null
      ? []
      : [
          paragraph([run(`${more}: `, { weight: "Bolder" }), ...toWhole(alert, command)], {
            separator: true,
          }),
        ]),
    container(
      [
        factSet(story.facts),
        ...story.sources.map((url) =>
          paragraph([run("Source: ", { isSubtle: true }), linkRun(clip(url, 500), url)], {
            spacing: "Small",
          }),
        ),
        paragraph([run("Whole comparison: ", { isSubtle: true }), ...toWhole(alert, command)], {
          spacing: "Small",
        }),
      ],
      { separator: true },
    ),
  ];
}

/** Where the stored comparison is: its page where there is one, and the command that shows it. */
function toWhole({ permalink }: Alert, command: JsonObject): JsonObject[] {
  if (permalink === null) return [command];
  return [linkRun(clip(permalink, 500), permalink), run(" or "), command];
}
