/** Commands to copy, and a list of addresses. */
export const apiStyles = `
.api h2 { margin-top: 2rem; }
.api h3 { font-size: 1rem; margin: 1.3rem 0 0.4rem; }
.api h3 + p { margin-bottom: 0.6rem; }
.command {
  background: var(--sheet);
  border: 1px solid var(--line);
  border-radius: 8px;
  padding: 0.7rem 0.9rem;
  margin: 0 0 1.1rem;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  font-size: 0.88rem;
  line-height: 1.5;
}
.operations { display: grid; grid-template-columns: minmax(0, 1fr); margin: 0 0 1.4rem; }
.operations dt { font-size: 0.9rem; overflow-wrap: anywhere; }
.operations dd { margin: 0 0 0.6rem; }
@media (min-width: 44rem) {
  .operations { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0.3rem 1rem; }
  .operations dd { margin: 0; }
}
`;
