/** What the operator's pages add. */
export const operationsStyles = `
.badge.is-bad, .badge.is-failed { background: var(--del); color: var(--del-ink); border-color: currentColor; }
.badge.is-delivered { background: var(--calm); color: var(--ink); }
.records.is-lines p { margin: 0 0 0.2rem; }
.attempts { margin: 0.2rem 0 0.5rem; font-size: 0.88rem; color: var(--muted); overflow-wrap: anywhere; }
.retry { margin: 0.4rem 0 0.8rem; }
.retry button { padding: 0.3rem 0.8rem; min-height: 2.2rem; font-size: 0.92rem; }
.trouble { border-left: 5px solid var(--danger); background: var(--sheet); padding: 0.8rem 1.1rem; margin: 0 0 1rem; border-radius: 6px; }
.trouble h2 { font-size: 1.15rem; margin-bottom: 0.2rem; }
.trouble p { margin-bottom: 0.4rem; }
.trouble ul { margin: 0; padding-left: 1.1rem; }
.trouble li { overflow-wrap: anywhere; margin: 0 0 0.2rem; }
.figures { border-collapse: collapse; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
.figures :is(th, td) { padding: 0.25rem 0.8rem; border-bottom: 1px solid var(--line); text-align: right; font-weight: 400; }
.figures thead th { color: var(--muted); vertical-align: bottom; }
.figures th:first-child { text-align: left; padding-left: 0; white-space: nowrap; }
.figures .is-bad { background: var(--del); color: var(--del-ink); font-weight: 650; }
.captured { border: 1px solid var(--line); border-radius: 6px; background: var(--sheet); }
iframe.captured { display: block; width: 100%; height: 70vh; margin: 0 0 1rem; }
pre.captured { white-space: pre-wrap; overflow-wrap: anywhere; overflow-y: auto; max-height: 70vh; padding: 1rem; font-size: 0.88rem; }
`;
