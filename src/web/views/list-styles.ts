/** Lists of changes: the form that narrows them down, chips, entries, and the way on. */
export const listStyles = `
.filters { border-block: 1px solid var(--line); padding: 0.5rem 0; margin: 0 0 1rem; }
.filters form { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0.7rem 1rem; align-items: end; padding: 0.3rem 0 0.5rem; }
.filters :is(select, input) { width: 100%; }
.chips, .follow, .turns { display: flex; flex-wrap: wrap; gap: 0.4rem 0.6rem; margin: 0 0 1rem; }
.chips a { display: inline-block; background: var(--sheet); border: 1px solid var(--line); border-radius: 1rem; padding: 0.2rem 0.8rem; text-decoration: none; font-size: 0.92rem; }
.chips a:hover { border-color: currentColor; }
.chips a.all { background: none; border-color: transparent; text-decoration: underline; }
.count { color: var(--muted); }
.follow { gap: 0.3rem 1.4rem; }
.turns { justify-content: space-between; margin: 1.6rem 0; font-weight: 600; }
.turns a { padding: 0.4rem 0; }
.turns a[rel="next"]:only-child { margin-left: auto; }
.day h3.gist { font-weight: 600; font-family: inherit; }
.day .kicker a { color: inherit; text-decoration: none; }
.day .kicker a:hover { text-decoration: underline; }
.badge.is-mark { background: none; box-shadow: inset 0 0 0 1px currentColor; }
.extract { border-left: 3px solid var(--line); padding-left: 0.9rem; margin: 0.6rem 0; }
.extract .redline { margin-bottom: 0.3rem; font-size: 0.96rem; }
.day li > :last-child { margin-bottom: 0; }
.day .note { margin: 0.3rem 0 0; }
@media (min-width: 48rem) {
  @supports selector(::details-content) {
    .filters > summary { display: none; }
    .filters::details-content { content-visibility: visible; block-size: auto; }
  }
}
@media print { .filters, .turns, .follow { display: none; } }
`;
