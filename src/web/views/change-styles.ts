/** What the pages of changes add: redlines, cards, a list beside them, and how all of it stands on paper. */
export const changeStyles = `
:root {
  --ins: light-dark(#e2f3e6, #143622);
  --ins-ink: light-dark(#0f5a2b, #a6e3bb);
  --del: light-dark(#fbe5e3, #43201e);
  --del-ink: light-dark(#8f211b, #ffbdb6);
  --flag: light-dark(#fff4d6, #38301a);
  --made: light-dark(#f1edfb, #2a2540);
}
.kicker { margin: 0 0 0.3rem; color: var(--muted); font-weight: 650; }
.verdicts, .verdict { margin: 0 0 0.7rem; font-size: 0.92rem; color: var(--muted); max-width: none; line-height: 1.8; }
.badge {
  display: inline-block;
  padding: 0 0.5rem;
  border-radius: 4px;
  font-size: 0.85rem;
  font-weight: 650;
  white-space: nowrap;
  background: light-dark(#e8e9ec, #323841);
  color: var(--ink);
}
.badge.is-strict { background: var(--del); color: var(--del-ink); }
.badge.is-loose { background: var(--ins); color: var(--ins-ink); }
.flag {
  background: var(--flag);
  border-radius: 6px;
  padding: 0.5rem 0.9rem;
  margin: 0 0 0.6rem;
  max-width: 46rem;
  overflow-wrap: anywhere;
}
.flag p { margin: 0; }
.flag ul { margin: 0.2rem 0 0; padding-left: 1.2rem; }
.flag + p:not(.flag) { margin-top: 1rem; }
.head h1 { max-width: 46rem; }
.head p, .head dl { max-width: 46rem; }
.wide :is(.site, main, .foot) { max-width: 74rem; }
.clauses { margin-top: 2.4rem; }
.clauses > section:first-child { margin-top: 0; }
.clauses h3 {
  font-size: 1rem;
  line-height: 1.4;
  margin: 2rem 0 0.6rem;
  padding-bottom: 0.3rem;
  border-bottom: 2px solid var(--line);
  overflow-wrap: anywhere;
}
.clause {
  background: var(--sheet);
  border: 1px solid var(--line);
  border-left: 5px solid var(--edge);
  border-radius: 6px;
  padding: 0.9rem 1.1rem;
  margin: 0 0 1rem;
  scroll-margin-top: 0.8rem;
}
.clause.is-strict { border-left-color: light-dark(#c5362b, #ff8f84); }
.clause.is-loose { border-left-color: light-dark(#1d7a45, #6fd097); }
.clause:target { outline: 3px solid var(--link); outline-offset: 1px; }
.clause h4 { margin: 0 0 0.3rem; font-size: 1.02rem; line-height: 1.35; overflow-wrap: anywhere; }
.clause .number { color: inherit; text-decoration: none; }
.clause .number:hover { text-decoration: underline; }
.place, .side { color: var(--muted); font-size: 0.9rem; margin: 0 0 0.5rem; overflow-wrap: anywhere; }
.side { margin: 0 0 0.1rem; font-weight: 650; }
.redline { margin: 0 0 0.8rem; max-width: 42rem; line-height: 1.65; overflow-wrap: anywhere; }
ins, del { text-decoration-thickness: 0.08em; border-radius: 2px; padding: 0.05em 0; box-decoration-break: clone; }
ins { background: var(--ins); color: var(--ins-ink); text-decoration: underline; text-underline-offset: 0.2em; }
del { background: var(--del); color: var(--del-ink); text-decoration: line-through; }
.is-whole :is(ins, del) { text-decoration: none; }
.mark { color: var(--muted); font-size: 0.82em; }
.grounds { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 0.8rem; margin: 0; font-size: 0.88rem; color: var(--muted); }
.grounds dt { font-weight: 650; }
.grounds dd { margin: 0; overflow-wrap: anywhere; }
.generated { background: var(--made); border: 1px dashed light-dark(#7a6aa8, #a798d8); border-radius: 6px; padding: 0.6rem 0.9rem; margin: 0 0 0.7rem; font-size: 0.92rem; }
.generated p { margin: 0 0 0.3rem; overflow-wrap: anywhere; }
.generated > :last-child { margin: 0; }
.first ol { margin-bottom: 0.6rem; }
.first li { padding: 0.45rem 0; border-top: 1px solid var(--line); line-height: 1.35; font-size: 0.92rem; overflow-wrap: anywhere; }
.first li a { display: block; padding: 0.1rem 0; }
.first .quote { color: var(--muted); margin-right: 0.4rem; }
.parts { max-width: none; }
.parts a { margin-left: 0.8rem; white-space: nowrap; }
.record code { overflow-wrap: anywhere; font-size: 0.88em; }
.day li { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 0.9rem 1.2rem; margin: 0 0 0.8rem; }
.day .kicker { font-size: 0.9rem; }
.day .gist { font-size: 1.08rem; margin: 0 0 0.4rem; line-height: 1.4; overflow-wrap: anywhere; }
.day .verdicts { margin: 0; }
@media (min-width: 64rem) {
  .text.has-list { display: grid; grid-template-columns: minmax(0, 46rem) minmax(0, 1fr); gap: 0 2.2rem; align-items: start; margin-top: 2.4rem; }
  .has-list .clauses { margin-top: 0; }
  :is(.has-list .first, .comparison .list, .with-contents .contents) { order: 2; position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; margin: 0; padding-right: 0.3rem; }
}
@media (max-width: 30rem) {
  .clause { padding: 0.8rem 0.85rem; }
  .grounds { grid-template-columns: 1fr; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --muted: #000; --line: #999; --link: #000; --ground: #fff; --sheet: #fff; --flag: #fff; --made: #fff; --ins: #fff; --ins-ink: #000; --del: #fff; --del-ink: #000; }
  html { font-size: 10.5pt; }
  body, main { color: #000; }
  main { padding: 0; }
  .wide main { max-width: none; }
  .badge { background: none; border: 1px solid #000; color: #000; }
  .flag { border: 1px solid #000; padding: 0.3rem 0.6rem; }
  .clause, .clause.is-strict, .clause.is-loose { border: 0; border-left: 2px solid #000; border-radius: 0; padding: 0 0 0 0.8rem; }
  .clause:target { outline: none; }
  .clause h4, .clauses h3, h2 { break-after: avoid; }
  .redline { orphans: 3; widows: 3; max-width: none; }
  .first, .parts a, summary { display: none; }
  a { text-decoration: none; }
}
`;
