import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright";
import { findBrowser } from "../src/adapters/fetch/find-browser.ts";
import { createLeadIns } from "../src/core/clauses/lead-ins.ts";
import { compareVersions } from "../src/core/compare.ts";
import { matchSubscriptions } from "../src/core/match.ts";
import { createTermsChange } from "../src/model/change.ts";
import { digestOf } from "../src/model/digest.ts";
import { parseInstant } from "../src/model/instant.ts";
import type { Subscription } from "../src/model/subscription.ts";
import { wholeFilter } from "../src/model/subscription.ts";
import type { Alert } from "../src/render/alert.ts";
import { createAlert } from "../src/render/alert.ts";
import { renderEmail } from "../src/render/email.ts";
import type { PicturedChange } from "./pictured-changes.ts";
import { picturedChanges } from "./pictured-changes.ts";

// Takes the pictures of docs/alerts.md anew: npm run pictures

const folder = join(import.meta.dirname, "../docs/pictures");
const subscription: Subscription = {
  ...wholeFilter,
  id: "competing-development",
  channel: "email",
  target: "counsel@example.com",
  topics: ["competing-development"],
  rhythm: "instant",
  source: "database",
};

/** Gives what a subscriber to competing development is told of a change, judged as any other. */
function toAlert({ name, service, termsType, url, seenAt, before, after }: PicturedChange): Alert {
  const [beforeSeenAt, detectedAt] = [parseInstant(seenAt[0]), parseInstant(seenAt[1])];
  const termsId = `${service.toLowerCase().replaceAll(" ", "-")}/terms`;
  const change = createTermsChange({
    termsId,
    beforeId: digestOf(before),
    afterId: digestOf(after),
    detectedAt,
    reversalOf: null,
    comparison: compareVersions(before, after, { at: detectedAt }),
  });
  const terms = { id: termsId, serviceId: termsId, serviceName: service, termsType, tags: [] };
  const [notification] = matchSubscriptions(change, terms, [subscription], detectedAt);
  if (notification === undefined) throw new Error(`${name}: nobody would be told`);
  return createAlert({
    notification,
    terms: { ...terms, urls: [url] },
    change,
    beforeSeenAt,
    reversedToSeenAt: null,
    permalink: `https://clausewatch.example/changes/${change.id.slice(0, 12)}`,
    threadStartId: null,
    mailDomain: "clausewatch.example",
    asked: subscription,
    leadInOf: createLeadIns({ before, after }),
    links: {
      unsubscribe: "https://clausewatch.example/unsubscribe",
      manage: "https://clausewatch.example/manage",
    },
  });
}

const desktop = { width: 700, suffix: "", colorScheme: "light" } as const;
const others: Readonly<
  Record<string, { width: number; suffix: string; colorScheme: "light" | "dark" }>
> = {
  "access-is-enough": { width: 390, suffix: "-phone", colorScheme: "light" },
  "new-prohibitions": { width: 700, suffix: "-dark", colorScheme: "dark" },
};

const executablePath = findBrowser({
  configured: process.env["CLAUSEWATCH_BROWSER"],
  path: process.env["PATH"],
  platform: process.platform,
  downloaded: chromium.executablePath(),
});
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  ...(executablePath !== undefined && { executablePath }),
  // Nothing but our own mail is shown, and containers have no sandbox.
  chromiumSandbox: false,
});
for (const pictured of picturedChanges) {
  const { subject, html } = renderEmail(toAlert(pictured));
  const other = others[pictured.name];
  for (const { width, suffix, colorScheme } of [desktop, ...(other === undefined ? [] : [other])]) {
    const page = await browser.newPage({ viewport: { width, height: 400 }, colorScheme });
    await page.setContent(html);
    await page.screenshot({ path: join(folder, `${pictured.name}${suffix}.png`), fullPage: true });
    await page.close();
  }
  process.stdout.write(`${subject}\n`);
}
await browser.close();
