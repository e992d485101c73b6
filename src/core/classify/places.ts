// Where data lie, who may register, whose law applies: the places that terms name.
const names =
  "argentina australia austria bangladesh belarus belgium brazil bulgaria california canada chile china colombia croatia cuba cyprus czechia delaware denmark egypt england estonia europe finland france germany greece hong_kong hungary iceland india indonesia iran ireland israel italy japan kenya korea latvia liechtenstein lithuania luxembourg malaysia malta mexico myanmar netherlands new_york new_zealand nigeria north_korea norway pakistan peru philippines poland portugal romania russia saudi_arabia scotland serbia singapore slovakia slovenia south_africa south_korea spain sudan sweden switzerland syria taiwan texas thailand turkey ukraine united_arab_emirates united_kingdom united_states venezuela vietnam wales european_union european_economic_area";
const places: ReadonlySet<string> = new Set(
  names.split(" ").map((name) => name.replaceAll("_", " ")),
);

const short: ReadonlyMap<string, string> = new Map([
  ["us", "united states"],
  ["usa", "united states"],
  ["united states of america", "united states"],
  ["uk", "united kingdom"],
  ["eu", "european union"],
  ["eea", "european economic area"],
]);

/**
 * Gives the country, state whose law is often chosen, or union of them that a phrase names, in lower
 * case and in full; undefined where it names none.
 */
export function placeOf(phrase: string): string | undefined {
  const plain = phrase.toLowerCase().replace(/[.*_]/g, "").replace(/^the /, "").trim();
  const name = short.get(plain) ?? plain;
  return places.has(name) ? name : undefined;
}
