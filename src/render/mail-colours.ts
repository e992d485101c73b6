import type { Html } from "./html.ts";
import { html } from "./html.ts";

/** Ink on its ground. */
export interface Colours {
  readonly ink: string;
  readonly ground: string;
}

/** One role that text plays in a mail, on a light screen and on a dark one. */
interface Tone {
  readonly light: Colours;
  readonly dark: Colours;
}

const sheet = { light: "#ffffff", dark: "#1e2227" };

function onSheet(light: string, dark: string): Tone {
  return {
    light: { ink: light, ground: sheet.light },
    dark: { ink: dark, ground: sheet.dark },
  };
}

export const toneNames = ["ink", "muted", "link", "del", "ins", "plain", "flag", "made"] as const;
export type ToneName = (typeof toneNames)[number];

/**
 * Every colour that text has in a mail; each pair of ink and ground has a contrast of at least 4.5 to 1. A
 * tone's name is its class too, by which dark screens find it.
 */
export const tones: Readonly<Record<ToneName, Tone>> = {
  ink: onSheet("#16191d", "#e8eaed"),
  muted: onSheet("#4d5661", "#aeb7c2"),
  link: onSheet("#0b57d0", "#8ab4f8"),
  del: tone(["#8f1d14", "#ffe3e0"], ["#ffb4ab", "#4b1f1c"]),
  ins: tone(["#0c5a2a", "#d9f2df"], ["#a5e6b9", "#163d25"]),
  plain: tone(["#3c4450", "#e8ebef"], ["#dfe3e8", "#39404a"]),
  flag: tone(["#5c4300", "#fff3cd"], ["#ffe08a", "#453610"]),
  made: tone(["#3a2f5c", "#f3f0fa"], ["#d6cbf5", "#2c2540"]),
};

/** Grounds and lines that carry no text of their own. */
export const surfaces = {
  ground: { light: "#f2f4f6", dark: "#15181c" },
  sheet,
  line: { light: "#dfe3e8", dark: "#39404a" },
} as const;

/** `color:#16191d`, for text on the sheet. */
export function inkOf(name: ToneName): string {
  return `color:${tones[name].light.ink}`;
}

/** `background-color:#ffe3e0;color:#8f1d14`, for text on a ground of its own. */
export function tintOf(name: ToneName): string {
  return `background-color:${groundOf(name)};${inkOf(name)}`;
}

/** For `bgcolor`, which Outlook reads where it passes over the style. */
export function groundOf(name: ToneName): string {
  return tones[name].light.ground;
}

const onSheetNames: ReadonlySet<string> = new Set<ToneName>(["ink", "muted", "link"]);

/** Gives the rules that turn a mail dark: by the screen's own wish, and as Outlook.com asks for it. */
export function renderDarkRules(): Html {
  const inks = toneNames.map(
    (name) => html`.${name} { color: ${tones[name].dark.ink} !important; }`,
  );
  const ogsc = toneNames.map(
    (name) => html`[data-ogsc] .${name} { color: ${tones[name].dark.ink} !important; }`,
  );
  const tinted = toneNames.filter((name) => !onSheetNames.has(name));
  const grounds: readonly (readonly [string, string])[] = [
    ["ground", surfaces.ground.dark],
    ["sheet", surfaces.sheet.dark],
    ...tinted.map((name): [string, string] => [name, tones[name].dark.ground]),
  ];
  const ogsb = grounds.map(([name, colour]) => html`[data-ogsb] ${renderGround([name, colour])}`);
  return html`@media (prefers-color-scheme: dark) { ${inks} ${grounds.map(renderGround)} .line {
  border-top-color: ${surfaces.line.dark} !important; border-right-color: ${surfaces.line.dark}
  !important; border-bottom-color: ${surfaces.line.dark} !important; } } ${ogsc} ${ogsb}`;
}

function renderGround([name, colour]: readonly [string, string]): Html {
  return html`.${name} { background-color: ${colour} !important; }`;
}

function tone(light: readonly [string, string], dark: readonly [string, string]): Tone {
  return {
    light: { ink: light[0], ground: light[1] },
    dark: { ink: dark[0], ground: dark[1] },
  };
}
