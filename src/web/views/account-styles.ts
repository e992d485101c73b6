/** Signing in, and the account's page. */
export const accountStyles = `
.sign-in { max-width: 27rem; }
.sign-in input { width: 100%; }
.sign-in .field { margin-bottom: 1.1rem; }
.sessions { margin-bottom: 1rem; }
.sessions li { padding: 0.6rem 0; border-top: 1px solid var(--line); }
.sessions li:last-child { border-bottom: 1px solid var(--line); }
`;
