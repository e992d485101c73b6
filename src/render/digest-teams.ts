import type { JsonObject, Message } from "../model/message.ts";
import type { AlertDigest } from "./alert.ts";
import type { DigestEntry, DigestStory } from "./digest.ts";
import { toDigestStory, toListLine, toUnnamed } from "./digest.ts";
import { clip } from "./fold.ts";
import { capitalize } from "./labels.ts";
import { runLegend } from "./runs.ts";
import { toFlagsBeside } from "./story.ts";
import type { RunStyle } from "./teams-card.ts";
import {
  container,
  heading,
  linkRun,
  maxCardBytes,
  paragraph,
  renderCard,
  run,
  toBytes,
} from "./teams-card.ts";
import { renderTeamsClause } from "./teams-clause.ts";
import { renderFlag } from "./teams.ts";
import { toVisibleLine } from "./visible.ts";

/** Of the lines that name what has no room with its clause. */
const maxListBytes = 5000;
const moreBytes = 600;

const small: RunStyle = { isSubtle: true, size: "Small" };

/** Gives a digest as an adaptive card: changes with their clause as long as they fit, then names, then a count. */
export function renderDigestTeams(digest: AlertDigest): Extract<Message, { channel: "teams" }> {
  const story = toDigestStory(digest);
  const frame = (told: readonly JsonObject[], listed: readonly JsonObject[]): JsonObject =>
    renderCard({
      body: [
        heading(capitalize(story.title)),
        paragraph([run(story.why)], { spacing: "Small" }),
        paragraph([run(`${story.seen} · ${runLegend}`, small)], { spacing: "Small" }),
        ...told,
        ...(listed.length === 0
          ? []
          : [
              container([paragraph([run("Also changed", { weight: "Bolder" })]), ...listed], {
                separator: true,
                spacing: "Medium",
              }),
            ]),
        ...renderUnnamed(story, told.length + listed.length),
      ],
      spoken: toVisibleLine(story.subject, 300),
    });
  const room = maxCardBytes - toBytes(frame([], [])) - moreBytes;
  const all = takeFitting(story.entries, renderEntry, room);
  // Names of what is left are worth more than one more clause.
  const isAll = all.length === story.entries.length;
  const told = isAll ? all : takeFitting(story.entries, renderEntry, room - maxListBytes);
  const listed = takeFitting(story.entries.slice(told.length), renderListed, maxListBytes - 200);
  return {
    channel: "teams",
    to: digest.alerts[0].notification.target,
    card: frame(told, listed),
  };
}

function takeFitting(
  entries: readonly DigestEntry[],
  render: (entry: DigestEntry) => JsonObject,
  maxBytes: number,
): JsonObject[] {
  const taken: JsonObject[] = [];
  let left = maxBytes;
  for (const entry of entries) {
    const rendered = render(entry);
    left -= toBytes(rendered) + 1;
    if (left < 0) break;
    taken.push(rendered);
  }
  return taken;
}

function renderEntry(entry: DigestEntry): JsonObject {
  const { number, alert, story, first, more } = entry;
  const { explanations, asked, leadInOf } = alert;
  return container(
    [
      paragraph([run(`${number}. ${story.title}`, { weight: "Bolder" })]),
      paragraph([run(capitalize(story.gist))], { spacing: "None" }),
      paragraph(
        [
          ...(story.effect === null ? [] : [run(`${story.effect} · `, { size: "Small" })]),
          run(story.seen, small),
        ],
        { spacing: "None" },
      ),
      ...toFlagsBeside(story).map(renderFlag),
      ...(first === null
        ? []
        : [
            renderTeamsClause(first, {
              number: null,
              explanations,
              asked: asked?.topics,
              leadInOf,
            }),
          ]),
      paragraph(
        [
          ...(more === null ? [] : [run(`${more}. `, small)]),
          renderWhole(entry),
          ...story.sources
            .slice(0, 1)
            .flatMap((url) => [run(" · ", small), linkRun("Open the source", url)]),
        ],
        { spacing: "Small" },
      ),
    ],
    { separator: true, spacing: "Large" },
  );
}

function renderListed(entry: DigestEntry): JsonObject {
  return paragraph([run(`${toListLine(entry)} `), renderWhole(entry)], { spacing: "Small" });
}

function renderWhole({ alert, story }: DigestEntry): JsonObject {
  const { permalink } = alert;
  if (permalink === null) return run(story.command, { fontType: "Monospace" });
  return linkRun(`See the comparison (${clip(permalink, 300)})`, permalink);
}

function renderUnnamed(story: DigestStory, named: number): JsonObject[] {
  const unnamed = toUnnamed(story, named);
  if (unnamed === null) return [];
  return [
    paragraph(
      [run(`${unnamed}: `, { weight: "Bolder" }), run(story.command, { fontType: "Monospace" })],
      { separator: true },
    ),
  ];
}
