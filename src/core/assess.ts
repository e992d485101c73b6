import type { Assessment } from "../model/check.ts";
import type { Fetched } from "../model/snapshot.ts";
import { type Answer, judgeAnswer, needsBrowser } from "./assess/page.ts";
import { judgeText, type TextContext } from "./assess/text.ts";

/**
 * Whether a browser may turn an answer into the page: a shell that scripts fill, or a check that browsers pass.
 * Never true of files that are not HTML.
 */
export function looksUnrendered(answer: Pick<Fetched, "status" | "headers" | "bytes">): boolean {
  return needsBrowser(answer);
}

/**
 * Judges an answer before anything is extracted from it: `held` with a fault when it is not the page that was
 * asked for. A fault never means that the provider took its terms away, only that they were not seen.
 */
export function assessPage(answer: Answer): Assessment {
  return judgeAnswer(answer);
}

/** Judges a text after it was extracted: whether it can be the terms that are watched. */
export function assessText(text: string, context: TextContext): Assessment {
  return judgeText(text, context);
}
