/** Plots: as wide as their design, scrolling in a frame of their own on a phone. */
export const plotStyles = `
.plot { overflow-x: auto; margin: 0 0 1rem; }
.plot svg { display: block; font-family: inherit; font-size: 12px; color: var(--ink); overflow: visible; max-width: none; }
.plot svg text { white-space: pre; }
.plot svg a { text-decoration: none; }
.plot svg a:is(:hover, :focus-visible) :is(path, rect, circle) { stroke: var(--ink); stroke-width: 2; }
@media print { .plot { overflow: visible; } .plot svg { max-width: 100%; height: auto; } }
`;
