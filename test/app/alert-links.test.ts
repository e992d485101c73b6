import { describe, expect, it } from "vitest";
import { createSecrets } from "../../src/adapters/system/secrets.ts";
import { createAlertLinks, isFitForTokens } from "../../src/app/alert-links.ts";
import { toTokenDigest } from "../../src/core/self-service/tokens.ts";
import {
  hour,
  sampleChange,
  sampleIncident,
  sampleNotification,
  sampleVersion,
} from "../contract/samples.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";

const a = sampleVersion("a", hour(1));
const change = sampleChange(a, sampleVersion("b", hour(2), a));
const notification = sampleNotification(change, "counsel", hour(2));

function createScene(publicUrl = "https://example.com/watch/") {
  const store = createMemoryStore();
  const options = { publicUrl, clock: createFakeClock(), secrets: createSecrets() };
  return { store, linksOf: createAlertLinks(store, options) };
}

describe("createAlertLinks", () => {
  it("gives fresh links that end this subscription and manage its address", async () => {
    const { store, linksOf } = createScene();
    const links = await linksOf(notification);
    const again = await linksOf(notification);
    expect(links?.unsubscribe).toMatch(/^https:\/\/example\.com\/watch\/unsubscribe\/[\w-]{43}$/);
    expect(links?.manage).toMatch(/^https:\/\/example\.com\/watch\/manage\/[\w-]{43}$/);
    expect(again?.unsubscribe).not.toBe(links?.unsubscribe);
    const find = (link = "") => store.findAccessToken(toTokenDigest(link.split("/").at(-1) ?? ""));
    expect(await find(links?.unsubscribe)).toMatchObject({
      purpose: "unsubscribe",
      address: notification.target,
      subscriptionId: "counsel",
    });
    expect(await find(links?.manage)).toMatchObject({
      purpose: "manage",
      address: notification.target,
      subscriptionId: null,
    });
  });

  it.each([
    ["another channel", { ...notification, channel: "slack" as const }],
    ["an operator's incident", sampleNotification(sampleIncident(hour(1)), "x", hour(2))],
  ])("gives none to %s", async (_, other) => {
    expect(await createScene().linksOf(other)).toBeUndefined();
  });

  it("gives none that would tell a token to everybody on the way", async () => {
    expect(await createScene("http://example.com").linksOf(notification)).toBeUndefined();
  });
});

describe("isFitForTokens", () => {
  it.each([
    ["https://example.com", true],
    ["http://127.0.0.1:8080", true],
    ["http://localhost:8080/x", true],
    ["http://[::1]:8080", true],
    ["http://127.0.0.1.example.com", false],
    ["http://10.0.0.1", false],
  ])("says of %s: %s", (address, isFit) => {
    expect(isFitForTokens(address)).toBe(isFit);
  });
});
