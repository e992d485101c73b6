/** What somebody who has signed in may do; each role may do what those before it may. */
export const roles = ["reader", "reviewer", "admin"] as const;
export type Role = (typeof roles)[number];

/** Somebody who has signed in, or a program with a key. */
export interface Viewer {
  /** Of the account or key: what the audit log calls them. */
  readonly name: string;
  readonly role: Role;
  /** What forms of this session must bring back; null for a key, which no browser sends by itself. */
  readonly formToken: string | null;
}

/** Whether somebody may do what a role may. */
export function hasRole(viewer: Pick<Viewer, "role"> | null, role: Role): boolean {
  return viewer !== null && roles.indexOf(viewer.role) >= roles.indexOf(role);
}
