import { describe, expect, it } from "vitest";
import { parseInstant } from "../../src/model/instant.ts";
import type { Scene } from "./scene.ts";
import { createScene, plainForm, reader } from "./scene.ts";

const bounced = {
  channel: "email",
  target: "bounced@example.com",
  subscriptionId: null,
  reason: "bounced",
  detail: "550 no such user",
  at: parseInstant("2026-01-01T00:00:00Z"),
} as const;

async function ask(scene: Scene, email: string): Promise<string> {
  const answer = await scene.post("/subscribe", { ...plainForm, email });
  const headers = [...answer.headers].map((header) => header.join(": "));
  return `${answer.status}\n${headers.join("\n")}\n\n${await answer.text()}`;
}

describe("asking for a subscription", () => {
  it("is answered in the same bytes whatever is known of the address", async () => {
    await using scene = await createScene();
    await scene.subscribe();
    await scene.store.putSuppression(bounced);
    const limited = "limited@example.com";
    for (const _ of [1, 2, 3]) await ask(scene, limited);
    await scene.untilSent();
    const before = scene.smtp.mails.length;
    const answers: string[] = [];
    for (const email of ["stranger@example.com", reader, bounced.target, limited]) {
      answers.push(await ask(scene, email));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("If that address can receive mail");
    await scene.untilSent();
    expect(scene.smtp.mails.slice(before).map(({ to }) => to)).toEqual([
      "stranger@example.com",
      reader,
    ]);
  });

  it("is answered before anything about the address is looked up", async () => {
    await using scene = await createScene();
    const looked: string[] = [];
    const listSubscriptionsOf = scene.store.listSubscriptionsOf.bind(scene.store);
    const { promise: answered, resolve } = Promise.withResolvers<void>();
    scene.clock.sleep = () => answered;
    scene.store.listSubscriptionsOf = async (channel, target) => {
      looked.push(target);
      return listSubscriptionsOf(channel, target);
    };
    expect(await ask(scene, reader)).toContain("200");
    expect(looked).toEqual([]);
    resolve();
    await scene.untilSent();
    expect(looked).toEqual([reader]);
  });

  it("sends an address three mails a day at most, and more the day after", async () => {
    await using scene = await createScene();
    for (const _ of [1, 2, 3, 4, 5]) await ask(scene, reader);
    await scene.untilSent();
    expect(scene.smtp.mails).toHaveLength(3);
    scene.clock.advance(24 * 3_600_000);
    await ask(scene, reader);
    await scene.untilSent();
    expect(scene.smtp.mails).toHaveLength(4);
  });

  it("takes one address for the same however it is written", async () => {
    await using scene = await createScene();
    for (const email of ["Reader@Example.com", " reader@example.com ", "READER@EXAMPLE.COM"]) {
      await ask(scene, email);
    }
    await ask(scene, reader);
    await scene.untilSent();
    expect(scene.smtp.mails.map(({ to }) => to)).toEqual([reader, reader, reader]);
  });

  it("sends no more mails in an hour than the page may send to all", async () => {
    const overall = { count: 2, withinMs: 3_600_000 };
    await using scene = await createScene({
      settings: { baseUrl: "https://alerts.example.com", overall },
    });
    for (const name of ["a", "b", "c"]) await ask(scene, `${name}@example.com`);
    await scene.untilSent();
    expect(scene.smtp.mails).toHaveLength(2);
    expect(scene.logged.filter(({ level }) => level === "warn")).toHaveLength(1);
  });

  it("turns a client away that asks for many, and says for how long", async () => {
    await using scene = await createScene({ perClient: { count: 2, withinMs: 3_600_000 } });
    await ask(scene, "a@example.com");
    await ask(scene, "b@example.com");
    const answer = await scene.post("/subscribe", plainForm);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(3000);
    scene.clock.advance(3_600_000);
    expect(await ask(scene, reader)).toMatch(/^200/);
  });

  it.each([
    ["a cross-site form", { "Sec-Fetch-Site": "cross-site" }, 403],
    ["a form of a neighbouring host", { "Sec-Fetch-Site": "same-site" }, 403],
    ["an old browser's form from elsewhere", { Origin: "https://evil.example" }, 403],
    ["our own form", { "Sec-Fetch-Site": "same-origin", Origin: "null" }, 200],
    ["an old browser's own form", { Origin: "https://alerts.example.com" }, 200],
    ["a reader's own tool", {}, 200],
  ])("takes %s as it should", async (_, headers, status) => {
    await using scene = await createScene();
    expect((await scene.post("/subscribe", plainForm, headers)).status).toBe(status);
    await scene.untilSent();
    expect(scene.smtp.mails).toHaveLength(status === 200 ? 1 : 0);
  });

  it("says so where no mail server is set up", async () => {
    await using scene = await createScene({ mails: null });
    const answer = await scene.post("/subscribe", plainForm);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("has not set up a mail server");
  });
});

describe("a subscription form", () => {
  it.each([
    ["an address with a header in it", { email: "a@example.com\r\nBcc: b@example.com" }, "email"],
    ["two addresses", { email: ["a@example.com", "b@example.com"] }, "email"],
    ["a list of addresses", { email: "a@example.com, b@example.com" }, "email"],
    ["no address", { email: "" }, "email"],
    ["a topic that there is not", { topics: "x-weather" }, "topics"],
    ["a provider that is not watched", { services: "nobody" }, "services"],
    ["a direction that there is not", { directions: "sideways" }, "directions"],
    ["no rhythm", { rhythm: [] }, "rhythm"],
    ["two rhythms", { rhythm: ["daily", "weekly"] }, "rhythm"],
    ["a time zone that there is not", { timeZone: "Mars/Olympus" }, "timeZone"],
    ["a path for a time zone", { timeZone: "../../etc/passwd" }, "timeZone"],
    ["a phrase of a thousand letters", { words: "x".repeat(1000) }, "words"],
    ["invisible letters among the words", { words: "a\u202eb" }, "words"],
    [
      "more words than anybody needs",
      { words: Array.from("abcdefghijklmnopqrstuvwxyz").join("\n") },
      "words",
    ],
  ])("with %s comes back, the fault named", async (_, fields, field) => {
    await using scene = await createScene();
    const answer = await scene.post("/subscribe", { ...plainForm, ...fields });
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain(`href="#new-${field}"`);
    expect(text).toContain(`id="new-${field}"`);
    await scene.untilSent();
    expect(scene.smtp.mails).toEqual([]);
  });

  it("with a field that is not ours comes back", async () => {
    await using scene = await createScene();
    const answer = await scene.post("/subscribe", { ...plainForm, isAdmin: "1" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("a field that is not ours");
  });

  it("shows again what was typed, as text and never as markup", async () => {
    await using scene = await createScene();
    const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;
    const names = ["email", "topics", "services", "directions", "words", "rhythm", "timeZone"];
    const fields = Object.fromEntries(names.map((name) => [name, hostile]));
    const text = await (await scene.post("/subscribe", { ...fields, [hostile]: "x" })).text();
    expect(text).toContain("&quot;&gt;&lt;script&gt;alert(1)");
    expect(text).not.toMatch(/<script>|<img/);
  });

  it("keeps the choices of somebody who mistyped the address", async () => {
    await using scene = await createScene();
    const fields = { topics: ["indemnity"], services: "bolt", words: "one\ntwo", rhythm: "weekly" };
    const answer = await scene.post("/subscribe", { ...plainForm, ...fields, email: "reader@" });
    const text = await answer.text();
    const ticked = [...text.matchAll(/value="([\w-]+)"\s+checked/g)].map(([, value]) => value);
    expect(ticked).toEqual(["indemnity", "bolt", "weekly"]);
    expect(text).toContain(">one\ntwo</textarea");
    expect(text).toContain('value="reader@"');
  });

  it.each([
    ["JSON", { "Content-Type": "application/json" }],
    ["text", { "Content-Type": "text/plain" }],
    ["broken multipart", { "Content-Type": "multipart/form-data; boundary=x" }],
  ])("is not %s", async (_, headers) => {
    await using scene = await createScene();
    expect((await scene.post("/subscribe", plainForm, headers)).status).toBe(415);
  });
});

describe("asking for the manage link", () => {
  it("says the same to who is subscribed and who is not, and sends it to the first", async () => {
    await using scene = await createScene();
    await scene.subscribe();
    const before = scene.smtp.mails.length;
    const answers: string[] = [];
    for (const email of [reader, "stranger@example.com"]) {
      answers.push(await (await scene.post("/manage", { email })).text());
    }
    expect(answers[0]).toBe(answers[1]);
    await scene.untilSent();
    expect(scene.smtp.mails.slice(before).map(({ to }) => to)).toEqual([reader]);
    expect((await scene.get(scene.lastLink("manage"))).status).toBe(200);
  });
});
