/**
 * What an answer has to do with frames. `none`: it has none, and stands in none · `holds`: one of our own ·
 * `captured`: it is made from somebody else's page, and stands in a frame of ours.
 */
export type Framing = "none" | "holds" | "captured";
