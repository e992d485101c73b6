/** What comparisons of two texts add: ways to show them, a list beside the text, two columns, and steps from change to change. */
export const comparisonStyles = `
.onward { margin-bottom: 1rem; display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; }
.onward a { display: inline-block; padding: 0.2rem 0; }
.between ol { max-width: 46rem; }
.between li { display: grid; grid-template-columns: 7rem 1fr; gap: 0 0.8rem; padding: 0.3rem 0; border-top: 1px solid var(--line); line-height: 1.4; overflow-wrap: anywhere; }
#record + dl, #definitions + dl { max-width: 58rem; }
.views { margin-top: 1.4rem; }
.views > ul { display: flex; flex-wrap: wrap; gap: 0.7rem 1.8rem; }
.views > ul > li { display: flex; flex-wrap: wrap; align-items: center; gap: 0.2rem 0.7rem; }
.views span { color: var(--muted); font-size: 0.9rem; }
.switch { display: inline-flex; flex-wrap: wrap; border: 1px solid var(--edge); border-radius: 7px; overflow: clip; background: var(--sheet); }
.switch li + li { border-left: 1px solid var(--edge); }
.switch a { display: block; padding: 0.3rem 0.8rem; font-size: 0.92rem; text-decoration: none; white-space: nowrap; }
.switch a:hover { text-decoration: underline; }
.switch a:focus-visible { outline-offset: -3px; }
.switch a[aria-current] { background: var(--ink); color: var(--sheet); font-weight: 650; }
.switch a[aria-current]:focus-visible { outline-color: var(--sheet); }
.text.comparison { margin-top: 1.8rem; }
.comparison h3 .above { font-weight: 400; color: var(--muted); }
.hidden-changes { background: var(--flag); border-radius: 6px; padding: 0.5rem 0.9rem; }
.comparison .clause { position: relative; scroll-margin-top: 1rem; }
.comparison .clause:focus-visible { outline: 3px solid var(--link); outline-offset: 1px; }
.comparison .clause h4 { padding-right: 13rem; }
.steps { position: absolute; top: 0.95rem; right: 1.1rem; display: flex; align-items: baseline; gap: 0.8rem; margin: 0; font-size: 0.88rem; color: var(--muted); font-variant-numeric: tabular-nums; }
.departed { border-left: 5px dotted var(--edge); padding: 0.5rem 1.1rem; margin: 0 0 1rem; color: var(--muted); font-size: 0.95rem; max-width: none; overflow-wrap: anywhere; scroll-margin-top: 1rem; }
.departed:is(:target, :focus-visible) { outline: 3px solid var(--link); }
.departed .redline { color: var(--ink); }
.fold > summary { font-weight: 400; color: var(--muted); overflow-wrap: anywhere; }
.fold { margin: 0 0 0.8rem; }
.fold > p { max-width: 42rem; margin: 0 0 0.8rem; padding-left: 1.4rem; line-height: 1.65; overflow-wrap: anywhere; }
.fold .sides { padding: 0 1.1rem; }
.none { color: var(--muted); font-style: italic; }
.list { margin-top: 0.5rem; font-size: 0.92rem; }
.list > details { margin: 0; }
.list summary h2 { display: inline; font-size: 1.1rem; }
.list h3 { font-size: 0.88rem; line-height: 1.35; margin: 1rem 0 0.2rem; overflow-wrap: anywhere; }
.list li:not(.switch li) { padding: 0.3rem 0; border-top: 1px solid var(--line); line-height: 1.35; overflow-wrap: anywhere; }
.list ol a { display: block; padding: 0.1rem 0; }
.list .quote { color: var(--muted); font-size: 0.95em; margin-right: 0.3rem; }
.list ol a[aria-current] { font-weight: 700; color: inherit; }
.columns { display: none; }
.step-bar { position: sticky; bottom: 0.6rem; z-index: 2; width: fit-content; max-width: 100%; margin: 1rem auto 0; padding: 0.4rem 0.5rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 2px 14px light-dark(#0003, #000a); }
.step-bar > p { margin: 0; display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem; }
.step-bar span { min-width: 6.2rem; text-align: center; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
.step-bar button { padding: 0.25rem 0.8rem; min-height: 2rem; font-size: 0.92rem; }
.step-bar ul { margin: 0.6rem 0.4rem; font-size: 0.92rem; }
.step-bar li { padding: 0.15rem 0; }
kbd { border: 1px solid var(--edge); border-bottom-width: 2px; border-radius: 4px; padding: 0 0.4rem; font: 0.85em ui-monospace, Menlo, Consolas, monospace; background: var(--ground); }
@media (max-width: 63.99rem) {
  .list > details { max-height: 60vh; overflow-y: auto; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: 0.5rem 0.9rem; margin-bottom: 1.4rem; }
}
@media (min-width: 48rem) {
  .sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 1.8rem; align-items: start; }
  .sides > div { position: sticky; top: 2.6rem; }
  .sides .side { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .is-side .columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 1.8rem; position: sticky; top: 0; z-index: 1; padding: 0.35rem 1.1rem 0.35rem calc(1.1rem + 5px); margin: 0 0 0.6rem; background: var(--ground); border-bottom: 2px solid var(--line); }
  .columns p { margin: 0; font-weight: 650; font-size: 0.9rem; }
  .is-side .clause, .is-side .departed { scroll-margin-top: 3rem; }
}
@media (min-width: 64rem) {
  .wide:has(.is-side) :is(.site, main, .foot) { max-width: 92rem; }
  .comparison.has-list { grid-template-columns: minmax(0, 46rem) minmax(0, 1fr); }
  .comparison.is-side.has-list { grid-template-columns: minmax(0, 1fr) 17rem; }
  .comparison .list { max-height: calc(100vh - 6rem); }
}
@media (max-width: 30rem) {
  .comparison .clause h4 { padding-right: 0; }
  .steps { position: static; margin: 0 0 0.4rem; }
  .step-bar button[aria-controls] { display: none; }
  .views .switch { width: 100%; }
  .views .switch li { flex: 1; text-align: center; }
  .views > ul > li { width: 100%; }
}
@media print {
  .views, .onward, .list, .steps, .step-bar, .hidden-changes a, .between { display: none; }
  .text.comparison { display: block; }
  .hidden-changes { background: none; border: 1px solid #000; }
  .departed { border-left: 2px dotted #000; color: #000; }
  .sides > div { position: static; }
  .columns { position: static; }
}
`;
