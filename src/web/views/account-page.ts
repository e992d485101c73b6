import type { Account, Role, Viewer } from "../../model/account.ts";
import type { Session } from "../../model/session.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toDay, toMinute } from "../../render/labels.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderFormToken } from "./form-token.ts";
import { renderPage } from "./layout.ts";

export interface AccountView {
  readonly viewer: Viewer;
  /** Null: a program with a key. */
  readonly account: Account | null;
  readonly sessions: readonly { readonly session: Session; readonly isThis: boolean }[];
}

const roleWords: Readonly<Record<Role, string>> = {
  reader: "You may read all that is here.",
  reviewer: "You may read all that is here, and review changes.",
  admin:
    "You may read all that is here, review changes, and see and do what running this page takes.",
};

/** Gives the page that says who somebody is here, and where they are signed in. */
export function renderAccountPage(paths: Paths, { viewer, account, sessions }: AccountView): Html {
  const main = html`<h1>Your account</h1>
    <dl class="facts">
      <dt>Name</dt>
      <dd>${viewer.name}</dd>
      <dt>Role</dt>
      <dd>${viewer.role}</dd>
      ${
        account === null
          ? null
          : html`<dt>Signs in</dt>
              <dd>${describeOrigin(account)}</dd>`
      }
    </dl>
    <p>${roleWords[viewer.role]}</p>
    ${sessions.length === 0 ? null : renderSessions(paths, viewer, sessions)}`;
  return renderPage(paths, { title: "Your account", main, viewer, at: addresses.account() });
}

function renderSessions(paths: Paths, viewer: Viewer, sessions: AccountView["sessions"]): Html {
  const button = (path: `/${string}`, label: string, look: string): Html =>
    html`<form method="post" action="${paths.to(path)}">
      ${renderFormToken(viewer)}<button class="${look}">${label}</button>
    </form>`;
  return html`<section aria-labelledby="sessions">
    <h2 id="sessions">Where you are signed in</h2>
    <ul class="sessions">
      ${sessions.map(
        ({ session, isThis }) =>
          html`<li>
            <strong>${session.browser}</strong>${isThis ? html` (this browser)` : null}<br />
            <span class="note"
              >since ${toDay(session.createdAt)}, last seen ${toMinute(session.seenAt)}; ends by
              ${toDay(session.expiresAt)} at the latest</span
            >
          </li>`,
      )}
    </ul>
    <p class="note">A browser that you have not used for twelve hours is signed out by itself.</p>
    <div class="actions">
      ${button(addresses.signOut(), "Sign out", "main")}
      ${button(addresses.signOutEverywhere(), "Sign out everywhere", "quiet")}
    </div>
  </section>`;
}

function describeOrigin({ origin }: Account): string {
  if (origin === "provider") return "through your organisation’s account";
  return origin === "environment"
    ? "with the password of whoever runs this page"
    : "with a password";
}
