import type { BuiltInTopic } from "./topic.ts";

/** One topic of the taxonomy. */
export interface TopicEntry {
  /** As a reader says it, in the middle of a sentence. */
  readonly label: string;
  /** What a passage about it speaks of. */
  readonly covers: string;
}

/** The built-in taxonomy: what renderers, commands, documentation and a language model call its topics. */
export const taxonomy: Readonly<Record<BuiltInTopic, TopicEntry>> = {
  "competing-development": {
    label: "building competing models",
    covers:
      "building, training or selling products, services or models that compete with the provider's, with the service or its outputs",
  },
  "output-training": {
    label: "training on outputs",
    covers:
      "using outputs, or the service itself, to train, fine-tune or distil any model, or collecting outputs as training data",
  },
  "customer-data-training": {
    label: "training on your data",
    covers:
      "the provider's use of inputs, outputs, content or usage data to train or improve its models and services; opting in or out",
  },
  "data-retention": {
    label: "data retention",
    covers: "how long inputs, outputs and personal data are kept, and when they are deleted",
  },
  "data-sharing": {
    label: "data sharing",
    covers:
      "disclosing data to third parties, affiliates, sub-processors, advertisers or authorities",
  },
  "data-collection": {
    label: "data collection",
    covers:
      "which personal or usage data are collected, what for and on which legal basis; cookies and trackers",
  },
  "data-transfer": {
    label: "data transfers",
    covers: "where data are stored or processed: residency, international transfers, sovereignty",
  },
  "privacy-rights": {
    label: "privacy rights",
    covers:
      "a person's rights over personal data: access, correction, deletion, objection, complaint, consent",
  },
  "ip-ownership": {
    label: "IP ownership",
    covers: "who owns inputs and outputs; licences given to or by the provider; feedback",
  },
  "reverse-engineering": {
    label: "reverse engineering",
    covers:
      "reverse engineering, extracting models, weights or system prompts, scraping the service, getting round rate limits",
  },
  "safety-circumvention": {
    label: "circumventing safeguards",
    covers:
      "jailbreaks and bypassing safeguards, red-teaming, security research, disclosure of vulnerabilities",
  },
  "prohibited-use": {
    label: "prohibited uses",
    covers:
      "forbidden content and uses, such as weapons, abuse, elections, surveillance, deception or adult content",
  },
  "conditional-use": {
    label: "conditional uses",
    covers:
      "duties tied to permitted uses: human oversight, disclosing AI, high-risk sectors, professional advice, attribution, checking accuracy",
  },
  "age-eligibility": {
    label: "age and eligibility",
    covers: "minors, age limits, and who may hold an account",
  },
  "geography-sanctions": {
    label: "geography and sanctions",
    covers:
      "countries where the service is offered, limits on ownership, export control and sanctions",
  },
  "account-access": {
    label: "account access",
    covers:
      "registration and credentials, sharing, resale and sublicensing, usage and rate limits, permitted users",
  },
  "suspension-termination": {
    label: "suspension and termination",
    covers: "suspending or ending an account or contract, what follows from it, what survives it",
  },
  "service-change": {
    label: "changes to the service",
    covers:
      "changing, withdrawing or deprecating models and features; betas and previews; availability and support",
  },
  "terms-change": {
    label: "changes to the terms",
    covers:
      "how the terms themselves change: notice, effective dates, which document prevails over which",
  },
  "warranty-liability": {
    label: "warranty and liability",
    covers: "warranties and disclaimers, caps and exclusions of liability",
  },
  indemnity: {
    label: "indemnity",
    covers: "who defends and pays whom when a third party makes a claim",
  },
  "dispute-resolution": {
    label: "dispute resolution",
    covers: "governing law, courts, arbitration, waivers of class actions, time limits for claims",
  },
  "pricing-payment": {
    label: "pricing and payment",
    covers: "fees, credits, taxes, refunds, renewal and trials",
  },
  "publicity-benchmarking": {
    label: "publicity and benchmarking",
    covers: "use of names, brands and logos, publicity, publishing benchmarks or comparisons",
  },
  "confidentiality-security": {
    label: "confidentiality and security",
    covers:
      "confidential information, security measures, audits, notice of breaches, certifications",
  },
  "monitoring-enforcement": {
    label: "monitoring and enforcement",
    covers:
      "the provider's review of use or content, by people or classifiers; reports to authorities; verifying identity",
  },
  regulatory: {
    label: "regulatory duties",
    covers:
      "duties under a named law or authority: AI and platform acts, roles under data protection law, government orders",
  },
  "third-party": {
    label: "third parties",
    covers:
      "third-party services, models, apps and hardware inside the service; open-source licences",
  },
  "scope-definitions": {
    label: "scope and definitions",
    covers: "defined terms, who the contracting party is, which products a document applies to",
  },
  other: { label: "other matters", covers: "binding text about none of the other topics" },
};
