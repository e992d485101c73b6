/** A day in the demo's story, and what each fictional provider's page shows from then on. */
export interface DemoDay {
  readonly date: string;
  readonly story: string;
  readonly pages: Readonly<Record<DemoPath, string>>;
}

const demoPaths = ["northwind/usage-policy", "halcyon/deprecations", "quill/terms"] as const;
export type DemoPath = (typeof demoPaths)[number];

interface PolicyWording {
  /** The item on competing development; undefined: there is none. */
  readonly competing?: string;
}

function page(site: string, title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title} | ${site}</title></head>
<body>
<header><nav><a href="/">${site}</a> <a href="/models">Models</a> <a href="/pricing">Pricing</a> <a href="/login">Log in</a></nav></header>
<main>
<h1>${title}</h1>
${main}
</main>
<footer><p>© 2026 ${site} · <a href="/privacy">Privacy</a> · <a href="/status">Status</a></p></footer>
</body>
</html>
`;
}

function usagePolicy({ competing }: PolicyWording): string {
  return page(
    "Northwind AI",
    "Usage Policy",
    `<p>Last updated: January 12, 2026</p>
<p>This policy applies to everyone who uses the Northwind models, the application programming interface or any product built on them. It is part of the agreement between you and Northwind AI.</p>
<h2>1. What you may build</h2>
<p>You may use the services and their outputs for any lawful purpose, including commercial products, research and education, as long as you keep to this policy.</p>
<p>You own the outputs that you generate, as between you and Northwind AI, and you are responsible for how you use them.</p>
<h2>2. What is not allowed</h2>
<p>You must not use the services or their outputs to:</p>
<ul>
<li>generate content that sexualises or endangers children;</li>
<li>develop weapons that can cause mass casualties, or help others to do so;</li>
<li>interfere with elections or other democratic processes;</li>
<li>identify or track people without their consent;</li>
${competing ? `<li>${competing}</li>\n` : ""}<li>circumvent the safety measures that are built into the services.</li>
</ul>
<h2>3. How we enforce this policy</h2>
<p>We may review usage that our automated systems flag. Where we find a violation, we may warn you, limit your access or suspend your account.</p>
<p>We will give you at least 30 days' notice before we suspend an account, unless the law or an immediate risk of harm requires us to act sooner.</p>
<h2>4. Changes to this policy</h2>
<p>We may update this policy from time to time. When we make a change that restricts how you may use the services, we will tell you by e-mail before it takes effect.</p>`,
  );
}

function deprecations(withdrawn: boolean): string {
  const entry = withdrawn
    ? `<h2>March 14, 2026: Halcyon 3 Large is withdrawn</h2>
<p>Halcyon 3 Large is withdrawn from service with immediate effect because of a safety finding. Requests to it are answered with an error. We recommend Halcyon 3 Medium as its replacement.</p>
`
    : "";
  return page(
    "Halcyon Models",
    "Model deprecations",
    `<p>This page lists the models that we have deprecated or retired, the newest first. A retired model is no longer served.</p>
${entry}<h2>November 3, 2025: Halcyon 2 Small is deprecated</h2>
<p>Halcyon 2 Small is deprecated and will be retired on May 4, 2026. We recommend Halcyon 3 Small as its replacement.</p>
<h2>June 17, 2025: Halcyon 1 is retired</h2>
<p>All models of the Halcyon 1 family are retired. They were deprecated on December 17, 2024. We recommend Halcyon 2 Medium as their replacement.</p>`,
  );
}

const quillTerms = page(
  "Quill Labs",
  "Terms of Service",
  `<p>Effective: October 1, 2025</p>
<p>These terms govern your access to the Quill writing assistant. By creating an account you agree to them on behalf of yourself or the organisation that you act for.</p>
<h2>1. Your account</h2>
<p>You must be at least 18 years old. You are responsible for everything that happens under your account, and you must keep your credentials secret.</p>
<h2>2. Your content</h2>
<p>You keep all rights in the texts that you submit. We do not use them to train our models unless you opt in.</p>
<h2>3. Fees</h2>
<p>Paid plans renew every month until you cancel. Fees are not refundable except where the law says otherwise.</p>
<h2>4. Ending the agreement</h2>
<p>You may delete your account at any time. We may end the agreement with 60 days' notice, or at once if you break these terms in a serious way.</p>
<h2>5. Liability</h2>
<p>Our total liability under these terms is limited to the fees that you paid in the twelve months before the claim arose.</p>`,
);

const loginWall = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in | Quill Labs</title></head>
<body><main><h1>Sign in to continue</h1>
<form action="/session" method="post"><label>E-mail <input type="email" name="email"></label>
<label>Password <input type="password" name="password"></label><button>Sign in</button></form>
<p><a href="/forgot">Forgot your password?</a></p></main></body></html>
`;

const narrow = "develop models that compete with the Northwind models;";
const broad =
  "develop, train or improve any product, service or model that competes with Northwind AI, directly or through others;";

/** The whole story: four dates, three providers. */
export const demoDays: readonly DemoDay[] = [
  {
    date: "2026-02-02T09:00:00Z",
    story: "First look at three providers.",
    pages: {
      "northwind/usage-policy": usagePolicy({}),
      "halcyon/deprecations": deprecations(false),
      "quill/terms": quillTerms,
    },
  },
  {
    date: "2026-03-02T09:00:00Z",
    story:
      'Northwind forbids competing development and leaves its "last updated" date as it was. Quill\'s terms are behind a login wall.',
    pages: {
      "northwind/usage-policy": usagePolicy({ competing: narrow }),
      "halcyon/deprecations": deprecations(false),
      "quill/terms": loginWall,
    },
  },
  {
    date: "2026-03-16T09:00:00Z",
    story: "Northwind broadens the restriction. Halcyon withdraws a model. Quill's terms are back.",
    pages: {
      "northwind/usage-policy": usagePolicy({ competing: broad }),
      "halcyon/deprecations": deprecations(true),
      "quill/terms": quillTerms,
    },
  },
  {
    date: "2026-04-01T09:00:00Z",
    story: "After an outcry Northwind withdraws the restriction: the old wording returns.",
    pages: {
      "northwind/usage-policy": usagePolicy({}),
      "halcyon/deprecations": deprecations(true),
      "quill/terms": quillTerms,
    },
  },
];
