/** Kinds of text that are watched: Open Terms Archive's names where it has one, ours below the line. */
export const termsTypes = [
  "Terms of Service",
  "Privacy Policy",
  "Acceptable Use Policy",
  "Commercial Terms",
  "Developer Terms",
  "Data Processor Agreement",
  "Business Privacy Policy",
  "Trackers Policy",
  "Community Guidelines",
  "Copyright Claims Policy",
  "Law Enforcement Guidelines",
  "Service Level Agreement",
  "Vulnerability Disclosure Policy",
  "Brand Guidelines",
  // Not in that list: where restrictions and recalls of models have first appeared.
  "Service Specific Terms",
  "Supported Countries",
  "Subprocessors",
  "Model Deprecations",
  "Model Documentation",
  "Safety Framework",
  "Security Incidents",
  "Newsroom",
] as const;
export type TermsType = (typeof termsTypes)[number];

/** `Terms of Service` → `terms-of-service`: the second half of a terms id. */
export function toTermsSlug(type: string): string {
  return type
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
