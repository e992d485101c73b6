/** Commands to copy, and a list of addresses. */
export const apiStyles = `
.command {
  background: var(--sheet);
  border: 1px solid var(--line);
  border-radius: 8px;
  padding: 0.7rem 0.9rem;
  margin: 0 0 1.1rem;
  overflow-x: auto;
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
