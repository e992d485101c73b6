import { scriptPath, stylePath } from "../paths.ts";
import { icon, script } from "../views/script.ts";
import { styles } from "../views/styles.ts";
import type { Handler, Route } from "./route.ts";

const forEver = "public, max-age=31536000, immutable";

/** The stylesheet, the script and the icon. */
export function assetRoutes(): readonly Route[] {
  return [
    { path: stylePath, access: "anyone", get: send("text/css; charset=utf-8", styles, forEver) },
    {
      path: scriptPath,
      access: "anyone",
      get: send("text/javascript; charset=utf-8", script, forEver),
    },
    {
      path: "/assets/icon.svg",
      access: "anyone",
      get: send("image/svg+xml", icon, "public, max-age=86400"),
    },
  ];
}

function send(type: string, body: string, cache: string): Handler {
  return (c) => c.body(body, 200, { "Content-Type": type, "Cache-Control": cache });
}
