import type { Digest } from "../../model/digest.ts";
import type { CitedWork } from "../../render/citation.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import type { TableFormat } from "../../render/table-text.ts";
import type { Address } from "../addresses.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderCite } from "./cite.ts";

/** A file that a page can be taken away as. */
export interface TakenFile {
  readonly address: Address;
  readonly label: string;
  /** What it is good for. */
  readonly use: string;
}

/** Gives links to files, and how the page is cited; a section with a heading of the second level. */
export function renderTakeAway(
  paths: Paths,
  { files, work }: { readonly files: readonly TakenFile[]; readonly work: CitedWork },
): Html {
  return html`<section class="take-away" aria-labelledby="take-away">
    <h2 id="take-away">Take it away</h2>
    ${renderFiles(paths, files)} ${renderCite(work)}
  </section>`;
}

/** Gives the links alone, for a list that has no more to give. */
export function renderFiles(paths: Paths, files: readonly TakenFile[]): Html {
  return html`<ul class="files">
    ${files.map(
      ({ address, label, use }) =>
        html`<li><a href="${paths.to(address)}">${label}</a> <span class="note">${use}</span></li>`,
    )}
  </ul>`;
}

/** What a recorded change is taken away as. */
export function toChangeFiles(id: Digest): readonly TakenFile[] {
  return [
    toWord(addresses.changeFile(id, "redline.docx")),
    toPdf(addresses.changeFile(id, "redline.pdf")),
    toJson(`/changes/${id}.json`),
  ];
}

/** What a comparison of any two versions is taken away as. */
export function toComparisonFiles(before: Digest, after: Digest): readonly TakenFile[] {
  return [
    toWord(addresses.comparisonFile(before, after, "redline.docx")),
    toPdf(addresses.comparisonFile(before, after, "redline.pdf")),
    toJson(addresses.comparisonFile(before, after, "comparison.json")),
  ];
}

/** What a list is taken away as; `addressOf` gives the list's own addresses, with its filters. */
export function toTableFiles(addressOf: (format: TableFormat) => Address): readonly TakenFile[] {
  return [
    { address: addressOf("csv"), label: "CSV", use: "for a spreadsheet" },
    { address: addressOf("jsonl"), label: "JSON Lines", use: "for programs" },
  ];
}

const toWord = (address: Address): TakenFile => ({
  address,
  label: "Word",
  use: "the whole document, with the changes as tracked ones",
});

const toPdf = (address: Address): TakenFile => ({
  address,
  label: "PDF",
  use: "the redline in black and white",
});

const toJson = (address: Address): TakenFile => ({
  address,
  label: "JSON",
  use: "the whole comparison, for programs",
});
