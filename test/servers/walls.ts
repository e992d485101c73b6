/** A page that asks for an account in the place of what was asked for. */
export function renderLoginWall(): string {
  return '<html><head><title>Sign in</title></head><body><main><h1>Sign in to continue</h1><form><input type="password"></form></main></body></html>';
}
