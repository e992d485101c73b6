/**
 * Kinds of text that are watched: Open Terms Archive's list of terms types, then ours.
 * What providers call a usage policy is that list's "Acceptable Use Policy".
 * @see OpenTermsArchive/terms-types termsTypes.json
 */
export const termsTypes = [
  "Terms of Service",
  "Privacy Policy",
  "Imprint",
  "Trackers Policy",
  "Developer Terms",
  "Community Guidelines",
  "Deceased Users",
  "Acceptable Use Policy",
  "Restricted Use Policy",
  "Commercial Terms",
  "Copyright Claims Policy",
  "Law Enforcement Guidelines",
  "Human Rights Policy",
  "In-App Purchases Policy",
  "Review Guidelines",
  "Brand Guidelines",
  "Quality Guidelines",
  "Data Controller Agreement",
  "Data Processor Agreement",
  "User Consent Policy",
  "Closed Captioning Policy",
  "Seller Warranty",
  "Single Sign-On Policy",
  "Vulnerability Disclosure Policy",
  "Live Policy",
  "Complaints Policy",
  "Conditions of Carriage",
  "General Conditions of Sale",
  "Marketplace Buyers Conditions",
  "Marketplace Sellers Conditions",
  "Ranking Parameters Description",
  "Premium Partner Conditions",
  "Platform to Business Notice",
  "Business Mediation Policy",
  "Business Privacy Policy",
  "Editorial Policy",
  "Anti-corruption Policy",
  "Accessibility Statement",
  "Hyperlinks Policy",
  "Whistleblower Policy",
  "Affiliate Agreement",
  "Service Level Agreement",
  "Content Monetisation Policy",
  "Advertising Content Policy",
  // Not in that list: where restrictions and recalls of models have first appeared.
  "Service Specific Terms",
  "Model License",
  "Supported Countries",
  "Subprocessors",
  "Data Usage Policy",
  "Model Deprecations",
  "Model Documentation",
  "System Cards",
  "Safety Framework",
  "Security Incidents",
  "Service Status",
  "Changelog",
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
