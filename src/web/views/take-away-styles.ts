/** Links to files, and fields to copy a reference from; on paper a sentence instead of them. */
export const takeAwayStyles = `
.files { margin-bottom: 1rem; }
.files li { padding: 0.15rem 0; }
.files a { font-weight: 650; margin-right: 0.3rem; }
.cite textarea {
  display: block;
  max-width: 46rem;
  min-height: 0;
  field-sizing: content;
  margin: 0 0 1rem;
  font: 0.85rem/1.5 ui-monospace, Menlo, Consolas, monospace;
  overflow-wrap: anywhere;
}
.on-paper { display: none; }
@media print {
  .cite, .files { display: none; }
  .on-paper { display: block; max-width: none; overflow-wrap: anywhere; }
}
`;
