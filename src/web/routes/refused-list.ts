import type { Address } from "../addresses.ts";
import { answer } from "../context.ts";
import type { Request, Web } from "../context.ts";
import { renderNotice } from "../views/layout.ts";

/** The answer for a list that cannot be made as it is asked for; `whole` is where all of it is. */
export function refuseList({ paths }: Pick<Web, "paths">, c: Request, whole: Address): Response {
  const words = ["This list cannot be made as it is asked for: a date or a choice is none."];
  const ways = [{ label: "See the whole list", href: paths.to(whole) }];
  return answer(c, renderNotice(paths, { title: "No such list", words, ways }), 400);
}
