import { describe, expect, it } from "vitest";
import { sampleSubscription, subscribeToAll } from "../contract/samples.ts";
import type { Scene } from "./scene.ts";
import { createScene, reader } from "./scene.ts";

async function idOfOnly(scene: Scene): Promise<string> {
  const [only, ...others] = await scene.store.listSubscriptionsOf("email", reader);
  if (only === undefined || others.length > 0) throw new Error("not one subscription");
  return only.id;
}

const settings = {
  timeZone: "Asia/Tokyo",
  quietFrom: "22:00",
  quietTo: "07:30",
  digestAt: "09:15",
  digestDay: "friday",
};

describe("a manage link", () => {
  it("shows all of its address and nothing of another", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const hidden = { target: "other@example.com", topics: ["indemnity"], source: "database" };
    await scene.store.putSubscription(subscribeToAll("other", hidden as never));
    await scene.store.putFileSubscriptions([
      sampleSubscription("counsel", "file", { target: reader }),
    ]);
    const text = await (await scene.get(manage)).text();
    const headings = [...text.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, name]) => name?.trim());
    expect(headings).toEqual(["Training on outputs", "Building competing models"]);
    expect(text).toContain(reader);
    expect(text).not.toContain("other@example.com");
  });

  it("changes what a subscription asks for, and keeps what the form does not speak of", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const id = await idOfOnly(scene);
    const [before] = await scene.store.listSubscriptions();
    if (before === undefined) throw new Error("no subscription");
    await scene.store.putSubscription({ ...before, marks: ["silent"], clauseWatch: ["no rivals"] });
    const answer = await scene.post(`${manage}/subscriptions/${id}`, {
      topics: ["indemnity", "regulatory"],
      services: "bolt",
      directions: "loosened",
      words: "liability, cap",
      rhythm: "weekly",
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`${manage}?done=saved`);
    expect(await scene.store.listSubscriptions()).toMatchObject([
      {
        id,
        target: reader,
        topics: ["indemnity", "regulatory"],
        services: ["bolt"],
        directions: ["loosened"],
        words: ["liability", "cap"],
        rhythm: "weekly",
        marks: ["silent"],
        clauseWatch: ["no rivals"],
      },
    ]);
    expect(await (await scene.get(`${manage}?done=saved`)).text()).toContain("changes are saved");
  });

  it("pauses a subscription, lets it go on and ends it", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const at = `${manage}/subscriptions/${await idOfOnly(scene)}`;
    const list = () => scene.store.listSuppressions({ channel: "email", target: reader });
    await scene.post(`${at}/pause`);
    expect(await list()).toHaveLength(1);
    expect(await (await scene.get(manage)).text()).toContain("Building competing models (paused)");
    await scene.post(`${at}/resume`);
    expect(await list()).toEqual([]);
    await scene.post(`${at}/end`);
    expect(await scene.store.listSubscriptionsOf("email", reader)).toEqual([]);
    expect(await (await scene.get(manage)).text()).toContain("There is none at the moment");
  });

  it("adds a subscription without another confirmation, up to twenty", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const add = () => scene.post(`${manage}/subscriptions`, { topics: [], rhythm: "daily" });
    for (let count = 1; count < 20; count += 1) expect((await add()).status).toBe(303);
    expect((await add()).status).toBe(400);
    expect(await scene.store.listSubscriptionsOf("email", reader)).toHaveLength(20);
    expect(scene.smtp.mails).toHaveLength(2);
  });

  it("sets when mails may come", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    expect((await scene.post(`${manage}/settings`, settings)).status).toBe(303);
    expect(await scene.store.findSubscriber("email", reader)).toMatchObject({
      timeZone: "Asia/Tokyo",
      quietHours: { from: "22:00", to: "07:30" },
      digestAt: "09:15",
      digestDay: "friday",
    });
    await scene.post(`${manage}/settings`, { ...settings, quietFrom: "", quietTo: "" });
    expect(await scene.store.findSubscriber("email", reader)).toMatchObject({ quietHours: null });
  });

  it.each([
    ["one end of the quiet hours", { quietTo: "" }, "quietTo"],
    ["quiet hours of no length", { quietTo: "22:00" }, "quietTo"],
    ["an hour that there is not", { digestAt: "25:00" }, "digestAt"],
    ["a day that there is not", { digestDay: "someday" }, "digestDay"],
    ["a time zone that there is not", { timeZone: "Mars/Olympus" }, "timeZone"],
  ])("takes no %s, and shows what was typed", async (_, fields, field) => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const answer = await scene.post(`${manage}/settings`, { ...settings, ...fields });
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain(`href="#settings-${field}"`);
    expect(text).toContain('value="22:00"');
    expect(await scene.store.findSubscriber("email", reader)).toMatchObject({ timeZone: "UTC" });
  });

  it("takes no filter that is not on offer, and changes nothing", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const id = await idOfOnly(scene);
    const before = await scene.store.listSubscriptions();
    const path = `${manage}/subscriptions/${id}`;
    const answer = await scene.post(path, { topics: "<script>", rhythm: "daily", target: "x" });
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain(`href="#${id}-topics"`);
    expect(text).not.toContain("<script>");
    expect(await scene.store.listSubscriptions()).toEqual(before);
  });

  it("reaches no subscription of another address", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const other = subscribeToAll("other", { source: "database" });
    await scene.store.putSubscription(other);
    for (const path of ["", "/pause", "/resume", "/end"]) {
      const answer = await scene.post(`${manage}/subscriptions/other${path}`, { rhythm: "daily" });
      expect(answer.status).toBe(404);
    }
    expect(await scene.store.listSubscriptionsOf("email", other.target)).toEqual([other]);
    expect(await scene.store.listSuppressions()).toEqual([]);
  });

  it("lets one of the operator's file be paused, and neither changed nor removed", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const declared = sampleSubscription("counsel", "file", { target: reader });
    await scene.store.putFileSubscriptions([declared]);
    const at = `${manage}/subscriptions/counsel`;
    expect((await scene.post(at, { topics: "indemnity", rhythm: "daily" })).status).toBe(404);
    expect((await scene.post(`${at}/pause`)).status).toBe(303);
    expect(await scene.store.listSubscriptionsOf("email", reader)).toContainEqual(declared);
    const text = await (await scene.get(manage)).text();
    expect(text).toContain("Set up for you by whoever runs this page");
    expect(text).not.toContain("counsel/end");
  });

  it("forgets all of the address and stops working", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const end = scene.lastLink("unsubscribe");
    await scene.post(`${manage}/settings`, settings);
    expect((await scene.post(`${manage}/forget`)).status).toBe(200);
    for (const link of [manage, end]) expect((await scene.get(link)).status).toBe(404);
    expect(await scene.store.findSubscriber("email", reader)).toMatchObject({ timeZone: "UTC" });
    expect(await scene.store.listSuppressions()).toEqual([]);
  });

  it("says nothing that its address does not name by a known word", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const plain = await (await scene.get(manage)).text();
    expect(await (await scene.get(`${manage}?done=%3Cb%3E`)).text()).toBe(plain);
    expect(await (await scene.get(`${manage}?done=toString`)).text()).toBe(plain);
  });

  it("ends after thirty days", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    scene.clock.advance(30 * 86_400_000);
    expect((await scene.get(manage)).status).toBe(404);
    expect((await scene.post(`${manage}/forget`)).status).toBe(404);
    expect(await scene.store.listSubscriptions()).toHaveLength(1);
  });
});
