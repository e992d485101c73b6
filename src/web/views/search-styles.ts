/** Searching: the form, and clauses that were found. */
export const searchStyles = `
.search { margin: 0 0 1.4rem; }
.ask { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: end; }
.ask .field { flex: 1 1 16rem; }
.ask input { width: 100%; font-size: 1.08rem; }
.search .hint { margin: 0.5rem 0 0.8rem; }
.search code { white-space: nowrap; }
.narrow { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0.7rem 1rem; align-items: start; padding: 0.3rem 0 0.5rem; }
.narrow :is(select, input) { width: 100%; }
.hits { margin-top: 1.4rem; }
.hit { padding: 1rem 0 0.9rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.hit h3 { font-size: 1.05rem; margin: 0 0 0.1rem; line-height: 1.35; }
.hit .place { margin: 0 0 0.35rem; }
.hit .words { margin: 0 0 0.35rem; line-height: 1.6; }
.lead-in { color: var(--muted); }
.hit .facts { margin: 0; color: var(--muted); font-size: 0.88rem; }
.hit .ways { margin-left: 0.8rem; white-space: nowrap; }
mark { background: light-dark(#ffe9a8, #5a4a12); color: var(--ink); font-weight: 600; padding: 0.05em 0.1em; border-radius: 2px; }
@media (max-width: 30rem) { .ask button { width: 100%; } }
@media print { .search { display: none; } mark { background: none; text-decoration: underline; } }
`;
