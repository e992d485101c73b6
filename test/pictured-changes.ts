/** A change of a fictional provider, and how it reached the reader of a picture. */
export interface PicturedChange {
  /** Of the picture's file. */
  readonly name: string;
  readonly service: string;
  readonly termsType: string;
  readonly url: string;
  /** When the text before and the text after were first seen. */
  readonly seenAt: readonly [before: string, after: string];
  readonly before: string;
  readonly after: string;
}

function toPair(text: string, [was, is]: readonly [was: string, is: string]) {
  return { before: text.replace("@", () => was), after: text.replace("@", () => is) };
}

/** Shaped like edits that real providers made; every name and sentence is invented. */
export const picturedChanges: readonly PicturedChange[] = [
  {
    name: "access-is-enough",
    service: "Northwind AI",
    termsType: "Terms of Service",
    url: "https://northwind.example/legal/terms",
    seenAt: ["2026-03-03T08:00:00Z", "2026-09-14T06:10:00Z"],
    before: `# Terms of Service

Effective: March 1, 2026

## 1. Availability

We may suspend your access to the Services when we find a violation. You may not use the Services to develop or offer products that compete with ours. You may not probe the Services for weaknesses.

## 2. Fees

Fees are due within 30 days of the invoice.

## 3. Liability

Our liability is limited to the fees that you paid in the last twelve months.
`,
    after: `# Terms of Service

Effective: October 15, 2026

## 1. Availability

We may suspend your access to the Services when we find a violation. You may not access or use the Services to develop or offer products that compete with ours. You may not probe the Services for weaknesses.

## 2. Fees

Fees are due within 14 days of the invoice.

## 3. Liability

Our liability is limited to the fees that you paid in the last three months.
`,
  },
  {
    name: "new-prohibitions",
    service: "Quill Labs",
    termsType: "Terms of Service",
    url: "https://quill.example/terms",
    seenAt: ["2026-04-20T08:00:00Z", "2026-06-19T00:30:00Z"],
    ...toPair(
      `# Terms of Service

Last updated: April 13, 2026

## 1. Access and use

You may use the Service and its Suggestions for your own work. You agree not to:

(i) share your credentials with anybody else;

(ii) resell the Service;

@

## 2. Suggestions

Suggestions may be wrong. Review each before you rely on it.
`,
      [
        "(iii) remove notices of ours.",
        `(iii) remove notices of ours;

(iv) publish results of performance tests of the Service without our written consent;

(v) use the Service or any Suggestions to train or improve a model that competes with the Service, or take part in extracting our models.`,
      ],
    ),
  },
  {
    name: "an-example-is-named",
    service: "Harbour Audio",
    termsType: "Terms of Service",
    url: "https://harbour-audio.example/terms",
    seenAt: ["2026-01-29T08:00:00Z", "2026-03-29T06:31:00Z"],
    ...toPair(
      `# Terms of Service

Last updated: November 17, 2025

## Article 6. What is forbidden

1. You must not sell recordings that you have not edited.

2. @

## Article 7. Fees

Subscriptions renew every month until you cancel them.
`,
      [
        `You must not use tracks from the Service to develop models that compete with Harbour Audio.

Example: using tracks as training data for any other model.`,
        "You must not use tracks from the Service to develop models that compete with Harbour Audio, such as by training a generative model.",
      ],
    ),
  },
  {
    name: "access-in-return",
    service: "Lanternworks",
    termsType: "Developer Terms",
    url: "https://lanternworks.example/developers/terms",
    seenAt: ["2026-08-01T08:00:00Z", "2026-09-30T00:34:00Z"],
    ...toPair(
      `# Developer Terms

Effective: April 1, 2026

## D. Content on the platform

### 7. Rate limits

Keep to the limits that the documentation states.
@
## E. Changes

We may modify these terms, but we will give you at least 30 days' notice of material changes.
`,
      [
        "",
        `
### 8. Reciprocal access

If you collect public content from the platform by automated means to train or develop a commercial model, you waive every term of yours that would keep Lanternworks from collecting public content from your own sites to train competing models. You agree not to restrict such access.

`,
      ],
    ),
  },
  {
    name: "others-material",
    service: "Halcyon Models",
    termsType: "Acceptable Use Policy",
    url: "https://halcyon.example/policies/use",
    seenAt: ["2026-06-22T08:00:00Z", "2026-08-12T00:33:00Z"],
    before: `# Acceptable Use Policy

Last updated: April 20, 2026

## 7. Conduct

Do not use the Service to deceive people about who is speaking.

## 13. Material of third parties

The Service may show you material of third parties. Their terms apply to it. You must not:

- remove their notices;
- suggest that they endorse you.
`,
    after: `# Acceptable Use Policy

Last updated: August 12, 2026

## 7. Conduct

Do not use the Service to deceive people about who is speaking, or to infer where somebody lives.

## 13. Material of third parties

The Service may show you material of third parties. Their terms apply to it. You must not:

- remove their notices;
- use or access the material of third parties, or any output derived from it, to develop, fine-tune or improve a product or model that competes with theirs;
- suggest that they endorse you.
`,
  },
];
