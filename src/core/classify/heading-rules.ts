import type { TopicRule } from "./topic-rules.ts";

/** What a heading says its section is about; titles are short and name their subject. */
export const headingRules: readonly TopicRule[] = (
  [
    ["data-retention", 1, /\b(?:retention|how long|delet\w+|storage of)\b/i],
    ["data-sharing", 1, /\b(?:shar(?:e|ing)|disclos\w+|sub-?processors?|recipients)\b/i],
    [
      "data-collection",
      1,
      /\b(?:collect\w*|cookies?|trackers?|tracking|use of (?:personal )?(?:data|information)|how we use|personal (?:data|information) (?:we|you)|legal bas[ie]s|categories|purposes?|log data)\b/i,
    ],
    ["data-sharing", 1.2, /\b(?:sub-?processors?|entrusted|service providers)\b/i],
    ["data-transfer", 1, /\b(?:transfers?|data location|where)\b/i],
    [
      "privacy-rights",
      1,
      /\b(?:your (?:privacy )?(?:rights|choices)|rights|opt.?out|choices|control)\b/i,
    ],
    [
      "ip-ownership",
      1,
      /\b(?:intellectual property|ownership|licen[cs]e|copyright|feedback|content rights|dmca)\b/i,
    ],
    [
      "prohibited-use",
      1,
      /\b(?:prohibit\w*|restrictions?|acceptable use|usage polic\w+|disallowed|don't|do not|may not|what you cannot|misuse|unacceptable|conduct)\b/i,
    ],
    ["age-eligibility", 1, /\b(?:child\w*|minors?|age|eligib\w+|under)\b/i],
    ["account-access", 1, /\b(?:accounts?|registration|credentials|login)\b/i],
    ["suspension-termination", 1, /\b(?:terminat\w+|suspen\w+|cancel\w+)\b/i],
    [
      "service-change",
      1,
      /\b(?:beta|preview|availability|deprecat\w+|support|service levels?|modif\w+ (?:of|to) (?:the )?services?)\b/i,
    ],
    ["terms-change", 1, /\b(?:changes|amend\w+|modifications?|updates? to)\b/i],
    ["warranty-liability", 1, /\b(?:warrant\w+|disclaim\w+|liability|as is)\b/i],
    ["indemnity", 1, /\bindemn\w+/i],
    ["dispute-resolution", 1, /\b(?:disputes?|arbitration|governing law|jurisdiction|class)\b/i],
    [
      "pricing-payment",
      1,
      /\b(?:fees?|payments?|pricing|billing|subscriptions?|refunds?|credits?|paid|taxes|trial)\b/i,
    ],
    ["publicity-benchmarking", 1, /\b(?:publicity|trademarks?|brand|logos?|marketing)\b/i],
    [
      "confidentiality-security",
      1,
      /\b(?:confidential\w*|security|audit\w*|breach|safeguards?)\b/i,
    ],
    ["monitoring-enforcement", 1, /\b(?:monitor\w*|enforcement|moderation|verification)\b/i],
    [
      "regulatory",
      1,
      /\b(?:complian\w+|regulat\w+|gdpr|california|state|government|legal notice|laws?)\b/i,
    ],
    [
      "third-party",
      1,
      /\b(?:third.part\w+|open.?source|plugins?|connectors?|integrations?|links)\b/i,
    ],
    [
      "scope-definitions",
      1,
      /\b(?:definitions?|scope|introduction|about|who we are|overview|applicab\w+|order of)\b/i,
    ],
    ["customer-data-training", 1, /\b(?:training|improv\w+ (?:our )?(?:models?|services?))\b/i],
    [
      "conditional-use",
      0.8,
      /\b(?:accuracy|high.?risk|disclosure|responsibilit\w+|ai outputs?)\b/i,
    ],
  ] as const
).map(([topic, weight, pattern]) => ({ topic, weight, pattern }));
