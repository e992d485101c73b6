/** Pages of documents and of their texts. */
export const documentStyles = `
.finders { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1rem; margin: 1.2rem 0 0; }
form.finder:not(.row) { max-width: 46rem; }
.finder { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 0.9rem 1.1rem; }
.finder h2 { font-size: 1.05rem; }
.finder .row { align-items: end; gap: 0.6rem 0.9rem; }
.finder.row { align-items: end; gap: 0.6rem 1rem; margin-bottom: 1.2rem; }
.sources { overflow-wrap: anywhere; font-size: 0.92rem; }
.providers { columns: 11rem; margin-bottom: 1rem; line-height: 1.5; }
.providers a { display: inline-block; padding: 0.15rem 0; }
.provider { margin-top: 1.8rem; }
.provider li { padding: 0.5rem 0; border-top: 1px solid var(--line); display: grid; grid-template-columns: minmax(0, 15rem) minmax(0, 1fr); gap: 0.1rem 1rem; }
.provider li .flag { grid-column: 1 / -1; margin: 0.2rem 0; font-size: 0.92rem; }
.timeline { margin: 0; }
.legend { margin-bottom: 0.5rem; display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; font-size: 0.9rem; }
.sign { display: inline-block; width: 1.1em; text-align: center; color: var(--muted); }
.sign.is-stricter, .sign.is-both { color: var(--del-ink); }
.sign.is-looser { color: var(--ins-ink); }
.sign.is-neither { color: var(--link); }
.versions > li { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0 1rem; padding: 0.6rem 0; border-top: 1px solid var(--line); scroll-margin-top: 1rem; }
.versions > li.quiet { display: block; }
.quiet details { margin: 0; }
.quiet summary { font-weight: 400; color: var(--muted); }
.versions p { margin: 0; overflow-wrap: anywhere; }
.ways { font-size: 0.9rem; }
.ways a { margin-right: 1rem; display: inline-block; padding: 0.15rem 0; }
.terms-text { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 1.4rem clamp(1rem, 4vw, 2.6rem); overflow-wrap: anywhere; }
.terms-text :is(p, ul, blockquote) { max-width: 42rem; }
.terms-text :is(h2, h3, h4, h5, h6) { font-family: var(--serif); line-height: 1.3; margin: 1.8rem 0 0.5rem; max-width: 42rem; }
.terms-text h3 { font-size: 1.15rem; }
.terms-text :is(h4, h5, h6) { font-size: 1.02rem; }
.terms-text > :first-child { margin-top: 0; }
.terms-text ul { margin: 0 0 1rem; padding-left: 1.4rem; }
.terms-text ul ul { margin: 0.3rem 0; }
.terms-text li { margin: 0.25rem 0; }
.terms-text li.numbered { list-style: none; margin-left: -0.9rem; }
.terms-text blockquote { margin: 0 0 1rem; padding-left: 1rem; border-left: 3px solid var(--line); }
.terms-text .host { color: var(--muted); font-size: 0.85em; }
.terms-text [id] { scroll-margin-top: 1rem; }
.terms-text :target { background: var(--flag); outline: 0.35rem solid var(--flag); border-radius: 2px; }
.here { color: var(--muted); text-decoration: none; font-size: 0.8em; opacity: 0.55; }
.here:is(:hover, :focus-visible) { opacity: 1; }
.terms-text .scroll { margin: 0 0 1rem; }
.terms-text table { border-collapse: collapse; font-size: 0.93rem; }
.terms-text :is(th, td) { border: 1px solid var(--line); padding: 0.35rem 0.6rem; text-align: start; vertical-align: top; min-width: 6rem; overflow-wrap: break-word; }
.contents ol { font-size: 0.92rem; }
.contents li { padding: 0.15rem 0; line-height: 1.35; overflow-wrap: anywhere; }
.contents li.is-under { padding-left: 1rem; }
.with-contents { margin-top: 1.6rem; }
@media (min-width: 64rem) {
  .with-contents { display: grid; grid-template-columns: minmax(0, 1fr) 17rem; gap: 0 2.2rem; align-items: start; }
  @supports selector(::details-content) {
    .contents summary { list-style: none; pointer-events: none; }
    .contents summary::-webkit-details-marker { display: none; }
    .contents details::details-content { content-visibility: visible; block-size: auto; }
  }
}
@media (max-width: 40rem) {
  .provider li, .versions > li { grid-template-columns: minmax(0, 1fr); }
}
@media print {
  .finders, .finder, .contents, .here, .ways { display: none; }
  .terms-text { border: 0; padding: 0; }
}
`;
