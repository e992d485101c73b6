import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFetcher } from "../../src/adapters/fetch/fetcher.ts";
import { createSystemClock } from "../../src/adapters/system/clock.ts";
import { crawl } from "../../src/app/crawl.ts";
import { deliverDue } from "../../src/app/deliver.ts";
import { parseService } from "../../src/core/declaration.ts";
import { parseSubscriptions } from "../../src/core/subscription.ts";
import type { Message } from "../../src/model/message.ts";
import type { Log } from "../../src/ports/log.ts";
import { createFakeNotifier } from "../fakes/fake-notifier.ts";
import { createMemorySnapshots } from "../fakes/memory-snapshots.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";
import type { Site } from "../servers/site.ts";
import { renderTerms, startSite } from "../servers/site.ts";
import { findBlockProblems } from "../servers/slack.ts";

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
/** Twenty times what the slowest took on two cores: it shows what has no bound, not what is slow. */
const limitMs = 80_000;
const plain = renderTerms("Northwind");

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(async () => {
  await site?.[Symbol.asyncDispose]();
});

function withMain(extra: string): string {
  return plain.replace("</main>", `${extra}</main>`);
}

/** Crawls a page as it was and as it is next, with a quiet terms beside it, and delivers what comes of it. */
async function crawlThrough(pages: readonly string[]) {
  const clock = createSystemClock();
  const store = createMemoryStore();
  await using fetcher = createFetcher({
    clock,
    random: () => 0.5,
    userAgent: "Clausewatch/0.1",
    allowHosts: [site.host],
    minGapMs: 0,
    // Reading such a page keeps the process busy for seconds, and server and client share it here: a connection that
    // the server has meanwhile given up is taken for a live one. As in earnest, another attempt mends that.
    maxRetries: 1,
    backoffMs: 0,
  });
  const subscriptions = [
    { id: "mail", channel: "email", to: "counsel@example.com", minMateriality: "noise" },
    { id: "slack", channel: "slack", to: "C0123456789", minMateriality: "noise" },
    { id: "console", channel: "console", minMateriality: "noise" },
  ];
  await store.putFileSubscriptions(parseSubscriptions({ subscriptions }, "subscriptions.json"));
  const { declarations } = parseService("northwind", {
    name: "Northwind AI",
    terms: {
      "Terms of Service": { fetch: `${site.origin}/terms` },
      "Privacy Policy": { fetch: `${site.origin}/quiet` },
    },
  });
  site.set("/quiet", renderTerms("Quiet"));
  const context = {
    store,
    snapshots: createMemorySnapshots(),
    fetcher,
    clock,
    log: silent,
    settings: {
      rules: { confirmDelayMs: 0, variantHoldMs: 1, variantSightings: 3, settledMs: 1e9 },
      fullFetchEveryMs: 1e9,
      operators: [{ channel: "email", target: "operator@example.com" }] as const,
      staleAfterIntervals: 2,
    },
  };
  const outcomes: string[] = [];
  for (const page of pages) {
    site.set("/terms", page);
    const { records } = await crawl(context, declarations, { waitForConfirmationMs: 1000 });
    const byTerms = new Map(records.map(({ check }) => [check.termsId, check]));
    expect(byTerms.get("northwind/privacy-policy")?.fault).toBeNull();
    const check = byTerms.get("northwind/terms-of-service");
    outcomes.push(check?.fault ?? check?.outcome ?? "broke off");
  }
  const channels = [
    createFakeNotifier("email"),
    createFakeNotifier("slack"),
    createFakeNotifier("console"),
  ];
  const notifiers = new Map(channels.map((notifier) => [notifier.channel, notifier]));
  const deliver = { store, notifiers, clock, random: () => 0.5, log: silent, options: {} };
  const count = await deliverDue(deliver);
  const messages = channels.flatMap(({ sent }) => sent);
  expect(count).toMatchObject({ retried: 0, failed: 0, remaining: 0 });
  messages.forEach(expectInert);
  return { outcomes, messages };
}

/** Within the limits of its channel, nothing in it that acts or hides. */
function expectInert(message: Message): void {
  // What reorders, hides or smuggles text: overrides, isolates, zero width, tags, controls.
  expect(JSON.stringify(message)).not.toMatch(
    /[\u{202A}-\u{202E}\u{2066}-\u{2069}\u{200B}\u{E0000}-\u{E007F}]|\\u00(?:00|1b)/u,
  );
  if (message.channel === "email") {
    expect(message.html).not.toMatch(
      /<(?:script|img|iframe|form|object)|(?:href|src)="(?!https?:)/i,
    );
    expect(message.subject.length).toBeLessThan(200);
    // Gmail cuts off what is longer than 102 kB.
    expect(message.html.length).toBeLessThan(102_000);
  } else if (message.channel === "slack") {
    expect(findBlockProblems(message.blocks as readonly Record<string, unknown>[])).toEqual([]);
    expect(JSON.stringify(message)).not.toMatch(/<(?:!|@|#|javascript)/);
  }
}

const items = Array.from(
  { length: 50_000 },
  (_, index) => `<li>You may not do thing ${index};</li>`,
);

describe("a hostile page", () => {
  it.each([
    ["nested a hundred thousand deep", `${"<div>".repeat(1e5)}No.${"</div>".repeat(1e5)}`],
    ["of nested lists that never close", "<ul><li>".repeat(5e4)],
    ["of half a million paragraphs", "<p>You may not resell.</p>".repeat(5e5)],
    ["of a million empty elements", "<br>".repeat(1e6)],
    ["of five million open brackets", "<".repeat(5e6)],
  ])("%s is held back as too complex", { timeout: limitMs }, async (_, extra) => {
    const { outcomes } = await crawlThrough([plain, withMain(extra), plain]);
    expect(outcomes).toEqual(["first", "too-complex", "unchanged"]);
  });

  it.each([
    ["an attribute of ten megabytes", `<p data-x="${"a".repeat(1e7)}">You may not resell.</p>`],
    ["NUL bytes in a clause", "<p>You may\0 not\0 resell\0 it.</p>"],
    [
      "hidden characters in a clause",
      "<p>You may \u202Enot\u202C re\u200Bsell \u{E0041}\u{E0042}\u2066x\u2069 the service.</p>",
    ],
    [
      "markup of every channel in a clause",
      "<p>You may not &lt;script&gt;alert(1)&lt;/script&gt; &lt;!channel&gt; &lt;https://evil.example|x&gt; &lt;@U1&gt;.</p>",
    ],
    [
      "links that run scripts",
      `<p>You may not <a href="javascript:alert(1)">resell</a> or <a href="data:text/html,<script>1</script>">copy</a>.</p>`,
    ],
    [
      "a link to an address of a megabyte",
      `<p><a href="https://x.example/${"a".repeat(1e6)}">You may not resell.</a></p>`,
    ],
    ["an attribute that never ends", "<a href='".repeat(1e6)],
    ["fifty thousand list items", `<ul>${items.join("")}</ul>`],
    ["a hundred thousand dates", `<p>Last updated: ${"January 1, ".repeat(1e5)}</p>`],
    [
      "a table of a million spanned cells",
      `<table>${"<tr><td colspan=9999 rowspan=9999>y</td></tr>".repeat(1000)}</table>`,
    ],
  ])("with %s becomes a version whose alerts are inert", { timeout: limitMs }, async (_, extra) => {
    const { outcomes, messages } = await crawlThrough([plain, withMain(extra)]);
    expect(outcomes).toEqual(["first", "changed"]);
    expect(messages.map(({ channel }) => channel)).toEqual(["email", "slack", "console"]);
  });

  it.each([
    ["a word of five megabytes", `<p>${"a".repeat(5e6)}</p>`],
    ["ten megabytes of blanks", `<p>${" ".repeat(1e7)}x</p>`],
    ["nine megabytes of line breaks", `<pre>${"\n \t".repeat(3e6)}</pre>`],
  ])("with %s breaks nothing off", { timeout: limitMs }, async (_, extra) => {
    const { outcomes } = await crawlThrough([plain, withMain(extra), plain]);
    expect(["too-complex", "changed", "unconfirmed", "unchanged"]).toContain(outcomes[1]);
  });

  it(
    "with a title of a megabyte keeps the mail's subject short",
    { timeout: limitMs },
    async () => {
      const titled = plain.replace(
        /<title>.*<\/title>/,
        `<title>${"Terms ".repeat(170_000)}</title>`,
      );
      const { outcomes } = await crawlThrough([plain, titled.replace("30 days", "3 days")]);
      expect(outcomes).toEqual(["first", "changed"]);
    },
  );

  it(
    "that doubles at each fetch is a version until it is too complex",
    { timeout: limitMs },
    async () => {
      const clause = "<p>You may not resell the service in any way at all.</p>";
      const pages = [4, 8, 12, 18].map((power) => withMain(clause.repeat(2 ** power)));
      const { outcomes } = await crawlThrough(pages);
      expect(outcomes).toEqual(["first", "changed", "changed", "too-complex"]);
    },
  );
});
