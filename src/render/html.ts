const markup: unique symbol = Symbol("html");

/** Markup that is safe to send: only `html` makes it. */
export interface Html {
  readonly [markup]: string;
}

export type HtmlValue = Html | string | number | null | readonly HtmlValue[];

/**
 * A template whose values are escaped unless they are markup themselves; lists are joined, null is nothing. What
 * indents it in its source is not sent: a line of a template starts at its first character. Values stay as they are.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = "";
  for (const [at, string] of toUnindented(strings).entries())
    text += at < values.length ? string + toText(values[at] ?? null) : string;
  return { [markup]: text };
}

/** Each place in the source has one, however often it is used. */
const unindented = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Gives a template without its indentation, which is up to a third of a page. */
function toUnindented(strings: TemplateStringsArray): readonly string[] {
  const found = unindented.get(strings);
  if (found !== undefined) return found;
  const made = strings.map((string) => string.replaceAll(/\n\s+/g, "\n"));
  unindented.set(strings, made);
  return made;
}

/** Gives the markup as text, for the wire. */
export function toHtmlText(value: Html): string {
  return value[markup];
}

/** Longer ones are cut by mail programs, and lead nowhere. */
const maxAddress = 2048;

/** Gives an address that may stand in a link: http or https, in its canonical spelling; null otherwise. */
export function toSafeUrl(address: string): string | null {
  if (address.length > maxAddress || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
}

function toText(value: HtmlValue): string {
  if (value === null) return "";
  if (typeof value === "string") return escape(value);
  if (typeof value === "number") return String(value);
  return markup in value ? value[markup] : value.map(toText).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Unpaired surrogates cannot be sent as UTF-8: they become U+FFFD. */
function escape(text: string): string {
  return text.toWellFormed().replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}
