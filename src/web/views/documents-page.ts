import type { TermsIncident } from "../../model/incident.ts";
import type { TermsStatus } from "../../model/terms.ts";
import { toDocumentState } from "../../render/document-state.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount } from "../../render/labels.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderFilterField } from "./filter-form.ts";
import { renderFirstRun } from "./first-run.ts";
import { renderPage } from "./layout.ts";
import { toServiceOptions, toTypeOptions } from "./options.ts";

export interface DocumentsView {
  /** All documents, by provider and type. */
  readonly terms: readonly TermsStatus[];
  readonly incidents: readonly TermsIncident[];
  /** Null where any will do. */
  readonly service: string | null;
  readonly type: string | null;
}

const maxName = 80;

/** Gives the list of all documents, provider by provider. */
export function renderDocumentsPage(paths: Paths, view: DocumentsView): Html {
  const { terms, service, type } = view;
  const shown = terms.filter(
    (one) =>
      (service === null || one.serviceId === service) && (type === null || one.termsType === type),
  );
  const byService = [...Map.groupBy(shown, ({ serviceId }) => serviceId)];
  const main = html`<h1>Documents</h1>
    <p class="lead">
      ${toCount(terms.length, "document", "documents")} of
      ${toCount(new Set(terms.map(({ serviceId }) => serviceId)).size, "provider", "providers")}.
    </p>
    ${terms.every(({ versionCount }) => versionCount === 0) ? renderFirstRun() : null}
    ${renderFilter(paths, view)}
    ${
      service === null && type === null
        ? renderProviders(
            byService.map(([id, [first]]) => ({ id, name: first?.serviceName ?? id })),
          )
        : html`<p class="count" role="status">
            ${toCount(shown.length, "document", "documents")} here.
            <a href="${paths.to(addresses.documents())}">See all</a>
          </p>`
    }
    ${byService.map(([id, held]) => renderService(paths, { id, held, view }))}`;
  return renderPage(paths, { title: "Documents", main, at: addresses.documents() });
}

function renderFilter(paths: Paths, { terms, service, type }: DocumentsView): Html {
  const services = new Map(terms.map(({ serviceId, serviceName }) => [serviceId, serviceName]));
  const types = new Set(terms.map(({ termsType }) => termsType));
  return html`<form class="row finder" method="get" action="${paths.to(addresses.documents())}">
    ${renderFilterField({
      kind: "select",
      name: "service",
      label: "Provider",
      all: "All providers",
      choices: toServiceOptions(Array.from(services, ([id, name]) => ({ id, name }))),
      value: service,
    })}
    ${renderFilterField({
      kind: "select",
      name: "type",
      label: "Type of document",
      all: "All types",
      choices: toTypeOptions([...types].toSorted()),
      value: type,
    })}
    <div class="field"><button>Show</button></div>
  </form>`;
}

function renderProviders(all: readonly { readonly id: string; readonly name: string }[]): Html {
  return html`<nav aria-label="Providers">
    <ul class="providers">
      ${all.map(({ id, name }) => html`<li><a href="#${toAnchor(id)}">${toVisibleLine(name, maxName)}</a></li>`)}
    </ul>
  </nav>`;
}

interface Provider {
  readonly id: string;
  readonly held: readonly TermsStatus[];
  readonly view: DocumentsView;
}

function renderService(paths: Paths, { id, held, view }: Provider): Html {
  const name = toVisibleLine(held[0]?.serviceName ?? id, maxName);
  return html`<section class="provider" aria-labelledby="${toAnchor(id)}">
    <h2 id="${toAnchor(id)}">${name}</h2>
    <ul>
      ${held.map((terms) => renderDocument(paths, terms, view.incidents))}
    </ul>
  </section>`;
}

function renderDocument(
  paths: Paths,
  terms: TermsStatus,
  incidents: readonly TermsIncident[],
): Html {
  const own = incidents.filter(({ termsId }) => termsId === terms.id);
  const { line, troubles } = toDocumentState(terms, own);
  return html`<li>
    <a href="${paths.to(addresses.document(terms.id))}"
      >${toVisibleLine(terms.termsType, maxName)}</a
    >
    <span class="note">${line} ${toCount(terms.versionCount, "version", "versions")}.</span>
    ${troubles.map((trouble) => html`<span class="flag">${trouble}</span>`)}
  </li>`;
}

/** Ids of services are made of letters, digits and hyphens. */
function toAnchor(serviceId: string): string {
  return `provider-${serviceId.replaceAll(/[^a-z0-9-]/gi, "-")}`;
}
