import type { Topic } from "../../model/topic.ts";

/** One way to recognise a topic: words that speak of it, and how surely. */
export interface TopicRule {
  readonly topic: Topic;
  /** 1 is enough alone when it stands in what changed; several add up. */
  readonly weight: number;
  readonly pattern: RegExp;
}

// Patterns are tested on plain text. None nests a repetition in another, and gaps between two words
// are bounded, so that each is linear in the text.
const table: readonly (readonly [Topic, number, RegExp])[] = [
  [
    "competing-development",
    1.6,
    /\bcompet(?:e|es|ing|itive|itors?)\b.{0,80}\b(?:products?|services?|models?|offerings?|business|platform|software|research|technolog)|\b(?:products?|services?|models?|offerings?|business|platform|foundation|develop\w*|build\w*|analysis|purposes?)\b.{0,80}\bcompet(?:e|es|ing|itive|itors?)\b/i,
  ],
  // Models trained on outputs compete with the model that wrote them; terms name both in one breath.
  [
    "competing-development",
    1.1,
    /\b(?:outputs?|generated content|content from (?:our|the) services?|generations|results)\b.{0,80}\b(?:to|for|of) (?:the purpose of )?(?:develop|train|build|creat)\w*\b.{0,60}\b(?:machine learning|artificial intelligence|ai|foundation|large.scale|models?)\b|\bteacher data\b|\bautomated means\b.{0,160}\b(?:develop|train)\w*\b.{0,60}\b(?:models?|artificial intelligence)\b/i,
  ],
  [
    "competing-development",
    0.9,
    /\b(?:substitute|alternative|rival|similar) (?:products?|services?|models?)\b.{0,60}\b(?:services?|models?)\b|\bbenefit of a (?:third party|competitor)|competitive (?:intelligence|purposes?|analysis)/i,
  ],
  [
    "output-training",
    1.5,
    /\b(?:outputs?|content|results|generations?|assets|data)\b.{0,60}\b(?:to|for) (?:train|fine-?tun\w*|distil\w*|develop|improve|teach|training)\b.{0,60}\b(?:models?|ai|artificial intelligence|machine learning|algorithms?|networks?)\b/i,
  ],
  [
    "output-training",
    1,
    /\bdistil(?:l|ling|lation)?\b.{0,60}\b(?:models?|outputs?)\b|\btrain\w*\b.{0,60}\b(?:models?|ai)\b.{0,80}\b(?:using|with|on|from|based on) (?:the )?(?:outputs?|services?|assets)|\b(?:data ?mining|scrap\w+|text and data)\b.{0,80}\btrain/i,
  ],
  [
    "customer-data-training",
    1.3,
    /\b(?:we|us|our|openai|anthropic|google|meta|microsoft|github|provider|company)\b.{0,120}\b(?:train|training|fine-?tun\w*|improv\w+)\b.{0,60}\b(?:models?|ai|machine learning|algorithms?|technolog\w+)\b/i,
  ],
  [
    "customer-data-training",
    1,
    /\b(?:model training|train(?:ing)? (?:our|its|the|these|new|large language|ai) (?:\w+ )?(?:models?|ai)|trains? on|training data|used? (?:for|to) train|opt.?out of (?:training|model)|machine learning models)\b/i,
  ],
  [
    "customer-data-training",
    0.6,
    /\bimprov(?:e|ing) (?:our|the|its|and develop)\b.{0,40}\b(?:models?|services?|products?|technolog)/i,
  ],
  ["data-retention", 1.2, /\b(?:retain|retains|retained|retention|retaining)\b/i],
  [
    "data-retention",
    0.9,
    /\b(?:delet(?:e|es|ed|ing|ion)|eras(?:e|ed|ure)|purged?|destroy|destruction|stored? for|kept for|keep (?:your|it|them|the|this)|backups?)\b.{0,80}\b(?:data|information|content|conversations?|inputs?|account|history|chats?|days|within|after|period|records?)\b/i,
  ],
  [
    "data-sharing",
    1.1,
    /\b(?:we|us|meta|openai|anthropic|controller|provider)\b.{0,50}\b(?:share|shares|shared|sharing|disclose|discloses|disclosed|disclosure|disclosing|transfer(?:red)? (?:it )?to|sell|sold)\b.{0,100}\b(?:data|information|with|to)\b/i,
  ],
  [
    "data-sharing",
    0.9,
    /\b(?:sub-?processors?|service providers?|vendors?|affiliates|business partners|third part(?:y|ies)|advertisers?|law enforcement|authorities|data brokers)\b.{0,80}\b(?:data|information|process|access|share|disclos|receive|assist|help us|on our behalf)|\b(?:disclos|shar|sell)\w*\b.{0,60}\b(?:personal|customer|your) (?:data|information)/i,
  ],
  ["data-sharing", 0.8, /\bsub-?processors?\b/i],
  [
    "data-collection",
    1,
    /\b(?:collect|collects|collected|collecting|collection|gather|receive|obtain)\b.{0,80}\b(?:information|data|details|identifiers)\b|\b(?:information|data) (?:that )?(?:we|you|is|are|may be) (?:automatically )?(?:collect|provide|receive|process)/i,
  ],
  [
    "data-collection",
    0.9,
    /\b(?:cookies?|trackers?|pixels?|web beacons?|local storage|ip address|device (?:information|identifiers?)|log data|usage data|geolocation|browser type|analytics|telemetry|advertising id|metadata|biometric)\b/i,
  ],
  [
    "data-collection",
    0.7,
    /\b(?:legitimate interests?|legal bas[ie]s|lawful basis|purposes? (?:of|for) (?:the )?processing|process(?:es|ed|ing)? (?:your |the |of )?(?:personal )?(?:data|information)|use (?:your |the |this )?(?:personal )?(?:data|information)|categories of (?:personal )?(?:data|information))\b/i,
  ],
  [
    "data-collection",
    0.5,
    /\b(?:personali[sz]e|marketing|contact (?:information|details)|email address|phone number|user (?:content|input)|communicate with you|profile)\b/i,
  ],
  [
    "data-transfer",
    1.3,
    /\b(?:transfer(?:s|red|ring)?|stor(?:e|ed|age)|process(?:ed|ing)?|servers?|hosted|located|residency)\b.{0,100}\b(?:countr(?:y|ies)|united states|u\.s\.|eea|european economic area|uk|united kingdom|switzerland|singapore|china|international(?:ly)?|outside|region|abroad|overseas|jurisdictions?)\b/i,
  ],
  [
    "data-transfer",
    1.2,
    /\b(?:standard contractual clauses|sccs?|data privacy framework|dpf|adequacy (?:decision|regulations)|international (?:data )?transfers?|cross-border|restricted transfers?|uk addendum|data residency|swiss-u\.s)\b/i,
  ],
  [
    "privacy-rights",
    1.1,
    /\b(?:right to|rights? of|request(?:ing)?|exercise)\b.{0,60}\b(?:access|correct\w*|rectif\w+|delet\w+|eras\w+|object\w*|restrict\w*|portab\w+|withdraw|opt.?out|complain\w*|know|lodge|appeal)\b/i,
  ],
  [
    "privacy-rights",
    0.9,
    /\b(?:your (?:privacy )?(?:rights|choices)|data subject (?:rights?|requests?)|supervisory authority|data protection (?:authority|officer|commissioner)|withdraw (?:your )?consent|do not track|opt.?out|authori[sz]ed agents?|unsubscribe|lodge a complaint|global privacy control)\b/i,
  ],
  [
    "ip-ownership",
    1.2,
    /\b(?:intellectual property|copyrights?|trademarks?|patents?|right,? title|ownership|licen[cs]es? (?:to|granted?|under|for)|sub-?licens\w+|royalty-free|grants? (?:you|us|to|customer|a|openai)|moral rights|dmca|infring\w+)\b/i,
  ],
  [
    "ip-ownership",
    0.9,
    /\b(?:own|owns|owned)\b.{0,50}\b(?:input|output|content|assets|services?|feedback|data|rights)\b|\bfeedback\b.{0,80}\b(?:use|free|own|assign|licen)/i,
  ],
  [
    "reverse-engineering",
    1.5,
    /\breverse.?engineer\w*|\b(?:decompil|disassembl)\w*|\bsource code\b.{0,80}\b(?:discover|derive|extract|obtain)|\b(?:discover|derive|extract)\b.{0,60}\b(?:source code|underlying|weights|parameters|system prompt|algorithms?)\b/i,
  ],
  [
    "reverse-engineering",
    1.1,
    /\b(?:scrap(?:e|es|ing)|crawl(?:er|ers|ing)?|spiders?|bots?|robots?|automat\w+|programmatic\w*)\b.{0,80}\b(?:extract|data|output|services?|access|site|content)\b|\b(?:bypass|circumvent|exceed)\w*\b.{0,50}\b(?:rate limits?|restrictions|quotas?)\b/i,
  ],
  [
    "safety-circumvention",
    1.5,
    /\b(?:jailbreak\w*|red.?team\w*|prompt injection|bug bounty|vulnerability disclosure|penetration test\w*|safety testing|security research)\b|\b(?:circumvent|bypass|disabl|remov|interfer|overrid|defeat|evad|avoid)\w*\b.{0,60}\b(?:safeguards?|safety|protective|mitigations?|protections|security|filters?|guardrails|measures|content (?:filter|moderation))\b/i,
  ],
  [
    "prohibited-use",
    0.9,
    /\b(?:weapons?|terroris\w+|violen(?:t|ce)|hate|hateful|harass\w*|bully\w*|self-harm|suicide|child sexual|csam|exploit\w* (?:of )?(?:children|minors)|sexual\w*|pornograph\w*|nudity|gore|malware|phishing|spam|fraud\w*(?! (?:detection|prevention|protection))|scams?|deceptive|disinformation|misinformation|deepfakes?|impersonat\w+|elections?|political|campaign\w*|lobbying|surveillance|facial recognition|biometric|social scor\w+|gambling|drugs?|defam\w+|discriminat\w+|harmful|illegal activit\w+|unlawful|plagiarism|trafficking|doxx?ing|radiological|critical infrastructure|manipulat\w+)\b/i,
  ],
  [
    "prohibited-use",
    0.8,
    /\b(?:(?:you|users?|customer|developers?) (?:may|must|shall|can|will|should) ?not|cannot|don't|do not|agree not to|not be used|prohibited|not permitted|not allowed|disallow\w*|we don't allow)\b/i,
  ],
  [
    "conditional-use",
    1.1,
    /\b(?:human (?:oversight|review|in the loop)|qualified (?:professional|person)|disclos\w+.{0,60}\b(?:ai|artificial|automated|generated)\b|ai-generated|generated by ai|high.?risk|professional advice|medical advice|legal advice|attribution|accuracy|verify|evaluat\w+.{0,40}\b(?:output|accura)|independent(?:ly)? (?:review|verify)|watermark\w*|licensed professional|substitute for|sole source of truth)\b/i,
  ],
  [
    "age-eligibility",
    1.4,
    /\b(?:under (?:the )?age|years (?:old|of age)|under 1[368]|minors?|children|child|parent(?:al|s)?|guardian|age of majority|1[368] or older|at least 1[368])\b/i,
  ],
  [
    "geography-sanctions",
    1.4,
    /\b(?:sanction(?:s|ed)|export (?:control|law|administration|restriction)\w*|embargo\w*|denied persons|ofac|supported (?:countries|regions|locations)|unsupported (?:countries|regions)|restricted part(?:y|ies))\b/i,
  ],
  [
    "account-access",
    1.1,
    /\b(?:credentials?|passwords?|log-?in|register(?:ed|ing)?|registration|user accounts?|create an account|api keys?|authorized users?|account (?:holder|information|security)|resell|resale|rate limits?|usage limits?|seats?|share your account|transfer your account|single sign)\b/i,
  ],
  [
    "account-access",
    0.7,
    /\b(?:sub-?licen[sc]e|resell|rent|lease|distribute|make available)\b.{0,50}\b(?:services?|access|software)\b|\baccess (?:to )?(?:and use )?(?:of )?the (?:services?|software|site)\b/i,
  ],
  [
    "suspension-termination",
    1.3,
    /\b(?:terminat(?:e|es|ed|ing|ion)|suspend\w*|suspension|deactivat\w+|survive\w*|survival|ban(?:ned)?|revoke|disable (?:your )?(?:account|access)|cancel(?:lation)? (?:of )?(?:your |the )?(?:account|contract|agreement|subscription)|close your account)\b/i,
  ],
  [
    "service-change",
    1.2,
    /\b(?:deprecat\w+|discontinu\w+|sunset|withdraw\w* (?:the |a )?(?:services?|model|feature)|betas?|preview|early access|uptime|availability|service levels?|sla|maintenance|support (?:services|hours|requests)|(?:chang|modif|updat|add|remov)\w* (?:\w+ ){0,3}(?:features?|functionalit\w+|services?|models?)|experimental)\b/i,
  ],
  [
    "terms-change",
    1.2,
    /\b(?:chang|updat|modif|amend|revis)\w*\b.{0,60}\b(?:terms|policy|policies|agreement|notice|addendum|statement|dpa|document)\b|\b(?:terms|policy|agreement|notice|addendum)\b.{0,60}\b(?:chang|updat|modif|amend|revis|supersed|supplement)\w*/i,
  ],
  [
    "terms-change",
    1.2,
    /^\W*(?:last |version )?(?:updated?|effective|revised|modified)\b.{0,40}\d{4}/i,
  ],
  [
    "terms-change",
    1,
    /\b(?:order of precedence|shall prevail|will prevail|will control|conflict between|in (?:the )?event of (?:a|any) (?:conflict|inconsistency)|entire agreement|effective date|prior version|supersedes?)\b/i,
  ],
  [
    "warranty-liability",
    1.4,
    /\b(?:warrant(?:y|ies|s|ed)|as is|as available|disclaim\w*|liab(?:le|ility|ilities)|damages|consequential|at your (?:own|sole) risk|no responsibility|statutory rights|merchantab\w+|fitness for|not responsible|no representations?|guarantee[sd]?)\b/i,
  ],
  [
    "indemnity",
    1.7,
    /\b(?:indemnif\w+|indemnit(?:y|ies)|hold harmless|defend (?:and|us|you|customer|openai|the))\b/i,
  ],
  [
    "dispute-resolution",
    1.5,
    /\b(?:arbitrat\w+|governing law|governed by|class action|jury|courts?|jurisdiction of|venue|dispute\w*|small claims|litigation|statute of limitations|mediation|opt.out of arbitration)\b/i,
  ],
  [
    "pricing-payment",
    1.3,
    /\b(?:fees?|pric(?:e|es|ing)|payments?|pay|paid|billing|billed|invoic\w+|taxes|refunds?|refundable|credits?|subscriptions?|renew(?:al|s|ed)?|auto-renew\w*|free trial|trial|charges?|credit card|purchas\w+|overdue|discount|cooling-off|money)\b/i,
  ],
  [
    "publicity-benchmarking",
    1.3,
    /\b(?:publicity|logos?|trade ?marks? (?:guidelines|policy)|brand(?:ing)?(?: guidelines)?|press releases?|customer lists?|benchmark\w*|endors\w+|comparative|use (?:of )?(?:your|our|its|customer's|openai's) (?:name|logo))\b/i,
  ],
  [
    "confidentiality-security",
    1.3,
    /\b(?:confidential\w*|security (?:measures?|incidents?|breach\w*|program|controls?|standards|practices|policy|policies)|encrypt\w*|personal data breach|data breach|audits?|certif\w+|iso ?27001|soc ?2|safeguard\w*|unauthori[sz]ed (?:access|disclosure|use)|access controls?|penetration|organi[sz]ational measures|discloser|incident response|intrusion|firewalls?)\b/i,
  ],
  [
    "monitoring-enforcement",
    1.2,
    /\b(?:monitor(?:ing|s)?|moderat\w+|human review\w*|reviewers?|classifiers?|investigat\w+|enforce(?:ment|s)? (?:of )?(?:our|these|the)|detect (?:and|abuse|fraud|violat)|verify (?:your )?(?:identity|age)|identity verification|report (?:to|violations|abuse)|take action|violations? of (?:our|these|this)|trust (?:&|and) safety|flagged)\b/i,
  ],
  [
    "regulatory",
    1,
    /\b(?:gdpr|ccpa|cpra|hipaa|dsa|digital services act|ai act|data act|general data protection|applicable (?:data protection )?laws?|regulat(?:ion|ory|or|ors)|legal obligations?|controllers?|processors?|supervisory authorit\w+|article \d+|data protection laws?|u\.s\. privacy laws|legal (?:requirements|claims)|required by law|joint controller|representative|federal|government|court order|subpoena|comply with (?:the )?law|consumer privacy act|lgpd|pipl)\b/i,
  ],
  [
    "third-party",
    1.1,
    /\b(?:third.party (?:services?|products?|applications?|apps?|content|websites?|sites?|software|providers?|tools?|models?|platforms?|offerings?|materials)|open.?source|plug-?ins?|connectors?|integrations?|links? to other|apache|mit license|external (?:sites|websites)|app store|apple|google play|hardware)\b/i,
  ],
  [
    "scope-definitions",
    1,
    /^\W{0,4}[^.]{0,60}["”] ?(?:and [^.]{0,40})?(?:means|shall mean|has the meaning|refers? to|includes?)\b|\b(?:as used (?:in|herein)|the following definitions|defined (?:terms|in)|capitali[sz]ed terms|contracting party|entered into (?:by|between)|is between|agreement (?:is )?(?:between|with)|contracts? with|collectively,? the|the ["“][\w ]+["”]\)|registered (?:office|address)|is a company|subsidiary|(?:these|this|the) (?:terms|policy|notice|agreement|addendum|dpa|statement) (?:of use |of service )?(?:appl(?:y|ies)|governs?|covers?|do(?:es)? not apply)|additional terms|supplemental|in addition to these)\b/i,
  ],
];

/** The rules in the order of the topics; a topic has several. */
export const topicRules: readonly TopicRule[] = table.map(([topic, weight, pattern]) => ({
  topic,
  weight,
  pattern,
}));
