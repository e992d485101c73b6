import { findErrorPart } from "../../src/core/assess/error-part.ts";
import { fingerprintOf } from "../../src/core/extract/fingerprint.ts";

/** Something that changes on pages without any change of what they say, and documents that it was measured on. */
export interface NoiseCause {
  readonly name: string;
  readonly documents: readonly string[];
  /** The text without it; what remains the same of both texts differs by this cause alone. */
  readonly strip: (text: string) => string;
}

/** The ten causes that make most of the noise of another archive's history of these documents. */
export const noiseCauses: readonly NoiseCause[] = [
  {
    name: "random ids in redirect links",
    documents: ["Claude.ai/Privacy Policy"],
    strip: withoutTargets,
  },
  {
    name: "an error page in place of the policy",
    documents: ["Llama API/Acceptable Use Policy"],
    strip: withoutTargets,
  },
  {
    name: "an error page in place of one of the sources",
    documents: ["Llama API/Terms of Service"],
    strip: withoutTargets,
  },
  {
    name: "expiring video links, and error pages",
    documents: ["Llama API/Privacy Policy"],
    strip: withoutTargets,
  },
  {
    name: "advertising pixels, a consent banner, partner counts",
    documents: ["Fireworks AI/Terms of Service"],
    strip: (text) => withoutBanner(withoutTargets(text)),
  },
  {
    name: "pixels as images, a font probe, a consent banner",
    documents: ["Fireworks AI/Privacy Policy"],
    strip: (text) => withoutBanner(withoutTargets(text)),
  },
  {
    name: "a search hint, a chat widget's notice",
    documents: ["Tempo Labs/Terms of Service", "Tempo Labs/Privacy Policy"],
    strip: (text) =>
      withoutTargets(text).replaceAll(
        /^\W*(?:Ctrl ?\+ ?\w|⌘ ?\w|Responses are generated using AI.*)\W*$/gim,
        "",
      ),
  },
  {
    name: "click-tracking links",
    documents: ["Microsoft Copilot/Terms of Service"],
    strip: withoutTargets,
  },
  {
    name: "a device id in a link, one document tracked twice",
    documents: [
      "DALL·E/Platform to Business Notice",
      "ChatGPT/Commercial Terms",
      "ChatGPT/Business Privacy Policy",
    ],
    strip: (text) =>
      withoutTargets(text).replaceAll(/\s*\(?opens in a new (?:window|tab)\)?/gi, ""),
  },
  {
    name: "menus and footers, a placeholder filled in by a script",
    documents: ["fal/Terms of Service", "fal/Privacy Policy", "ChatGPT/Terms of Service"],
    strip: (text) => withoutTargets(text).replaceAll(/^\W*…\W*$/gm, ""),
  },
];

/** Whether nothing but the cause tells two texts apart; one that could not be had differs by that alone. */
export function isDueTo(cause: NoiseCause, before: string, after: string): boolean {
  if (findErrorPart(before) !== undefined || findErrorPart(after) !== undefined) return true;
  return fingerprintOf(cause.strip(before)) === fingerprintOf(cause.strip(after));
}

/** Without images, targets of links, and lines that are links alone. */
function withoutTargets(text: string): string {
  return text
    .replaceAll(/!\[[^\]]*\]\((?:[^()\s]|\([^()\s]*\))*\)/g, "")
    .replaceAll(/^\s*(?:[*-]\s+)?(?:\[[^\]]*\]\((?:[^()\s]|\([^()\s]*\))*\)\s*)+$/gm, "")
    .replaceAll(/\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)/g, "]");
}

/** From the invitation to consent to the list of vendors, as standard banners have it. */
function withoutBanner(text: string): string {
  return text
    .replaceAll(
      /^.*We value your privacy[\s\S]*?^(?:.*Save My Preferences.*|.*Accept All.*)$/gim,
      "",
    )
    .replaceAll(/^mmMwWLliI0fiflO&1\W*$/gm, "")
    .replaceAll(/\b(\w{3,12})(?:\s+\1){3,}\b/g, "")
    .replaceAll(/\b\d[\d,.]* (?:partners|vendors)\b/gi, "partners")
    .replaceAll(/^.*(?:number of vendors seeking consent|third party vendors).*$/gim, "");
}
