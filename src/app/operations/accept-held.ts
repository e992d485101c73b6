import type { CheckOutcome } from "../../model/check.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import { ExtractError } from "../../model/errors.ts";
import { acceptHeld } from "../check-terms.ts";
import type { OperationsContext } from "./context.ts";

/**
 * What came of taking an answer that was held back. `busy`: a crawl is at work · `undeclared`: nobody watches the terms
 * any more · `overtaken`: another check has come since, or it is accepted already · `unreadable`: no text is in it.
 */
export type Acceptance =
  | { readonly kind: "accepted"; readonly outcome: CheckOutcome; readonly changeId: Digest | null }
  | { readonly kind: "busy" | "undeclared" | "overtaken" }
  | { readonly kind: "unreadable"; readonly why: string };

/**
 * Takes the answer that a check held back for the terms' next version, while it is still the last one: what somebody
 * looked at, and no other. Subscribers hear of what changed, and the audit log of who had it done.
 */
export async function acceptHeldCheck(
  context: OperationsContext,
  { checkId, termsId, actor }: { checkId: Digest; termsId: TermsId; actor: string },
): Promise<Acceptance> {
  await using held = await context.lock.acquire("crawl");
  if (held === null) return { kind: "busy" };
  const declarations = await context.loadDeclarations();
  const declaration = declarations.find(({ id }) => id === termsId);
  if (declaration === undefined) return { kind: "undeclared" };
  try {
    const record = await acceptHeld(context, declaration, { checkId, actor });
    if (record === undefined) return { kind: "overtaken" };
    const { outcome } = record.check;
    return { kind: "accepted", outcome, changeId: record.change?.id ?? null };
  } catch (error) {
    if (!(error instanceof ExtractError)) throw error;
    return { kind: "unreadable", why: error.message };
  }
}
