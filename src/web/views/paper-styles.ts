/**
 * How every page stands on paper: black on white whatever the screen's colours, in the margins of a letter, each sheet
 * with its number. Comes after all other parts.
 */
export const paperStyles = `
@page {
  margin: 16mm 18mm 18mm;
  @bottom-right { content: counter(page) " of " counter(pages); font: 8pt Arial, sans-serif; }
}
@page lying { size: A4 landscape; }
@media print {
  html { font-size: 10pt; }
  body { background: #fff; line-height: 1.45; }
  .site, main, .foot { padding-left: 0; padding-right: 0; max-width: none; }
  h1 { font-size: 19pt; }
  :is(h1, h2, h3, h4, h5, .verdict, .place, .side) { break-after: avoid; }
  section { margin-top: 1.6rem; }
  .head :is(h1, p, dl), .flag { max-width: none; }
  .sheet { background: none; border: 0; padding: 0; }
  .clauses h3 { border-bottom-color: #000; margin-top: 1.4rem; }
  .clause { background: none; }
  .text.has-list { display: block; }
  .take-away h2, .parts { display: none; }
  tr, dt, .day li { break-inside: avoid; }
  section.scroller { overflow: visible; border: 0; }
  section.scroller:has(.matrix) { page: lying; }
  .matrix :is(th, td) { position: static !important; min-width: 0 !important; padding: 0.2rem 0.35rem; }
  .matrix td a { padding: 0; }
  thead { display: table-header-group; }
  .clauses details:not([open]) > summary { display: block; font-size: 0; list-style: none; }
  .clauses details:not([open]) > summary::-webkit-details-marker { display: none; }
  .clauses details:not([open]) > summary::after {
    content: "Folded on the page when it was printed.";
    font-size: 9pt;
    font-weight: 400;
    font-style: italic;
  }
}
.mark:has(+ :is(ins, del))::after { content: "\\2060"; }
`;
