import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import type { CurlExample, Operation, ReadDocument } from "../api/document-reading.ts";
import type { Paths } from "../paths.ts";
import { renderPage } from "./layout.ts";

export interface ApiPage {
  readonly document: ReadDocument;
  readonly examples: readonly CurlExample[];
  /** Where the API is, whole. */
  readonly server: string;
  /** Of the description for programs. */
  readonly descriptionUrl: string;
  /** Whether reading needs no key. */
  readonly isReadByAll: boolean;
}

/** Gives the page that tells people how programs read this. */
export function renderApiPage(paths: Paths, page: ApiPage): Html {
  const { document, examples, server, descriptionUrl, isReadByAll } = page;
  const main = html`<div class="api">
    <h1>For programs</h1>
    <p class="lead">Everything that these pages show is also there as JSON.</p>
    <p>
      It begins at <code class="link">${server}</code>. Every address, what it takes and what it
      gives is described in <a href="${descriptionUrl}">an OpenAPI 3.1 document</a>, which most
      tools can read.
    </p>
    <h2>A key</h2>
    <p>
      ${
        isReadByAll
          ? "Here, reading needs no key. Changing anything does, and so does what only some may see."
          : "Here, reading needs a key too."
      }
      Whoever runs this page makes one, and gives it a role: a reader reads, a reviewer also
      reviews, an admin may do everything.
    </p>
    <pre class="command"><code>clausewatch keys add my-program --role reader</code></pre>
    <p>
      It is shown once. Send it with each request, as below. Nobody can read it again; make another.
    </p>
    <h2>Try it</h2>
    ${examples.map(
      ({ summary, command }) =>
        html`<h3>${summary}</h3>
          <pre class="command"><code>${command}</code></pre>`,
    )}
    <h2>How it answers</h2>
    <ul>
      <li>
        Lists come in pages. Give <code>next</code> as <code>cursor</code> to have the page after
        it.
      </li>
      <li>
        Each answer has an ETag: send it back in <code>If-None-Match</code>, and what has not
        changed is not sent again.
      </li>
      <li>
        Errors are <code>application/problem+json</code>, and name each parameter that cannot be
        used.
      </li>
      <li>Fields are added, never renamed. Ignore those that you do not know.</li>
      <li>Who asks for too much at once is told when to come again.</li>
    </ul>
    <h2>What is there</h2>
    ${document.groups
      .filter(({ operations }) => operations.length > 0)
      .map(
        ({ name, description, operations }) =>
          html`<h3>${name}</h3>
            <p>${description}</p>
            <dl class="operations">${operations.map(renderOperation)}</dl>`,
      )}
  </div>`;
  return renderPage(paths, { title: "For programs", main });
}

function renderOperation({ method, path, summary, "x-role": role }: Operation): Html {
  const needed = role === null ? null : html` <span class="note">Role: ${role}.</span>`;
  return html`<dt><code>${method} ${path}</code></dt>
    <dd>${summary}.${needed}</dd>`;
}
