/*
 * Three fictional providers over three years, shaped like edits that real ones made: every name and sentence is
 * invented. A text is its sections in order, so that a version says only what became of some of them.
 */

/** A day and what the text said from it on. */
export interface InventedVersion {
  readonly day: string;
  readonly text: string;
}

export interface InventedDocument {
  readonly serviceName: string;
  readonly termsType: string;
  readonly versions: readonly InventedVersion[];
}

type Sections = Readonly<Record<string, string>>;

/** Each version is the one before with some sections replaced, added at the end, or taken out (null), in `order` if given. */
interface Step {
  readonly day: string;
  readonly dated: string;
  readonly sections?: Readonly<Record<string, string | null>>;
  readonly order?: readonly string[];
}

function toVersions(title: string, start: Sections, steps: readonly Step[]): InventedVersion[] {
  let sections = new Map(Object.entries(start));
  return steps.map(({ day, dated, sections: edited = {}, order }) => {
    for (const [name, text] of Object.entries(edited)) {
      if (text === null) sections.delete(name);
      else sections.set(name, text);
    }
    const names = order ?? [...sections.keys()];
    sections = new Map(names.map((name) => [name, sections.get(name) ?? ""]));
    const body = [...sections].map(([name, text], at) => `## ${at + 1}. ${name}\n\n${text}`);
    return { day, text: `# ${title}\n\nLast updated: ${dated}\n\n${body.join("\n\n")}\n` };
  });
}

const restrictions = (...items: readonly string[]): string =>
  `You may not, and may not let others:\n\n${items.map((item) => `- ${item}`).join("\n")}`;

const [resell, probe, compete, broad, narrow] = [
  "resell or sublicense access to the Service;",
  "reverse engineer the Models, or probe them for weaknesses without our written consent;",
  "use the Service or its Output to develop models that compete with ours;",
  "access or use the Service, or use its Output, to train, develop or improve any model or product that competes with ours;",
  "use Output to train a general-purpose model that competes with ours, unless we have agreed in writing;",
];

const plain: Sections = {
  "The Service":
    "Halcyon AI provides access to language models over an API (the “Service”). Text that you send is “Input”; text that the models give back is “Output”.",
  Restrictions: restrictions(resell, probe),
  "Your data":
    "We will not use Input or Output to train our models unless you ask us to. We keep Input for 30 days to look into abuse, and delete it then.",
  Fees: "Fees are due within 30 days of the invoice. We may change prices with 30 days’ notice.",
  "Suspension and termination":
    "We may suspend your access where you breach these terms. Either party may terminate with 30 days’ written notice.",
  Liability:
    "Our liability is limited to the fees that you paid in the last twelve months. The Service is provided as is.",
  "Governing law": "These terms are governed by the laws of Norway.",
};

const halcyon: readonly Step[] = [
  { day: "2023-05-04", dated: "May 1, 2023" },
  {
    day: "2023-11-20",
    dated: "November 20, 2023",
    sections: { Restrictions: restrictions(resell, compete, probe) },
  },
  {
    day: "2024-03-12",
    dated: "November 20, 2023",
    sections: {
      Fees: "Fees are due within 14 days of the invoice. We may change prices with 30 days’ notice.",
    },
  },
  {
    day: "2024-09-02",
    dated: "September 1, 2024",
    order: [
      "The Service",
      "Your data",
      "Restrictions",
      "Fees",
      "Suspension and termination",
      "Liability",
      "Governing law",
    ],
  },
  {
    day: "2025-02-18",
    dated: "February 15, 2025",
    sections: {
      Restrictions: restrictions(resell, broad, probe),
      "Your data":
        "We may use Input and Output to improve our models, unless you opt out in your settings. We keep Input for 90 days to look into abuse, and delete it then.",
    },
  },
  {
    day: "2025-06-30",
    dated: "June 30, 2025",
    sections: {
      "Your data":
        "We will not use Input or Output to train our models unless you ask us to. We keep Input for 90 days to look into abuse, and delete it then.",
    },
  },
  {
    day: "2025-10-08",
    dated: "October 8, 2025",
    sections: {
      "Suspension and termination":
        "Access may end at once, without notice and without a refund, whenever Halcyon AI believes that there is a risk to anyone. Disputes about it are settled by arbitration in Oslo, one arbitrator sitting alone.",
      "Governing law": "These terms are governed by the laws of  Norway.",
    },
  },
  {
    day: "2026-04-21",
    dated: "April 20, 2026",
    sections: { Restrictions: restrictions(resell, narrow, probe) },
  },
];

const usage: Sections = {
  "What this policy covers":
    "This policy applies to everyone who uses Halcyon AI’s models, directly or through another product.",
  "Prohibited uses": `You must not use our models for:\n\n- weapons that can cause mass harm;\n- sexual content that involves minors;\n- tracking people without their consent.`,
  Enforcement:
    "We use automated systems to find violations. We may warn you, limit your access, or end it.",
};

const usageSteps: readonly Step[] = [
  { day: "2023-06-01", dated: "June 1, 2023" },
  {
    day: "2024-05-14",
    dated: "May 14, 2024",
    sections: {
      "Prohibited uses": `You must not use our models for:\n\n- weapons that can cause mass harm;\n- sexual content that involves minors;\n- tracking people without their consent;\n- political campaigns or lobbying.`,
    },
  },
  {
    day: "2025-08-19",
    dated: "August 19, 2025",
    sections: {
      "Prohibited uses": `You must not use our models for:\n\n- weapons that can cause mass harm;\n- sexual content that involves minors;\n- tracking people without their consent.`,
      Elections:
        "You may use our models for political work, if you say clearly that the text was generated. You must not use them to mislead voters.",
    },
  },
];

const brightwater: Sections = {
  Agreement:
    "These terms are between you and Brightwater Labs. By using Brightwater you accept them.",
  "Acceptable use": "You agree to follow the law, and not to disturb the service for others.",
  Content:
    "You own what you put into Brightwater and what comes out of it. You grant us a licence to host it for you.",
  Training:
    "We may use your content to train and improve our models. You can opt out by writing to us.",
  Age: "You must be at least 13 years old to use Brightwater.",
  Warranties: "Brightwater is provided as is, without any warranty.",
};

const brightwaterSteps: readonly Step[] = [
  { day: "2023-09-10", dated: "September 10, 2023" },
  {
    day: "2024-07-01",
    dated: "July 1, 2024",
    sections: { Age: "You must be at least 18 years old to use Brightwater." },
  },
  {
    day: "2025-04-03",
    dated: "April 3, 2025",
    sections: {
      "Acceptable use":
        "You agree to follow the law, and not to disturb the service for others. You may not use Brightwater to build a competing product or to train models that compete with it.",
    },
  },
  {
    day: "2025-09-15",
    dated: "September 15, 2025",
    sections: {
      Training:
        "We will not use your content to train our models, unless you have agreed to it in your settings.",
    },
  },
  {
    day: "2026-01-12",
    dated: "January 12, 2026",
    sections: {
      Warranties: "Brightwater is provided “as is”, without any warranty.",
    },
  },
];

const norrland: Sections = {
  Licence:
    "Norrland Models gives you a licence to use, copy and change the weights, also for commercial purposes.",
  "Use of outputs": "You may use outputs for any lawful purpose, including to train other models.",
  Attribution: "Name Norrland Models wherever you publish the weights.",
};

const norrlandSteps: readonly Step[] = [
  { day: "2024-01-15", dated: "January 15, 2024" },
  {
    day: "2025-11-03",
    dated: "November 3, 2025",
    sections: {
      "Use of outputs":
        "You may use outputs for any lawful purpose. You may not use outputs to train models that compete with ours, unless they carry our name.",
    },
  },
];

const notThere =
  "# Privacy Policy\n\n## 1. What we collect\n\nWe collect your name, your e-mail address and what you type.\n\n## 2. Whom we share it with\n\nWe share it with those who host our servers, and with nobody else.\n\n## 3. How long we keep it\n\nWe keep it for as long as you have an account.\n";

export const inventedDocuments: readonly InventedDocument[] = [
  {
    serviceName: "Brightwater",
    termsType: "Terms of Service",
    versions: toVersions("Terms of Service", brightwater, brightwaterSteps),
  },
  {
    serviceName: "Halcyon AI",
    termsType: "Commercial Terms",
    versions: toVersions("Commercial Terms", plain, halcyon),
  },
  {
    serviceName: "Halcyon AI",
    termsType: "Acceptable Use Policy",
    versions: toVersions("Usage Policy", usage, usageSteps),
  },
  {
    serviceName: "Halcyon AI",
    termsType: "Privacy Policy",
    versions: [{ day: "2023-05-04", text: notThere }],
  },
  {
    serviceName: "Norrland Models",
    termsType: "Terms of Service",
    versions: toVersions("Terms", norrland, norrlandSteps),
  },
];
