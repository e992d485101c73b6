/** Properties by name with their parameters, as written, unfolded. */
type Properties = Readonly<Record<string, string>>;

export interface CalendarReading {
  readonly properties: Properties;
  readonly events: readonly Properties[];
}

function unfold(ics: string): string[] {
  return ics.replaceAll("\r\n ", "").split("\r\n").slice(0, -1);
}

function toProperty(line: string): readonly [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon), line.slice(colon + 1)];
}

export function readCalendar(ics: string): CalendarReading {
  const properties: Record<string, string> = {};
  const events: Record<string, string>[] = [];
  let current = properties;
  for (const line of unfold(ics)) {
    if (line === "BEGIN:VEVENT") events.push((current = {}));
    else if (line === "END:VEVENT") current = properties;
    else if (!/^(?:BEGIN|END):VCALENDAR$/.test(line)) {
      const [name, value] = toProperty(line);
      current[name] = value;
    }
  }
  return { properties, events };
}

/** Gives what is not as RFC 5545 has it, of a calendar of all-day events; empty when all is. */
export function findCalendarFaults(ics: string): string[] {
  const faults: string[] = [];
  if (!ics.endsWith("\r\n")) faults.push("does not end with a line break");
  if (/(?<!\r)\n|\r(?!\n)/.test(ics)) faults.push("a line break that is not CRLF");
  // eslint-disable-next-line no-control-regex -- naming them is the point
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(ics))
    faults.push("a control character");
  if (!ics.isWellFormed()) faults.push("half a surrogate pair");
  for (const line of ics.split("\r\n"))
    if (new TextEncoder().encode(line).byteLength > 75) faults.push(`over 75 octets: ${line}`);
  const lines = unfold(ics);
  if (lines[0] !== "BEGIN:VCALENDAR" || lines.at(-1) !== "END:VCALENDAR")
    faults.push("no calendar");
  for (const line of lines)
    if (!/^[A-Z-]+(?:;[A-Z-]+=[\w/-]+)*:/.test(line)) faults.push(`not a property: ${line}`);
  const begun = lines.flatMap((line) => /^(?:BEGIN|END):.*/.exec(line) ?? []);
  const events = begun.slice(1, -1);
  if (
    events.length % 2 !== 0 ||
    events.some((line, at) => line !== (at % 2 === 0 ? "BEGIN:VEVENT" : "END:VEVENT"))
  )
    faults.push(`components: ${begun.join(" ")}`);
  const reading = readCalendar(ics);
  faults.push(...findMissing(reading.properties, ["VERSION", "PRODID"]));
  const required = ["UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"];
  for (const event of reading.events) {
    faults.push(...findMissing(event, required));
    for (const name of ["SUMMARY", "DESCRIPTION"])
      if (/(?<!\\)(?:\\\\)*[;,]/.test(event[name] ?? "")) faults.push(`${name} is not escaped`);
    if (!/^\d{8}T\d{6}Z$/.test(event["DTSTAMP"] ?? "")) faults.push("DTSTAMP is not UTC");
  }
  const ids = reading.events.map((event) => event["UID"]);
  if (new Set(ids).size < ids.length) faults.push("a UID twice");
  return faults;
}

function findMissing(properties: Properties, names: readonly string[]): string[] {
  return names.filter((name) => !properties[name]).map((name) => `no ${name}`);
}
