/** Passwords as they may be kept: whoever reads them cannot sign in with them. */
export interface Passwords {
  /** Another text each time, which holds all that `verify` needs beside the password. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the one that was hashed. Null stands for an account that has none, or that there is not:
   * false, after as much work as for any other, so that the time it takes tells nothing.
   */
  verify(password: string, hash: string | null): Promise<boolean>;
}
