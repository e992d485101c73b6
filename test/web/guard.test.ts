import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { createSecrets } from "../../src/adapters/system/secrets.ts";
import type { Role, Viewer } from "../../src/model/account.ts";
import { toHtmlText } from "../../src/render/html.ts";
import type { Env } from "../../src/web/context.ts";
import { readForm } from "../../src/web/forms.ts";
import { createGuard } from "../../src/web/guard.ts";
import { createPaths } from "../../src/web/paths.ts";
import type { Access, Refusal } from "../../src/web/routes/route.ts";
import { renderFormToken } from "../../src/web/views/form-token.ts";

const baseUrl = "https://terms.example.com";
const formToken = "t".repeat(43);
const signedIn = (role: Role): Viewer => ({ name: "ada", role, formToken });

interface Door {
  readonly access: Access;
  readonly viewer: Viewer | null;
  readonly isReadByAll?: boolean;
  readonly refusal?: Refusal;
}

/** One address behind the guard, which says what a form held. */
function open({ access, viewer, isReadByAll = true, refusal }: Door) {
  const guard = createGuard({
    findViewer: async () => viewer,
    isReadByAll,
    paths: createPaths(baseUrl),
    secrets: createSecrets(),
    settings: { baseUrl },
  });
  const app = new Hono<Env>();
  const keep = { "Cache-Control": "public, max-age=60" };
  app.get(
    "/",
    guard(access, (c) => c.text("page", 200, keep), refusal),
  );
  app.post(
    "/",
    guard(
      access,
      async (c) => c.json([...((await readForm(c)) ?? new Map([["", ["no form"]]]))]),
      refusal,
    ),
  );
  return {
    get: async () => app.request(`${baseUrl}/?q=1`),
    post: async (
      fields: Record<string, string> | [string, string][],
      headers: Record<string, string> = {},
    ) => app.request(`${baseUrl}/`, { method: "POST", body: new URLSearchParams(fields), headers }),
  };
}

describe("createGuard", () => {
  it("hands a form with its session's token on, without the token", async () => {
    const { post } = open({ access: "reviewer", viewer: signedIn("admin") });
    const answer = await post({ note: "seen", formToken });
    expect([answer.status, await answer.json()]).toEqual([200, [["note", ["seen"]]]]);
  });

  it.each([
    ["no token", {}, {}],
    ["another token", { formToken: "u".repeat(43) }, {}],
    ["a token that is too short", { formToken: "t" }, {}],
    ["an empty token", { formToken: "" }, {}],
    ["the token from another site", { formToken }, { "Sec-Fetch-Site": "cross-site" }],
    ["the token from a neighbouring host", { formToken }, { "Sec-Fetch-Site": "same-site" }],
    ["the token from another origin", { formToken }, { Origin: "https://evil.example" }],
  ])("takes no form with %s", async (_what, fields, headers) => {
    const { post } = open({ access: "reader", viewer: signedIn("reader") });
    expect((await post(fields, headers)).status).toBe(403);
  });

  it("takes the token once: two of them are none", async () => {
    const { post } = open({ access: "reader", viewer: signedIn("reader") });
    const twice: [string, string][] = [
      ["formToken", formToken],
      ["formToken", formToken],
    ];
    expect((await post(twice)).status).toBe(403);
  });

  it("asks a key for no token, since no browser sends one by itself", async () => {
    const { post } = open({ access: "admin", viewer: { ...signedIn("admin"), formToken: null } });
    expect((await post({ note: "x" })).status).toBe(200);
  });

  it("asks for no token where anybody may send the form", async () => {
    const { post } = open({ access: "anyone", viewer: signedIn("reader") });
    expect((await post({ note: "x" })).status).toBe(200);
  });

  it("leads whoever looks to the sign-in, and back", async () => {
    const answer = await open({ access: "reviewer", viewer: null }).get();
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/sign-in?to=%2F%3Fq%3D1");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("changes nothing for nobody, and nothing for a lesser role", async () => {
    const nobody = open({ access: "reviewer", viewer: null });
    expect((await nobody.post({ formToken })).status).toBe(401);
    const lesser = open({ access: "reviewer", viewer: signedIn("reader") });
    expect((await lesser.post({ formToken })).status).toBe(403);
    expect((await lesser.get()).status).toBe(403);
  });

  it("tells a program as it wishes to be told", async () => {
    const refusal: Refusal = (c, status) => c.text("who?", status);
    const answer = await open({ access: "admin", viewer: null, refusal }).get();
    expect([answer.status, await answer.text()]).toEqual([401, "who?"]);
  });

  it("shows history to whoever asks, unless the operator says otherwise", async () => {
    const answers = [
      await open({ access: "readers", viewer: null }).get(),
      await open({ access: "readers", viewer: null, isReadByAll: false }).get(),
      await open({ access: "readers", viewer: signedIn("reader"), isReadByAll: false }).get(),
      await open({ access: "anyone", viewer: null, isReadByAll: false }).get(),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 303, 200, 200]);
  });

  it("lets no cache that others share keep what only some may see", async () => {
    const rules = await Promise.all(
      [
        open({ access: "readers", viewer: null }),
        open({ access: "readers", viewer: signedIn("reader") }),
        open({ access: "readers", viewer: signedIn("reader"), isReadByAll: false }),
        open({ access: "admin", viewer: signedIn("admin") }),
      ].map(async ({ get }) => (await get()).headers.get("cache-control")),
    );
    expect(rules).toEqual(["public, max-age=60", ...Array<string>(3).fill("private, max-age=60")]);
  });
});

describe("renderFormToken", () => {
  it("gives a hidden field to a session, and nothing to a key or to nobody", () => {
    const field = renderFormToken({ formToken: `"><script>` });
    expect(field && toHtmlText(field)).toBe(
      `<input type="hidden" name="formToken" value="&quot;&gt;&lt;script&gt;" />`,
    );
    expect([renderFormToken({ formToken: null }), renderFormToken(null)]).toEqual([null, null]);
  });
});
