/** What a browser keeps while somebody is away at the provider; nobody else may read it. */
export interface PendingIdentity {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Somebody, as a provider vouches for them. */
export interface Identity {
  readonly issuer: string;
  /** What the issuer calls them: never anybody else. */
  readonly subject: string;
  /** What else it says of them. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Another party that knows who somebody is: OpenID Connect. */
export interface IdentityProvider {
  /** Its host, for people. */
  readonly name: string;
  /**
   * Gives where to send a browser, and what to keep for when it comes back.
   * @param redirectUri where it comes back to
   * @throws {IdentityError}
   */
  begin(
    redirectUri: string,
  ): Promise<{ readonly address: string; readonly pending: PendingIdentity }>;
  /**
   * Gives who it is.
   * @param callback the whole address that the browser came back to
   * @throws {IdentityError}
   */
  finish(callback: string, pending: PendingIdentity): Promise<Identity>;
}
