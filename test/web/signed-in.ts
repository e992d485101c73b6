import type { Role, Viewer } from "../../src/model/account.ts";
import type { WebOptions } from "../../src/web/context.ts";
import type { Fields, Scene } from "./scene.ts";
import { baseUrl } from "./scene.ts";

/** The token that forms of these sessions must bring back. */
export const formToken = "token-of-this-session";

/** Lets requests sign in by a header that names an account and its role: who they are is another part's matter. */
export const byHeader: Pick<WebOptions, "findViewer"> = {
  async findViewer(c): Promise<Viewer | null> {
    const [name, role] = (c.req.header("X-Test-Viewer") ?? "").split(":");
    return name ? { name, role: role as Role, formToken } : null;
  },
};

/** Sends requests as somebody who has signed in; forms bring the session's token. */
export function signIn({ get, post }: Pick<Scene, "get" | "post">, name: string, role: Role) {
  const headers = { "X-Test-Viewer": `${name}:${role}`, Origin: baseUrl };
  return {
    get: (path: string) => get(path, headers),
    post: (path: string, fields: Fields = {}) => post(path, { formToken, ...fields }, headers),
  };
}
