/** Lists of changes: the form that narrows them down, chips, entries, and the way on. */
export const listStyles = `
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.filters { border-block: 1px solid var(--line); padding: 0.5rem 0; margin: 0 0 1rem; }
.filters form { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0.7rem 1rem; align-items: end; padding: 0.3rem 0 0.5rem; }
.filters .field { margin: 0; min-width: 0; }
.filters label { display: block; font-size: 0.88rem; color: var(--muted); margin-bottom: 0.15rem; }
.filters :is(select, input) { width: 100%; }
input[type="date"], input[type="search"] { font: inherit; color: inherit; background: var(--sheet); border: 1px solid light-dark(#8a8f97, #7a838f); border-radius: 6px; padding: 0.5rem 0.65rem; min-height: 2.75rem; max-width: 100%; }
.chips, .follow, .turns { display: flex; flex-wrap: wrap; gap: 0.4rem 0.6rem; list-style: none; margin: 0 0 1rem; padding: 0; }
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
