/** Signing in, and the account's page. */
export const accountStyles = `
:where(input[type="text"], input[type="password"]) {
  font: inherit;
  color: inherit;
  background: var(--sheet);
  border: 1px solid light-dark(#8a8f97, #7a838f);
  border-radius: 6px;
  padding: 0.5rem 0.65rem;
  min-height: 2.75rem;
  max-width: 100%;
}
.sign-in { max-width: 27rem; }
.sign-in input { width: 100%; }
.sign-in .field { margin-bottom: 1.1rem; }
a.button {
  display: inline-block;
  font-weight: 600;
  border-radius: 6px;
  background: var(--button);
  color: #ffffff;
  padding: 0.6rem 1.2rem;
  min-height: 2.75rem;
  text-decoration: none;
  overflow-wrap: anywhere;
}
a.button:hover { filter: brightness(1.1); }
.sessions { list-style: none; margin: 0 0 1rem; padding: 0; }
.sessions li { padding: 0.6rem 0; border-top: 1px solid var(--line); }
.sessions li:last-child { border-bottom: 1px solid var(--line); }
`;
