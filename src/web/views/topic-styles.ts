/** Pages of topics: a table of providers by time, lists of what became of restrictions, wordings side by side, a plot. */
export const topicStyles = `
:root {
  --strict: light-dark(#fbe5e3, #43201e);
  --strict-ink: light-dark(#8f211b, #ffbdb6);
  --qualified: light-dark(#fff0cc, #3d3216);
  --qualified-ink: light-dark(#6b4a00, #f5d48a);
  --lenient: light-dark(#e2f3e6, #143622);
  --lenient-ink: light-dark(#0f5a2b, #a6e3bb);
  --mentions: light-dark(#e8e9ec, #323841);
  --mentions-ink: light-dark(#3c434c, #d4d9df);
  --plot-strict: light-dark(#b3372d, #e0766c);
  --plot-strict-ink: light-dark(#ffffff, #1c0a08);
  --plot-qualified: light-dark(#e2b04a, #d9a93f);
  --plot-qualified-ink: light-dark(#2b1f00, #2b1f00);
  --plot-lenient: light-dark(#3f8f5c, #62b583);
  --plot-lenient-ink: light-dark(#ffffff, #06200f);
  --plot-mentions: light-dark(#a9b0ba, #7b8490);
  --plot-mentions-ink: light-dark(#16191d, #0e1114);
  --plot-silent: light-dark(#e6e4df, #353b44);
  --plot-silent-ink: light-dark(#4b525b, #b9c1cb);
}
section.scroller { overflow-x: auto; margin: 0 0 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--sheet); }
.scroller table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 0.9rem; }
.scroller :is(th, td) { padding: 0.45rem 0.6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
.scroller tbody tr:last-child > * { border-bottom: 0; }
.scroller thead th { color: var(--muted); font-weight: 650; vertical-align: bottom; }
.scroller p { margin: 0 0 0.4rem; }
.scroller .note { font-size: 0.82rem; font-weight: 400; }
.matrix tbody th { position: sticky; left: 0; z-index: 1; background: var(--sheet); min-width: 11rem; max-width: 17rem; border-right: 1px solid var(--line); font-weight: 650; }
.matrix tbody th .note { display: block; }
.matrix thead tr:first-child th:first-child { position: sticky; left: 0; z-index: 2; background: var(--sheet); border-right: 1px solid var(--line); }
.matrix thead th[colspan] { text-align: left; border-left: 1px solid var(--line); }
.matrix td { min-width: 3.4rem; padding: 0; border-left: 1px solid var(--line); white-space: nowrap; }
.matrix td a { display: block; padding: 0.45rem 0.4rem; color: inherit; text-decoration: none; font-weight: 600; font-size: 0.82rem; }
.matrix td a:hover { text-decoration: underline; }
.matrix td a:focus-visible { outline-offset: -3px; }
.matrix td.is-silent { padding: 0.45rem 0.6rem; color: var(--muted); }
.matrix td.since { padding: 0.45rem 0.6rem; }
.matrix .since .note { display: block; }
:is(td, .stance).is-strict { background: var(--strict); color: var(--strict-ink); }
:is(td, .stance).is-qualified { background: var(--qualified); color: var(--qualified-ink); }
:is(td, .stance).is-lenient { background: var(--lenient); color: var(--lenient-ink); }
:is(td, .stance).is-mentions { background: var(--mentions); color: var(--mentions-ink); }
.stance { display: inline-block; padding: 0 0.45rem; border-radius: 4px; font-size: 0.85rem; white-space: nowrap; }
.topic-legend { margin-bottom: 1rem; display: grid; gap: 0.2rem 1.4rem; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); font-size: 0.88rem; color: var(--muted); }
.swatch { display: inline-block; width: 0.9em; height: 0.9em; border-radius: 2px; vertical-align: -0.1em; }
.swatch.is-strict { background: var(--plot-strict); }
.swatch.is-qualified { background: var(--plot-qualified); }
.swatch.is-lenient { background: var(--plot-lenient); }
.swatch.is-mentions { background: var(--plot-mentions); }
.swatch.is-silent { background: var(--plot-silent); }
.topic-wordings th[scope="row"] { min-width: 9rem; font-weight: 650; }
.topic-wordings th[scope="row"] a { display: block; font-weight: 400; }
.topic-wordings td:nth-child(2) { min-width: 19rem; line-height: 1.55; overflow-wrap: anywhere; }
.topic-wordings td:nth-child(2) p { max-width: 44rem; }
.topic-wordings .since { white-space: nowrap; }
.topic-wordings .since .note { display: block; }
.topic-ways a { margin-right: 1rem; }
.topic-ways { font-size: 0.88rem; }
.topic-turns { margin-bottom: 1.4rem; }
.topic-turns > li { border-left: 3px solid var(--line); padding: 0 0 0.1rem 0.9rem; margin: 0 0 1.1rem; }
.topic-turns.is-plain > li { border: 0; padding: 0; margin: 0 0 0.2rem; }
.topic-turns p { margin: 0 0 0.2rem; max-width: 46rem; }
.topic-turns .quote { margin: 0 0 0.2rem; max-width: 46rem; overflow-wrap: anywhere; }
.topic-groups h3 { margin: 0; font-size: 1.02rem; line-height: 1.4; }
.topic-list { display: grid; gap: 0.8rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); }
.topic-list li { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: 0.8rem 1rem; }
.topic-list p { margin: 0.2rem 0 0; font-size: 0.92rem; }
.jumps { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; margin-bottom: 1.2rem; }
@media (max-width: 30rem) {
  .matrix tbody th { min-width: 7.5rem; max-width: 8.5rem; overflow-wrap: anywhere; }
  .matrix tbody th .note { display: none; }
}
@media (max-width: 44rem) {
  .topic-wordings :is(tbody, tr, th, td) { display: block; }
  .topic-wordings thead tr { display: flex; gap: 0.2rem 1rem; }
  .topic-wordings thead th { border: 0; }
  .topic-wordings tbody :is(th, td) { border: 0; padding: 0.15rem 0.8rem; }
  .topic-wordings tbody :is(th, td):nth-child(n) { min-width: 0; max-width: none; }
  .topic-wordings tbody tr { border-top: 1px solid var(--line); padding: 0.7rem 0; }
  .topic-wordings tbody th[scope="row"] a, .topic-wordings .since .note { display: inline; }
}
@media print {
  .scroller table { font-size: 8pt; }
  .topic-ways, .jumps { display: none; }
  :is(td, .stance)[class*="is-"] { background: none; color: #000; }
  .swatch { border: 1px solid #000; print-color-adjust: exact; }
}
`;
