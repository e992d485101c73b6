import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import type { Address } from "../addresses.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderPage } from "./layout.ts";

export interface SignInView {
  /** Where somebody wanted to go; null: nowhere in particular. */
  readonly to: Address | null;
  /** As typed. */
  readonly name: string;
  /** Host of the provider; null: there is none. */
  readonly providerName: string | null;
  /** Whether there is something to read without an account. */
  readonly isReadByAll: boolean;
  /** What was wrong with the last attempt; null: there was none. */
  readonly fault: string | null;
}

/** Gives the page of signing in: through the provider, where there is one, or with a password. */
export function renderSignInPage(
  paths: Paths,
  { to, name, providerName, isReadByAll, fault }: SignInView,
): Html {
  const invalid =
    fault === null ? null : html` aria-invalid="true" aria-describedby="sign-in-fault"`;
  const told =
    fault === null
      ? null
      : html`<div class="message is-fault" role="alert"><p id="sign-in-fault">${fault}</p></div>`;
  const form = html`${told}
    <form method="post" action="${paths.to(addresses.signIn())}">
      ${to === null ? null : html`<input type="hidden" name="to" value="${to}" />`}
      <div class="field">
        <label class="over" for="name">Name</label>
        <input
          type="text"
          id="name"
          name="name"
          value="${name}"
          required
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          ${invalid}
        />
      </div>
      <div class="field">
        <label class="over" for="password">Password</label>
        <input
          type="password"
          id="password"
          name="password"
          required
          autocomplete="current-password"
          ${invalid}
        />
      </div>
      <button>Sign in</button>
    </form>`;
  const main = html`<h1>Sign in</h1>
    <p class="lead">
      ${
        isReadByAll
          ? "For those who review changes, or run this page. Subscriptions by e-mail need no account: they have links of their own."
          : "What is here is for those who have an account."
      }
    </p>
    ${
      providerName === null
        ? html`<div class="sheet sign-in">${form}</div>`
        : html`<div class="sheet sign-in">
              <h2>With your organisation’s account</h2>
              <p class="hint">You go to ${providerName}, and come back from there.</p>
              <p>
                <a class="button" href="${paths.to(addresses.signInByProvider({ to }))}"
                  >Go on to ${providerName}</a
                >
              </p>
            </div>
            <div class="sheet sign-in">
              <h2>With a password</h2>
              ${form}
            </div>`
    }`;
  return renderPage(paths, { title: "Sign in", main, at: addresses.signIn() });
}
