import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions } from "playwright";
import { indexClauses } from "../src/app/index-clauses.ts";
import { noOwnTopics } from "../src/core/topics/own-topics.ts";
import type { TermsId } from "../src/model/declaration.ts";
import type { Digest } from "../src/model/digest.ts";
import type { WebStore } from "../src/ports/web-store.ts";
import type { Address } from "../src/web/addresses.ts";
import { addresses } from "../src/web/addresses.ts";
import { heldUrl, holdAnswer, keepHeldBytes } from "./e2e/held-answer.ts";
import { serveHistory } from "./e2e/served-history.ts";
import { launchBrowser, phone } from "./e2e/web-browser.ts";

// Takes the pictures of docs/pages.md anew, of invented providers: npm run pictures

const folder = join(import.meta.dirname, "../docs/pictures/pages");
const password = "correct horse battery staple";
const commercial = "halcyon-ai/commercial-terms";

/** What addresses are made of. */
interface Known {
  readonly change: Digest;
  readonly moved: readonly [before: Digest, after: Digest];
  readonly years: readonly [before: Digest, after: Digest];
  readonly clause: Digest;
  readonly check: Digest;
}

interface Picture {
  readonly name: string;
  readonly address: (known: Known) => Address;
  readonly isSignedIn?: boolean;
  /** @default as high as a screen */
  readonly height?: number;
  readonly options?: BrowserContextOptions;
}

const desk = { viewport: { width: 1280, height: 900 } } as const;
const dark = { ...desk, colorScheme: "dark" } as const;

const pictures: readonly Picture[] = [
  { name: "home", address: () => addresses.home() },
  {
    name: "home-filtered",
    address: () => addresses.home({ topic: "customer-data-training", direction: "loosened" }),
  },
  { name: "documents", address: () => addresses.documents() },
  { name: "document", address: () => addresses.document(commercial), height: 1500 },
  { name: "text-on-a-day", address: () => addresses.textAt(commercial, "2025-09-01") },
  {
    name: "comparison",
    address: ({ years }) => addresses.comparison(...years),
    height: 1400,
  },
  {
    name: "comparison-side-by-side",
    address: ({ years }) => addresses.comparison(...years, { view: "side" }),
    height: 1400,
  },
  {
    name: "comparison-moved-dark",
    address: ({ moved }) => addresses.comparison(...moved, { weights: "all", show: "all" }),
    height: 1400,
    options: dark,
  },
  {
    name: "comparison-phone",
    address: ({ years }) => addresses.comparison(...years),
    options: phone,
    height: 1400,
  },
  { name: "clauses", address: () => addresses.clauses(commercial) },
  { name: "clause", address: ({ clause }) => addresses.clause(commercial, clause), height: 1400 },
  { name: "topics", address: () => addresses.topics() },
  { name: "topic", address: () => addresses.topic("competing-development"), height: 2400 },
  { name: "search", address: () => addresses.search({ q: "compete -weights" }) },
  { name: "change", address: ({ change }) => addresses.change(change), height: 1400 },
  {
    name: "change-reviewed",
    address: ({ change }) => addresses.change(change),
    isSignedIn: true,
    height: 1600,
  },
  { name: "reviews", address: () => addresses.reviews(), isSignedIn: true },
  { name: "audit", address: () => addresses.audit(), isSignedIn: true },
  { name: "operations", address: () => addresses.operations(), isSignedIn: true, height: 1400 },
  {
    name: "quarantine",
    address: ({ check }) => addresses.quarantine(check),
    isSignedIn: true,
    height: 1400,
  },
  { name: "checks", address: () => addresses.checks(), isSignedIn: true },
  { name: "deliveries", address: () => addresses.deliveries(), isSignedIn: true },
  { name: "sign-in", address: () => addresses.signIn() },
  { name: "account", address: () => addresses.account(), isSignedIn: true },
  { name: "api", address: () => addresses.api(), height: 1400 },
];

let known: Known | undefined;

async function record(store: WebStore): Promise<void> {
  const check = await holdAnswer(store, {
    detail: "four fifths of its clauses are gone",
    response: "550 5.1.1 <ops@example.org>: Recipient address rejected",
  });
  await indexClauses({ store, ownTopics: noOwnTopics });
  const versions = (await store.listVersions(commercial)).toReversed();
  const idAt = (at: number): Digest => {
    const version = versions.at(at);
    if (version === undefined) throw new Error(`no version ${at} of ${commercial}`);
    return version.id;
  };
  const spells = await store.listClauseSpells({ topic: "competing-development" });
  const clause = spells.find(({ termsId }) => termsId === commercial)?.clauseId;
  const change = await findLatest(store, commercial);
  if (clause === undefined) throw new Error("no clause on competing development");
  known = {
    change,
    clause,
    check,
    moved: [idAt(2), idAt(3)],
    years: [idAt(0), idAt(-1)],
  };
}

async function findLatest(store: WebStore, termsId: TermsId): Promise<Digest> {
  const [latest] = await store.listChanges({ termsId, limit: 1 });
  if (latest === undefined) throw new Error(`no change of ${termsId}`);
  return latest.id;
}

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

interface Shown {
  readonly origin: string;
  /** Of somebody who may see all of it. */
  readonly storageState: Session;
}

async function signIn(browser: Browser, origin: string): Promise<Session> {
  const page = await browser.newPage();
  await page.goto(`${origin}${addresses.signIn()}`);
  await page.getByLabel("Name").fill("admin");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== addresses.signIn());
  const session = await page.context().storageState();
  await page.close();
  return session;
}

async function take(
  browser: Browser,
  { origin, storageState }: Shown,
  picture: Picture,
): Promise<void> {
  const { name, address, isSignedIn = false, height, options = desk } = picture;
  if (known === undefined) throw new Error("nothing was recorded");
  const context = await browser.newContext({ ...options, ...(isSignedIn && { storageState }) });
  const page = await context.newPage();
  const answer = await page.goto(`${origin}${address(known)}`);
  if (answer?.status() !== 200) throw new Error(`${name}: status ${answer?.status()}`);
  for (const frame of page.frames().slice(1)) await frame.locator("h1").first().waitFor();
  const { width, height: usual } = page.viewportSize() ?? desk.viewport;
  await page.setViewportSize({ width, height: height ?? usual });
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
  process.stdout.write(`${name}\n`);
}

await mkdir(folder, { recursive: true });
await using served = await serveHistory({ env: { CLAUSEWATCH_ADMIN_PASSWORD: password }, record });
await keepHeldBytes(served.workspace.dir);
await served.workspace.write("watchlist/halcyon-ai.json", {
  name: "Halcyon AI",
  terms: { "Acceptable Use Policy": { fetch: heldUrl } },
});
const browser = await launchBrowser();
const shown = { origin: served.origin, storageState: await signIn(browser, served.origin) };
for (const picture of pictures) await take(browser, shown, picture);
await browser.close();
