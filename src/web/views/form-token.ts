import type { Viewer } from "../../model/account.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";

/** The field that brings a session's token back: what no other site's page can know. */
export const formTokenField = "formToken";

/** Gives the hidden field that each form must hold which changes something for somebody who has signed in. */
export function renderFormToken(viewer: Pick<Viewer, "formToken"> | null): Html | null {
  const token = viewer?.formToken ?? null;
  return token === null
    ? null
    : html`<input type="hidden" name="${formTokenField}" value="${token}" />`;
}
