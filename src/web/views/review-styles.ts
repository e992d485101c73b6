/** What reviews, lists of records and the operator's pages add. */
export const reviewStyles = `
.badge.state { border: 1px solid transparent; }
.badge.is-new { background: transparent; border-color: currentColor; }
.badge.is-reviewed { background: var(--calm); color: var(--ink); }
.badge.is-escalated { background: var(--flag); color: var(--ink); border-color: currentColor; }
.review { border-top: 1px solid var(--line); margin: 0.9rem 0 0; padding: 0.7rem 0 0; font-size: 0.92rem; }
.review.is-summary { border: 0; margin: 1.2rem 0 0; padding: 0; }
.review .message { padding: 0.4rem 0.8rem; margin: 0 0 0.6rem; }
.review details { margin: 0.4rem 0 0; }
.review textarea { min-height: 3.6rem; margin-bottom: 0.6rem; }
.review .actions { margin: 0; gap: 0.5rem; }
.review .actions button { padding: 0.4rem 0.9rem; font-size: 0.95rem; }
.standing { margin: 0 0 0.3rem; overflow-wrap: anywhere; }
.said { white-space: pre-line; overflow-wrap: anywhere; border-left: 3px solid var(--line); margin: 0 0 0.5rem; padding: 0 0 0 0.7rem; }
.past { color: var(--muted); }
.records { margin-bottom: 1.4rem; }
.records > li { border-top: 1px solid var(--line); padding: 0.8rem 0; }
.records > li > :last-child { margin-bottom: 0; }
.records p { max-width: 46rem; }
.records .gist { margin: 0 0 0.2rem; line-height: 1.4; overflow-wrap: anywhere; }
.records .note { margin: 0 0 0.2rem; overflow-wrap: anywhere; }
.chips a[aria-current] { border-color: currentColor; font-weight: 650; color: var(--ink); }
@media print { .reviewing, .review form { display: none; } }
`;
