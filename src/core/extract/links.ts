/** Parameters that say how a reader came, not where a link leads. */
const trackingNames =
  /^(utm_.*|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_hs(enc|mi|q)|__hs\w+|hsa_.*|_gl|_ga|_gac|oly_\w+|vero_\w+|li_fat_id|s_cid|ocid|cvid|mkt_tok|trk\w*|spm|scm|ref_src|ref_url|source_caller|device_?id|anonymous_?id|visitor_?id|client_?id_?hash|(php|j)?sess(ion)?_?id|sid|nonce|_?csrf\w*|cft__.*|__cft__.*|__tn__|_nc_\w+|oh|oe|ccb|ig_cache_key|cachebust\w*|_t)$/i;

/** Of addresses that are signed for a while: they change at every visit, and only together. */
const signingNames =
  /^(x-amz-.*|x-goog-.*|expires|signature|key-pair-id|policy|awsaccesskeyid|sig|s[eprv]|hdnea|token)$/i;
const signatureNames = /^(x-amz-signature|x-goog-signature|signature|sig|hdnea)$/i;

/** Parameters in which redirecting pages carry the address that is meant. */
const targetNames = [
  "url",
  "u",
  "q",
  "target",
  "dest",
  "destination",
  "to",
  "redirect",
  "redirect_url",
  "r",
];

const redirectPaths =
  /(^|\/)(l\.php|url|redirect(or)?|redir|out|away|exit|link|goto|leaving|safelinks|external|ck\/a)\/?$/i;

/**
 * Gives where a link leads, as an absolute address without what changes from one visit to the next; undefined
 * when it leads nowhere that a reader could keep (scripts, data, broken addresses).
 */
export function cleanLink(href: string, baseUrl: string): string | undefined {
  const url = parseAddress(href.trim(), baseUrl);
  if (url === undefined) return undefined;
  if (url.protocol === "mailto:" || url.protocol === "tel:") return cleanContact(url);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  const unwrapped = unwrap(url);
  stripParameters(unwrapped);
  // A provider's own redirect with an id of the visit inside: /redirect/site.v1.<uuid>/settings.
  unwrapped.pathname = unwrapped.pathname.replace(
    /\/redirect\/[^/]*[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\/|$)/i,
    "",
  );
  unwrapped.username = "";
  unwrapped.password = "";
  if (isRotating(decodeSafely(unwrapped.hash.slice(1))) || unwrapped.hash.startsWith("#:"))
    unwrapped.hash = "";
  // A browser that scrolled or was linked to a text fragment adds these; they name no place of the page.
  unwrapped.hash = unwrapped.hash.replace(/:~:.*$/, "");
  return unwrapped.href.replaceAll("(", "%28").replaceAll(")", "%29");
}

function parseAddress(href: string, baseUrl: string): URL | undefined {
  try {
    return new URL(href, baseUrl);
  } catch {
    return undefined;
  }
}

function cleanContact(url: URL): string {
  return `${url.protocol}${decodeSafely(url.pathname)}`.replaceAll(/[\s()<>]/g, "");
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Follows redirecting pages without asking them, at most three in a row. */
function unwrap(url: URL): URL {
  let current = url;
  for (let hop = 0; hop < 3; hop += 1) {
    const next = redirectPaths.test(current.pathname) ? wrappedIn(current) : undefined;
    if (next === undefined) return current;
    current = next;
  }
  return current;
}

function wrappedIn(url: URL): URL | undefined {
  for (const name of targetNames) {
    const value = url.searchParams.get(name);
    if (value === null) continue;
    const target = /^https?:\/\//i.test(value) ? value : decodeBase64Target(value);
    const parsed = target === undefined ? undefined : parseAddress(target, url.href);
    if (parsed?.protocol === "https:" || parsed?.protocol === "http:") return parsed;
  }
  return undefined;
}

/** A search engine's click counter writes the target as `a1` and URL-safe Base64 (test/pages/tracking-links). */
function decodeBase64Target(value: string): string | undefined {
  const encoded = /^a1(aHR0c[\w-]+)$/.exec(value)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}

function stripParameters(url: URL): void {
  const all = [...url.searchParams];
  const isSigned = all.some(([name]) => signatureNames.test(name));
  const kept = all.filter(
    ([name, value]) =>
      !trackingNames.test(name) && !isRotating(value) && !(isSigned && signingNames.test(name)),
  );
  if (kept.length === all.length) return;
  url.search = new URLSearchParams(kept).toString();
}

/** Whether a text looks like an id made by a machine: a UUID, long hexadecimal, or long letters mixed with digits. */
function isRotating(value: string): boolean {
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)) return true;
  if (/^[0-9a-f]{24,}$/i.test(value)) return true;
  return (
    /^[\w-]{24,}={0,2}$/.test(value) &&
    (value.match(/[a-z][0-9]|[0-9][a-z]|[a-z][A-Z]/g)?.length ?? 0) >= 6
  );
}
