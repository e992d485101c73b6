import { describe, expect, it } from "vitest";
import { baseUrl, createScene, plainForm, reader } from "./scene.ts";

const oneClick = { "List-Unsubscribe": "One-Click" };

describe("a reader's way", () => {
  it("begins with a mail to confirm, and with nothing else", async () => {
    await using scene = await createScene();
    const form = await scene.get("/subscribe");
    expect(await form.text()).toMatch(/value="competing-development"\s+checked/);
    const asked = await scene.post("/subscribe", plainForm);
    expect(asked.status).toBe(200);
    await scene.untilSent();
    expect(scene.smtp.mails).toMatchObject([
      {
        to: reader,
        subject: "Confirm your subscription to changes of AI providers’ terms",
        headers: { "auto-submitted": "auto-generated" },
      },
    ]);
    expect(scene.smtp.mails[0]?.html).toContain(scene.lastLink("confirm"));
    expect(await scene.store.listSubscriptions()).toEqual([]);
  });

  it("leads over the confirmation to a subscription with its settings", async () => {
    await using scene = await createScene();
    await scene.post("/subscribe", {
      ...plainForm,
      topics: ["competing-development", "output-training"],
      services: "acme",
      directions: ["tightened"],
      words: "rival models\ncompete",
      rhythm: "daily",
      timeZone: "Europe/Berlin",
    });
    await scene.untilSent();
    const link = scene.lastLink("confirm");
    const look = await scene.get(link);
    expect(await look.text()).toContain("Building competing models, training on outputs");
    expect(await scene.store.listSubscriptions()).toEqual([]);
    const begun = await scene.post(link);
    expect(await begun.text()).toContain("You are subscribed");
    expect(await scene.store.listSubscriptions()).toMatchObject([
      {
        id: expect.stringMatching(/^reader-[a-z0-9]{16}$/),
        channel: "email",
        target: reader,
        source: "database",
        topics: ["competing-development", "output-training"],
        services: ["acme"],
        directions: ["tightened"],
        words: ["rival models", "compete"],
        rhythm: "daily",
        minMateriality: "substantive",
      },
    ]);
    expect(await scene.store.findSubscriber("email", reader)).toMatchObject({
      timeZone: "Europe/Berlin",
      quietHours: null,
    });
  });

  it("gets a welcome whose header ends the subscription with one click", async () => {
    await using scene = await createScene();
    await scene.subscribe();
    const [, welcome] = scene.smtp.mails;
    const link = scene.lastLink("unsubscribe");
    expect(welcome?.headers).toMatchObject({
      "list-unsubscribe": `<${baseUrl}${link}>`,
      "list-unsubscribe-post": "List-Unsubscribe=One-Click",
    });
    const ended = await scene.post(link, oneClick);
    expect(ended.status).toBe(200);
    expect(await scene.store.listSubscriptions()).toEqual([]);
    expect(await scene.store.listSuppressions({ channel: "email", target: reader })).toHaveLength(
      1,
    );
  });

  it("comes back by the manage link when a known address asks again", async () => {
    await using scene = await createScene();
    await scene.subscribe();
    await scene.post("/subscribe", { ...plainForm, topics: "indemnity" });
    await scene.untilSent();
    expect(scene.smtp.mails.at(-1)?.text).toContain("You are subscribed already");
    const page = await scene.get(scene.lastLink("manage"));
    expect(await page.text()).toContain("Building competing models");
    expect(await scene.store.listSubscriptions()).toHaveLength(1);
  });

  it("can begin anew after everything was forgotten", async () => {
    await using scene = await createScene();
    const manage = await scene.subscribe();
    const gone = await scene.post(`${manage}/forget`);
    expect(await gone.text()).toContain("Everything is removed");
    expect((await scene.get(manage)).status).toBe(404);
    expect(await scene.store.listSubscriptionsOf("email", reader)).toEqual([]);
    await scene.subscribe();
    expect(await scene.store.listSubscriptionsOf("email", reader)).toHaveLength(1);
  });

  it("goes on where the mail server turns the first attempt away", async () => {
    await using scene = await createScene();
    scene.smtp.setFault({ at: "recipient", code: 451 });
    await scene.post("/subscribe", plainForm);
    while (scene.clock.slept.length < 2) await new Promise((resolve) => setImmediate(resolve));
    scene.smtp.setFault(null);
    await scene.untilSent();
    expect(scene.smtp.mails).toHaveLength(1);
    expect((await scene.get(scene.lastLink("confirm"))).status).toBe(200);
  });
});
