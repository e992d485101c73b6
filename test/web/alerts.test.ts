import { describe, expect, it } from "vitest";
import { createSecrets } from "../../src/adapters/system/secrets.ts";
import { createAlertLinks } from "../../src/app/alert-links.ts";
import { deliverDue } from "../../src/app/deliver.ts";
import { createNotification } from "../../src/model/notification.ts";
import {
  hour,
  sampleChange,
  sampleCheck,
  sampleRecord,
  sampleTerms,
  sampleVersion,
} from "../contract/samples.ts";
import { createChange, createClauseChange } from "../render/sample.ts";
import type { Scene } from "./scene.ts";
import { baseUrl, createScene, reader } from "./scene.ts";

/** A recorded change that is owed to these subscriptions of the reader. */
async function record(scene: Scene, name: string, ids: readonly string[]): Promise<void> {
  const termsId = `${name}/terms`;
  await scene.store.putTerms([sampleTerms(termsId)]);
  const before = sampleVersion(`before ${name}`, hour(1), null, { termsId });
  const after = sampleVersion(`after ${name}`, hour(2), before, { termsId });
  const clause = createClauseChange(`You may <ins>not </ins>build what competes with ${name}.`);
  const change = sampleChange(before, after, createChange([clause]).comparison);
  const notifications = ids.map((subscriptionId) =>
    createNotification({
      subject: "change",
      subjectId: change.id,
      subscriptionId,
      channel: "email",
      target: reader,
      changeIndexes: [0],
      createdAt: hour(2),
    }),
  );
  const check = sampleCheck("changed", hour(2), { termsId, versionId: after.id });
  const kept = { versions: [before, after], change, notifications };
  await scene.store.recordCheck(sampleRecord({ ...check, id: change.id }, kept));
}

function deliver(scene: Scene) {
  const { store, clock, notifier } = scene;
  const linksOf = createAlertLinks(store, { publicUrl: baseUrl, clock, secrets: createSecrets() });
  return deliverDue({
    store,
    clock,
    notifiers: new Map([["email", notifier]]),
    random: () => 0.5,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    options: { linksOf },
  });
}

async function idOfOnly(scene: Scene): Promise<string> {
  const [only] = await scene.store.listSubscriptionsOf("email", reader);
  if (only === undefined) throw new Error("no subscription");
  return only.id;
}

describe("an alert's links", () => {
  it("end the subscription with one click, and what waits for it too", async () => {
    await using scene = await createScene();
    await scene.subscribe();
    const id = await idOfOnly(scene);
    await record(scene, "acme", [id]);
    expect(await deliver(scene)).toMatchObject({ delivered: 1 });
    const alert = scene.smtp.mails.at(-1);
    const link = scene.lastLink("unsubscribe");
    expect(alert?.headers).toMatchObject({
      "list-unsubscribe": `<${baseUrl}${link}>`,
      "list-unsubscribe-post": "List-Unsubscribe=One-Click",
    });
    expect(alert?.html).toContain(`${baseUrl}${scene.lastLink("manage")}`);

    await record(scene, "bolt", [id]);
    const before = scene.smtp.mails.length;
    await scene.post(link, { "List-Unsubscribe": "One-Click" });
    expect(await deliver(scene)).toMatchObject({ delivered: 0, remaining: 0 });
    expect(scene.smtp.mails).toHaveLength(before);
  });

  it("lead to a page that manages everything of the address", async () => {
    await using scene = await createScene();
    await scene.subscribe();
    await record(scene, "acme", [await idOfOnly(scene)]);
    await deliver(scene);
    const page = await scene.get(scene.lastLink("manage"));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(reader);
  });

  it("are told neither to the outbox nor to the log", async () => {
    await using scene = await createScene();
    await scene.subscribe();
    await record(scene, "acme", [await idOfOnly(scene)]);
    await deliver(scene);
    const token = scene.lastLink("manage").split("/").at(-1) ?? "";
    const [entry] = await scene.store.listOutbox({ limit: 10 });
    const digest = entry?.deliveries[0]?.messageDigest;
    const kept = digest && (await scene.store.findSentMessage(digest));
    expect(kept).toMatchObject({ to: reader });
    expect(JSON.stringify([entry, kept])).not.toContain(token);
    expect(JSON.stringify(scene.logged)).not.toContain(token);
  });
});
