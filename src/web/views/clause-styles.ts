/** Clauses by themselves: lists of them, and the life of one. */
export const clauseStyles = `
.clause-list { margin-bottom: 1rem; }
.clause-list li { padding: 0.45rem 0; border-top: 1px solid var(--line); line-height: 1.45; overflow-wrap: anywhere; }
.clause-list .note { display: block; font-size: 0.85rem; }
a.plain { color: inherit; text-decoration: none; overflow-wrap: anywhere; }
a.plain:hover { text-decoration: underline; color: var(--link); }
.clause-list a.plain { display: block; }
.clause-words { font-size: 1.05rem; line-height: 1.65; overflow-wrap: anywhere; }
.clause-words p { margin: 0 0 0.5rem; max-width: none; }
.wordings { padding-left: 1.4rem; }
.wordings li { margin: 0 0 0.6rem; overflow-wrap: anywhere; }
.wordings strong { display: block; font-weight: 650; font-size: 0.92rem; }
.events { padding-left: 1.1rem; border-left: 2px solid var(--line); }
.events > li { position: relative; margin: 0 0 1.6rem; overflow-wrap: anywhere; }
.events > li::before { content: ""; position: absolute; left: -1.55rem; top: 0.45rem; width: 0.7rem; height: 0.7rem; border-radius: 50%; background: var(--ground); border: 2px solid var(--edge); }
.events h3 { font-size: 1rem; margin: 0 0 0.35rem; line-height: 1.4; font-weight: 600; }
.events time { display: block; color: var(--muted); font-size: 0.9rem; }
.events .note { margin: 0 0 0.4rem; }
.events .ways { display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; margin: 0; font-size: 0.9rem; }
.events .others { margin: 0 0 0.5rem; padding-left: 1.1rem; }
.events .echoes { color: var(--muted); font-style: italic; }
@media print { .events .ways { display: none; } }
`;
