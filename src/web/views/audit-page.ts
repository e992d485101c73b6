import type { Viewer } from "../../model/account.ts";
import { hasRole } from "../../model/account.ts";
import { auditActions } from "../../model/audit.ts";
import type { AuditAction } from "../../model/audit.ts";
import { isDigest } from "../../model/digest.ts";
import type { AuditRecord } from "../../ports/audit-log.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toMinute } from "../../render/labels.ts";
import { toVisibleLine } from "../../render/visible.ts";
import type { Address } from "../addresses.ts";
import { addresses, withQuery } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import type { AuditQuery } from "../record-query.ts";
import { renderPage } from "./layout.ts";
import { renderOperationsNav } from "./operations-parts.ts";
import { renderFilterForm } from "./filter-form.ts";
import { renderFiles, toTableFiles } from "./take-away.ts";
import { renderTurns } from "./turns.ts";

export interface AuditView {
  readonly viewer: Viewer;
  readonly query: AuditQuery;
  readonly entries: readonly AuditRecord[];
  /** Whether older ones follow. */
  readonly hasOlder: boolean;
}

const maxText = 300;

/** Gives who did what: everybody to admins, and to anybody else what they did themselves. */
export function renderAuditPage(paths: Paths, view: AuditView): Html {
  const { viewer, query, entries, hasOlder } = view;
  const isOfAll = hasRole(viewer, "admin");
  const own = { actor: query.actor, action: query.action };
  const oldest = entries.at(-1)?.seq ?? null;
  const main = html`<h1>Audit log</h1>
    ${isOfAll ? renderOperationsNav(paths, addresses.audit()) : null}
    <p class="lead">
      ${isOfAll ? "Who did what, the latest first. Nothing is ever taken out of it." : "What you did yourself, the latest first."}
    </p>
    ${renderFilter(paths, query, isOfAll)}
    ${entries.length === 0 ? html`<p class="count">Nothing is written down that is like this.</p>` : null}
    <ol class="records is-lines">
      ${entries.map((entry) => renderEntry(paths, entry))}
    </ol>
    ${renderTurns({
      previous: query.before === null ? null : paths.to(addresses.audit(own)),
      next: hasOlder ? paths.to(addresses.audit({ ...own, before: oldest })) : null,
    })}
    <section aria-labelledby="take-away">
      <h2 id="take-away">Take it away</h2>
      ${renderFiles(
        paths,
        toTableFiles((format) => withQuery(`/audit.${format}`, own)),
      )}
    </section>`;
  const at = isOfAll ? addresses.operations() : addresses.reviews();
  return renderPage(paths, { title: "Audit log", main, viewer, at });
}

function renderEntry(paths: Paths, { at, actor, action, subject, detail }: AuditRecord): Html {
  const href = toSubjectAddress(action, subject);
  const named = isDigest(subject) ? subject.slice(0, 12) : toVisibleLine(subject, maxText);
  return html`<li>
    <p class="note"><time datetime="${at}">${toMinute(at)}</time></p>
    <p>
      <strong>${toVisibleLine(actor, maxText)}</strong> ${toActionLabel(action)}${
        subject === actor || subject === ""
          ? null
          : html`: ${href === null ? named : html`<a href="${paths.to(href)}">${named}</a>`}`
      }
    </p>
    ${detail === "" ? null : html`<p class="note">${capitalize(toVisibleLine(detail, maxText))}</p>`}
  </li>`;
}

/** `accepted version`, as its name has it. */
function toActionLabel(action: AuditAction): string {
  return action.replaceAll("-", " ");
}

function toSubjectAddress(action: AuditAction, subject: string): Address | null {
  if (!isDigest(subject)) return null;
  if (action === "reviewed") return addresses.change(subject);
  return action === "accepted-version" ? addresses.quarantine(subject) : null;
}

function renderFilter(paths: Paths, { actor, action }: AuditQuery, isOfAll: boolean): Html {
  return renderFilterForm(
    paths.to(addresses.audit()),
    [
      ...(isOfAll ? [{ kind: "search", name: "actor", label: "Who", value: actor } as const] : []),
      {
        kind: "select",
        name: "action",
        label: "What",
        all: "Anything",
        choices: auditActions.map((one) => ({
          value: one,
          label: capitalize(toActionLabel(one)),
        })),
        value: action,
      },
    ],
    "Filter the log",
  );
}
